/** Which line of the first text a line of an edited text was. */

import { byPosition } from "../edits/edits";
import type { Edit } from "../types";
import { lineNumbersOf } from "../util/lineNumbers";
import { memoize } from "../util/memoize";

/** A text, what it was at first, and for each of its lines the one that it was then; undefined for new ones. */
export interface Tracked {
  readonly first: string;
  readonly text: string;
  readonly lines: readonly (number | undefined)[];
}

export function track(text: string): Tracked {
  return { first: text, text, lines: text.split("\n").map((_, line) => line) };
}

/** Applies disjoint edits. A line stays itself while anything on it stays, or is replaced from its place on. */
export function edit({ first, text, lines }: Tracked, edits: readonly Edit[]): Tracked {
  const after: (number | undefined)[] = [undefined];
  let result = "";
  let line = 0;
  let from = 0;
  const add = (piece: string, originOf: (index: number) => number | undefined) => {
    result += piece;
    piece.split("\n").forEach((part, index) => {
      if (index > 0) after.push(undefined);
      if (part.trim() !== "") after[after.length - 1] ??= originOf(index);
    });
  };
  const keep = (end: number) => {
    const piece = text.slice(from, end);
    add(piece, (index) => lines[line + index]);
    line += lineBreaks(piece);
    from = end;
  };
  for (const { start, end, text: inserted } of [...edits].sort(byPosition)) {
    if (start < from || end > text.length) continue;
    keep(start);
    add(inserted, (index) => (index === 0 && end > start ? lines[line] : undefined));
    line += lineBreaks(text.slice(start, end));
    from = end;
  }
  keep(text.length);
  return { first, text: result, lines: withMoved(after, result, { first, text, lines }) };
}

/** A line that was taken away and stands elsewhere as it was is the same line. */
function withMoved(after: readonly (number | undefined)[], result: string, before: Tracked): (number | undefined)[] {
  const kept = new Set(after);
  const gone = new Map<string, number | undefined>();
  for (const [index, line] of linesOf(before).entries()) {
    const origin = before.lines[index];
    if (origin === undefined || kept.has(origin)) continue;
    gone.set(line.trim(), gone.has(line.trim()) ? undefined : origin);
  }
  if (gone.size === 0) return [...after];
  return result.split("\n").map((line, index) => after[index] ?? gone.get(line.trim()));
}

/**
 * The 0-based line of the first text that an offset of the present text belongs to. A line that was moved is known by its
 * text. Undefined for a new one.
 */
export function originalLine(tracked: Tracked, offset: number): number | undefined {
  const line = lineNumbers(tracked)(offset);
  return tracked.lines[line] ?? onlyLines(tracked).get(linesOf(tracked)[line]?.trim() ?? "");
}

const lineNumbers = memoize(({ text }: Tracked) => lineNumbersOf(text));
const linesOf = memoize(({ text }: Tracked): readonly string[] => text.split("\n"));

/** The lines of the first text that it has but once, by what stands on them. */
const onlyLines = memoize(({ first }: Tracked): ReadonlyMap<string, number | undefined> => {
  const found = new Map<string, number | undefined>([["", undefined]]);
  for (const [index, line] of first.split("\n").entries()) {
    const written = line.trim();
    found.set(written, found.has(written) ? undefined : index);
  }
  return found;
});

function lineBreaks(text: string): number {
  return text.split("\n").length - 1;
}
