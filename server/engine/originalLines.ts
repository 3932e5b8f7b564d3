/** Which line of the first text a line of an edited text was. */

import { byPosition } from "../edits/edits";
import type { Edit } from "../types";

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
  return { first, text: result, lines: after };
}

/**
 * The 0-based line of the first text that an offset of the present text belongs to. A line that was moved is known by its
 * text. Undefined for a new one.
 */
export function originalLine({ first, text, lines }: Tracked, offset: number): number | undefined {
  const line = lineBreaks(text.slice(0, offset));
  if (lines[line] !== undefined) return lines[line];
  const written = text.split("\n")[line]?.trim();
  const equal = first.split("\n").flatMap((other, index) => (written && other.trim() === written ? [index] : []));
  return equal.length === 1 ? equal[0] : undefined;
}

function lineBreaks(text: string): number {
  return text.split("\n").length - 1;
}
