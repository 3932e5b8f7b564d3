/** Fixes that can all be applied together. */

import type { Edit, Fix } from "../types";
import { countWhile } from "../util/sorted";
import { touch } from "./edits";

export interface DisjointFixes {
  /** Whether a fix can be applied beside all that were added. */
  fits(fix: Fix): boolean;
  /** Adds a fix that fits. */
  add(fix: Fix): void;
}

/** Looks at few of the edits for each question, however many there are. */
export function collectDisjoint(): DisjointFixes {
  /** By file, in order: no edit overlaps another, so that they end in the same order. */
  const taken = new Map<string | undefined, Edit[]>();
  /** How many of the edits start at or before an offset. */
  const countUpTo = (edits: readonly Edit[], offset: number) => countWhile(edits, ({ start }) => start <= offset);
  return {
    fits: ({ edits }) =>
      edits.every((edit) => {
        const known = taken.get(edit.file) ?? [];
        for (let at = countUpTo(known, edit.end) - 1; at >= 0; at--) {
          const other = known[at] as Edit;
          if (other.end < edit.start) return true;
          if (touch(edit, other)) return false;
        }
        return true;
      }),
    add({ edits }) {
      for (const edit of edits) {
        const known = taken.get(edit.file) ?? [];
        known.splice(countUpTo(known, edit.start), 0, edit);
        taken.set(edit.file, known);
      }
    },
  };
}
