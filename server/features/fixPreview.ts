/** What a fix makes of the lines that it changes, as they may be shown: before and after, one file at most. */

import { diffLines } from "diff";
import { lineMaskOf } from "../context/shownText";
import { apply } from "../edits/edits";
import type { Edit, Fix } from "../types";
import { visible } from "../util/visible";

/** More is not looked at where somebody only points. */
const mostLines = 10;
const longestLine = 160;

/**
 * The lines that the first of some fixes changes, as a difference in markdown: in the file itself, and where it changes
 * nothing there, in the first other file, with its name. Undefined where there is nothing to show.
 * @param text of the file itself.
 * @param textOf that of another file by its path; undefined where it is not known, or not there.
 */
export function fixPreview(
  [fix]: readonly Fix[] = [],
  text: string,
  textOf: (path: string) => string | undefined,
): string | undefined {
  if (!fix) return undefined;
  const path = fix.edits.some(({ file }) => file === undefined) ? undefined : fix.edits[0]?.file;
  const edits = fix.edits.filter(({ file }) => file === path);
  const lines = changedLines(path === undefined ? text : (textOf(path) ?? ""), edits);
  if (lines.length === 0) return undefined;
  const shown =
    lines.length > mostLines ? [...lines.slice(0, mostLines), ` … ${lines.length - mostLines} more lines`] : lines;
  const difference = shown.join("\n");
  // What the file holds may end the block.
  const fence = "`".repeat(Math.max(3, ...(difference.match(/`+/g) ?? []).map(({ length }) => length + 1)));
  const block = `${fence}diff\n${difference}\n${fence}`;
  return path === undefined ? block : `In \`${visible(path).replaceAll("`", "'")}\`:\n${block}`;
}

/** As in a diff, without what stays; secrets are hidden. */
function changedLines(before: string, edits: readonly Edit[]): string[] {
  // Of a key in several lines, each line by itself looks like none.
  if (/PRIVATE KEY-----/.test(before)) return [];
  const mask = lineMaskOf(before);
  return diffLines(before, apply(before, edits)).flatMap(({ value, added, removed }) => {
    if (!added && !removed) return [];
    const lines = value.replace(/\n$/, "").split("\n");
    return lines.map((line) => `${added ? "+" : "-"}${shortened(visible(mask(line.replace(/\r$/, ""))))}`);
  });
}

function shortened(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}
