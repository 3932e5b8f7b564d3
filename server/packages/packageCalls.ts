/**
 * The command lines of package managers: which script, program or command of their own they ask for, and of which
 * package. Only words are read here; whether there is such a script is a matter of scripts.ts.
 */

import {
  allOf,
  corepack,
  type ManagerFacts,
  type ManagerProgram,
  managerOf,
  type PackageManager,
  runnerPrograms,
} from "../data/packageManagers";
import { programName } from "../stage/process";
import {
  type Environment,
  isOption,
  mergeOptions,
  nothing,
  type Options,
  readAll,
  readLeading,
  readManagerOption,
  type Target,
} from "./callOptions";
import { type SeveralCall, severalCall } from "./severalCalls";

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
  /** It is called without `run`. */
  readonly isShort: boolean;
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
  readonly manager: ManagerProgram;
  /** As written; undefined when there is none, as of `yarn`. */
  readonly verb: string | undefined;
  /** The words behind it, as written. */
  readonly words: readonly string[];
  /** Those of them that are neither options nor their values, as far as known. */
  readonly operands: readonly string[];
  /** It installs what package.json names. */
  readonly installsProject: boolean;
}

/** It cannot be told what runs. */
export interface UnclearCall extends Shared {
  readonly kind: "unclear";
  /** A clause for "… because <reason>". */
  readonly reason: string;
}

/**
 * Reads a command line.
 * @param manager of the project: yarn classic and yarn berry hand on arguments in different ways.
 */
export function readPackageCall(argv: readonly string[], manager?: PackageManager): PackageCall | undefined {
  const [first, ...words] = programName(argv[0]) === corepack.program ? argv.slice(1) : argv;
  // Corepack takes "yarn@4".
  const tool = (programName(first) ?? "").replace(/@.*/s, "");
  if (runnerPrograms.has(tool)) return programCall(tool, undefined, words, nothing);
  if (tool === "node") return nodeCall(words);
  const facts = managerOf(tool, manager);
  return facts ? managerCall(facts, words) : severalCall(tool, words);
}

/** Verbs of all managers: what only one of them knows is no script of another by that name. */
const scriptVerbs: ReadonlySet<string> = new Set(allOf(({ run }) => run));
const programVerbs: ReadonlySet<string> = new Set(allOf(({ exec }) => exec));

/** `node --run start -- --port 80`, of Node.js 22 and later. */
function nodeCall([option, name, ...words]: readonly string[]): ScriptCall | undefined {
  if (option !== "--run" || name === undefined) return undefined;
  const args = words[0] === "--" ? words.slice(1) : words;
  const shared = { target: undefined, doubt: undefined, environment: {}, isShort: false, otherwise: undefined };
  return { kind: "script", runner: "node --run", name, args, words, skipsHooks: true, ...shared };
}

// ------------------------------------------------------------------- managers

function managerCall(tool: ManagerFacts, words: readonly string[], before: Options = nothing): PackageCall | undefined {
  const options = mergeOptions(before, readLeading(tool, words));
  const { target, problem } = options;
  const [verb, ...rest] = options.rest;
  if (problem !== undefined) return unreadCall(tool, words, { ...options, doubt: problem }, problem);
  if (verb === undefined) return builtIn(tool, undefined, words, options);
  if (verb === tool.workspaceVerb || tool.manyWorkspaces?.includes(verb)) {
    // Once is enough.
    return before === nothing
      ? workspaceCall(tool, verb, rest)
      : unclear(`${tool.program} is given ${verb} twice`, target);
  }
  if (programVerbs.has(verb)) return programCall(`${tool.program} ${verb}`, tool, rest, options);
  if (scriptVerbs.has(verb)) return runCall(tool, verb, rest, options);
  if (tool.lifecycle?.includes(verb)) {
    return scriptCall({ tool, name: verb, isShort: true, otherwise: undefined }, rest, options);
  }
  if (!tool.runsScripts || tool.commands.includes(verb)) return builtIn(tool, verb, rest, options);
  const otherwise = tool.runsPrograms ? "program" : "file";
  return scriptCall({ tool, name: verb, isShort: true, otherwise }, rest, options);
}

/** What is known of a call with an option in front that is not. */
function unreadCall(tool: ManagerFacts, words: readonly string[], options: Options, problem: string) {
  if (words.every(isOption) && tool.installsBare) return builtIn(tool, undefined, words, options);
  // `bun --smol server.ts` runs a file.
  const mayBeFile = tool.runsScripts && !tool.runsPrograms && !words.some((word) => scriptVerbs.has(word));
  return mayBeFile ? undefined : unclear(problem, options.target);
}

/** `npm run -s build`; without a name the scripts are listed. */
function runCall(tool: ManagerFacts, verb: string, words: readonly string[], before: Options): PackageCall {
  const options = mergeOptions(before, readLeading(tool, words));
  const [name, ...rest] = options.rest;
  if (options.problem !== undefined) return unclear(options.problem, options.target);
  if (name === undefined) return builtIn(tool, verb, [], options);
  return scriptCall({ tool, name, isShort: false, otherwise: insteadOfScript(tool, name) }, rest, options);
}

/** `yarn run tsc` and `bun run vite` start programs, `bun run server.ts` a file. */
function insteadOfScript({ runFinds = [] }: ManagerFacts, name: string): ScriptCall["otherwise"] {
  if (runFinds.includes("files") && /[./]/.test(name)) return "file";
  return runFinds.includes("programs") ? "program" : undefined;
}

function builtIn(tool: ManagerFacts, verb: string | undefined, words: readonly string[], before: Options): BuiltInCall {
  const { rest: operands, target, skipsHooks, ...read } = mergeOptions(before, readAll(tool, words));
  const isInstall = verb === undefined ? tool.installsBare : [...tool.install, ...(tool.ci ?? [])].includes(verb);
  const installsElsewhere = words.some((word) => /^(?:-g|--global|--version|-v|--help|-h)$/.test(word));
  const named = operands.filter((word) => !word.startsWith("$"));
  const isWhole = named.length === 0 && !installsElsewhere && !skipsHooks;
  const installsProject = Boolean(isInstall && isWhole && verb !== "add");
  const doubt = read.doubt ?? read.problem;
  return { kind: "built-in", manager: tool.program, verb, words, operands, installsProject, target, doubt };
}

/** `yarn workspace api start`, `yarn workspaces foreach -A run build`. */
function workspaceCall(tool: ManagerFacts, verb: string, words: readonly string[]): PackageCall | undefined {
  if (verb === tool.workspaceVerb) {
    const [name, ...rest] = words;
    if (name === undefined) return unclear(`${tool.program} is not told which workspace`, undefined);
    return managerCall(tool, rest, { ...nothing, target: { kind: "workspace", name } });
  }
  const several: Options = { ...nothing, target: { kind: "many" } };
  const at = words.findIndex((word) => scriptVerbs.has(word));
  return at < 0 ? builtIn(tool, verb, words, several) : managerCall(tool, words.slice(at), several);
}

function scriptCall(
  { tool, ...script }: { readonly tool: ManagerFacts } & Pick<ScriptCall, "name" | "isShort" | "otherwise">,
  words: readonly string[],
  before: Options,
): ScriptCall {
  const {
    rest: args,
    environment,
    target,
    skipsHooks,
    ...read
  } = mergeOptions(before, readScriptArguments(tool, words));
  const doubt = read.doubt ?? read.problem;
  return { kind: "script", runner: tool.name, ...script, args, words, environment, target, doubt, skipsHooks };
}

/** The words after the name of a script that reach it. */
function readScriptArguments(tool: ManagerFacts, words: readonly string[]): Options {
  if (tool.scriptArguments === "behind --") return readAll(tool, words);
  const isDropped = words[0] === "--" && tool.scriptArguments === "without the first --";
  return { ...nothing, rest: isDropped ? words.slice(1) : words };
}

// ------------------------------------------------------------------- programs

/** Options of `npx` and of `exec` that change nothing about what runs. */
const runnerOptions: ReadonlySet<string> = new Set("-y --yes --no --no-install -q --quiet -s --silent --".split(" "));

/** `npx -y next@14 start`; undefined when no program is named. */
function programCall(
  tool: string,
  manager: ManagerFacts | undefined,
  words: readonly string[],
  before: Options,
): ProgramCall | UnclearCall | undefined {
  let { target } = before;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (runnerOptions.has(word)) continue;
    if (!isOption(word)) {
      // `npx next@14`, but not `npx @nestjs/cli`.
      const argv = [word.replace(/(.)@[^/@]*$/, "$1"), ...words.slice(at + 1)];
      return { kind: "program", tool, argv, target, doubt: before.doubt };
    }
    const option = manager && readManagerOption(manager, words, at);
    if (!option?.target) return unclear(`${tool} is given ${word}`, target);
    target ??= option.target;
    at = option.last;
  }
  return undefined;
}

function unclear(reason: string, target: Target | undefined): UnclearCall {
  return { kind: "unclear", reason, target, doubt: undefined };
}
