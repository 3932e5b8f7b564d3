/** Searching in what is sorted, by halves: many ask, and of long lists. */

/**
 * How many of the things, from the first on, something holds of that holds of no later one any more. The things must be in
 * such an order.
 */
export function countWhile<Thing>(sorted: readonly Thing[], holds: (thing: Thing) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] as Thing)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The things in the order of their starts. */
export function byStart<Thing extends { readonly start: number }>(things: readonly Thing[]): readonly Thing[] {
  return [...things].sort((one, other) => one.start - other.start);
}

/** The last of the things that starts before an offset; undefined when none does. */
export function lastBefore<Thing extends { readonly start: number }>(
  sorted: readonly Thing[],
  offset: number,
): Thing | undefined {
  return sorted[countWhile(sorted, ({ start }) => start < offset) - 1];
}
