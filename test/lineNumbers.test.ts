/** Lines by offsets. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lineNumbersOf } from "../server/util/lineNumbers";

test("a place stands on the line whose end comes next", () => {
  for (const text of ["", "\n", "a\r\nb\n\nc", "\n\n\n", "abc"]) {
    const lineOf = lineNumbersOf(text);
    for (let offset = 0; offset <= text.length + 1; offset++)
      assert.equal(lineOf(offset), text.slice(0, offset).split("\n").length - 1, JSON.stringify([text, offset]));
  }
});
