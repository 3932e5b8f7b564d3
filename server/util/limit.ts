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

/** Milliseconds after which others have their turn: nobody notices that he waits for as long. */
const slice = 8;

/**
 * Does work that consists of steps, and lets others have their turn when it takes long. Gives undefined when it is given up
 * as nobody wants it any more.
 * @param limit holds for what is done without a break.
 * @param begin gives the work; it calls what it is given as work under a limit does.
 * @param isWanted is asked after each break.
 * @param now tells the time in milliseconds.
 */
export async function inTurns<Result>(
  limit: Limit,
  begin: (step: () => void) => Generator<void, Result>,
  isWanted: () => boolean,
  now: () => number = () => performance.now(),
): Promise<Result | undefined> {
  let step: () => void = () => {};
  const steps = begin(() => step());
  for (;;) {
    const { done, value } = limit((check) => {
      step = check;
      const end = now() + slice;
      for (;;) {
        const next = steps.next();
        if (next.done) return next;
        // Where nothing interrupts it, a step that took too long is known by its end alone.
        check();
        if (now() > end) return next;
      }
    });
    if (done) return value;
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (!isWanted()) return undefined;
  }
}
