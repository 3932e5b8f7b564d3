/** Package scripts followed to the commands that run in the end. */

import { managerOf } from "../data/packageManagers";
import { parseShell } from "../syntax/shell";
import type { Command, Project } from "../types";
import { type Fields, stringsOf } from "../util/json";
import { pathSet } from "../util/listing";
import { own } from "../util/records";
import type { Environment } from "./callOptions";
import { type BuiltInCall, type PackageCall, type ProgramCall, readPackageCall, type ScriptCall } from "./packageCalls";
import type { SeveralCall, SeveralPart } from "./severalCalls";
import { unwrap } from "./wrappers";

/** A command line and what runs because of it. */
export type Run = ProgramRun | ToolRun | ScriptRun | SeveralRun | UnknownRun;

interface Shared {
  /** Program and arguments, behind what only wraps them: `env A=b`, `cross-env A=b`. Words that a shell expands are as written. */
  readonly argv: readonly string[];
  /** What scripts, wrappers and options on the way set for it. */
  readonly environment: Environment;
  /** The command in the text of the script: its operator, what it is nested in. undefined for the call that was asked about. */
  readonly command: Command | undefined;
  /** Why more happens than the rest says, or less of it is known, as a clause: "the script starts its program by nice". */
  readonly problem: string | undefined;
}

export interface ProgramRun extends Shared {
  readonly kind: "program";
  /** When it is a command of a package manager. */
  readonly call: BuiltInCall | undefined;
  /** The scripts that an install runs along with it. */
  readonly hooks: readonly ScriptRun[];
}

/** A program that a package manager looks for: `npx next start`. */
export interface ToolRun extends Shared {
  readonly kind: "tool";
  readonly call: ProgramCall;
  readonly run: Run;
  /** The script that was meant if there is no such program: `yarn serve`. */
  readonly missing: string | undefined;
}

export interface ScriptRun extends Shared {
  readonly kind: "script";
  readonly call: ScriptCall;
  /** In package.json. */
  readonly text: string;
  readonly before: ScriptRun | undefined;
  /** The commands of its text, nested ones included. */
  readonly runs: readonly Run[];
  readonly after: ScriptRun | undefined;
}

export interface SeveralRun extends Shared {
  readonly kind: "several";
  readonly call: SeveralCall;
  readonly runs: readonly Run[];
}

/** It is not known what runs; `problem` says why. */
export interface UnknownRun extends Shared {
  readonly kind: "unknown";
  readonly call: PackageCall | undefined;
  readonly problem: string;
}

/** Follows a command line through the scripts of a project; `files` are the paths of the context. */
export function runOf(argv: readonly string[], project: Project | undefined, files: readonly string[] = []): Run {
  return follow({ argv, environment: {}, command: undefined, problem: undefined }, begin(project, files));
}

/** The same for a call that names another package: `project` is that of this package, `files` start from its folder. */
export function runInTarget(argv: readonly string[], project: Project | undefined, files: readonly string[]): Run {
  const shared = { argv, environment: {}, command: undefined, problem: undefined };
  const call = readPackageCall(argv, project?.manager);
  return followCall(shared, call && { ...call, target: undefined }, begin(project, files));
}

/** Names of the scripts that installs run, in order. */
export const installHooks: readonly string[] =
  "preinstall install postinstall prepublish preprepare prepare postprepare".split(" ");

/**
 * The scripts of a package as npm has them: where the sources of an add-on lie beside it, "install" builds that, unless
 * the package says otherwise. Source: docs.npmjs.com, scripts, "npm default values".
 * @param fields what its package.json holds.
 * @param hasAddon a file binding.gyp lies beside that.
 */
export function scriptsWithDefaults(fields: Fields, hasAddon: boolean): Readonly<Record<string, string>> {
  const scripts = stringsOf(fields.scripts);
  const isGiven =
    fields.gypfile === false || own(scripts, "install") !== undefined || own(scripts, "preinstall") !== undefined;
  return hasAddon && !isGiven ? { ...scripts, install: "node-gyp rebuild" } : scripts;
}

/** A run and all that run because of it, in order. */
export function allRuns(run: Run): readonly Run[] {
  return [run, ...partsOf(run).flatMap(allRuns)];
}

/**
 * The words of a run with single blanks. Calls are written in one way, without the options before the verb:
 * "npm run build" for `npm -s run build`, "yarn run build" for `yarn build`.
 */
export function lineOfRun({ argv, ...run }: Run): string {
  const call = run.kind === "several" || run.kind === "tool" ? undefined : run.call;
  if (call?.kind === "script" && !call.target) return [programOf(call), "run", call.name, ...call.words].join(" ");
  if (call?.kind !== "built-in" || call.target) return argv.join(" ");
  return [call.manager, ...(call.verb === undefined ? [] : [call.verb]), ...call.words].join(" ");
}

function programOf({ runner }: ScriptCall): string {
  return runner === "node --run" ? "npm" : managerOf(runner).program;
}

/** The package manager's call behind what other programs stand before it: `wait-for db:80 -- npm start`. */
export function callWithin(argv: readonly string[]): readonly string[] | undefined {
  const at = argv.slice(0, mostStarters).findIndex((_, index) => readPackageCall(argv.slice(index))?.kind === "script");
  return at < 0 ? undefined : argv.slice(at);
}

/** What the reason says about calls that name another package. */
export const ofAnotherPackage = "the script is that of another package";

const deepest = 10;
const mostCommands = 200;
/** Words before the call that are looked through. */
const mostStarters = 20;
const longestScript = 5_000;

interface Context {
  readonly project: Project | undefined;
  readonly files: readonly string[];
  /** Names of the scripts on the way. */
  readonly seen: readonly string[];
  /** Shared by all that runs. */
  readonly budget: { left: number };
}

function begin(project: Project | undefined, files: readonly string[]): Context {
  return { project, files, seen: [], budget: { left: mostCommands } };
}

/** What runs because of a run, in order: a script's hooks and commands, the scripts of an install. */
export function partsOf(run: Run): readonly Run[] {
  switch (run.kind) {
    case "program":
      return run.hooks;
    case "tool":
      return [run.run];
    case "script":
      return [...(run.before ? [run.before] : []), ...run.runs, ...(run.after ? [run.after] : [])];
    case "several":
      return run.runs;
    case "unknown":
      return [];
  }
}

function follow(shared: Shared, context: Context): Run {
  return followCall(shared, readPackageCall(shared.argv, context.project?.manager), context);
}

function followCall(shared: Shared, call: PackageCall | undefined, context: Context): Run {
  if (context.budget.left-- <= 0) return unknown(shared, call, "its scripts run too many commands");
  if (call?.kind === "unclear") return unknown(shared, call, call.reason);
  if (!call || call.kind === "built-in") {
    const isInstall = call?.installsProject && !call.target;
    return { ...shared, kind: "program", call, hooks: isInstall ? hooksOfInstall(context) : [] };
  }
  if (call.target) return unknown(shared, call, ofAnotherPackage);
  switch (call.kind) {
    case "program":
      return toolRun(shared, call, undefined, context);
    case "several":
      return severalRun(shared, call, context);
    case "script":
      return scriptRun(shared, call, context);
  }
}

function unknown(shared: Shared, call: PackageCall | undefined, problem: string): UnknownRun {
  return { ...shared, kind: "unknown", call, problem: shared.problem ?? problem };
}

function toolRun(shared: Shared, call: ProgramCall, missing: string | undefined, context: Context): ToolRun {
  const run = follow({ ...shared, argv: call.argv, problem: undefined }, context);
  return { ...shared, kind: "tool", call, run, missing };
}

function scriptRun(shared: Shared, call: ScriptCall, context: Context): Run {
  const text = scriptText(call, context);
  if (text !== undefined) return runOfText(shared, call, text, context);
  const { name, words, target, doubt } = call;
  if (call.otherwise === "file") return { ...shared, kind: "program", call: undefined, hooks: [] };
  if (call.otherwise === "program") {
    const tool = programOf(call);
    return toolRun(shared, { kind: "program", tool, argv: [name, ...words], target, doubt }, name, context);
  }
  return unknown(shared, call, context.project ? `package.json has no script "${name}"` : "package.json is not known");
}

/** Some managers start server.js when there is no script "start". */
function scriptText({ name, runner }: ScriptCall, { project, files }: Context): string | undefined {
  const hasDefault = name === "start" && runner !== "node --run" && managerOf(runner).startsServer === true;
  const isThere = project !== undefined && hasDefault && pathSet(files).has("server.js");
  return own(project?.scripts, name) ?? (isThere ? "node server.js" : undefined);
}

function runOfText(shared: Shared, call: ScriptCall, text: string, context: Context, isHook = false): ScriptRun {
  const { name, args } = call;
  const stop = (problem: string | undefined): ScriptRun => ({
    ...shared,
    ...{ kind: "script", call, text, before: undefined, runs: [], after: undefined },
    problem: shared.problem ?? problem,
  });
  if (context.seen.includes(name)) return stop("its scripts call one another in circles");
  if (context.seen.length >= deepest) return stop("its scripts call one another too often");

  const inside = { ...context, seen: [...context.seen, name] };
  const hook = (key: string) => (isHook || call.skipsHooks ? undefined : hookRun(key, call, inside));
  const before = hook(`pre${name}`);
  const environment = { ...shared.environment, ...call.environment };
  const { commands, problem } = readCommands(text);
  const runs: Run[] = [];
  for (const command of commands) {
    if (context.budget.left <= 0) return { ...stop("its scripts run too many commands"), before, runs };
    const isLast = command === commands.at(-1) && command.within.length === 0;
    const { argv, ...rest } = unwrap(command, environment);
    runs.push(follow({ argv: isLast ? [...argv, ...args] : argv, command, ...rest }, inside));
  }
  return { ...stop(problem), before, runs, after: hook(`post${name}`) };
}

function readCommands(text: string): { commands: readonly Command[]; problem?: string } {
  if (text.length > longestScript) return { commands: [], problem: "the script is too long" };
  const { commands, errors } = parseShell({ text, toDocument: (offset) => offset }, "sh");
  return errors.length > 0 ? { commands: [], problem: "the shell cannot read the script" } : { commands };
}

function hookRun(name: string, call: Pick<ScriptCall, "runner">, context: Context): ScriptRun | undefined {
  const text = own(context.project?.scripts, name);
  if (text === undefined || context.budget.left <= 0) return undefined;
  const none = {
    target: undefined,
    doubt: undefined,
    otherwise: undefined,
    environment: {},
    args: [],
    words: [],
    isShort: false,
  };
  const hook: ScriptCall = { ...none, kind: "script", runner: call.runner, name, skipsHooks: true };
  const shared = { argv: [call.runner, "run", name], environment: {}, command: undefined, problem: undefined };
  return runOfText(shared, hook, text, context, true);
}

function hooksOfInstall(context: Context): readonly ScriptRun[] {
  const runner = context.project?.manager ?? "npm";
  return installHooks.flatMap((name) => hookRun(name, { runner }, context) ?? []);
}

// ------------------------------------------------------------ several at once

function severalRun(shared: Shared, call: SeveralCall, context: Context): SeveralRun {
  const runs = call.parts.flatMap((part) => partRuns(part, shared, context));
  return { ...shared, kind: "several", call, runs };
}

function partRuns(part: SeveralPart, { environment }: Shared, context: Context): readonly Run[] {
  if ("line" in part) {
    const { commands, problem } = readCommands(part.line);
    if (problem !== undefined)
      return [unknown({ argv: [part.line], environment, command: undefined, problem }, undefined, problem)];
    return commands.flatMap((command) => {
      const { argv, ...rest } = unwrap(command, environment);
      return context.budget.left > 0 ? [follow({ argv, command, ...rest }, context)] : [];
    });
  }
  const { pattern, args } = part;
  const names = pattern.includes("*") ? namesLike(pattern, context.project) : [pattern];
  const calls = names.map((name) => ["npm", "run", name, ...(args.length > 0 ? ["--", ...args] : [])]);
  return calls.flatMap((argv) =>
    context.budget.left > 0 ? [follow({ argv, environment, command: undefined, problem: undefined }, context)] : [],
  );
}

/** `build:*` is build:a and not build:a:b, which `build:**` is as well. */
function namesLike(pattern: string, project: Project | undefined): readonly string[] {
  const parts = pattern.split(":");
  return Object.keys(project?.scripts ?? {}).filter((name) => matches(parts, name.split(":")));
}

function matches([part, ...parts]: readonly string[], names: readonly string[]): boolean {
  if (part === undefined) return names.length === 0;
  // Behind `**` nothing else is written.
  if (part === "**") return true;
  const [name, ...rest] = names;
  const [start = "", end] = part.split("*", 2);
  if (name === undefined) return false;
  const fits =
    end === undefined
      ? name === start
      : name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
  return fits && matches(parts, rest);
}
