/** Which line of a text a place in it stands on. */

import { countWhile } from "./sorted";

/** A function that tells the 0-based line of an offset, after one look at the text. */
export function lineNumbersOf(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) ends.push(at);
  return (offset) => countWhile(ends, (end) => end < offset);
}
