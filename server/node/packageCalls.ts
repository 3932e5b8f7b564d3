/**
 * The command lines of package managers: which script, program or command of their own they ask for, and of which
 * package. Only words are read here; whether there is such a script is a matter of scripts.ts.
 */

import { programName } from "../stage/process";
import type { PackageManager } from "../types";
import {
  bunCommands,
  cleanInstallVerbs,
  installVerbs,
  lifecycleVerbs,
  type Manager,
  managerCommands,
  managersByName,
  npmProduction,
  optionKind,
  packageRunners,
  programVerbs,
  runnerOptions,
  scriptVerbs,
  severalRunners,
} from "./callWords";

export type Environment = Readonly<Record<string, string>>;

/** What a call asks for; undefined for a command line that calls no package manager. */
export type PackageCall = ScriptCall | ProgramCall | BuiltInCall | SeveralCall | UnclearCall;

interface Shared {
  /** The package that it goes to; undefined for that of the folder it is called in. */
  readonly target: Target | undefined;
  /** What of it is not understood, as a clause: "npm is given --port". The rest holds if that is an option without a value. */
  readonly doubt: string | undefined;
}

/** A package script: `npm run build`, `yarn start`. */
export interface ScriptCall extends Shared {
  readonly kind: "script";
  readonly runner: PackageManager | "node --run";
  readonly name: string;
  /** The words that reach the script. */
  readonly args: readonly string[];
  /** The words behind the name, as written. */
  readonly words: readonly string[];
  readonly environment: Environment;
  /** `pre` and `post` do not run along. */
  readonly skipsHooks: boolean;
  /** What it is when there is no such script. */
  readonly otherwise: "program" | "file" | undefined;
}

/** A program of a package: `npx next start`. */
export interface ProgramCall extends Shared {
  readonly kind: "program";
  /** What looks for the program: "pnpm exec". */
  readonly tool: string;
  /** The program, without a version, and its arguments. */
  readonly argv: readonly string[];
}

/** A command of the manager itself: `npm ci`. */
export interface BuiltInCall extends Shared {
  readonly kind: "built-in";
  readonly manager: Manager;
  /** As written; undefined when there is none, as of `yarn`. */
  readonly verb: string | undefined;
  /** The words behind it that are neither options nor their values, as far as known. */
  readonly operands: readonly string[];
  /** It installs what package.json names. */
  readonly installsProject: boolean;
}

/** Several at once or one behind the other: `run-p lint "test -- -u"`. */
export interface SeveralCall extends Shared {
  readonly kind: "several";
  readonly isParallel: boolean;
  readonly parts: readonly SeveralPart[];
}

/** A script by a pattern for its name, with what it is given, or a command line for a shell. */
export type SeveralPart = { readonly pattern: string; readonly args: readonly string[] } | { readonly line: string };

/** It cannot be told what runs. */
export interface UnclearCall extends Shared {
  readonly kind: "unclear";
  /** A clause for "… because <reason>". */
  readonly reason: string;
}

/** Another package than that of the working folder. */
export type Target =
  | { readonly kind: "folder" | "workspace"; readonly name: string }
  /** Several workspaces, or the root of them. */
  | { readonly kind: "every" | "root" };

/**
 * Reads a command line.
 * @param manager of the project: yarn classic and yarn berry hand on arguments in different ways.
 */
export function readPackageCall(argv: readonly string[], manager?: PackageManager): PackageCall | undefined {
  const [first, ...words] = programName(argv[0]) === "corepack" ? argv.slice(1) : argv;
  // Corepack takes "yarn@4".
  const tool = (programName(first) ?? "").replace(/@.*/s, "");
  if (packageRunners.has(tool)) return programCall(tool, undefined, words, nothing);
  if (tool === "node") return nodeCall(words);
  if (Object.hasOwn(severalRunners, tool)) return severalCall(tool, words);
  const name = Object.hasOwn(managersByName, tool) ? managersByName[tool] : undefined;
  return name && managerCall(name, words, manager);
}

/** `node --run start -- --port 80`, of Node.js 22 and later. */
function nodeCall([option, name, ...words]: readonly string[]): ScriptCall | undefined {
  if (option !== "--run" || name === undefined) return undefined;
  const args = words[0] === "--" ? words.slice(1) : words;
  const shared = { target: undefined, doubt: undefined, environment: {}, otherwise: undefined };
  return { kind: "script", runner: "node --run", name, args, words, skipsHooks: true, ...shared };
}

// ------------------------------------------------------------------- managers

function managerCall(
  tool: Manager,
  words: readonly string[],
  manager: PackageManager | undefined,
  before: Options = nothing,
): PackageCall | undefined {
  const options = merge(before, readLeading(tool, words));
  const { target, doubt, problem } = options;
  const [verb, ...rest] = options.rest;
  if (problem !== undefined) {
    // `bun --smol server.ts` runs a file.
    if (tool === "bun") return words.includes("run") ? unclear(problem, target) : undefined;
    return words.every(isOption)
      ? builtIn(tool, undefined, words, { ...options, doubt: problem })
      : unclear(problem, target);
  }
  if (verb === undefined) return builtIn(tool, undefined, words, options);
  if (tool === "yarn" && (verb === "workspace" || verb === "workspaces")) {
    // Once is enough.
    return before === nothing ? workspaceCall(verb, rest, manager) : unclear("yarn is given workspace twice", target);
  }
  if (programVerbs.has(verb)) return programCall(`${tool} ${verb}`, tool, rest, options);

  if (scriptVerbs.has(verb)) {
    const between = merge(options, readLeading(tool, rest));
    const [name, ...args] = between.rest;
    if (between.problem !== undefined) return unclear(between.problem, between.target);
    if (name === undefined)
      return { kind: "built-in", manager: tool, verb, operands: [], installsProject: false, target, doubt };
    // `yarn run tsc` and `bun run vite` start programs, too.
    const otherwise =
      tool === "bun" && /[./]/.test(name) ? "file" : tool === "yarn" || tool === "bun" ? "program" : undefined;
    return scriptCall(tool, name, args, between, manager, otherwise);
  }
  const lifecycle = Object.hasOwn(lifecycleVerbs[tool], verb) ? lifecycleVerbs[tool][verb] : undefined;
  if (lifecycle !== undefined) return scriptCall(tool, lifecycle, rest, options, manager, undefined);
  if (tool === "npm" || managerCommands.has(verb) || (tool === "bun" && bunCommands.has(verb))) {
    return builtIn(tool, verb, rest, options);
  }
  return scriptCall(tool, verb, rest, options, manager, tool === "bun" ? "file" : "program");
}

function builtIn(tool: Manager, verb: string | undefined, words: readonly string[], before: Options): BuiltInCall {
  const { rest: operands, target, skipsHooks, ...read } = merge(before, readAll(tool, words));
  const isInstall = verb === undefined ? tool === "yarn" : [...installVerbs, ...cleanInstallVerbs].includes(verb);
  const installsElsewhere = words.some((word) => /^(?:-g|--global|--version|-v|--help|-h)$/.test(word));
  const named = operands.filter((word) => !word.startsWith("$"));
  const installsProject = isInstall && verb !== "add" && named.length === 0 && !installsElsewhere && !skipsHooks;
  const doubt = read.doubt ?? read.problem;
  return { kind: "built-in", manager: tool, verb, operands, installsProject, target, doubt };
}

/** `yarn workspace api start`, `yarn workspaces foreach -A run build`. */
function workspaceCall(verb: string, words: readonly string[], manager: PackageManager | undefined) {
  if (verb === "workspace") {
    const [name, ...rest] = words;
    return name === undefined
      ? unclear("yarn is not told which workspace", undefined)
      : managerCall("yarn", rest, manager, { ...nothing, target: { kind: "workspace", name } });
  }
  const rest = words.slice(Math.max(0, words.indexOf("run")));
  const target: Target = { kind: "every" };
  if (rest[0] === "run") return managerCall("yarn", rest, manager, { ...nothing, target });
  return builtIn("yarn", verb, words, { ...nothing, target });
}

function scriptCall(
  tool: Manager,
  name: string,
  words: readonly string[],
  before: Options,
  manager: PackageManager | undefined,
  otherwise: ScriptCall["otherwise"],
): ScriptCall {
  const runner = tool === "yarn" && manager === "yarn-berry" ? "yarn-berry" : tool;
  const { rest: args, environment, target, skipsHooks, ...read } = merge(before, readArguments(runner, words));
  const doubt = read.doubt ?? read.problem;
  return { kind: "script", runner, name, args, words, environment, target, doubt, skipsHooks, otherwise };
}

/**
 * The words after the name of a script that reach it. Measured: npm 11 keeps options before `--` for itself; yarn 1 and
 * bun 1 drop a leading `--`; yarn 4 and pnpm 10 hand over everything.
 */
function readArguments(runner: PackageManager, words: readonly string[]): Options {
  if (runner === "npm") return readAll("npm", words);
  const isDropped = words[0] === "--" && (runner === "yarn" || runner === "bun");
  return { ...nothing, rest: isDropped ? words.slice(1) : words };
}

// ------------------------------------------------------------------- programs

/** `npx -y next@14 start`; undefined when no program is named. */
function programCall(
  tool: string,
  manager: Manager | undefined,
  words: readonly string[],
  before: Options,
): ProgramCall | UnclearCall | undefined {
  let { target } = before;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (runnerOptions.has(word)) continue;
    if (!isOption(word)) {
      // `npx next@14`, but not `npx @nestjs/cli`.
      const argv = [word.replace(/(.)@[^/]*$/, "$1"), ...words.slice(at + 1)];
      return { kind: "program", tool, argv, target, doubt: before.doubt };
    }
    const option = manager && readOption(manager, words, at);
    if (!option?.target) return unclear(`${tool} is given ${word}`, target);
    target ??= option.target;
    at = option.last;
  }
  return undefined;
}

function severalCall(tool: string, words: readonly string[]): SeveralCall {
  const { isParallel, takes, values } = severalRunners[tool] as (typeof severalRunners)[string];
  const parts: SeveralPart[] = [];
  let parallel = isParallel;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    // What follows is for placeholders in the names.
    if (word === "--") break;
    if (word === "-p" || word === "--parallel") parallel ||= takes === "scripts";
    if (isOption(word)) at += values.has(word) ? 1 : 0;
    else parts.push(takes === "scripts" ? scriptPart(word) : linePart(word));
  }
  return { kind: "several", isParallel: parallel, parts, target: undefined, doubt: undefined };
}

function linePart(word: string): SeveralPart {
  const [, script] = /^(?:npm|pnpm|yarn|bun|node):(.+)$/s.exec(word) ?? [];
  return script === undefined ? { line: word } : scriptPart(script);
}

/** "test -- -u" */
function scriptPart(word: string): SeveralPart {
  const [pattern = "", ...args] = word.split(" ").filter((part) => part !== "");
  return { pattern, args: args[0] === "--" ? args.slice(1) : args };
}

// -------------------------------------------------------------------- options

interface Options {
  /** The words behind them. */
  readonly rest: readonly string[];
  readonly environment: Environment;
  readonly target: Target | undefined;
  readonly skipsHooks: boolean;
  readonly doubt: string | undefined;
  /** As `doubt`, where it cannot be told which of the words behind it belong to it. */
  readonly problem: string | undefined;
}

const nothing: Options = {
  rest: [],
  environment: {},
  target: undefined,
  skipsHooks: false,
  doubt: undefined,
  problem: undefined,
};

/** Reads the options before the next word that is none. */
function readLeading(tool: Manager, words: readonly string[]): Options {
  return readOptions(tool, words, false);
}

/** Reads options wherever they stand before `--`. */
function readAll(tool: Manager, words: readonly string[]): Options {
  return readOptions(tool, words, true);
}

function readOptions(tool: Manager, words: readonly string[], isThroughout: boolean): Options {
  const rest: string[] = [];
  let found = nothing;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--" && (isThroughout || tool === "npm")) return { ...found, rest: [...rest, ...words.slice(at + 1)] };
    if (!isOption(word)) {
      if (!isThroughout) return { ...found, rest: words.slice(at) };
      rest.push(word);
      continue;
    }
    const option = readOption(tool, words, at);
    at = option.last;
    found = merge(found, { ...nothing, ...option });
    if (found.problem !== undefined && !isThroughout) return found;
  }
  return { ...found, rest };
}

interface ReadOption extends Partial<Options> {
  /** The index of its last word. */
  readonly last: number;
}

function readOption(tool: Manager, words: readonly string[], at: number): ReadOption {
  const word = words[at] ?? "";
  const [, name = word, attached] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
  if (tool === "npm" && npmProduction.test(word)) return { last: at, environment: { NODE_ENV: "production" } };
  const kind = optionKind(tool, name);
  const doubt = `${tool} is given ${name}`;
  // npm takes an option that it does not know for one without a value.
  if (kind === undefined) return tool === "npm" ? { last: at, doubt } : { last: at, problem: doubt };
  if (kind === "idle") return { last: at };
  if (kind === "no hooks") return { last: at, skipsHooks: true };
  if (kind === "every" || kind === "root") return { last: at, target: { kind } };
  const value = attached ?? words[at + 1];
  const last = attached === undefined ? at + 1 : at;
  if (value === undefined) return { last: at, problem: doubt };
  const isHere = kind === "value" || (kind === "folder" && /^(?:\.\/)*\.?$/.test(value));
  return isHere ? { last } : { last, target: { kind, name: value } };
}

function merge(before: Options, after: Options): Options {
  const isTwice = before.target?.kind === "workspace" && after.target?.kind === "workspace";
  return {
    rest: after.rest,
    environment: { ...before.environment, ...after.environment },
    target: isTwice ? { kind: "every" } : (before.target ?? after.target),
    skipsHooks: before.skipsHooks || after.skipsHooks,
    doubt: before.doubt ?? after.doubt,
    problem: before.problem ?? after.problem,
  };
}

function unclear(reason: string, target: Target | undefined): UnclearCall {
  return { kind: "unclear", reason, target, doubt: undefined };
}

function isOption(word: string): boolean {
  return word.startsWith("-");
}
