/** Searching in what is sorted by where it starts. */

/** The things in the order of their starts. */
export function byStart<Thing extends { readonly start: number }>(things: readonly Thing[]): readonly Thing[] {
  return [...things].sort((one, other) => one.start - other.start);
}

/** The last of the things that starts before an offset; undefined when none does. Halves the list at each step. */
export function lastBefore<Thing extends { readonly start: number }>(
  sorted: readonly Thing[],
  offset: number,
): Thing | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as Thing).start < offset) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}
