/** Which of many changes were the last to touch a path, without a walk through all of them for each question. */

import { countWhile } from "../util/sorted";
import { type Change, longestPath, parentOf } from "./model";

/** The index of the last change before the one numbered `count` that may touch an absolute path; -1 where none may. */
export type LastTouching = (path: string, count: number) => number;

/** Looks changes over once, by the places that they name and the folders that those lie in. */
export function lastTouching(changes: readonly Change[]): LastTouching {
  const anywhere: number[] = [];
  const at = new Map<string, number[]>();
  const below = new Map<string, number[]>();
  for (const [index, { places }] of changes.entries()) {
    if (!places || places.some(({ length }) => length > longestPath)) {
      anywhere.push(index);
      continue;
    }
    for (const place of places) {
      add(at, place, index);
      for (let folder = place; folder !== "/"; ) {
        folder = parentOf(folder);
        add(below, folder, index);
      }
    }
  }
  return (path, count) => {
    let last = Math.max(
      lastBefore(anywhere, count),
      lastBefore(below.get(path), count),
      lastBefore(at.get("/"), count),
    );
    for (let place = path; place !== "/"; place = parentOf(place)) {
      last = Math.max(last, lastBefore(at.get(place), count));
    }
    return last;
  };
}

function add(index: Map<string, number[]>, place: string, change: number): void {
  const known = index.get(place);
  if (!known) index.set(place, [change]);
  else if (known.at(-1) !== change) known.push(change);
}

/** The greatest of rising numbers that is less than a limit; -1 where none is. */
function lastBefore(numbers: readonly number[] | undefined, limit: number): number {
  return numbers?.[countWhile(numbers, (number) => number < limit) - 1] ?? -1;
}
