/** CMD and ENTRYPOINT: how they are meant, and how to write them so that the program gets its signals. */

import { serverPrograms } from "../data/servers";
import { shellOnlyBuiltins } from "../data/startPrograms";
import { insertBefore, lineStart, replace } from "../edits/edits";
import { execForm } from "../edits/execForm";
import { behindScript } from "../image/handedOver";
import { servicesOf } from "../image/shipped";
import { hasTypographicQuote } from "../instructions/typography";
import { folderAfter } from "../stage/folders";
import { isInit, isUnixShell, mainProcess, topLevel } from "../stage/process";
import { innerShell, isQuoted, isWindows, shellText } from "../stage/shellText";
import { looseArray } from "../syntax/array";
import { resolvePath } from "../syntax/dockerfile";
import { parseShell } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Facts, Fix, Instruction, Stage, Word } from "../types";
import { projectAt, projectOf } from "./entry";
import { resolveStarted } from "./resolution";

/** A program with its arguments and the variables set for it. */
export interface Start {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** An array that is no JSON, quoted words without brackets, an init below a shell, something in typographic quotes. */
export type ShellForm = "array" | "quoted words" | "init" | "typographic" | "plain";

/** What a CMD or ENTRYPOINT without exec form is; undefined for everything else: exec form, ONBUILD, nothing at all. */
export function shellFormOf(file: Dockerfile, instruction: Instruction): ShellForm | undefined {
  const { keyword, exec, onbuild, argumentText, script } = instruction;
  if ((keyword !== "CMD" && keyword !== "ENTRYPOINT") || exec || onbuild || argumentText === "") return undefined;
  if (hasTypographicQuote(file, instruction)) return "typographic";
  if (looseArray(instruction)) return "array";
  const [command, ...more] = script?.commands ?? [];
  if (!command) return "plain";
  if (more.length === 0 && !isWindows(instruction) && isQuoted(command)) return "quoted words";
  return command.wrappers.length === 0 && isInit(command.words[0]) ? "init" : "plain";
}

/** Whether the shell ends by becoming the program: `exec node server.js`. */
export function endsWithExec({ script }: Instruction): boolean {
  return topLevel(script?.commands ?? []).at(-1)?.wrappers[0]?.value === "exec";
}

/**
 * What gives a CMD or ENTRYPOINT that is read by a shell exec form, the best way first: the program that its package
 * script starts, the command as written, or a shell that hands over to its last command. Empty where nothing is sure
 * to do the same. Takes exec form of `sh -c` as well.
 */
export function execFormFixes(file: Dockerfile, instruction: Instruction, facts: Facts): Fix[] {
  const script = instruction.exec ? givenScript(file, instruction) : ownScript(file, instruction);
  if (!script) return [];
  const { text } = script;
  const { commands, errors } = parseShell({ text, toDocument: (offset) => offset }, "bash");
  const last = topLevel(commands).at(-1);
  const tail = /^;?\s*(#.*)?$/s.exec(text.slice(last?.end).trim());
  if (errors.length > 0 || !last || !tail || !takesCommand(instruction)) return [];
  const comment = tail[1];
  const fixOf = (title: string, edits: Edit[] | undefined, optional?: true): Fix[] =>
    edits ? [{ title, safe: false, edits, optional }] : [];
  const isGiven = givenByServices(file, instruction, facts);
  const optional = isGiven || ignoredCommand(instruction) ? true : undefined;
  const start = simpleStart(commands);
  const known = start ?? simpleStart([last]);
  // Elsewhere lies another package.json.
  const folder = folderOfLast(instruction, commands);
  const direct = known && folder !== "unknown" ? resolveStart(file, instruction, facts, known, folder) : undefined;
  const replaced = (title: string, to: Start | undefined) =>
    to ? fixOf(title, script.replacedBy(to, comment), optional) : [];
  const whole = start
    ? [
        ...(direct ? replaced(`Start ${direct.argv.join(" ")} directly, in exec form`, direct) : []),
        ...replaced("Write it in exec form", start),
      ]
    : [];
  if (start && !isGiven && (whole.length > 0 || !script.isCalled)) return whole;
  // A shell takes what a service gives for words that its script does not ask for, with exec as without.
  const isSame = instruction.exec || (isGiven && !ignoredCommand(instruction));
  const handOver = (title: string, changed: string | undefined) =>
    changed === undefined ? [] : fixOf(title, script.changedTo(changed, comment), isSame ? undefined : optional);
  return [
    ...(direct
      ? handOver(`Let the shell hand over to ${direct.argv.join(" ")}`, withExec(text, commands, last, direct))
      : []),
    ...handOver("Let the shell hand over to its last command", withExec(text, commands, last)),
    ...whole,
  ];
}

/** A script in CMD or ENTRYPOINT, and how something else takes its place. */
interface OwnScript {
  readonly text: string;
  /** A shell is called by name, which may do more than its script says. */
  readonly isCalled: boolean;
  /** A program takes the place of the shell. */
  replacedBy(start: Start, comment: string | undefined): Edit[] | undefined;
  /** The shell gets another script. */
  changedTo(script: string, comment: string | undefined): Edit[] | undefined;
}

function ownScript(file: Dockerfile, instruction: Instruction): OwnScript | undefined {
  const whole = shellText(instruction);
  if (whole === undefined) return undefined;
  const inner = innerShell(whole, (name) => variableOf(instruction.stage, name));
  const { call, text } = inner ?? { call: ["sh", "-c"], text: whole };
  return {
    text,
    isCalled: inner !== undefined,
    replacedBy: (start, comment) =>
      isOnlyShell(call.slice(1)) ? rewrite(file, instruction, start, comment) : undefined,
    changedTo: (script, comment) => rewrite(file, instruction, { argv: [...call, script], environment: {} }, comment),
  };
}

/** That of `["sh", "-c", "…"]`, whatever stands before and behind it. */
function givenScript(file: Dockerfile, instruction: Instruction): OwnScript | undefined {
  const { words } = instruction;
  const at = words.findIndex(isUnixShell);
  const { script: word, given = [] } = behindScript(words.slice(at)) ?? {};
  const text = word?.value;
  if (at < 0 || !word || text === undefined) return undefined;
  const options = words.slice(at + 1, words.indexOf(word)).map(({ value }) => value ?? "");
  const isPlain = given.length === 0 && isOnlyShell(options);
  const before = words.slice(0, at).map(({ value }) => value ?? "");
  return {
    text,
    isCalled: true,
    replacedBy: ({ argv, environment }) =>
      isPlain ? rewrite(file, instruction, { argv: [...before, ...argv], environment }) : undefined,
    changedTo: (script) => [replace(word, JSON.stringify(script))],
  };
}

/** Whether a shell with these options does no more than its script says: a login shell, say, sets variables. */
function isOnlyShell(options: readonly string[]): boolean {
  return options.length > 0 && options.every((option) => /^-[eux]*c?$/.test(option));
}

/** Where `cd api && npm start` starts its last command, as an absolute path; undefined: where the container starts. */
function folderOfLast({ stage }: Instruction, commands: readonly Command[]): string | "unknown" | undefined {
  const [first, ...more] = commands;
  if (!commands.some(changesFolder)) return undefined;
  const path = first?.words[1];
  const isPlain = first?.name === "cd" && first.words.length === 2 && first.wrappers.length === 0;
  if (!isPlain || !path || isExpanded(path) || more.length === 0 || more.some(changesFolder)) return "unknown";
  const isSure = first.within.length === 0 && first.redirects.length === 0 && more[0]?.operator === "&&";
  return (isSure && stage && resolvePath(folderAfter(stage), path.value)) || "unknown";
}

function changesFolder({ name, wrappers }: Command): boolean {
  return /^(?:cd|pushd|popd)$/.test(name ?? "") || wrappers.some(({ value = "" }) => /^(?:-C|--chdir)/.test(value));
}

/**
 * What a package script starts in the end, merged with the variables set before; undefined when it cannot be told.
 * @param folder that it is started in, as an absolute path, if another than that of the container.
 */
export function resolveStart(
  file: Dockerfile,
  instruction: Instruction,
  facts: Facts,
  { argv, environment }: Start,
  folder?: string,
): Start | undefined {
  const project =
    folder === undefined ? projectOf(file, instruction, facts) : projectAt(file, instruction, folder, facts);
  const resolution = resolveStarted(project, argv, facts);
  if (resolution?.kind !== "command") return undefined;
  return { argv: resolution.argv, environment: { ...environment, ...resolution.environment } };
}

/**
 * The edits that put a start into the instruction: the argument in exec form, an ENV above it for variables that do not
 * hold yet. Comments within, and that of the shell, go above. undefined when a variable would reach further than now.
 */
export function rewrite(
  file: Dockerfile,
  instruction: Instruction,
  { argv, environment }: Start,
  comment?: string,
): Edit[] | undefined {
  const { argument, stage } = instruction;
  const different = Object.entries(environment).filter(([name, value]) => variableOf(stage, name) !== value);
  const missing = different.filter((entry) => !isOtherMode(entry));
  const modes = different.filter(isOtherMode).map((entry) => entry.join("="));
  const isParent = file.stages.some(({ parent }) => parent === stage);
  if (missing.length > 0 && (isParent || missing.some(([, value]) => /[\r\n]/.test(value)))) return undefined;

  const edits = [replace(argument, execForm(modes.length > 0 ? ["env", ...modes, ...argv] : argv))];
  const variables = missing.map(([name, value]) => `${name}=${envValue(value, file.escape)}`);
  if (variables.length > 0) edits.push(insertBefore(file, instruction, `ENV ${variables.join(" ")}`));
  const within = file.comments.filter(({ start }) => argument.start < start && start < argument.end);
  const comments = [...within.map(({ start, end }) => file.text.slice(start, end)), ...(comment ? [comment] : [])];
  const start = lineStart(file.text, instruction.start);
  if (comments.length > 0) edits.push({ start, end: start, text: comments.map((line) => line + file.eol).join("") });
  return edits;
}

/** Who starts one command in another mode than that of production does not mean the whole image. */
function isOtherMode([name, value]: readonly [string, string]): boolean {
  return name === "NODE_ENV" && value !== "production";
}

/** The value that ENV gives a variable in the end; an ARG is gone when the container starts. */
function variableOf(stage: Stage | undefined, name: string): string | undefined {
  const own = stage?.instructions.findLast(
    ({ keyword, onbuild, assignments }) =>
      keyword === "ENV" && !onbuild && assignments.some((it) => it.name.value === name),
  );
  if (!own) return stage?.parent && variableOf(stage.parent, name);
  return own.assignments.findLast((it) => it.name.value === name)?.value?.value;
}

// ------------------------------------------------------------------ the commands

/** The one command that the shell runs, if all of its words are known. */
function simpleStart(commands: readonly Command[]): Start | undefined {
  const [command, ...more] = commands;
  if (!command || more.length > 0 || command.within.length > 0 || command.redirects.length > 0) return undefined;
  const { words, wrappers, assignments } = command;
  if (wrappers.some(({ value }) => value !== "exec" && value !== "env")) return undefined;
  const values = assignments.flatMap(({ value }) => value ?? []);
  if (words.length === 0) return undefined;
  if ([...words, ...values].some(isExpanded) || shellOnlyBuiltins.has(words[0]?.value ?? "")) return undefined;
  return {
    argv: words.map(({ value }) => value ?? ""),
    environment: Object.fromEntries(assignments.map(({ name, value }) => [name.text, value?.value ?? ""])),
  };
}

/** The shell may replace something in it: a variable, a wildcard, `~`, braces. */
function isExpanded({ text, value }: Word): boolean {
  const unquoted = text.replace(/\\.?|'[^']*'?|"(?:\\.|[^"\\])*"?/gs, "");
  return value === undefined || /[*?[{]|^~/.test(unquoted);
}

/**
 * The text with `exec` before its last command, or with `exec` and another start in its place.
 * undefined when that command is nested, in a pipe, or a part of the shell.
 */
function withExec(text: string, commands: readonly Command[], last: Command, direct?: Start): string | undefined {
  const first = last.wrappers[0] ?? last.words[0];
  if (!first || last.operator === "|" || shellOnlyBuiltins.has(last.name ?? "")) return undefined;
  if (isAfterthought(last, topLevel(commands))) return undefined;
  if (commands.some(({ start, name, within }) => start > last.end || name === "trap" || within.includes("function")))
    return undefined;
  const words = direct && [
    ...Object.entries(direct.environment).map(([name, value]) => `${name}=${shellQuote(value)}`),
    "exec",
    ...direct.argv.map(shellQuote),
  ];
  const exec = first.value === "exec" ? "" : "exec ";
  const script = words
    ? text.slice(0, last.start) + words.join(" ")
    : text.slice(0, first.start) + exec + text.slice(first.start, last.end);
  return /["'\\]/.test(script) ? script : script.replace(/[ \t]{2,}/g, " ");
}

/** Whether what runs long stands before the last command: `npm start || sleep 5`, `node server.js; echo stopped`. */
export function isAfterthought(last: Command, commands: readonly Command[]): boolean {
  const before = commands.slice(0, -1).filter(({ name }) => serverPrograms.has(name ?? ""));
  if (before.length === 0) return false;
  return last.operator === "||" || (!serverPrograms.has(last.name ?? "sh") && closing.has(last.name ?? ""));
}

/** Commands that end what a script does. */
const closing = new Set("echo printf true false sleep kill wait exit rm date".split(" "));

/** Not below `ENTRYPOINT ["sh", "-c"]`, which takes its script as one word. */
function takesCommand({ keyword, stage }: Instruction): boolean {
  const main = stage && mainProcess(stage);
  return keyword === "ENTRYPOINT" || !main?.entrypoint?.exec || !main.isShell;
}

/** Arguments in a CMD that an ENTRYPOINT in shell form ignores, and that exec form would bring to life. */
function ignoredCommand({ keyword, stage }: Instruction): boolean {
  return (
    keyword === "ENTRYPOINT" && Boolean(stage?.instructions.some((other) => other.keyword === "CMD" && !other.onbuild))
  );
}

/** The same where a service of compose has such words, as a command of its own. */
function givenByServices(file: Dockerfile, { keyword, stage }: Instruction, facts: Facts): boolean {
  if (keyword !== "ENTRYPOINT" || stage !== file.final) return false;
  return servicesOf(file, facts).some(
    ({ command, entrypoint }) => !entrypoint && command?.value?.length !== 0 && command !== undefined,
  );
}

/** A value as ENV takes it. */
function envValue(value: string, escape: string): string {
  if (needsNoQuotes(value)) return value;
  const escaped = value.replaceAll(escape, escape + escape).replace(/["$]/g, (character) => escape + character);
  return `"${escaped}"`;
}

function shellQuote(word: string): string {
  return needsNoQuotes(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function needsNoQuotes(word: string): boolean {
  return /^[\w./:@%+,=-]+$/.test(word);
}
