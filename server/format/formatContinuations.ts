/** The indentation of continued lines, where nothing but the layout depends on it. */

import { byPosition } from "../edits/edits";
import type { Dockerfile, Edit, Instruction } from "../types";
import { countWhile } from "../util/sorted";
import { blanksBehind, columnsOf, indentation, isBlank, type Line, stepOf } from "./textLines";

/** A continued line that can be moved, or a comment between. */
interface Moved {
  readonly line: Line;
  readonly columns: number;
  readonly kind: "content" | "bracket" | "comment";
}

/**
 * Indents the continued lines of an instruction by one step; those that stand deeper than others stay so.
 * @param lines of the text. @param others edits of the instruction: the lines that begin in one of them are left to it.
 */
export function continuationEdits(
  file: Dockerfile,
  instruction: Instruction,
  lines: readonly Line[],
  indent: number | "tab",
  others: readonly Edit[],
): Edit[] {
  const last = lastLineOf(instruction, lines);
  const edits: Edit[] = [];
  for (let number = instruction.line; number <= last; number++) {
    const blanks = blanksBehind(lines[number] as Line);
    if (blanks) edits.push(blanks);
  }
  const step = stepOf(indent);
  const isTaken = coveredBy(others);
  const moved = movable(file, instruction, lines, last, step).filter(({ line }) => !isTaken(line.start));
  const least = moved.reduce(
    (min, it) => (it.kind === "content" ? Math.min(min, it.columns) : min),
    Number.POSITIVE_INFINITY,
  );
  let below = step;
  for (const { line, columns, kind } of moved.toReversed()) {
    // A comment stands as what it is about.
    const wanted = kind === "bracket" ? 0 : kind === "comment" ? below : columns - least + step;
    if (kind !== "comment") below = wanted;
    const written = /^[ \t]*/.exec(line.text)?.[0] ?? "";
    const text = indentation(wanted, indent);
    if (text !== written) edits.push({ start: line.start, end: line.start + written.length, text });
  }
  return edits;
}

/** Whether one of some disjoint edits covers a place. */
function coveredBy(edits: readonly Edit[]): (place: number) => boolean {
  const sorted = [...edits].sort(byPosition);
  return (place) => place <= (sorted[countWhile(sorted, ({ start }) => start <= place) - 1]?.end ?? -1);
}

/** The last line before the heredocs. */
function lastLineOf({ line, argument, name, heredocs, endLine }: Instruction, lines: readonly Line[]): number {
  if (heredocs.length === 0) return endLine;
  let last = line;
  const end = Math.max(argument.end, name.end);
  while (last < endLine && (lines[last + 1]?.start ?? Number.POSITIVE_INFINITY) <= end) last++;
  return last;
}

/** From the first line to the last: a comment that has no content below it is left where it is. */
function movable(
  file: Dockerfile,
  instruction: Instruction,
  lines: readonly Line[],
  last: number,
  step: number,
): Moved[] {
  const mode = modeOf(instruction);
  if (mode === undefined || last === instruction.line) return [];
  const reader = createReader(mode);
  const found: Moved[] = [];
  let comments: Moved[] = [];
  const first = lines[instruction.line] as Line;
  reader.read(content(first.text.slice(Math.max(0, instruction.name.end - first.start)), file.escape));
  let isApart = endsWithBlank(content(first.text, file.escape));
  for (let number = instruction.line + 1; number <= last; number++) {
    const line = lines[number] as Line;
    if (isBlank(line.text)) continue;
    const trimmed = line.text.replace(/^[ \t]+/, "");
    const columns = columnsOf(line.text, step);
    if (trimmed.startsWith("#")) {
      comments.push({ line, columns, kind: "comment" });
      continue;
    }
    const text = content(line.text, file.escape);
    const canMove = reader.isOutside() && (isApart || /^[ \t]/.test(text));
    if (canMove)
      found.push(...comments, {
        line,
        columns,
        kind: trimmed.startsWith("]") && mode === "words" ? "bracket" : "content",
      });
    comments = [];
    reader.read(text);
    isApart = endsWithBlank(text) || text === "";
  }
  return found;
}

/** What of a line becomes part of the instruction: not what continues it. */
function content(text: string, escape: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return text[end - 1] === escape && text[end - 2] !== escape ? text.slice(0, end - 1) : text;
}

function endsWithBlank(text: string): boolean {
  return /[ \t]$/.test(text.slice(-1));
}

/** Whether blanks separate words there as a shell has them, or as Docker does; undefined where they may mean more. */
function modeOf({ keyword, script, heredocs, exec, assignments }: Instruction): "shell" | "words" | undefined {
  if (heredocs.length > 0) return undefined;
  if (exec) return "words";
  if (script) {
    const { form, language, errors, source } = script;
    const isUnix = language === "sh" || language === "bash";
    // Parentheses of a case have no partner.
    const isOdd = /\bcase\b/.test(source?.text ?? "") && (source?.text.includes("$(") ?? false);
    return form === "shell" && isUnix && errors.length === 0 && !isOdd ? "shell" : undefined;
  }
  if (assignments.some(({ legacy }) => legacy)) return undefined;
  return /^(?:ENV|LABEL|ARG|COPY|ADD|EXPOSE|VOLUME)$/.test(keyword) ? "words" : undefined;
}

interface Reader {
  read(text: string): void;
  /** What comes next stands in no quotes, and blanks there do nothing but separate. */
  isOutside(): boolean;
}

/** Follows quotes and what is replaced through the lines of an instruction. */
function createReader(mode: "shell" | "words"): Reader {
  /** What is open: quotes, parentheses, `$` for `$(`, a brace for `${`. */
  const open: string[] = [];
  let isSure = true;
  let previous = " ";

  function step(text: string, at: number): number {
    const character = text[at] as string;
    const within = open.at(-1);
    if (within === "'") {
      if (character === "'") open.pop();
      return at + 1;
    }
    if (character === "\\") return at + 2;
    if (character === '"') {
      if (within === '"') open.pop();
      else open.push('"');
      return at + 1;
    }
    if (character === "'" && within !== '"') {
      if (mode === "shell" && previous === "$") isSure = false;
      open.push("'");
      return at + 1;
    }
    return mode === "shell" ? shellStep(text, at, character, within) : at + 1;
  }

  function shellStep(text: string, at: number, character: string, within: string | undefined): number {
    const isQuoted = within === '"' || within === "{";
    if (character === "$" && (text[at + 1] === "(" || text[at + 1] === "{")) {
      open.push(text[at + 1] === "(" ? "$" : "{");
      return at + 2;
    }
    if (character === "}" && within === "{") open.pop();
    else if (character === "(" && !isQuoted) open.push("(");
    else if (character === ")" && (within === "(" || within === "$")) open.pop();
    else if (character === "`" || (character === "<" && text[at + 1] === "<")) isSure = false;
    // The rest of all lines is a comment.
    else if (character === "#" && !isQuoted && /[\s;&|(]/.test(previous)) isSure = false;
    return at + 1;
  }

  return {
    read(text) {
      for (let at = 0; at < text.length; ) {
        const next = step(text, at);
        previous = text[next - 1] ?? previous;
        at = next;
      }
    },
    // What a command gives becomes part of a word, with all that it is written with.
    isOutside: () => isSure && open.every((it) => it === "("),
  };
}
