/** Packages that a program loads, though package.json names them nowhere and no install can bring them. */

import { isIgnored } from "../context/madeLater";
import { officialName } from "../data/images";
import { baseOf } from "../image/programs";
import { servicesOf } from "../image/shipped";
import { lacksPackage, unlockedDependencies } from "../locks/lockFit";
import { type LoadedModule, packageOf } from "../node/loadedPackages";
import { installsIn, projectInstallsOf } from "../packages/install";
import { installHooks } from "../packages/scripts";
import type { MainProcess } from "../stage/process";
import { findStage } from "../syntax/dockerfile";
import { copiesOf, flagOf, instructionsOf, takesFromContext } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { operands, subcommand } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Project, Stage } from "../types";
import { baseName, folderOf } from "../util/paths";

/**
 * Whether a package that a file of the project loads is surely not among what its installs bring: package.json does not
 * write its name, and npm's lock file does not have it, or there is nothing to install at all. On the machine of whoever
 * wrote it, it may lie in a folder above.
 * @param loads what the program loads, in order. @param main what the stage that ships starts.
 */
export function isNowhere(
  { specifier, from }: LoadedModule,
  loads: readonly LoadedModule[],
  main: MainProcess,
  file: Dockerfile,
  facts: Facts,
  project: Project,
): boolean {
  const name = packageOf(specifier);
  if (!packageName.test(name) || builtinModules.has(name) || name === project.name) return false;
  const manifest = facts.contents?.get(project.manifest);
  if (manifest === undefined || manifest.includes(`"${name}"`) || project.workspaces?.length !== 0) return false;
  if (facts.isPartial) return false;
  if (facts.project?.manifest !== project.manifest || hasOwnPackages(from, project, facts)) return false;
  if (!isNotLocked(name, manifest, facts, project) || mayBeOwnFile(specifier, facts)) return false;
  const isPlain = startsPlainly(main, file, facts) && !loads.some((each) => movesLookUp(each, facts));
  return isPlain && bringsOnlyProject(file, facts, project);
}

/** As the registry of npm takes it: no path, no address, no name of another runtime's modules. */
const packageName = /^(?:@[a-z\d][\w.~-]{0,99}\/)?[a-z\d][\w.~-]{0,99}$/;

/** What Node.js has itself, whatever stands behind a slash. Source: `builtinModules` of node:module. */
export const builtinModules: ReadonlySet<string> = new Set(
  (
    "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs " +
    "http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream " +
    "string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib"
  ).split(" "),
);

/** Packages of a folder on the way may be installed or kept there, those of the project come along with its sources. */
function hasOwnPackages(from: string, { manifest }: Project, facts: Facts): boolean {
  const root = folderOf(manifest);
  const isOnTheWay = (folder: string) => folder !== root && `${folderOf(from)}/`.startsWith(`${folder}/`);
  const files = facts.files ?? [];
  if (files.some((path) => path.endsWith("/package.json") && isOnTheWay(folderOf(path)))) return true;
  if (!isIgnored(root ? `${root}/node_modules/a` : "node_modules/a", facts)) return true;
  return files.some((path) => path.endsWith("/node_modules/") && isOnTheWay(folderOf(path.slice(0, -1))));
}

function isNotLocked(name: string, manifest: string, facts: Facts, { lockfiles }: Project): boolean {
  const locked = lacksPackage(name, facts);
  if (locked !== undefined) return locked && unlockedDependencies({ manager: "npm" }, facts).length === 0;
  return lockfiles.length === 0 && !/"\w*[dD]ependencies"\s*:\s*\{\s*"/.test(manifest);
}

/** A file or folder of the project by that name is meant, which something leads to: an alias, or NODE_PATH. */
function mayBeOwnFile(specifier: string, { files = [] }: Facts): boolean {
  const parts = new Set(specifier.replace(/^@/, "").split("/"));
  return files.some((path) => path.split("/").some((part) => parts.has(part) || parts.has(part.replace(/\.\w+$/, ""))));
}

/** Nothing but node with the file is started: no option and no service lets it look for packages elsewhere. */
function startsPlainly({ argv, isShell }: MainProcess, file: Dockerfile, facts: Facts): boolean {
  const [program, ...words] = argv.map(({ value }) => value ?? "");
  if (baseName(program ?? "") !== "node" || (isShell && argv.length !== 2)) return false;
  const at = words.findIndex((word) => !word.startsWith("-"));
  if (!words.slice(0, at).every((word) => plainOption.test(word))) return false;
  return servicesOf(file, facts).every(({ command, entrypoint, envFile, environment = {} }) => {
    return !command && !entrypoint && !envFile && !("NODE_PATH" in environment || "NODE_OPTIONS" in environment);
  });
}

const plainOption = /^--(?:enable-source-maps|(?:max|trace|inspect|unhandled)[\w.:=-]*)$/;

/** What is loaded before may change how packages are found, or the file looks for them in its own way. */
function movesLookUp({ specifier, from }: LoadedModule, { contents }: Facts): boolean {
  const isOfRegistry = !/^[./#]/.test(specifier) && packageOf(specifier.replace("node:", "")) !== "path";
  return (isOfRegistry && movers.test(specifier)) || ownLookUp.test(contents?.get(from) ?? "");
}

const movers = /alias|register|hook|loader|mock|rewire|proxyquire|jiti|path|require|^esm$/;

const ownLookUp =
  /["'](?:node:)?module["']|\bmodule\.(?:paths|parent)\b|\bmain\.paths\b|\b_(?:resolveFilename|initPaths|load|extensions)\b|NODE_PATH|\b(?:as|const|let|var|function) require\b|\brequire\s?=[^=]|\{\s?require\s?[,}]/;

/** Nothing but installs of the project, in one folder of an image without packages of its own, makes node_modules. */
function bringsOnlyProject(file: Dockerfile, facts: Facts, { scripts }: Project): boolean {
  if (!file.stages.every((stage) => stage.parent || isPlainNode(stage, facts))) return false;
  const folders = file.stages.flatMap((stage) => projectInstallsOf(stage).map((it) => it.instruction.before.workdir));
  if (new Set(folders).size > 1 || !copiesOf(file).every((copy) => copiesFiles(copy, file))) return false;
  if (!installHooks.every((hook) => harmlessHook.test(scripts[hook] ?? ""))) return false;
  return instructionsOf(file, "RUN").every((run) => bringsNothing(run) && !/node_modules/.test(run.argumentText));
}

/** The official image, in whose place no build puts another one. */
function isPlainNode(stage: Stage, facts: Facts): boolean {
  return officialName(stage.base?.name ?? "") === "node" && baseOf(stage, facts) !== undefined;
}

const harmlessHook = /^(?:|(?:is-ci \|\| )?husky(?: install)?(?: \|\| (?:true|exit 0))?|tsc|prisma generate)$/;

/** From the context or a stage of the file, and neither an archive nor packages that lie there. */
function copiesFiles(copy: Instruction, file: Dockerfile): boolean {
  const from = flagOf(copy, "from")?.value?.value;
  if (!takesFromContext(copy)) return from !== undefined && findStage(file, from, copy.stage) !== undefined;
  return !/node_modules|:\/\/|\$|\.(?:tgz|tar|txz|tbz|zip|gz|xz|bz2|zst)\b/.test(copy.argumentText);
}

function bringsNothing(run: Instruction): boolean {
  const installs = installsIn(run);
  const isOfProject = (command: Command) =>
    installs.some((it) => it.command === command && (it.isGlobal || it.packages.length === 0)) &&
    !/--prefix|--dir|--cwd|\s-C\b|\$/.test(run.argumentText);
  return commandsIn(run).every(
    (command) =>
      prepares.has(command.name ?? "") ||
      isOfProject(command) ||
      (command.name === "npm" && /^(?:cache|config|version)$/.test(subcommand(command)?.value ?? "")) ||
      (command.name === "node" && operands(command).length === 0),
  );
}

/** Programs that put nothing into folders of packages. */
const prepares: ReadonlySet<string> = new Set(
  (
    "addgroup adduser apk apt apt-get chmod chown corepack date echo export find groupadd groupmod ls mkdir printf rm set " +
    "test touch true update-ca-certificates useradd usermod"
  ).split(" "),
);
