/**
 * Formats a Dockerfile: keywords, indentation, blanks at ends of lines, empty lines. What it makes means the same to Docker
 * and to the shell, which is tried out: whatever would change an instruction is left as it is.
 */

import { apply, byPosition } from "../edits/edits";
import { parseDockerfile } from "../syntax/dockerfile";
import { firstKeyword, keywords } from "../syntax/keywords";
import { isBinary } from "../syntax/lines";
import type { Dockerfile, Edit, Instruction, Span } from "../types";
import { continuationEdits } from "./formatContinuations";
import { changedInstructions } from "./formatMeaning";
import { packageEdits } from "./formatPackages";
import { blanksBehind, isBlank, type Line, linesOf } from "./textLines";

export const keywordCases = ["upper", "lower", "keep"] as const;

/** How a Dockerfile is formatted, as far as that is a matter of taste. */
export interface FormatChoices {
  readonly keywordCase: (typeof keywordCases)[number];
  /** The packages of an install stand on a line each. */
  readonly onePerLine: boolean;
  /** An empty line stands above each stage. */
  readonly separateStages: boolean;
}

export interface FormatOptions extends FormatChoices {
  /** Blanks, or a tab. */
  readonly indent: number | "tab";
}

/** What somebody gives as an indentation: a number of blanks, or a tab; undefined for what is none. */
export function asIndent(given: unknown): FormatOptions["indent"] | undefined {
  if (given === "tab") return given;
  return Number.isInteger(given) && Number(given) >= 1 && Number(given) <= 16 ? Number(given) : undefined;
}

/** An edit, and the place of the instruction that it is part of; undefined for what stands between. */
interface Owned {
  readonly edit: Edit;
  readonly owner: number | undefined;
}

/** Instructions that turn out to change are left out, and then others may; more often is not tried. */
const mostTries = 3;

/** Disjoint edits, in order; none where there is nothing to do, or nothing that is safe. */
export function formatDockerfile(file: Dockerfile, options: FormatOptions): readonly Edit[] {
  if (isBinary(file.text)) return [];
  let owned = editsOf(file, options);
  for (let tries = 0; tries < mostTries && owned.length > 0; tries++) {
    const edits = owned.map(({ edit }) => edit).sort(byPosition);
    const changed = changedInstructions(file, parseDockerfile(apply(file.text, edits)));
    if (changed?.size === 0) return edits.filter(({ start, end, text }) => file.text.slice(start, end) !== text);
    const kept = owned.filter(({ owner }) => owner !== undefined && changed && !changed.has(owner));
    // What stands between instructions is given up when nothing else is to blame.
    const others = owned.filter(({ owner }) => owner === undefined);
    owned = kept.length + others.length < owned.length ? [...kept, ...others] : kept;
  }
  return [];
}

function editsOf(file: Dockerfile, options: FormatOptions): Owned[] {
  const lines = linesOf(file.text);
  const taken = new Set<number>();
  const inside = file.instructions.flatMap((instruction, owner): Owned[] => {
    for (let line = instruction.line; line <= instruction.endLine; line++) taken.add(line);
    // Nobody knows what it is meant to be.
    if (!keywords.has(instruction.keyword)) return [];
    const broken = options.onePerLine ? packageEdits(file, instruction, options.indent) : [];
    const edits = [
      ...headEdits(file, instruction, lines, options),
      ...broken,
      ...continuationEdits(file, instruction, lines, options.indent, broken),
    ];
    return edits.map((edit) => ({ edit, owner }));
  });
  return [...inside, ...betweenEdits(file, lines, taken, options).map((edit) => ({ edit, owner: undefined }))];
}

// ------------------------------------------------------- the first line of an instruction

function headEdits(file: Dockerfile, instruction: Instruction, lines: readonly Line[], options: FormatOptions): Edit[] {
  const { text } = file;
  const { start, name, flags, argument, words, keyword, line } = instruction;
  const first = firstKeyword(file, instruction);
  const edits: Edit[] = [];
  const lineStart = lines[line]?.start ?? start;
  if (start > lineStart && /^[ \t]+$/.test(text.slice(lineStart, start)))
    edits.push({ start: lineStart, end: start, text: "" });
  const named = [first, ...(name.start > first.start ? [name] : [])];
  const isAs = keyword === "FROM" && /^as$/i.test(text.slice(words[1]?.start, words[1]?.end));
  for (const span of isAs ? [...named, words[1] as Span] : named) {
    const written = text.slice(span.start, span.end);
    const isKnown = keywords.has(written.toUpperCase()) || /^as$/i.test(written);
    const wanted = inCase(written, options.keywordCase);
    if (isKnown && wanted !== written) edits.push({ start: span.start, end: span.end, text: wanted });
  }
  const parts: Span[] = [...named, ...flags, ...(keyword === "FROM" && words.length > 0 ? words : [argument])];
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    const gap = before && text.slice(before.end, part.start);
    if (gap && gap !== " " && /^[ \t]+$/.test(gap)) edits.push({ start: before.end, end: part.start, text: " " });
  }
  return edits;
}

function inCase(text: string, wanted: FormatOptions["keywordCase"]): string {
  if (wanted === "keep") return text;
  return wanted === "upper" ? text.toUpperCase() : text.toLowerCase();
}

// ------------------------------------------------------ what stands between instructions

function betweenEdits(
  file: Dockerfile,
  lines: readonly Line[],
  taken: ReadonlySet<number>,
  options: FormatOptions,
): Edit[] {
  const { instructions, stages, eol, text, errors } = file;
  const head = instructions[0]?.line ?? lines.length;
  const isFree = (line: number) => !taken.has(line);
  const isEmpty = (line: number) => isFree(line) && isBlank((lines[line] as Line).text);
  const isComment = (line: number) => isFree(line) && /^[ \t]*#/.test((lines[line] as Line).text);
  const edits: Edit[] = [];
  for (const [number, line] of lines.entries()) {
    if (!isFree(number)) continue;
    const blanks = blanksBehind(line);
    if (blanks && (isEmpty(number) || isComment(number))) edits.push(blanks);
    // Above the first instruction a blank before a directive makes it none.
    const lead = number > head && isComment(number) ? /^[ \t]+/.exec(line.text)?.[0].length : undefined;
    if (lead) edits.push({ start: line.start, end: line.start + lead, text: "" });
    const isLast = number === lines.length - 1;
    const repeats = number > head + 1 && isEmpty(number) && isEmpty(number - 1) && !isLast;
    if (repeats) edits.push({ start: line.start, end: (lines[number + 1] as Line).start, text: "" });
  }
  if (options.separateStages) {
    for (const { from } of stages.slice(1)) {
      let top = from.line;
      while (top > 0 && isComment(top - 1)) top--;
      const at = lines[top]?.start ?? 0;
      if (top > head && !isEmpty(top - 1)) edits.push({ start: at, end: at, text: eol });
    }
  }
  // A heredoc without an end goes on to the end of the text.
  return merged([...edits, ...(errors.length > 0 ? [] : endEdits(text, lines, head, isEmpty, eol))]);
}

/** One line end at the end, and no empty lines. */
function endEdits(
  text: string,
  lines: readonly Line[],
  head: number,
  isEmpty: (line: number) => boolean,
  eol: string,
): Edit[] {
  if (head >= lines.length) return [];
  let last = lines.length - 1;
  while (last > head && isEmpty(last)) last--;
  const line = lines[last] as Line;
  const end = line.start + line.text.length;
  const rest = text.slice(end);
  // Only if there is nothing but the line end already.
  if (last === lines.length - 1) return rest === "" && line.text !== "" ? [{ start: end, end, text: eol }] : [];
  const next = lines[last + 1] as Line;
  return next.start < text.length ? [{ start: next.start, end: text.length, text: "" }] : [];
}

/** Those that another one covers are left out. */
function merged(edits: readonly Edit[]): Edit[] {
  const found: Edit[] = [];
  const sorted = [...edits].sort((one, other) => one.start - other.start || other.end - one.end);
  for (const edit of sorted) {
    const last = found.at(-1);
    const isCovered = last !== undefined && edit.end <= last.end && edit.start < last.end;
    // What is inserted where another one begins stands before that.
    if (!isCovered || (edit.start === edit.end && edit.start === last.start)) found.push(edit);
  }
  return found;
}
