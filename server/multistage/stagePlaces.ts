/** Where each instruction of a stage belongs once it is two: to the build stage, to the one that ships, or to both. */

import { wholeContextSources } from "../context/contextCopies";
import { type Install, installsIn } from "../packages/install";
import { cleansCache, provides, readsSecret } from "../packages/installRun";
import { mainProcess, programName } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { operands, runs, subcommand } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Project, Stage } from "../types";
import type { Reason } from "../util/reason";

/**
 * "before" and "after" stand for the stage that ships, above and below what it copies; "both" for the build stage and
 * "before", "twice" for the build stage and "after"; "argument" for an ARG, which the stage that ships has where it
 * uses it.
 */
export type Place = "build" | "both" | "twice" | "before" | "after" | "argument";

export interface Places {
  /** By the index of the instruction in the stage; that of FROM means nothing. */
  readonly places: readonly Place[];
  /** Paths of inits that the build stage installs. */
  readonly inits: readonly string[];
  /** The commands of the build stage that make more than node_modules. */
  readonly steps: readonly Command[];
  /** What ships comes from the build stage, not from the context. */
  readonly takesSource: boolean;
}

/** What an instruction is for, as far as it can be told. */
type Kind =
  | "install"
  | "provide"
  | "build step"
  | "cache"
  | "build tools"
  | "init"
  | "system"
  | "source"
  | "manifests"
  | "elsewhere"
  | "other";

/** Sorts the instructions of the stage that an install of the project's dependencies stands in. */
export function placesOf(file: Dockerfile, stage: Stage, install: Install, facts: Facts): Places | Reason {
  const { instructions } = stage;
  const kinds: Kind[] = [];
  for (const instruction of instructions) {
    const kind = kindOf(instruction, install, facts);
    if (typeof kind === "object") return kind;
    kinds.push(kind);
  }
  const installAt = instructions.indexOf(install.instruction);
  const steps = instructions.flatMap((instruction, index) =>
    kinds[index] === "build step" || kinds[index] === "install" ? stepsOf(instruction, facts) : [],
  );
  const builds = steps.length > 0;
  const isWhole = new Set(wholeContextSources(file).map(({ instruction }) => instruction));
  const comesLater = instructions.some((instruction, index) => index > installAt && isWhole.has(instruction));
  const sourcesBefore = kinds.lastIndexOf("source", installAt) >= 0 && !comesLater;
  const hasWorkspaces = (facts.project?.workspaces?.length ?? 0) > 0;
  const takesSource = builds || sourcesBefore || hasWorkspaces;
  const ends: Kind[] = ["build step", "cache", "provide", ...(hasWorkspaces ? (["source"] as const) : [])];
  const split = Math.max(installAt, ...ends.map((kind) => kinds.lastIndexOf(kind)));
  const folder = install.instruction.before.workdir;
  if (instructions.slice(installAt, split + 2).some(({ before }) => before.workdir !== folder))
    return { reason: "the folder changes between install and build" };

  const places: Place[] = [];
  const inits: string[] = [];
  for (const [index, instruction] of instructions.entries()) {
    const kind = kinds[index] as Kind;
    if (kind === "init") inits.push(...initsIn(instruction));
    const place = placeOf(instruction, kind, index > split, stage);
    places.push(place);
  }
  if (places.includes("twice") && instructions.some(({ keyword }, i) => keyword === "USER" && places[i] === "both"))
    return { reason: "files get an owner before the build is done" };
  return { places, inits, steps, takesSource };
}

function placeOf(instruction: Instruction, kind: Kind, isAfter: boolean, stage: Stage): Place {
  const { keyword } = instruction;
  switch (kind) {
    case "install":
    case "build step":
    case "cache":
    case "build tools":
    case "init":
    case "manifests":
      return "build";
    case "provide":
      return startsWithManager(stage) ? "both" : "build";
    case "source":
      return isAfter ? "after" : "build";
    case "elsewhere":
      return isAfter ? "after" : "both";
    case "system":
      return isAfter ? "after" : worksOn(instruction) ? "twice" : "both";
    default:
  }
  if (keyword === "ENV" && isNodeEnv(instruction)) {
    return isAfter || isSaidByInstall(stage) ? "before" : "both";
  }
  if (keyword === "ENV" && holdsInstallToken(instruction)) return "build";
  if (isAfter) return "after";
  if (keyword === "WORKDIR") return "build";
  if (keyword === "ARG") return "argument";
  return keyword === "ENV" || keyword === "SHELL" || keyword === "USER" ? "both" : "before";
}

function stepsOf(instruction: Instruction, facts: Facts): Command[] {
  const installs = installsIn(instruction);
  const isOther = (command: Command) => installs.some((install) => install.command === command) || cleansCache(command);
  return (instruction.script?.commands ?? []).filter((command) => !isOther(command) && isBuildStep(command, facts));
}

/** NODE_ENV is set for the sake of the install, which says the same by an option, and of nothing else before it. */
function isSaidByInstall({ instructions }: Stage): boolean {
  return instructions.some((instruction) =>
    installsIn(instruction).some(({ command }) =>
      command.words.some(({ value }) => /^--(?:omit=dev|prod|production)$/.test(value ?? "")),
    ),
  );
}

/** A token for the registry is of no use to the program. */
function holdsInstallToken({ assignments }: Instruction): boolean {
  return assignments.every(({ name }) => /^(?:NPM|NODE_AUTH)_?(?:\w+_)?TOKEN$/.test(name.value ?? ""));
}

function isNodeEnv({ assignments }: Instruction): boolean {
  return assignments.length === 1 && assignments[0]?.name.value === "NODE_ENV";
}

/** Whether the program is started by a package manager that the image does not bring. */
function startsWithManager(stage: Stage): boolean {
  return /^(?:pnpm|pnpx|bunx?|corepack|yarn)$/.test(programName(mainProcess(stage)?.argv[0]?.value) ?? "");
}

// ------------------------------------------------------------------------- kinds

function kindOf(instruction: Instruction, install: Install, facts: Facts): Kind | Reason {
  const { keyword, onbuild, heredocs } = instruction;
  if (onbuild) return { reason: "ONBUILD belongs to images made of this one" };
  if (keyword === "COPY" || keyword === "ADD") return kindOfCopy(instruction, install);
  if (keyword !== "RUN") return "other";
  const { script } = instruction;
  const commands = (script?.commands ?? []).filter((command) => !readsSecret(command));
  const isShell = script?.language === "sh" || script?.language === "bash";
  if (!script || !isShell || script.errors.length > 0 || (heredocs.length > 0 && script.form !== "heredoc"))
    return { reason: "not every RUN can be read" };
  const installs = installsIn(instruction);
  if (instruction === install.instruction) {
    const other = commands.find(
      (it) => it !== install.command && !provides(it, installs) && !cleansCache(it) && !isBuildStep(it, facts),
    );
    return other ? unknown(other) : "install";
  }
  if (commands.every((command) => provides(command, installs))) return "provide";
  if (commands.every(cleansCache)) return "cache";
  if (commands.every(handlesPackages)) {
    const packages = packagesOf(instruction);
    if (packages.length > 0 && packages.every((name) => buildTools.has(name))) return "build tools";
    return initsIn(instruction).length > 0 && packages.every(isInitOrTool) ? "init" : "system";
  }
  const isGlobal = (command: Command) => installs.some((it) => it.command === command && it.isGlobal);
  if (commands.every((command) => isGlobal(command) || cleansCache(command))) return "system";
  if (commands.every((command) => systemCommands.has(command.name ?? "") || handlesPackages(command))) return "system";
  const isStep = (command: Command) =>
    isBuildStep(command, facts) || provides(command, installs) || cleansCache(command);
  const other = commands.find((command) => !isStep(command));
  return other ? unknown(other) : "build step";
}

function unknown({ words }: Command): Reason {
  const call = words
    .slice(0, 2)
    .map(({ text }) => text)
    .join(" ")
    .slice(0, longestCall);
  return { reason: `nobody can tell from here what "${call}" does and for which stage` };
}

const longestCall = 40;

/** Accounts, owners and folders: what the stage that ships needs as well. */
const systemCommands = new Set(
  "useradd adduser groupadd addgroup usermod groupmod chown chmod mkdir install true set echo".split(" "),
);

/** Whether a RUN makes folders in the project, or changes owners of its files, which come later in the stage that ships. */
function worksOn(instruction: Instruction): boolean {
  const { workdir } = instruction.before;
  return (instruction.script?.commands ?? []).some((command) => {
    const { name } = command;
    if (name !== "chown" && name !== "chmod" && name !== "mkdir") return false;
    const paths = name === "mkdir" ? operands(command) : operands(command).slice(1);
    return paths.some(({ value }) => isInside(workdir, value));
  });
}

function kindOfCopy({ flags, words, heredocs, before }: Instruction, { instruction }: Install): Kind | Reason {
  const target = words.at(-1)?.value;
  if (target === undefined) return { reason: "it cannot be told where everything is copied to" };
  const folder = instruction.before.workdir;
  const path = resolvePath(before.workdir, target);
  if (path === undefined) return { reason: "it cannot be told where everything is copied to" };
  if (!isInside(folder, path)) return folder !== undefined && isInside(path, folder) ? wide : "elsewhere";
  if (heredocs.length > 0 || flags.some(({ name }) => name === "from")) return "source";
  const isManifest = words.slice(0, -1).every(({ value }) => manifest.test(value ?? ""));
  return isManifest ? "manifests" : "source";
}

const wide: Reason = { reason: "files are copied to a folder above that of the project" };

/** What an install reads: package.json, lock files, settings. */
const manifest =
  /(?:^|\/)(?:package(?:\.json|-lock\.json|\*|\*\.json)|npm-shrinkwrap\.json|yarn\.lock\*?|\*\.lock|pnpm-(?:lock|workspace)\.yaml\*?|bun\.lockb?\*?|\.npmrc\*?|\.yarnrc(?:\.yml)?\*?|bunfig\.toml|\.pnpmfile\.cjs|\.nvmrc|patches\/?|\.yarn\/?)$/;

/** Whether a path is a folder or in it; relative paths are. */
function isInside(folder: string | undefined, path: string | undefined): boolean {
  if (path === undefined || folder === undefined) return false;
  return !path.startsWith("/") || path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}

// ------------------------------------------------------------------- build steps

/** Tools that build into the folder of the project. */
const buildPrograms = new Set(
  (
    "npx bunx tsc tsc-alias nest next nuxt nuxi vite webpack rollup esbuild tsup swc babel ncc turbo nx lerna rimraf " +
    "prisma ng astro remix gulp grunt parcel svelte-kit react-router"
  ).split(" "),
);

/** Programs that only touch what they are given. */
const fileCommands = new Set("rm cp mv mkdir touch ls cat sed find test echo true cd".split(" "));

/** Whether a command works on the folder of the project and leaves no trace outside of it. */
export function isBuildStep(command: Command, { project }: Pick<Facts, "project">): boolean {
  const { name, redirects } = command;
  if (name === undefined || redirects.some(({ target }) => !isRelative(target?.value ?? "/"))) return false;
  if (/^(?:\.\/)?node_modules\/\.bin\//.test(command.words[0]?.value ?? "")) return true;
  if (buildPrograms.has(name)) return true;
  if (fileCommands.has(name)) return operands(command).every(({ value }) => value !== undefined && isRelative(value));
  if (name === "node") return isRelative(operands(command)[0]?.value ?? "/");
  return isScript(command, project);
}

function isRelative(path: string): boolean {
  return !/^[/~]|(?:^|\/)\.\.(?:\/|$)/.test(path);
}

/** `npm run build`, `yarn build`, `pnpm exec tsc`. */
function isScript(command: Command, project: Project | undefined): boolean {
  const { name = "" } = command;
  if (!/^(?:npm|yarn|pnpm|bun)$/.test(name)) return false;
  if (runs(command, ...["run", "run-script", "exec", "x", "test", "rebuild"].map((verb) => `${name} ${verb}`)))
    return true;
  if (name === "npm") return false;
  const verb = subcommand(command)?.value ?? "";
  return verb === "build" || buildPrograms.has(verb) || Object.hasOwn(project?.scripts ?? {}, verb);
}

// -------------------------------------------------------------------- packages

/** Debian and Alpine packages that compile native modules and are of no use afterwards. */
const buildTools = new Set(
  (
    "build-essential gcc g++ make cmake python3 python python2 python-is-python3 git build-base libc-dev musl-dev " +
    "linux-headers autoconf automake libtool pkg-config pkgconfig"
  ).split(" "),
);

/** Where packages of the distributions put the inits. */
const initPaths: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "apt-get": { "dumb-init": "/usr/bin/dumb-init", tini: "/usr/bin/tini" },
  apk: { "dumb-init": "/usr/bin/dumb-init", tini: "/sbin/tini" },
};

/** The build tools that a RUN installs with a distribution's package manager, as written. */
export function buildToolsIn(instruction: Instruction): string[] {
  return packagesOf(instruction).filter((name) => buildTools.has(name));
}

/** The packages that a RUN installs with a distribution's package manager. */
export function packagesOf({ script }: Instruction): string[] {
  const installs = (script?.commands ?? []).filter((command) =>
    runs(command, "apt-get install", "apt install", "apk add"),
  );
  return installs.flatMap((command) => operands(command).flatMap(({ value }) => value?.split("=")[0] ?? ""));
}

/** The paths of the inits that a RUN installs. */
function initsIn(instruction: Instruction): string[] {
  const manager = instruction.script?.commands.some((command) => command.name === "apk") ? "apk" : "apt-get";
  return packagesOf(instruction).flatMap((name) => initPaths[manager]?.[name] ?? []);
}

function isInitOrTool(name: string): boolean {
  return buildTools.has(name) || initPaths.apk?.[name] !== undefined;
}

function handlesPackages(command: Command): boolean {
  if (runs(command, "apt-get", "apt", "apk")) return true;
  return runs(command, "rm") && operands(command).every(({ text }) => /^\/(?:var|tmp)\//.test(text));
}
