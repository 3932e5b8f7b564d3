/** What version control leaves in a file when two changes do not fit together. */

import type { Dockerfile, Span } from "../types";

export interface Marker extends Span {
  readonly kind: "ours" | "base" | "theirs" | "end";
}

const kinds = { "<": "ours", "|": "base", "=": "theirs", ">": "end" } as const;

/** The marker at an offset, which is the start of a line: seven of one character and a name or nothing behind. */
export function markerAt({ text }: Dockerfile, start: number): Marker | undefined {
  if (start > 0 && text[start - 1] !== "\n") return undefined;
  const match = /^(?:([<|>])\1{6}(?: [^\r\n]*)?|(=)={6})(?=\r?\n|$)/.exec(text.slice(start, start + 300));
  if (!match) return undefined;
  const kind = kinds[(match[1] ?? match[2]) as keyof typeof kinds];
  return { start, end: start + match[0].trimEnd().length, kind };
}
