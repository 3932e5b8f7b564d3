/** Whether a program of Node.js ends in order when it is told to: its start file and all that this imports. */

import type { Facts } from "../types";
import { memoizeFor } from "../util/memoize";
import { textsOf } from "./imports";
import { handlesSignals } from "./shutdown";

/** Whether a file or one that it imports handles SIGTERM; undefined when one of them is not known. */
export const someHandles = memoizeFor((facts: Facts, entry: string): boolean | undefined => {
  for (const text of textsOf(entry, facts)) {
    if (text === undefined) return undefined;
    if (handlesSignals(text)) return true;
  }
  return false;
});
