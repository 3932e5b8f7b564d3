/** Package scripts followed to the tools that build and serve front ends. */

import { programName } from "../stage/process";
import { parseShell } from "../syntax/shell";
import type { Project } from "../types";
import type { Reason } from "../util/reason";

const deepest = 5;
const mostCommands = 50;

/**
 * The one command that a call such as `npm run preview -- --host` starts in the end, itself when it calls no script.
 * Variables that a script sets make it unknown, and so does whatever runs along with it.
 */
export function startedBy(
  words: readonly string[],
  project: Project | undefined,
  depth = 0,
): readonly string[] | Reason {
  const call = readCall(words, project);
  if (!call) return words;
  if ("program" in call) return call.program;
  const { name, rest } = call;
  const script = scriptOf(project, name);
  if (script === undefined || depth > deepest) return { reason: `the script "${name}" is not known` };
  const hook = [`pre${name}`, `post${name}`].find((key) => scriptOf(project, key) !== undefined);
  if (hook) return { reason: `the script "${hook}" runs along with it` };
  const commands = commandsOf(script);
  const [only] = commands ?? [];
  if (!only || commands?.length !== 1) return { reason: `the script "${name}" runs more than the server` };
  return startedBy([...only, ...rest], project, depth + 1);
}

/** The commands that a command comes down to, those of package scripts and of their hooks included; undefined when not known. */
export function allCommands(words: readonly string[], project: Project | undefined): (readonly string[])[] | undefined {
  const found: (readonly string[])[] = [];
  const isKnown = (next: readonly string[], depth: number): boolean => {
    const call = readCall(next, project);
    if (!call || "program" in call) {
      const command = call ? call.program : next;
      const [program, ...names] = command;
      if (/^(?:run-[sp]|npm-run-all2?)$/.test(programName(program) ?? "")) {
        const scripts = names.filter((name) => !name.startsWith("-")).map((name) => name.split(" ")[0] ?? name);
        return scripts.every((name) => isKnown(["npm", "run", name], depth + 1));
      }
      return found.push(command) <= mostCommands;
    }
    if (depth > deepest) return false;
    const { name, rest } = call;
    const scripts = [`pre${name}`, name, `post${name}`].flatMap((key) => scriptOf(project, key) ?? []);
    const lines = scripts.map(commandsOf);
    if (scriptOf(project, name) === undefined || lines.some((line) => line === undefined)) return false;
    const commands = lines.flatMap((line) => line ?? []);
    return commands.every((command) => isKnown(commands.length === 1 ? [...command, ...rest] : command, depth + 1));
  };
  return isKnown(words, 0) ? found : undefined;
}

type Call = { readonly name: string; readonly rest: readonly string[] } | { readonly program: readonly string[] };

/** What a package manager is told to run: a script, or a program; undefined when no package manager is called so. */
function readCall([first, ...words]: readonly string[], project: Project | undefined): Call | undefined {
  const tool = programName(first) ?? "";
  if (/^(?:npx|bunx|pnpx)$/.test(tool)) return programCall(words);
  if (!/^(?:npm|yarn|pnpm|bun)$/.test(tool)) return undefined;
  const [verb, ...rest] = behindIdle(words);
  if (verb === undefined) return undefined;
  if (/^(?:exec|x|dlx)$/.test(verb)) return programCall(rest);
  if (verb === "run" || verb === "run-script") {
    const [name, ...more] = behindIdle(rest);
    return name === undefined ? undefined : { name, rest: argumentsOf(tool, more) };
  }
  if (verb === "start" || (tool !== "npm" && scriptOf(project, verb) !== undefined)) {
    return { name: verb, rest: argumentsOf(tool, rest) };
  }
  return tool === "yarn" || tool === "pnpm" ? { program: [verb, ...rest] } : undefined;
}

/** Without the options in front that change nothing about what runs: `npm run -s preview`. */
function behindIdle(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) => !/^(?:-s|--silent|-q|--quiet)$/.test(word));
  return start < 0 ? [] : words.slice(start);
}

function programCall(words: readonly string[]): Call | undefined {
  const start = words.findIndex((word) => !/^(?:-y|--yes|--no|--no-install|--)$/.test(word));
  const [program = "", ...rest] = start < 0 ? [] : words.slice(start);
  return program === "" || program.startsWith("-")
    ? undefined
    : { program: [program.replace(/(.)@[^/]*$/, "$1"), ...rest] };
}

/** npm keeps options in front of `--` for itself. */
function argumentsOf(tool: string, words: readonly string[]): readonly string[] {
  const separator = words.indexOf("--");
  const rest = separator < 0 ? words : [...words.slice(0, separator), ...words.slice(separator + 1)];
  return tool === "npm" && separator < 0 ? words.filter((word) => !word.startsWith("-")) : rest;
}

function scriptOf(project: Project | undefined, name: string): string | undefined {
  return project && Object.hasOwn(project.scripts, name) ? project.scripts[name] : undefined;
}

/** The commands of a script, run one behind the other; undefined when it does more, sets variables for instance. */
function commandsOf(script: string): string[][] | undefined {
  const { commands, errors } = parseShell({ text: script, toDocument: (offset) => offset }, "sh");
  if (errors.length > 0 || commands.length === 0 || commands.length > mostCommands) return undefined;
  const lines: string[][] = [];
  for (const { words, assignments, redirects, within, operator, wrappers } of commands) {
    const isPlain = assignments.length + redirects.length + within.length + wrappers.length === 0;
    const values = words.flatMap(({ value }) => value ?? []);
    if (!isPlain || (operator && operator !== "&&" && operator !== ";") || values.length < words.length)
      return undefined;
    lines.push(values);
  }
  return lines;
}

/**
 * Options and other words of a call. `known` names the options: with `:` those that take a value, with `=` those that
 * take one behind `=` only, and with `:a|b` those that take one of these.
 */
export function readOptions(
  words: readonly string[],
  known: string,
): { options: ReadonlyMap<string, string>; operands: readonly string[] } | Reason {
  const kinds = new Map(known.split(" ").map((each) => [each.replace(/[:=].*/, ""), each.replace(/^[^:=]+/, "")]));
  const options = new Map<string, string>();
  const operands: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const [, long = word, attached] = /^(--[^=]+)=(.*)$/s.exec(word) ?? /^(-[a-z])(.+)$/is.exec(word) ?? [];
    if (!word.startsWith("-")) operands.push(word);
    else {
      const kind = kinds.get(long);
      if (kind === undefined) return { reason: `it is given ${long}` };
      const next = words[at + 1];
      // Of an option that may do without a value, what follows is one unless it is an option.
      const takesNext = kind.startsWith(":") && attached === undefined && next !== undefined && !next.startsWith("-");
      const value = attached ?? (takesNext ? words[++at] : undefined) ?? "";
      if (kind.length > 1 && !kind.slice(1).split("|").includes(value))
        return { reason: `it is given ${long} ${value}` };
      options.set(long, value);
    }
  }
  return { options, operands };
}
