/** Ends work on one document that takes too long, so that all others go on. */

import type { Limit } from "../types";

/** What is thrown, always the same. */
export const tooSlow: Error = new Error("It takes too long");

/** Lets work take as long as it takes. */
export const unlimited: Limit = (work) => work(() => {});

/**
 * A limit for where work cannot be interrupted, in a browser: it ends between two steps.
 * @param most milliseconds that work may take.
 * @param now tells the time in milliseconds.
 */
export function steppedLimit(most: number, now: () => number): Limit {
  let end = Number.POSITIVE_INFINITY;
  const step = () => {
    if (now() > end) throw tooSlow;
  };
  return (work, times = 1) => {
    // Within limited work, the limit of the whole holds.
    if (end < Number.POSITIVE_INFINITY) return work(step);
    end = now() + most * times;
    try {
      return work(step);
    } finally {
      end = Number.POSITIVE_INFINITY;
    }
  };
}
