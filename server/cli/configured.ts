/** How the files that the command line is given are to be judged: by the file of the project, that of hadolint, and the environment. */

import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  findHadolintFile,
  type HadolintConfig,
  type HadolintFile,
  hadolintEnvironment,
  parseHadolintConfig,
} from "../engine/hadolintConfig";
import { presetNames, presetRules } from "../engine/presets";
import {
  configOfFile,
  type FileConfig,
  findProjectConfig,
  type ProjectConfig,
  readProjectConfig,
} from "../engine/projectConfig";
import { type Configuration, readConfiguration } from "../engine/settings";
import { readText } from "../host/files";
import { isRepository } from "../host/folderNames";
import { type FailLimit, failLimits, type Host } from "../types";
import { memoizeFor, memoizeMeanwhile } from "../util/memoize";
import { oneOf, wrongUsage } from "./usage";

/** What holds for one file. */
export interface Configured {
  readonly configuration: Configuration;
  /** From which severity on a run fails; undefined where nothing says. */
  readonly failOn: FailLimit | undefined;
  /** The file is not to be looked at where it was only found. */
  readonly isExcluded: boolean;
  /** The folder that is sent to the builder; undefined where nothing says. */
  readonly context: string | undefined;
  readonly target: string | undefined;
  /** Where it comes from: files as paths, and variables. What is below is overruled by what is above. */
  readonly sources: readonly string[];
}

export interface Choice {
  /** The file to take in place of those of the project. */
  readonly config?: string;
}

/** One object for all folders where the same holds. */
interface InFolder {
  readonly project: ProjectConfig | undefined;
  readonly hadolint: HadolintFile | undefined;
}

const nowhere: InFolder = { project: undefined, hadolint: undefined };

/**
 * Finds what is configured for a file: in its folder and those above it, up to the root of its repository, each looked
 * into once. Stdin counts as a file of the current folder. Throws wrong usage for a `--config` that cannot be read.
 */
export function configurations(host: Host, choice: Choice): (name: string) => Promise<Configured> {
  const given = choice.config ?? process.env.DRYDOCK_CONFIG;
  const known = new Map<string, Promise<InFolder>>();
  const inFolder = (folder: string) => {
    const found = known.get(folder) ?? find(folder);
    known.set(folder, found);
    return found;
  };
  const find = async (folder: string): Promise<InFolder> => {
    const uri = pathToFileURL(folder).href;
    const own = { project: await findProjectConfig(host, [uri]), hadolint: await findHadolintFile(host, [uri]) };
    complainOf(own.project);
    complainOf(own.hadolint);
    if (own.project && own.hadolint) return own;
    const above = path.dirname(folder);
    const rest = isRepository(folder) || above === folder ? nowhere : await inFolder(above);
    if (!own.project && !own.hadolint) return rest;
    return { project: own.project ?? rest.project, hadolint: own.hadolint ?? rest.hadolint };
  };
  let named: Promise<ProjectConfig> | undefined;
  let ofUser: Promise<HadolintFile | undefined> | undefined;
  const completed = memoizeMeanwhile(async (found: InFolder): Promise<InFolder> => {
    if (given !== undefined) named ??= readNamed(given);
    const project = given === undefined ? found.project : await named;
    ofUser ??= found.hadolint ? undefined : usersHadolint();
    return { project, hadolint: found.hadolint ?? (await ofUser) };
  });
  return async (name) => {
    const file = path.resolve(name);
    const found = await completed(await inFolder(path.dirname(file)));
    return configuredBy(found, found.project && configOfFile(found.project, pathToFileURL(file).href));
  };
}

async function readNamed(name: string): Promise<ProjectConfig> {
  const host = { read: async (uri: string) => readText(fileURLToPath(uri), []) } as Host;
  const config = await readProjectConfig(host, pathToFileURL(path.resolve(name)).href);
  if (config.layers.length === 0)
    throw wrongUsage(`${name} is no configuration: ${config.complaints[0] ?? "it is empty"}`);
  complainOf(config);
  return config;
}

function complainOf(file: ProjectConfig | HadolintFile | undefined): void {
  for (const complaint of file?.complaints ?? [])
    console.error(`drydock: ${path.relative("", fileURLToPath(file?.uri ?? ""))}: ${complaint}`);
}

/** Where hadolint looks when the project has no file for it: github.com/hadolint/hadolint, "Configure". */
async function usersHadolint(): Promise<HadolintFile | undefined> {
  const home = homedir();
  const configs = process.env.XDG_CONFIG_HOME || path.join(home, ".config");
  const places = [
    ...["hadolint.yaml", "hadolint.yml"].map((name) => path.join(configs, name)),
    ...["hadolint.yaml", "config.yaml"].map((name) => path.join(home, ".hadolint", name)),
    ...[".hadolint.yaml", ".hadolint.yml"].map((name) => path.join(home, name)),
  ];
  for (const place of places) {
    const text = await readText(place, []);
    if (text !== undefined) return { uri: pathToFileURL(place).href, ...(await parseHadolintConfig(text)) };
  }
  return undefined;
}

/** The same for all files of which the same is said: what follows from the settings of one holds for the others. */
const configuredBy = memoizeFor(({ project, hadolint }: InFolder, file: FileConfig | undefined): Configured => {
  const { DRYDOCK_PRESET, DRYDOCK_FAIL_ON } = process.env;
  const preset = DRYDOCK_PRESET ? oneOf("DRYDOCK_PRESET", DRYDOCK_PRESET, presetNames) : undefined;
  const failOn = DRYDOCK_FAIL_ON ? oneOf("DRYDOCK_FAIL_ON", DRYDOCK_FAIL_ON, failLimits) : undefined;
  const environment = hadolintEnvironment(process.env);
  const below = environment ? overlaid(environment, hadolint?.config) : hadolint?.config;
  const own = preset ? { ...(file ?? nothing), rules: { ...presetRules(preset), ...file?.rules } } : file;
  const shown = (address: string) => path.relative("", fileURLToPath(address)) || ".";
  return {
    configuration: readConfiguration(undefined, below, own),
    failOn: failOn ?? file?.failOn ?? below?.failOn,
    isExcluded: file?.isExcluded ?? false,
    context: file?.context === undefined ? undefined : fileURLToPath(file.context),
    target: file?.target,
    sources: [
      ...(preset || failOn ? ["DRYDOCK_… variables"] : []),
      ...(project ? [shown(project.uri), ...project.bases.map(shown).reverse()] : []),
      ...(environment ? ["HADOLINT_… variables"] : []),
      ...(hadolint ? [shown(hadolint.uri)] : []),
    ],
  };
});

const nothing = {
  policy: {},
  failOn: undefined,
  isExcluded: false,
  context: undefined,
  target: undefined,
  format: {},
} as const;

/** What the environment says goes before what the file does. */
function overlaid(above: HadolintConfig, below: HadolintConfig | undefined): HadolintConfig {
  return {
    rules: { ...below?.rules, ...above.rules },
    policy: { ...below?.policy, ...above.policy },
    disableIgnorePragma: above.disableIgnorePragma || (below?.disableIgnorePragma ?? false),
    failOn: above.failOn ?? below?.failOn,
  };
}
