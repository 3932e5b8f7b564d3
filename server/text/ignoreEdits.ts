/** Edits of an ignore file that let one path in or keep it out. */

import type { Edit, IgnoreFile } from "../types";
import { decide, parseIgnore } from "./dockerignore";
import { apply, removeLine } from "./edits";

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
  const lead = file.text === "" || file.text.endsWith("\n") ? "" : file.eol;
  candidates.push({
    start: file.text.length,
    end: file.text.length,
    text: `${lead}${keep ? "!" : ""}${name}${file.eol}`,
  });
  return candidates.find((edit) => isAsWanted(decide(parseIgnore(apply(file.text, [edit])), path)));
}

/** A path as a pattern that matches nothing else. Where one character needs a backslash, others mean more than themselves, too. */
function escapePath(path: string): string {
  return /[*?[\]\\]|^[!#]/.test(path) ? path.replace(/[*?[\]\\|{}^]|^[!#]/g, "\\$&") : path;
}
