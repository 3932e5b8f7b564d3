/** Declaring which texts of a build context somebody reads: see `Reads`. */

import type { Reads } from "../types";

/** Files of these names at the root of the context. */
export function atRoot(...names: readonly string[]): Reads {
  const distinct = [...new Set(names)];
  return { most: distinct.length, paths: () => distinct };
}

/** So many at most of the files that are found in the listing of a context, those nearest to the root first. */
export function among(most: number, find: (files: readonly string[]) => readonly string[]): Reads {
  return { most, paths: ({ files = [] }) => nearest(find(files), most) };
}

/** So many of the paths, those with the fewest folders first. */
export function nearest(paths: readonly string[], most: number): readonly string[] {
  return [...paths].sort((one, other) => depth(one) - depth(other)).slice(0, most);
}

function depth(path: string): number {
  return path.split("/").length;
}
