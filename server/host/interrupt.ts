/** Interrupts work that takes too long: loops and regular expressions without end included. */

import { Script } from "node:vm";
import type { Limit } from "../types";
import { tooSlow } from "../util/limit";

const key = Symbol.for("drydock.limited");
const script = new Script("globalThis[Symbol.for('drydock.limited')]()");

/**
 * A limit that holds whatever the work does: the engine's own watchdog stops it in the midst, blocks of `finally`
 * included, and everything else that the process knows stays as it is.
 * @param most milliseconds that work may take.
 */
export function interruptingLimit(most: number): Limit {
  let isLimited = false;
  return <Result>(work: (step: () => void) => Result, times = 1): Result => {
    // Within limited work, the limit of the whole holds.
    if (isLimited) return work(noStep);
    let outcome: { readonly result: Result } | undefined;
    Object.defineProperty(globalThis, key, {
      configurable: true,
      value: () => {
        outcome = { result: work(noStep) };
      },
    });
    isLimited = true;
    try {
      script.runInThisContext({ timeout: most * times });
    } catch (error) {
      throw (error as NodeJS.ErrnoException)?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT" ? tooSlow : error;
    } finally {
      isLimited = false;
      Reflect.deleteProperty(globalThis, key);
    }
    return (outcome as unknown as { readonly result: Result }).result;
  };
}

function noStep(): void {}
