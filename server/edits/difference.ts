import { diffLines } from "diff";
import type { Edit } from "../types";

/** The edits that make `after` of `before`, line by line, so that cursors and folds elsewhere stay where they are. */
export function difference(before: string, after: string): Edit[] {
  const edits: Edit[] = [];
  let offset = 0;
  let open: { start: number; end: number; text: string } | undefined;
  for (const { value, added, removed } of diffLines(before, after)) {
    if (!added && !removed) {
      if (open) edits.push(open);
      open = undefined;
    } else {
      open ??= { start: offset, end: offset, text: "" };
      if (added) open.text += value;
      else open.end += value.length;
    }
    if (!added) offset += value.length;
  }
  if (open) edits.push(open);
  return edits;
}
