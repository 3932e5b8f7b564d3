/** What bash understands and the plain shell of POSIX does not, found in the commands of a script. */

import { replace } from "../edits/edits";
import { hasFlag, unquotedExpansions } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Span, Word } from "../types";

/** What holds the commands: a Dockerfile, or a script of its own. */
type Text = Pick<Dockerfile, "text">;

export interface Bashism {
  readonly span: Span;
  /** As written, or in words where that is long. */
  readonly what: string;
  /** The ash of busybox knows it, dash does not. */
  readonly inAsh: boolean;
  /** Says the same in every shell, where that is simple. */
  readonly edits?: readonly Edit[];
}

/**
 * Those of the commands of a text, in their order. Scripts inside of `sh -c` and `bash -c` choose their shell themselves and are
 * left out.
 */
export function findBashisms(file: Text, commands: readonly Command[]): Bashism[] {
  const own = commands.filter(({ within }) => !within.includes("sh -c"));
  return own.flatMap((command) => [
    ...inProgram(file, command),
    ...inRedirects(file, command),
    ...inWords(file, command),
    ...arrays(command),
  ]);
}

const builtins = new Set(["declare", "typeset", "pushd", "popd", "shopt", "mapfile", "readarray"]);

function inProgram(file: Text, command: Command): Bashism[] {
  const { name, words } = command;
  const [program, second] = words;
  if (!program || !isVerbatim(file, program)) return [];
  if (builtins.has(name ?? "")) return [{ span: program, what: `"${name}"`, inAsh: false }];
  if (program.value === "[[") {
    return [{ span: { start: program.start, end: command.end }, what: `"[[ … ]]"`, inAsh: true }];
  }
  if (program.value === "source") {
    // bash looks in the current folder as well, the dot on the PATH only.
    const isPath = second?.value !== undefined && isVerbatim(file, second);
    const folder = isPath && !second.text.includes("/") ? [{ start: second.start, end: second.start, text: "./" }] : [];
    return [
      { span: program, what: `"source"`, inAsh: true, edits: isPath ? [replace(program, "."), ...folder] : undefined },
    ];
  }
  if (program.value === "[" || program.value === "test") {
    return words
      .filter((word) => word.text === "==" && isVerbatim(file, word))
      .map((word) => ({ span: word, what: `"==" in a test`, inAsh: true, edits: [replace(word, "=")] }));
  }
  return program.value === "echo" ? echoOptions(file, command) : [];
}

/** dash prints `-e`, and understands escapes without it. */
function echoOptions(file: Text, command: Command): Bashism[] {
  const [program, option, text] = command.words;
  if (!program || !option || !isVerbatim(file, option) || !/^-(?:e|en|ne)$/.test(option.value ?? "")) return [];
  const isOne = text !== undefined && command.words.length === 3 && unquotedExpansions(text).length === 0;
  const format = option.text === "-e" ? String.raw`'%b\n'` : "'%b'";
  const edits =
    isOne && !hasFlag(command, "-E")
      ? [replace({ start: program.start, end: option.end }, `printf ${format}`)]
      : undefined;
  return [{ span: option, what: `"echo ${option.text}"`, inAsh: true, edits }];
}

function inRedirects(file: Text, { redirects }: Command): Bashism[] {
  return redirects.flatMap(({ start, end, operator, target }): Bashism[] => {
    if (operator === "<<<") return [{ span: { start, end }, what: `"<<<"`, inAsh: false }];
    if (!/^&>>?$/.test(operator)) return [];
    const isPlain = target !== undefined && isVerbatim(file, target) && !/[\r\n]/.test(file.text.slice(start, end));
    const edits = isPlain ? [replace({ start, end }, `${operator.slice(1)} ${target.text} 2>&1`)] : undefined;
    return [{ span: { start, end }, what: `"${operator}"`, inAsh: true, edits }];
  });
}

/** What none of these is in need not be parsed. */
const mayExpand = /\$\{!?\w+[[/:^,]|(?<!\$)\{|[<>]\(|\$'/;

function inWords(file: Text, command: Command): Bashism[] {
  return command.words.flatMap((word) => {
    if (!mayExpand.test(word.text) || !isVerbatim(file, word)) return [];
    return unquotedExpansions(word).flatMap(({ kind, start, end }): Bashism[] => {
      const span = { start: word.start + start, end: word.start + end };
      const text = word.text.slice(start, end);
      if (kind === "braces") return [{ span, what: `"${text}"`, inAsh: false, edits: expandBraces(word, start, end) }];
      if (kind === "process") return [{ span, what: `"${text.slice(0, 2)}…)"`, inAsh: true }];
      if (kind === "ANSI quotes") return [{ span, what: `"$'…'"`, inAsh: true }];
      const isOwn = kind === "variable" && /^\$\{!?\w+(?:\[|\/|:\s*[\d$(-]?\d|\^|,)/.test(text);
      return isOwn && !/^\$\{\w+:-/.test(text) ? [{ span, what: `"${text}"`, inAsh: /^\$\{\w+[/:]/.test(text) }] : [];
    });
  });
}

/** `/a/{b,c}` → `/a/b /a/c`, where nothing in the braces needs more than that. */
function expandBraces(word: Word, start: number, end: number): Edit[] | undefined {
  const [before, inner, after] = [word.text.slice(0, start), word.text.slice(start + 1, end - 1), word.text.slice(end)];
  if (!/^[\w./@:+,-]+$/.test(inner) || inner.includes("..") || /[{}]/.test(before + after)) return undefined;
  const words = inner.split(",").map((part) => before + part + after);
  return [replace(word, words.filter((text) => text !== "").join(" "))];
}

function arrays({ assignments }: Command): Bashism[] {
  return assignments.flatMap(({ start, end, value }) =>
    value?.text.startsWith("(") ? [{ span: { start, end }, what: "an array", inAsh: false }] : [],
  );
}

function isVerbatim({ text }: Text, word: Span & { readonly text: string }): boolean {
  return text.slice(word.start, word.end) === word.text;
}
