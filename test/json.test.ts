/** Values out of files that anybody may have written. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fieldsOf, isFields, readJson, stringOf, stringsOf } from "../server/util/json";

const texts: readonly (readonly [text: string | undefined, value: unknown])[] = [
  [undefined, undefined],
  ["", undefined],
  ["1", 1],
  ["null", null],
  ['{"a": [1, "b"]}', { a: [1, "b"] }],
  ['\uFEFF{"a": 1}', { a: 1 }],
  ['// why\n{"a": 1, /* b */}', { a: 1 }],
  ['{"a": 1, "b": ', { a: 1 }],
  ["[".repeat(100_000), undefined],
];

describe("JSON", () => {
  for (const [text, value] of texts) {
    test(`reads ${JSON.stringify(text?.slice(0, 30))}`, () => assert.deepEqual(readJson(text), value));
  }

  test("lists and nothing have no fields", () => {
    const values = [{}, { a: 1 }, [], ["a"], null, undefined, "a", 1];
    assert.deepEqual(values.map(isFields), [true, true, false, false, false, false, false, false]);
    assert.deepEqual(fieldsOf({ a: 1 }), { a: 1 });
    assert.deepEqual([fieldsOf(["a"]), fieldsOf(null), fieldsOf("a")], [{}, {}, {}]);
  });

  test("texts, alone and among other fields", () => {
    assert.deepEqual(["a", "", 1, null, ["a"]].map(stringOf), ["a", "", undefined, undefined, undefined]);
    assert.deepEqual(stringsOf({ a: "b", c: 1, d: null, e: "" }), { a: "b", e: "" });
    assert.deepEqual(stringsOf(["a"]), {});
    assert.deepEqual(stringsOf(undefined), {});
  });
});
