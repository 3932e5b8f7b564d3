/** Versions in one short text: what is written is read again. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lengthened, shortened } from "../server/stage/versionList";

const lists: readonly (readonly [versions: string, text: string])[] = [
  ["", ""],
  ["1", "1"],
  ["1 2 3", "1-3"],
  ["0 0.8 0.8.28 0.10", "0 ..8 ..28 0.10"],
  ["12.22 12.22.0 12.22.1 12.22.2 12.22.4", "12.22 ..0-2 .4"],
  ["4.8.0 4.8.1 4.17.1", "4.8.0-1 4.17.1"],
  // A number that is written with a zero has none after it.
  ["01 1 03 04 7 08 8 09 9", "01 1 03 04 7 08 8 09 9"],
  ["1.01 1.02", "1.01 .02"],
  ["2024.09.1 2024.09.2", "2024.09.1-2"],
];

for (const [versions, text] of lists) {
  test(`${versions || "none"}: ${text}`, () => {
    const list = versions === "" ? [] : versions.split(" ");
    assert.equal(shortened(list), text);
    assert.deepEqual(lengthened(text), list);
  });
}
