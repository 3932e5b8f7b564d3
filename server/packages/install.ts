/** What the JavaScript package managers install: their commands read as data. */

import {
  allOf,
  type ManagerFacts,
  type ManagerProgram,
  managerOf,
  managerPrograms,
  packageManagers,
} from "../data/packageManagers";
import type { Purpose } from "../data/tool";
import { buildPrograms, likelyProgramsOf, programsOf, toolOf } from "../data/tools";
import { mainProcess } from "../stage/process";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { flagValue, hasFlag, isOpaque, operands, runs, subcommand } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Project, Stage, Word } from "../types";
import { memoize } from "../util/memoize";
import { own } from "../util/records";
import { isProduction } from "./nodeEnv";
import { readPackageCall } from "./packageCalls";
import { allRuns, callWithin, installHooks, runOf } from "./scripts";

export interface Install {
  readonly command: Command;
  readonly instruction: Instruction;
  /** yarn stands for classic and berry alike: only the project knows. */
  readonly manager: ManagerProgram;
  /** Puts programs on the PATH instead of installing the project. */
  readonly isGlobal: boolean;
  /** Packages named on the command line; empty for the project's own dependencies. */
  readonly packages: readonly Word[];
  /** Fails when the lock file does not fit package.json, instead of changing it; undefined when it cannot be known. */
  readonly isFrozen: boolean | undefined;
  /** Leaves dev dependencies out; undefined when it cannot be known. */
  readonly omitsDev: boolean | undefined;
}

/** What a stage installs, in order (global installs and named packages included). */
export function installsOf(stage: Stage): Install[] {
  return stage.instructions.flatMap((instruction) => (instruction.onbuild ? [] : installsIn(instruction)));
}

/** The folder that an install happens in: WORKDIR, or where a `cd` before it leads to. */
function folderOf({ command, instruction }: Install): string | undefined {
  let folder = instruction.before.workdir;
  for (const { name, words, start } of instruction.script?.commands ?? []) {
    if (name === "cd" && start < command.start) folder = resolvePath(folder, words[1]?.value);
  }
  return folder;
}

/** Whether it happens in a folder that is only mounted for this RUN, so that nothing of it stays but what it caches. */
export function isInMount(install: Install): boolean {
  const { instruction } = install;
  if (instruction.mounts.length === 0) return false;
  const folder = folderOf(install);
  return instruction.mounts.some(({ type, target }) => {
    const path = resolvePath(instruction.before.workdir, target);
    return type !== "secret" && type !== "ssh" && path !== undefined && `${folder}/`.startsWith(`${path}/`);
  });
}

/** The installs of one RUN. */
export const installsIn: (instruction: Instruction) => readonly Install[] = memoize((instruction) => {
  if (instruction.keyword !== "RUN") return [];
  return (instruction.script?.commands ?? []).flatMap((command) => readInstall(command, instruction) ?? []);
});

/** Installs of the project's own dependencies, from package.json, that stay in the stage. */
export function projectInstallsOf(stage: Stage): Install[] {
  return installsOf(stage).filter(
    (install) => !install.isGlobal && install.packages.length === 0 && !isInMount(install),
  );
}

/** A command line does not tell which generation it calls: what one of them knows counts for all. */
const readers: ReadonlyMap<string, Reader> = new Map(
  [...managerPrograms].map((called) => {
    const rows = packageManagers.filter(({ programs }) => programs.includes(called));
    const all = (list: (row: ManagerFacts) => readonly string[] | undefined) => rows.flatMap((row) => list(row) ?? []);
    return [
      called,
      {
        manager: managerOf(called)?.program as ManagerProgram,
        ci: all(({ ci }) => ci),
        install: all(({ install, add }) => [...install, ...add]),
        global: all(({ global }) => (global ? [global] : [])),
        frozen: all(({ frozen }) => frozen),
        production: all(({ production }) => production),
        includesDev: all(({ includeDev, production }) => [...(includeDev ? [includeDev] : []), ...production.map(off)]),
        onlyDev: all(({ onlyDev }) => onlyDev),
        is: (column) => rows.some((row) => row[column]),
        everyIs: (column) => rows.every((row) => row[column]),
      },
    ];
  }),
);

interface Reader
  extends Readonly<
    Record<"ci" | "install" | "global" | "frozen" | "production" | "includesDev" | "onlyDev", readonly string[]>
  > {
  readonly manager: ManagerProgram;
  is(column: "installsBare" | "frozenInCi" | "frozenInProduction" | "obeysNodeEnv"): boolean;
  everyIs(column: "frozenInCi"): boolean;
}

function off(option: string): string {
  return `${option}=false`;
}

function readInstall(command: Command, instruction: Instruction): Install | undefined {
  const reader = readers.get(command.name ?? "");
  if (!reader) return undefined;
  const { manager, is } = reader;
  const verb = subcommand(command)?.value;
  const isBare = verb === undefined && is("installsBare") && !hasFlag(command, "--version", "-v", "--help");
  const isCi = verb !== undefined && reader.ci.includes(verb);
  const isGlobal = verb !== undefined && reader.global.includes(verb);
  if (!isBare && !isCi && !isGlobal && !reader.install.includes(verb ?? "")) return undefined;
  const omitsDev = leavesDevOut(command, instruction, reader);
  return {
    command,
    instruction,
    manager,
    isGlobal: isGlobal || hasFlag(command, "-g", "--global") || flagValue(command, "--location") === "global",
    // `yarn global add x`.
    packages: isCi ? [] : operands(command).slice(isGlobal ? 1 : 0),
    isFrozen: isCi || obeysLockfile(command, instruction, reader),
    omitsDev,
  };
}

function obeysLockfile(command: Command, instruction: Instruction, { frozen, production, is, everyIs }: Reader) {
  if (frozen.length === 0) return false;
  const isOff = frozen.some((flag) => hasFlag(command, flag.replace(/^--/, "--no-")) || has(command, off(flag)));
  if (isOff) return false;
  if (frozen.some((flag) => hasFlag(command, flag))) return true;
  // Where a name stands for several generations, nobody knows which of them is called.
  if (is("frozenInCi") && isInCi(command, instruction)) return everyIs("frozenInCi") ? true : undefined;
  if (is("frozenInProduction") && production.some((option) => has(command, option))) return true;
  // There are no other versions than those that were fetched before, by the lock file.
  if (hasFlag(command, "--offline")) return undefined;
  return unless(isOpaque(command), false);
}

function leavesDevOut(command: Command, instruction: Instruction, { includesDev, onlyDev, production, is }: Reader) {
  if (includesDev.some((option) => has(command, option))) return false;
  // Nothing but dev dependencies is a decision.
  if (onlyDev.some((option) => has(command, option))) return undefined;
  if (production.some((option) => has(command, option))) return true;
  return unless(isOpaque(command), is("obeysNodeEnv") ? isProduction(command, instruction) : false);
}

/** Some obey the lock file where the environment says that they run in CI. */
function isInCi(command: Command, instruction: Instruction): boolean {
  const own = command.assignments.find(({ name }) => name.value === "CI");
  const value = own ? own.value?.value : (exportedBefore(command, instruction) ?? instruction.variable("CI"));
  return value !== undefined && !/^(?:|0|false)$/.test(value);
}

/** What the script of a RUN has given to CI before a command: `export CI=1 && pnpm install`. */
function exportedBefore({ start }: Command, { script }: Instruction): string | undefined {
  const words = (script?.commands ?? []).flatMap((each) =>
    each.name === "export" && each.end <= start ? each.words.map(({ value }) => value) : [],
  );
  return words.findLast((value) => value?.startsWith("CI="))?.slice("CI=".length);
}

/** Whether an option is given as a table writes it: `--prod`, or `--omit=dev` in one word or two, be it among others of the name. */
function has(command: Command, option: string): boolean {
  const at = option.indexOf("=");
  if (at < 0) return hasFlag(command, option);
  const [name, value] = [option.slice(0, at), option.slice(at + 1)];
  const { words } = command;
  return words.some(
    (word, index) => word.value === option || (word.value === name && words[index + 1]?.value === value),
  );
}

/** Flags may hide in a variable: then an answer that rests on their absence is unknown. */
function unless(opaque: boolean, value: boolean | undefined): boolean | undefined {
  return opaque ? undefined : value;
}

/**
 * Whether something after an install in its stage needs dev dependencies: a package script, a program of node_modules,
 * a lifecycle script of the install itself that runs one. Errs on the side of yes.
 * @param isSure to leave out tools that the stage brings itself, and that may merely load what is for development.
 */
export function needsDevDependencies(
  { command, instruction }: Install,
  { project }: Facts,
  isSure: boolean = false,
): boolean {
  const { stage } = instruction;
  const later = (stage?.instructions ?? []).filter(({ start, onbuild }) => start >= instruction.start && !onbuild);
  const commands = later.flatMap(({ keyword, script }) => (keyword === "RUN" ? (script?.commands ?? []) : []));
  const global = stage ? globalPrograms(stage) : undefined;
  // A package manager that is installed so runs what the project has.
  const isGlobal = ({ name = "", words }: Command) =>
    words[0]?.value === name &&
    buildPrograms.has(name) &&
    global?.has(name) === true &&
    (isSure || doesWithout(name, project));
  if (commands.some((other) => other.start > command.start && mayRunTools(other) && !isGlobal(other))) return true;
  const hooks = installHooks.filter((name) => own(project?.scripts, name) !== undefined);
  if (hooks.some((name) => callsDevDependency(["npm", "run", name], project))) return true;
  return stage !== undefined && startsDevDependency(stage, project);
}

/**
 * Whether a tool that the stage brings itself can build without the dev dependencies: a compiler reads types, a bundler
 * loads plugins, and what builds several packages starts the tools of each.
 */
function doesWithout(program: string, project: Project | undefined): boolean {
  if (toolOf(program)?.purpose === "monorepo tool") return false;
  return Object.keys(project?.devDependencies ?? {}).every((name) =>
    programsOf(name).some((each) => each === program || idle.has(toolOf(each)?.purpose)),
  );
}

/** What the tools are for that no build loads. */
const idle: ReadonlySet<Purpose | undefined> = new Set<Purpose>([
  "watcher",
  "test runner",
  "linter",
  "runs several programs",
  "process manager",
]);

/** The programs that a stage puts on its PATH: `npm install -g typescript`. */
const globalPrograms = memoize((stage: Stage): ReadonlySet<string> => {
  const names = installsOf(stage).flatMap(({ isGlobal, packages }) => (isGlobal ? packages : []));
  return new Set(names.flatMap(({ value = "" }) => programsOf(value.replace(/(.)@.*/s, "$1"))));
});

/** Whether what a stage starts, be it by package scripts, is a program of a dev dependency: nodemon, ts-node. */
export function startsDevDependency(stage: Stage, project: Project | undefined): boolean {
  const main = mainProcess(stage);
  const started = [main?.entrypoint, main?.command].flatMap((instruction) => instruction?.script?.commands ?? []);
  const calls = [...started.map(({ words }) => words), main?.argv ?? []].map((words) =>
    words.map(({ value = "" }) => value),
  );
  return calls.some((argv) => callsDevDependency(argv, project));
}

/** Whether a command line, be it by package scripts, starts a program of a dev dependency. */
export function callsDevDependency(argv: readonly string[], project: Project | undefined): boolean {
  return lineAndScripts(argv, project).some((text) => runsDevDependency(text, project));
}

/** A command line and the texts of the package scripts that it runs. */
function lineAndScripts(argv: readonly string[], project: Project | undefined): string[] {
  const runs = allRuns(runOf(callWithin(argv) ?? argv, project));
  return [argv.join(" "), ...runs.map((run) => (run.kind === "script" ? run.text : run.argv.join(" ")))];
}

/** Commands of package managers that run no script of the project but those of an install. */
const harmlessVerbs: ReadonlySet<string> = new Set([
  ...allOf(({ install }) => install),
  ...allOf(({ ci }) => ci),
  ...allOf(({ add }) => add),
  ..."global cache prune config set uninstall rm remove audit fund".split(" "),
]);

/** Whether a command runs a package script or a tool that only dev dependencies may hold. */
function mayRunTools(command: Command): boolean {
  if (command.name === undefined) return true;
  // A script of the project, or of those who call it.
  if (/^(?!\/usr\/|\/s?bin\/).*\//.test(command.words[0]?.value ?? "") || command.name === "make") return true;
  if (buildPrograms.has(command.name)) return true;
  // `node ace build`: a file of the project, which may load anything.
  if (
    /^(?:node|nodejs|bun|deno|tsx|ts-node)$/.test(command.name) &&
    /\.[cm]?[jt]s$|^[\w-]+$/.test(command.words[1]?.value ?? "")
  )
    return true;
  const call = readPackageCall([command.name, ...command.words.slice(1).map(({ value }) => value ?? "$")]);
  if (call?.kind !== "built-in") return call !== undefined;
  return call.verb !== undefined && !harmlessVerbs.has(call.verb);
}

/** Whether the text of a package script names a dev dependency, by package or by the usual program of it. */
export function runsDevDependency(script: string | undefined, project: Project | undefined): boolean {
  if (!script || !project) return false;
  // `-r ts-node/register` names a file of the package.
  const given = script.split(/[^\w@/.-]+/);
  const words = new Set(given.flatMap((word) => [word, word.replace(/(.)\/.*$/s, "$1")]));
  // What stands behind these is the name of a script.
  const called = new Set(given.filter((_, at) => !/^(?:npm|yarn|pnpm|bun|run)$/.test(given[at - 1] ?? "")));
  return Object.keys(project.devDependencies).some(
    (name) =>
      words.has(name) ||
      programsOf(name).some((program) => words.has(program)) ||
      likelyProgramsOf(name).some((program) => called.has(program)),
  );
}

/**
 * Whether what a stage installs gets into the final image: its layers ship, or node_modules are copied out of it.
 * @param install asks for those of one install, where a stage has several folders of modules.
 */
export function shipsModules(file: Dockerfile, stage: Stage, install?: Install): boolean {
  const own = install && folderOf(install);
  if (stage.ships) return true;
  return (file.final?.instructions ?? []).some(({ keyword, flags, words, onbuild }) => {
    const from = flags.find(({ name }) => name === "from")?.value?.value;
    if (keyword !== "COPY" || onbuild || from === undefined || findStage(file, from, file.final) !== stage)
      return false;
    return words.slice(0, -1).some(({ value }) => {
      const path = value?.replace(/(?<!\/)\/+$/, "");
      if (path === undefined) return false;
      const isOther = own !== undefined && resolvePath("/", path) !== `${own === "/" ? "" : own}/node_modules`;
      return path === stage.after.workdir || (/(?:^|\/)node_modules$/.test(path) && !isOther);
    });
  });
}

/** Calls after which there are no dev dependencies. */
export const prunings = allOf(({ prune, installsAnew = [] }) => [...(prune?.calls ?? []), ...installsAnew]);

/**
 * Whether a later command of the stage takes dev dependencies out again: `npm prune --omit=dev`.
 * @param where "same RUN" to ask for one that leaves them in no layer.
 */
export function prunesLater({ command, instruction, manager }: Install, where?: "same RUN"): boolean {
  const places = where === undefined ? (instruction.stage?.instructions ?? []) : [instruction];
  const { production, obeysNodeEnv, prune } = managerOf(manager);
  const isPruning = (other: Command, where: Instruction) => {
    if (other.start <= command.start || !runs(other, ...prunings)) return false;
    // Without a word of it, only what nothing needs goes, dev dependencies not among it: found out with npm 10.
    return (
      !runs(other, ...(prune?.calls ?? [])) ||
      production.some((option) => has(other, option)) ||
      isOpaque(other) ||
      (obeysNodeEnv === true && isProduction(other, where) !== false)
    );
  };
  const isPruned = places.some(
    (place) => place.keyword === "RUN" && (place.script?.commands ?? []).some((other) => isPruning(other, place)),
  );
  if (isPruned) return true;
  const again = instruction.stage ? projectInstallsOf(instruction.stage) : [];
  return again.some((it) => places.includes(it.instruction) && reinstalls({ command, manager }, it));
}

/** Whether a later install takes out again what it is told to leave out and an earlier one has brought. */
export function reinstalls({ command, manager }: Pick<Install, "command" | "manager">, later: Install): boolean {
  return (
    later.manager === manager &&
    later.omitsDev === true &&
    later.command.start > command.start &&
    (manager !== "bun" || beginsAnew(later))
  );
}

/** `rm -rf node_modules && bun install --production`: Bun leaves what is there. */
function beginsAnew({ command, instruction }: Install): boolean {
  return commandsIn(instruction, "rm").some(
    (other) => other.start < command.start && operands(other).some(({ value }) => value === "node_modules"),
  );
}
