import assert from "node:assert/strict";
import { test } from "node:test";
import { byStart, lastBefore } from "../server/util/sorted";

test("the last thing that starts before an offset", () => {
  const things = byStart([9, 2, 5].map((start) => ({ start })));
  assert.deepEqual(
    [0, 2, 3, 5, 6, 10].map((offset) => lastBefore(things, offset)?.start),
    [undefined, undefined, 2, 2, 5, 9],
  );
  assert.equal(lastBefore([], 1), undefined);
});
