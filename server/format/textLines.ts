/** The lines of a text as they are written. */

import type { Edit } from "../types";

export interface Line {
  readonly start: number;
  /** Without the line end. */
  readonly text: string;
}

/** All of them; the last one is empty where the text ends with a line end. A byte order mark is part of none. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (;;) {
    const newline = text.indexOf("\n", start);
    let end = newline < 0 ? text.length : newline;
    while (end > start && text[end - 1] === "\r") end--;
    lines.push({ start, text: text.slice(start, end) });
    if (newline < 0) return lines;
    start = newline + 1;
  }
}

/** Whether there is nothing to see and nothing to lose: other white space of Unicode is text to Docker. */
export function isBlank(text: string): boolean {
  return /^[ \t]*$/.test(text);
}

/** Takes the blanks at the end of a line away; undefined where there are none. */
export function blanksBehind({ start, text }: Line): Edit | undefined {
  let end = text.length;
  while (end > 0 && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return end < text.length ? { start: start + end, end: start + text.length, text: "" } : undefined;
}

/** How far a line is indented, in columns of which a tab takes as many as one step of indentation. */
export function columnsOf(text: string, step: number): number {
  let columns = 0;
  for (const character of text) {
    if (character === " ") columns++;
    else if (character === "\t") columns += step;
    else break;
  }
  return columns;
}

/** What stands before a line that is indented so far. */
export function indentation(columns: number, indent: number | "tab"): string {
  const step = stepOf(indent);
  return indent === "tab" ? "\t".repeat(Math.floor(columns / step)) + " ".repeat(columns % step) : " ".repeat(columns);
}

/** The columns of one step. */
export function stepOf(indent: number | "tab"): number {
  return indent === "tab" || !(indent >= 1 && indent <= 16) ? 4 : Math.floor(indent);
}
