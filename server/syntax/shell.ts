/** Shell text → commands, and the words in which rules speak of them. */

import type * as Bash from "unbash";
import { forEachChild, parse } from "unbash";
import type {
  Assignment,
  Command,
  Operator,
  ParseError,
  Redirect,
  ShellLanguage,
  ShellText,
  Span,
  Word,
} from "../types";
import { isFollowedBy, literal, readArguments, readOption, subcommandPrograms } from "./options";
import { parseWindows } from "./windowsShell";

/** Positions are document offsets. */
interface ParsedShell {
  /** Every simple command in order of appearance, nested ones included. */
  readonly commands: Command[];
  readonly errors: ParseError[];
}

/** UTF-16 units. Nobody writes that much by hand, and a megabyte of short quoted words takes half a second. */
const maximumLength = 4_000_000;

/** Steps into the syntax tree, five for each `$(`. Real files reach 17; unbash overflows the stack at some 1,200. */
const maximumDepth = 300;

/** Scripts in scripts: `sh -c "sh -c …"`, `eval eval …`. */
const maximumScripts = 4;

/**
 * The commands of a shell-form or heredoc instruction.
 * A word that depends on anything the shell would expand has no value; globs and `~` keep their text.
 */
export function parseShell(source: ShellText, language: ShellLanguage): ParsedShell {
  const found: ParsedShell = { commands: [], errors: [] };
  if (language === "unknown" || source.text.length > maximumLength) return found;
  const text = unixLines(source.text);
  // The end comes from the last character, so that a word before a continuation does not swallow it.
  const locate: Locate = (start, end) => {
    const to = end > 0 ? source.toDocument(end - 1) + 1 : source.toDocument(0);
    return { start: end > start ? source.toDocument(start) : to, end: to };
  };
  const place: Place = { text, locate: clamp(text.length, locate), within: [], depth: 0, found };
  if (language === "powershell" || language === "cmd") {
    for (const command of parseWindows(text, language)) addCommand({ ...command, assignments: [] }, place, command);
  } else {
    walk(parse(text), place, alone);
  }
  return found;
}

/** A file with CRLF must not get a carriage return into the last word of each line. Lengths stay the same. */
export function unixLines(text: string): string {
  return text.replaceAll("\\\r\n", " \\\n").replaceAll("\r\n", "\n\n");
}

/** The command of an exec-form instruction and, for `["sh", "-c", "…"]`, those of its script. */
export function parseExec(words: readonly Word[]): ParsedShell {
  const found: ParsedShell = { commands: [], errors: [] };
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return found;
  const locate: Locate = (start, end) => ({ start, end });
  const simple: Simple = { start: first.start, end: last.end, words, assignments: [], redirects: [] };
  addCommand(simple, { text: "", locate, within: [], depth: 0, found }, alone);
  return found;
}

// ------------------------------------------------------------- the vocabulary of rules

/**
 * Whether the command is one of these: a program ("curl") or a program with the words that must follow ("npm run build",
 * "python3 -m pip install"). Options between them are skipped, so that "apt-get install" finds `apt-get -q install -y curl`.
 */
export function runs(command: Command, ...phrases: readonly string[]): boolean {
  const { name } = command;
  if (name === undefined) return false;
  for (const phrase of phrases) {
    if (!phrase.startsWith(name)) continue;
    if (phrase.length === name.length) return true;
    if (phrase[name.length] === " " && isFollowedBy(command, phrase.slice(name.length + 1).split(" "))) return true;
  }
  return false;
}

/** `install` of `apt-get -q install -y curl`: the first word after the program that is no option. */
export function subcommand(command: Command): Word | undefined {
  return readArguments(command).operands[0];
}

/**
 * The words that are neither program, subcommand nor option: packages, files.
 * Values of options are left out where options.ts knows that the option takes one.
 */
export function operands(command: Command): readonly Word[] {
  const all = readArguments(command).operands;
  return command.name !== undefined && subcommandPrograms.has(command.name) ? all.slice(1) : all;
}

/**
 * Whether one of these options is given: `-y` is also found in `-qy`, `--name` also in `--name=value`.
 * Words after `--` do not count. See `isOpaque` for what cannot be seen.
 */
export function hasFlag(command: Command, ...names: readonly string[]): boolean {
  return readArguments(command).options.some((option) => names.some((name) => option.names.includes(name)));
}

/** The value of the first of these options that is given, as `--name=value`, `--name value` or `-nvalue`; undefined when not known. */
export function flagValue(command: Command, ...names: readonly string[]): string | undefined {
  const option = readArguments(command).options.find(({ names: given }) => names.some((name) => given.includes(name)));
  return option?.attached === undefined ? option?.next?.value : option.attached.value;
}

/** Whether options may hide in an argument that only the shell knows: `apt-get install $OPTIONS`. */
export function isOpaque(command: Command): boolean {
  return command.words.some((word, index) => index > 0 && word.value === undefined && /^[$`%@]/.test(word.text));
}

/** Something in a word that the shell replaces, with offsets in the word's text. */
export interface Expansion extends Span {
  readonly kind: "variable" | "command" | "arithmetic" | "braces" | "process" | "ANSI quotes";
}

/** What the shell replaces in a word outside of double quotes; what variables and commands give is then split into words. */
export function unquotedExpansions({ text }: Pick<Word, "text">): Expansion[] {
  if (!/[$`{<>]/.test(text)) return [];
  const prefix = ": ";
  const statement = parse(prefix + text).commands[0]?.command;
  const [word] = statement?.type === "Command" ? statement.args : [];
  const parts = word?.type === "Word" ? (word.parts ?? []) : [];
  return parts.flatMap(({ type, pos, end }) => {
    const kind = expansionKinds[type];
    return kind ? [{ kind, start: pos - prefix.length, end: end - prefix.length }] : [];
  });
}

const expansionKinds: Partial<Record<Bash.WordPart["type"], Expansion["kind"]>> = {
  SimpleExpansion: "variable",
  ParameterExpansion: "variable",
  CommandExpansion: "command",
  BraceExpansion: "braces",
  ProcessSubstitution: "process",
  ArithmeticExpansion: "arithmetic",
  AnsiCQuoted: "ANSI quotes",
};

// ------------------------------------------------------------------ from syntax tree to commands

/** From offsets in the text being parsed to the document. */
type Locate = (start: number, end: number) => Span;

/** Where the walk is. Words, assignments and redirects have offsets in `text` until `addCommand` places them. */
interface Place {
  readonly text: string;
  readonly locate: Locate;
  readonly within: Command["within"];
  readonly depth: number;
  readonly found: ParsedShell;
}

interface Joined {
  readonly operator: Operator | undefined;
  readonly next: Operator | undefined;
}

type Simple = Span & Pick<Command, "words" | "assignments" | "redirects">;

const alone: Joined = { operator: undefined, next: undefined };

const nesting: Partial<Record<Bash.SyntaxNode["type"], Command["within"][number]>> = {
  Subshell: "subshell",
  BraceGroup: "group",
  If: "if",
  For: "loop",
  ArithmeticFor: "loop",
  Select: "loop",
  While: "loop",
  Case: "case",
  Function: "function",
  CommandExpansion: "substitution",
  ProcessSubstitution: "substitution",
  ArithmeticCommandExpansion: "substitution",
};

function walk(node: Bash.SyntaxNode, place: Place, joined: Joined): void {
  if (place.depth > maximumDepth) return;
  const inside = deeper(place, nesting[node.type]);
  switch (node.type) {
    case "Script":
      addErrors(node, place);
      walkJoined(node.commands, (index) => separator(node.commands, index, place.text), inside, alone);
      break;
    case "CompoundList":
      walkJoined(node.commands, (index) => separator(node.commands, index, place.text), inside, alone);
      break;
    case "Statement":
      walk(node.command, inside, joined);
      break;
    case "AndOr":
      walkJoined(node.commands, (index) => node.operators[index], inside, joined);
      break;
    case "Pipeline":
      walkJoined(node.commands, (index) => node.operators[index] && "|", inside, joined);
      break;
    case "CommandExpansion":
    case "ProcessSubstitution":
    case "ArithmeticCommandExpansion":
      walkSubstitution(node, inside);
      break;
    case "TestCommand":
      addCommand(toTest(node, place.text), place, joined);
      forEachChild(node, (child) => walk(child, inside, alone));
      break;
    case "Command":
      addCommand(toSimple(node, place.text), place, joined);
      forEachChild(node, (child) => walk(child, inside, alone));
      break;
    default:
      forEachChild(node, (child) => walk(child, inside, alone));
  }
}

function addErrors({ errors = [] }: Bash.ParsedScript, { text, locate, found }: Place): void {
  for (const { pos, message } of errors) {
    const position = Math.max(0, Math.min(pos, text.length - 1));
    found.errors.push({ ...locate(position, position + 1), message });
  }
}

/** Walks a list whose members are joined by what `operatorAfter` says, the list itself being joined to others by `outside`. */
function walkJoined(
  nodes: readonly Bash.SyntaxNode[],
  operatorAfter: (index: number) => Operator | undefined,
  place: Place,
  outside: Joined,
): void {
  nodes.forEach((node, index) => {
    const operator = index === 0 ? outside.operator : operatorAfter(index - 1);
    const next = operatorAfter(index) ?? (index === nodes.length - 1 ? outside.next : undefined);
    walk(node, place, { operator, next });
  });
}

type Substitution = Bash.CommandExpansionPart | Bash.ProcessSubstitutionPart | Bash.ArithmeticCommandExpansion;

function walkSubstitution({ script, pos, end }: Substitution, place: Place): void {
  // unbash parses backquotes that hold backslashes from an unescaped copy: offsets in that say nothing about the document.
  const copy = script?.source;
  const whole = place.locate(pos, end);
  if (script) walk(script, copy === undefined ? place : { ...place, text: copy, locate: () => whole }, alone);
}

/** Written out, for a spread takes a third of the time of the whole walk. */
function deeper({ text, locate, within, depth, found }: Place, kind?: Command["within"][number]): Place {
  return { text, locate, within: kind ? [...within, kind] : within, depth: depth + 1, found };
}

/** What joins a statement to the next one in its list. unbash keeps `&` only. */
function separator(statements: readonly Bash.Statement[], index: number, text: string): Operator | undefined {
  const statement = statements[index];
  if (statement?.background) return "&";
  if (!statement || index === statements.length - 1) return undefined;
  let position = statement.end;
  while (text[position] === " " || text[position] === "\t" || text.startsWith("\\\n", position)) {
    position += text[position] === "\\" ? 2 : 1;
  }
  return text[position] === ";" ? ";" : "\n";
}

function toSimple(node: Bash.Command, text: string): Simple {
  const all = node.name ? [node.name, ...node.args] : node.args;
  return {
    start: node.pos,
    end: node.end,
    words: all.map(toWord),
    assignments: node.prefix.flatMap((item) => (item.type === "Assignment" ? [toAssignment(item, text)] : [])),
    redirects: node.redirects.map(toRedirect),
  };
}

/** `[[ … ]]` as the command that it looks like: the brackets and the operands, operators left out. */
function toTest({ pos: start, end, expression }: Bash.TestCommand, text: string): Simple {
  const operandsOf = (node: Bash.SyntaxNode): Word[] => {
    // What is missing from an unfinished test is an empty word.
    if (node.type === "Word") return node.text === "" ? [] : [toWord(node)];
    const found: Word[] = [];
    forEachChild(node, (child) => {
      for (const word of operandsOf(child)) found.push(word);
    });
    return found;
  };
  const bracket = (text: string, at: number): Word => ({ start: at, end: at + 2, text, value: text });
  const words = [bracket("[[", start), ...operandsOf(expression)];
  if (text.endsWith("]]", end)) words.push(bracket("]]", end - 2));
  return { start, end: Math.max(end, words.at(-1)?.end ?? end), words, assignments: [], redirects: [] };
}

function toWord(node: Bash.CommandArgument): Word {
  return { start: node.pos, end: node.end, text: node.text, value: unquotedText(node) };
}

function toAssignment(node: Bash.Assignment, text: string): Assignment {
  const { pos: start, end, name, value } = node;
  return {
    start,
    end,
    name: { start, end: start + name.length, text: name, value: name },
    value: {
      start: value.pos,
      end: value.end,
      text: value.type === "Word" ? value.text : text.slice(value.pos, value.end),
      value: node.append || node.index || value.type !== "Word" ? undefined : unquotedText(value),
    },
    legacy: false,
  };
}

function toRedirect(node: Bash.Redirection): Redirect {
  const { pos: start, end, descriptor } = node;
  const number = descriptor?.type === "FileDescriptor" ? descriptor.value : "";
  const target = node.type === "HereDoc" ? node.delimiter : node.target;
  const word =
    target?.type === "HereDocDelimiter"
      ? { start: target.pos, end: target.end, text: target.text, value: target.value }
      : target && toWord(target);
  return { start, end, operator: `${number}${node.operator}`, target: word };
}

/** The unquoted text; undefined when it depends on an expansion. */
function unquotedText(node: Bash.CommandArgument): string | undefined {
  if (node.type === "Assignment") {
    const value = node.append || node.index || node.value.type !== "Word" ? undefined : unquotedText(node.value);
    return value === undefined ? undefined : `${node.name}=${value}`;
  }
  const { parts } = node;
  return parts ? joinParts(parts) : node.value;
}

function joinParts(parts: readonly Bash.WordPart[]): string | undefined {
  let joined = "";
  for (const part of parts) {
    const value = valueOfPart(part);
    if (value === undefined) return undefined;
    joined += value;
  }
  return joined;
}

function valueOfPart(part: Bash.WordPart): string | undefined {
  switch (part.type) {
    case "Literal":
    case "Glob":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return part.value;
    case "ExtendedGlob":
      return part.text;
    case "DoubleQuoted":
    case "LocaleString":
      return joinParts(part.parts);
    default:
      return undefined;
  }
}

// ---------------------------------------------------------------------------- the command itself

/** Looks through wrappers, places the command in the document, and adds the commands of `sh -c "…"` after it. */
function addCommand(simple: Simple, place: Place, { operator, next }: Joined): void {
  const { program, assignments } = withoutWrappers(simple.words);
  const assigned = new Set(assignments);
  const wrappers = simple.words.slice(0, program).filter((word) => !assigned.has(word));
  const rest = simple.words.slice(program);
  const name = bareProgram(rest[0]?.value);
  const { start, end } = place.locate(simple.start, simple.end);
  const put = (word: Word) => placed(word, place.locate);
  place.found.commands.push({
    start,
    end,
    name,
    words: rest.map(put),
    wrappers: wrappers.map(put),
    assignments: [...simple.assignments, ...assignments.map(splitAssignment)].map((assignment) => ({
      ...place.locate(assignment.start, assignment.end),
      name: put(assignment.name),
      value: assignment.value && put(assignment.value),
      legacy: false,
    })),
    redirects: simple.redirects.map((redirect) => ({
      ...place.locate(redirect.start, redirect.end),
      operator: redirect.operator,
      target: redirect.target && put(redirect.target),
    })),
    operator,
    next,
    within: place.within,
  });
  const script = innerScript(name, rest);
  if (script) walkScript(script, place);
}

function placed({ start, end, text, value }: Word, locate: Locate): Word {
  const span = locate(start, end);
  return { start: span.start, end: span.end, text, value };
}

/** Programs that run the program named by their arguments; `&` is the call operator of PowerShell. */
const wrapperPrograms = new Set(
  "sudo doas env exec command time nice nohup chronic eatmydata unbuffer stdbuf timeout gosu su-exec xargs &".split(
    " ",
  ),
);

/** With these options they do something else. */
const otherwise: ReadonlyMap<string, readonly string[]> = new Map([
  ["command", ["-v", "-V"]],
  ["env", ["-S", "--split-string"]],
]);

/** They take a word between options and program: `timeout 5 npm test`. */
const takesOperand = new Set(["timeout", "gosu", "su-exec"]);

/** They take `NAME=value` before the program. */
const takesAssignments = new Set(["env", "sudo"]);

interface Unwrapped {
  /** Index of the program. */
  readonly program: number;
  /** Those among the words before it. */
  readonly assignments: readonly Word[];
}

function withoutWrappers(all: readonly Word[]): Unwrapped {
  let program = 0;
  const assignments: Word[] = [];
  for (;;) {
    const inner = behindWrapper(all, program);
    if (!inner) return { program, assignments };
    for (const word of inner.assignments) assignments.push(word);
    program = inner.program;
  }
}

/** Looks through the wrapper at an index; undefined when there is none, or when it runs no program. */
function behindWrapper(all: readonly Word[], at: number): Unwrapped | undefined {
  const name = bareProgram(all[at]?.value) ?? "";
  if (!wrapperPrograms.has(name)) return undefined;
  const assignments: Word[] = [];
  let onlyOperands = false;
  let hasOperand = !takesOperand.has(name);
  for (let index = at + 1; index < all.length; index++) {
    const word = all[index] as Word;
    const text = literal(word);
    if (!onlyOperands && text.startsWith("-")) {
      const { names, takesNext } = readOption(name, text);
      if (names.some((option) => otherwise.get(name)?.includes(option))) return undefined;
      if (takesNext) index++;
      onlyOperands = text === "--";
    } else if (takesAssignments.has(name) && assignmentName.test(text)) {
      assignments.push(word);
    } else if (!hasOperand) {
      hasOperand = true;
    } else {
      return { program: index, assignments };
    }
  }
  return undefined;
}

const assignmentName = /^[A-Za-z_][A-Za-z0-9_]*(?==)/;

/** `NAME=value` as a word: an argument of env. When it is quoted, the parts have no place of their own. */
function splitAssignment(word: Word): Assignment {
  const { start, end, text } = word;
  const name = assignmentName.exec(literal(word))?.[0] ?? "";
  const plain = text.startsWith(name);
  const after = name.length + 1;
  return {
    start,
    end,
    name: { start, end: plain ? start + name.length : end, text: name, value: name },
    value: {
      start: plain ? start + after : start,
      end,
      text: plain ? text.slice(after) : text,
      value: word.value?.slice(after),
    },
    legacy: false,
  };
}

/** apt-get for `/usr/bin/apt-get`, node for `C:\node\node.exe`. */
function bareProgram(program: string | undefined): string | undefined {
  const slash = Math.max(program?.lastIndexOf("/") ?? -1, program?.lastIndexOf("\\") ?? -1);
  // A command line that stands in quotes as a whole has no folders: "npm run x --prefix /srv/npm".
  if (program && /\s/.test(program.slice(0, slash)) && !/^(?:[A-Za-z]:)?[\\/](?!.*\s-)/.test(program)) return program;
  return program?.slice(slash + 1).replace(/\.exe$/i, "");
}

/** Programs that run a script. */
export const shellPrograms: ReadonlySet<string> = new Set(["sh", "bash", "ash", "dash"]);

/** The word that a shell, su or eval runs as a script. */
function innerScript(name: string | undefined, all: readonly Word[]): Word | undefined {
  if (name === undefined) return undefined;
  if (shellPrograms.has(name)) return shellScript(all);
  if (name === "su") {
    const { options } = readArguments({ name, words: all });
    return options.find(({ names, attached }) => !attached && (names.includes("-c") || names.includes("--command")))
      ?.next;
  }
  return name === "eval" ? joinWords(all.slice(1)) : undefined;
}

/** The first operand of a shell, if `-c` is among its options: `bash -eo pipefail -c "…"`. */
function shellScript(all: readonly Word[]): Word | undefined {
  let isScript = false;
  for (let index = 1; index < all.length; index++) {
    const text = literal(all[index] as Word);
    if (!/^[-+]./.test(text)) return isScript ? all[index] : undefined;
    if (/^-[^-]*c/.test(text)) isScript = true;
    if (/^[-+][^-]*o/i.test(text) || text === "--rcfile" || text === "--init-file") index++;
  }
  return undefined;
}

function joinWords(all: readonly Word[]): Word | undefined {
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last || all.length === 1) return first;
  const value = all.some((word) => word.value === undefined) ? undefined : all.map((word) => word.value).join(" ");
  return { start: first.start, end: last.end, text: all.map((word) => word.text).join(" "), value };
}

/** Every inner command stands for the whole word when quoting has shifted its characters. */
function walkScript(word: Word, place: Place): void {
  const { value: text, start, end } = word;
  if (text === undefined || place.within.filter((kind) => kind === "sh -c").length >= maximumScripts) return;
  const quotes = end - start - text.length;
  const exact = quotes === 0 || (quotes === 2 && /^["']/.test(word.text) && word.text.endsWith(word.text.charAt(0)));
  const begin = start + quotes / 2;
  const locate: Locate = (from, to) => (exact ? place.locate(begin + from, begin + to) : place.locate(start, end));
  walk(parse(text), { ...deeper(place, "sh -c"), text, locate: clamp(text.length, locate) }, alone);
}

/** unbash gives ends beyond the text for some unfinished input. */
function clamp(length: number, locate: Locate): Locate {
  return (start, end) => {
    const from = Math.min(start, length);
    return locate(from, Math.max(from, Math.min(end, length)));
  };
}
