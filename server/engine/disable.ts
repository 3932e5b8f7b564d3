/** The comments that switch a rule off, as edits. */

import type { Dockerfile, Edit, IgnoreFile, Span } from "../types";

type Parsed = Dockerfile | IgnoreFile;

/**
 * Switches a rule off for the instruction or pattern at `place`: the comment goes above the whole of it, never between
 * its continued lines. Undefined where there is neither.
 */
export function disableOnLine(file: Parsed, place: Span, id: string): Edit | undefined {
  const items = "instructions" in file ? file.instructions : file.patterns;
  const item = items.findLast(({ start, end }) => start <= place.start && place.start <= end);
  if (!item) return undefined;
  const lineStart = item.start === 0 ? 0 : file.text.lastIndexOf("\n", item.start - 1) + 1;
  const above = file.comments.find(({ line, text }) => line === item.line - 1 && /^drydock\s+ignore\s*=/i.test(text));
  // Names come first: what follows them may be a reason.
  if (above) return insert(file.text.indexOf("=", above.start) + 1, `${id},`);
  return insert(lineStart, `# drydock ignore=${id}${file.eol}`);
}

/** Switches a rule off for the file: below the parser directives, which a comment above them would make comments. */
export function disableInFile(file: Parsed, id: string): Edit {
  const comment = `# drydock ignore-file=${id}`;
  const last = "directives" in file ? file.directives.at(-1) : undefined;
  if (!last) return insert(0, comment + file.eol);
  const lineEnd = file.text.indexOf("\n", last.end);
  return lineEnd < 0 ? insert(file.text.length, file.eol + comment) : insert(lineEnd + 1, comment + file.eol);
}

function insert(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}
