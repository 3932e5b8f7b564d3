/** Edits of an ignore file that let paths in or keep them out. */

import { decide, escapePath, parseIgnore } from "../syntax/dockerignore";
import type { Edit, Fix, IgnoreFile, IgnorePattern, Span } from "../types";
import { apply, lineEnd, removeLine } from "./edits";

/**
 * What makes Docker leave a path out of the build context, or keep it in: a pattern that does the opposite for this
 * path alone goes, or one is added at the end.
 * @param path from the root of the build context, without a slash at the end.
 * @returns undefined when the path is as wanted, or cannot be made so.
 */
export function editFor(file: IgnoreFile, path: string, keep: boolean): Edit | undefined {
  const isAsWanted = ({ ignored }: { ignored: boolean }) => ignored !== keep;
  if (isAsWanted(decide(file, path))) return undefined;
  const name = escapePath(path);
  const opposite = file.patterns.filter(({ pattern, negated }) => pattern === name && negated !== keep);
  const candidates: Edit[] = opposite.length === 1 ? opposite.map((it) => removeLine(file.text, it)) : [];
  candidates.push(appendPatterns(file, `${keep ? "!" : ""}${name}`));
  return candidates.find((edit) => isAsWanted(decide(parseIgnore(apply(file.text, [edit])), path)));
}

/** The ways to keep paths in the context that a pattern leaves out: the pattern goes, or exceptions follow it. */
export function keepFixes({ text, eol }: IgnoreFile, pattern: IgnorePattern, ...paths: string[]): Fix[] {
  const at = lineEnd(text, pattern.end);
  const lines = paths.map((path) => `!${path}`);
  const exception: Fix = {
    title: `Add ${lines.join(", ")} below it`,
    safe: false,
    edits: [{ start: at, end: at, text: lines.map((line) => eol + line).join("") }],
  };
  if (paths.length > 1 || pattern.pattern !== paths[0]) return [exception];
  const removal: Fix = { title: `Remove "${pattern.text}"`, safe: false, edits: [removeLine(text, pattern)] };
  return /[*?[]/.test(pattern.pattern) ? [removal] : [removal, exception];
}

/** Appends lines to an ignore file, in its own line end. */
export function appendPatterns({ text, eol }: IgnoreFile, ...lines: string[]): Edit {
  const lead = text === "" || text.endsWith("\n") ? "" : eol;
  return { start: text.length, end: text.length, text: lead + lines.map((line) => line + eol).join("") };
}

/** Where a missing pattern is reported: at the last pattern, behind which it belongs. */
export function lastPattern({ patterns }: IgnoreFile): Span {
  return patterns.at(-1) ?? { start: 0, end: 0 };
}
