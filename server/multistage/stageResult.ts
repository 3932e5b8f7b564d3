/** What the stage that ships takes from the build stage: no more than the program needs, as far as that is certain. */

import { wholeContextSources } from "../context/contextCopies";
import { isNextConfig, nextSettings } from "../context/nextFiles";
import { isOfNoUse } from "../context/unusedFiles";
import { namedCall } from "../data/tools";
import { searchedFolders } from "../demotion/nodeFiles";
import { execForm } from "../edits/execForm";
import { resolveCommand } from "../node/resolution";
import type { Install } from "../packages/install";
import { isUsual } from "../packages/wrappers";
import { mainProcess } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { ignores } from "../syntax/dockerignore";
import { isCopy, takesFromContext } from "../syntax/instructions";
import type { Command, Dockerfile, Facts, Instruction, Project, Stage } from "../types";
import { filterOnce } from "../util/listing";
import { among } from "../util/reads";
import { serverResult } from "./frameworkServers";
import { kindOfStep, stepsOf, tidies } from "./stageSteps";

interface Copied {
  /** Below the folder of the project, with a leading slash; "" for all of it. */
  readonly source: string;
  readonly target: string;
}

export interface Result {
  readonly copies: readonly Copied[];
  /** Instructions of the stage that ships which change, with their new text. */
  readonly replaced: ReadonlyMap<Instruction, string>;
  /** It is complete without node_modules. */
  readonly isBundled?: boolean;
  /** What the build leaves in the folder and nothing needs any more. */
  readonly leftover?: string | undefined;
}

/** What the build stage does. */
interface Build {
  /** The commands that make more than node_modules. */
  readonly steps: readonly Command[];
  /** What ships comes from the build stage, not from the context. */
  readonly takesSource: boolean;
}

/** Decides what to copy; a clause for "… because <reason>" when it is not in the folder of the project. */
export function resultOf(
  file: Dockerfile,
  stage: Stage,
  { manager, instruction: install }: Install,
  { takesSource, steps }: Build,
  facts: Facts,
): Result | { readonly reason: string } {
  if (manager === "yarn" && install.variable("YARN_NODE_LINKER") !== "node-modules" && isPlugAndPlay(facts)) {
    return { reason: "Yarn's Plug'n'Play may keep packages outside of the project" };
  }
  const wholes = wholeContextSources(file).filter(({ instruction }) => instruction.stage === stage);
  const bringsManifest = wholes.some(
    ({ instruction: { start, before, words } }) =>
      start > install.start &&
      install.before.workdir !== undefined &&
      resolvePath(before.workdir, words.at(-1)?.value) === install.before.workdir,
  );
  if (!takesSource) return bringsManifest ? copying("node_modules") : copying("node_modules", "package.json");
  const isRoot = wholes.length > 0;
  const { project } = facts;
  const isSimple = steps.length > 0 && isRoot && !stage.instructions.some(bringsMore);
  if (!isSimple || !project || facts.isPartial || project.workspaces?.length !== 0) return everything;
  const own = standalone(file, stage, project, facts, steps) ?? served(stage, project, facts, steps);
  const leftover = builtByNext(project, steps) ? ".next/cache" : undefined;
  return own ?? { ...(built(stage, project, facts, steps) ?? everything), leftover };
}

/** Whether a COPY or ADD brings what the build context does not hold. */
function bringsMore(instruction: Instruction): boolean {
  if (!isCopy(instruction)) return false;
  const { words, heredocs } = instruction;
  const isForeign = words.slice(0, -1).some(({ value }) => /^[a-z]+:\/\/|^git@|\.(?:tar|tgz|zip)/.test(value ?? "://"));
  return heredocs.length > 0 || isForeign || !takesFromContext(instruction);
}

const everything: Result = { copies: [{ source: "", target: "./" }], replaced: new Map() };

function copying(...paths: string[]): Result {
  return { copies: paths.map((path) => ({ source: `/${path}`, target: `./${path}` })), replaced: new Map() };
}

/** yarn 2 and later link no node_modules unless told to. */
function isPlugAndPlay({ project, contents, files = [] }: Facts): boolean {
  if (files.includes(".pnp.cjs")) return true;
  const settings = contents?.get(".yarnrc.yml") ?? "";
  return project?.manager === "yarn-berry" && !/^nodeLinker:\s*["']?node-modules/m.test(settings);
}

/** The program and arguments that start the container, through package scripts; undefined when they cannot be told. */
function argvOf(stage: Stage, project: Project, { files }: Facts): readonly string[] | undefined {
  const main = mainProcess(stage);
  const words = main?.argv.map(({ value }) => value);
  if (!words || words.length === 0 || words.some((word) => word === undefined)) return undefined;
  const argv = words as string[];
  const resolution = resolveCommand(project, argv, files);
  return resolution === undefined ? argv : resolution.kind === "command" ? resolution.argv : resolution.suggestion;
}

// ------------------------------------------------------------------------- Next.js

/** Next.js makes a folder with all that its server needs, if told to. */
function standalone(
  file: Dockerfile,
  stage: Stage,
  project: Project,
  facts: Facts,
  steps: readonly Command[],
): Result | undefined {
  const config = configOf(facts);
  const start = nextStart(stage, project, facts);
  const main = mainProcess(stage);
  const owner = main?.starts;
  if (
    !config ||
    config.length > longestConfig ||
    !start ||
    !owner ||
    owner.stage !== stage ||
    owner.keyword !== "CMD" ||
    !builtByNext(project, steps)
  ) {
    return undefined;
  }
  const settings = nextSettings(config);
  if (!/\boutput\s*:\s*["']standalone["']/.test(settings) || /distDir|outputFileTracingRoot/.test(settings))
    return undefined;
  const isChosen = settings.split(/\boutput\b/).some((part, index) => index > 0 && /^\s*:[^,}?]*\?/.test(part));
  if (isChosen || variesByEnvironment.test(settings)) return undefined;
  const before = owner.exec ? owner.words.filter(({ end }) => end <= (main.argv[0]?.start ?? 0)) : [];
  const command = execForm([...before.map(({ value }) => value ?? ""), "node", "server.js"]);
  const variables = listenVariables(stage, start);
  const environment = variables.length === 0 ? "" : `ENV ${variables.join(" ")}${file.eol}`;
  const keyword = file.text.slice(owner.name.start, owner.name.end);
  const hasPublic = facts.files?.some((path) => path.startsWith("public/"));
  return {
    copies: [
      { source: "/.next/standalone", target: "./" },
      { source: "/.next/static", target: "./.next/static" },
      ...(hasPublic ? [{ source: "/public", target: "./public" }] : []),
    ],
    isBundled: true,
    replaced: new Map([[owner, `${environment}${keyword} ${command}`]]),
  };
}

/** The variables by which the server of Next.js listens as `next start` does; Docker sets HOSTNAME to the name of the container, where it would listen alone. */
export function listenVariables(stage: Stage, { host = "0.0.0.0", port }: { port?: string; host?: string }): string[] {
  return [
    ...(stage.variable("HOSTNAME") === undefined ? [`HOSTNAME=${host}`] : []),
    ...(port === undefined ? [] : [`PORT=${port}`]),
  ];
}

const longestConfig = 10_000;
const variesByEnvironment = /output\s*:\s*process\.env/;

function configOf(facts: Facts): string | undefined {
  return nextConfig(facts)?.text;
}

const nextConfigs = filterOnce((path) => isNextConfig(path) && !path.includes("/"));

export const nextReads = among(2, nextConfigs);

/** The one configuration of Next.js at the root of the context, as far as its text is known. */
export function nextConfig({ contents, files = [] }: Facts): { path: string; text: string } | undefined {
  const [path, ...more] = nextConfigs(files);
  const text = path === undefined || more.length > 0 ? undefined : contents?.get(path);
  return path === undefined || text === undefined ? undefined : { path, text };
}

/** `next start` with nothing but a port and a host. */
export function nextStart(stage: Stage, project: Project, facts: Facts): { port?: string; host?: string } | undefined {
  if (project.dependencies.next === undefined) return undefined;
  const call = namedCall(argvOf(stage, project, facts) ?? []).join(" ");
  const [, port, host] =
    /^next start(?: (?:-p|--port)[ =](\d+))?(?: (?:-H|--hostname)[ =]([\w.:]+))?$/.exec(call) ?? [];
  return call.startsWith("next start") && (/^next start$/.test(call) || port || host) ? { port, host } : undefined;
}

/** Whether every step is `next build`, by a script or not, or a check. */
function builtByNext(project: Project, steps: readonly Command[]): boolean {
  const commands = steps.map((step) => stepsOf(step, project));
  if (commands.includes(undefined)) return false;
  const known = commands.flatMap((each) => each ?? []);
  const isNext = (line: string) => /^next build(?: --?\w+)*$/.test(line);
  return (
    known.some(({ line }) => isNext(line)) &&
    known.every(({ line, environment }) => (isNext(line) && isUsual(environment)) || tidies(line))
  );
}

// --------------------------------------------------------------------- a folder of JavaScript

/** What the server that a framework builds needs. */
function served(stage: Stage, project: Project, facts: Facts, steps: readonly Command[]): Result | undefined {
  const paths = serverResult(namedCall(argvOf(stage, project, facts) ?? []), project, facts, steps);
  return paths && { ...copying(...paths), isBundled: !paths.includes("node_modules") };
}

/**
 * node_modules, package.json and the folder that is built, when the program starts in it and nothing else of the
 * context can be of use at run time: the rest is sources that are compiled, tests, documents and settings of tools.
 */
function built(stage: Stage, project: Project, facts: Facts, steps: readonly Command[]): Result | undefined {
  const [program, ...args] = argvOf(stage, project, facts) ?? [];
  const isNext = nextStart(stage, project, facts) !== undefined && builtByNext(project, steps);
  const folder = isNext ? ".next" : outputOf(args);
  if (!folder || (program !== "node" && !isNext)) return undefined;
  const { files = [], ignore } = facts;
  const sent = files.filter((path) => !ignores(ignore, path));
  const config = isNext ? sent.filter((path) => /^next\.config\./.test(path)) : [];
  const hasPublic = isNext && sent.some((path) => path.startsWith("public/"));
  const isLeft = (path: string) =>
    path.startsWith(`${folder}/`) ||
    (hasPublic && path.startsWith("public/")) ||
    config.includes(path) ||
    isOfNoUse(path) ||
    (isNext && compiledByNext.test(path));
  if (!sent.every(isLeft)) return undefined;
  if (isNext) {
    // A configuration that imports other files needs them at run time as well.
    if (/(?:from|require\s*\(|import(?:\s*\()?)\s*["']\.{1,2}\//.test(configOf(facts) ?? "")) return undefined;
    if (config.length > 0 && configOf(facts) === undefined) return undefined;
    return copying("node_modules", "package.json", ...config, ".next", ...(hasPublic ? ["public"] : []));
  }
  if (files.some((path) => path.startsWith(`${folder}/`) && path.endsWith(".ts"))) return undefined;
  const searched = searchedFolders(facts);
  if (sent.some((path) => path.includes("/") && searched.has(path.slice(0, path.indexOf("/"))))) return undefined;
  const kinds = steps.map((step) => kindOfStep(step, project, folder, facts));
  if (!kinds.includes("build") || kinds.includes("unknown")) return undefined;
  return copying("node_modules", "package.json", folder);
}

/** The top folder of the one file that node runs; undefined when an option or another argument may name a file. */
function outputOf(args: readonly string[]): string | undefined {
  const options = args.slice(0, -1);
  const isHarmless = options.every((option) =>
    /^--(?:enable-source-maps|no-warnings|trace-warnings|max-old-space-size=\d+|unhandled-rejections=\w+)$/.test(
      option,
    ),
  );
  const file = /^(?:\.\/)?(dist|build|out|lib)\/[\w./-]+$/.exec(args.at(-1) ?? "");
  return isHarmless && file && !args.at(-1)?.includes("..") ? file[1] : undefined;
}

/** Sources that Next.js bundles; JSON and Markdown may be read as files. */
const compiledByNext =
  /^(?:(?:src\/)?(?:app|pages|components|lib|hooks|utils|styles|types|ui|store|context|contexts|constants|services|features|providers)\/.*|src\/[^/]+|(?:middleware|proxy|instrumentation|next-env\.d)\.[jt]s)(?<!\.(?:json|mdx?|ya?ml|txt|csv|db|sqlite|prisma|html|hbs|ejs))$/;
