/** Words and texts of any origin: misspelt names, keys of records, what a terminal is shown, texts that are too large. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isTooLarge, largestDocument } from "../server/util/largestDocument";
import { own } from "../server/util/records";
import { closest, misspelt } from "../server/util/similar";
import { visible } from "../server/util/visible";

const near: readonly (readonly [word: string, candidates: readonly string[], found: string | undefined])[] = [
  ["COPPY", ["ADD", "COPY"], "COPY"],
  ["COPY", ["COPY"], undefined],
  ["CPOY", ["COPY"], "COPY"],
  ["copy", ["COPY"], undefined],
  ["XXXY", ["COPY"], undefined],
  ["build", ["built", "builds", "buildx"], "built"],
  ["biuldx", ["built", "build"], undefined],
  ["ab", ["ac", "a"], "ac"],
  ["ab", ["cd"], undefined],
  ["a", ["b"], undefined],
  ["", ["a"], undefined],
  ["abc", [], undefined],
  ["x".repeat(61), [`${"x".repeat(60)}y`], undefined],
];

const meant: readonly (readonly [word: string, candidates: readonly string[], found: string | undefined])[] = [
  ["RNU", ["RUN", "ENV"], "RUN"],
  ["RUN", ["RUN"], undefined],
  ["EVN", ["RUN", "ENV"], "ENV"],
  ["FORM", ["FROM"], "FROM"],
  ["CMDD", ["CMD"], "CMD"],
  ["CXYD", ["CMD"], undefined],
  ["ENTRYPIONT", ["ENTRYPOINT"], "ENTRYPOINT"],
  ["ENTRPONT", ["ENTRYPOINT"], "ENTRYPOINT"],
  ["a", ["b"], undefined],
  ["", ["a"], undefined],
];

describe("words", () => {
  for (const [word, candidates, found] of near) {
    test(`nearest to "${word}" of ${candidates}`, () => assert.equal(closest(word, candidates), found));
  }

  for (const [word, candidates, found] of meant) {
    test(`"${word}" stands for ${found} of ${candidates}`, () => assert.equal(misspelt(word, candidates), found));
  }

  test("nobody looks for a name among thousands", () => {
    const many = Array.from({ length: 500 }, (_, index) => `some-long-name-${index}`);
    assert.equal(closest("abc", [...many.slice(1), "abd"]), "abd");
    assert.equal(closest("abc", [...many, "abd"]), undefined);
  });

  test("a record says nothing of what it has inherited", () => {
    assert.equal(own({ a: 1 }, "a"), 1);
    assert.equal(own({ a: 1 }, "b"), undefined);
    assert.equal(own<unknown>({ a: 1 }, "constructor"), undefined);
    assert.equal(own<unknown>({ a: 1 }, "__proto__"), undefined);
    assert.equal(own(undefined, "a"), undefined);
  });

  test("nothing tells a terminal what to do", () => {
    assert.equal(visible("a\tb\nc\r\nd"), "a\tb\nc\r\nd");
    assert.equal(visible("\u001b[31m"), "\u241b[31m");
    assert.equal(visible("a\rb"), "a\u240db");
    assert.equal(visible("a\u0000\u007f\u009b"), "a\u2400\u2421\ufffd");
    assert.equal(visible("a\u202eb\u2066"), "a\ufffdb\ufffd");
    assert.equal(visible("öß漢😀"), "öß漢😀");
    assert.equal(visible("\r\r\n").length, 3);
  });

  test("bytes count, not characters", () => {
    assert.equal(isTooLarge(""), false);
    assert.equal(isTooLarge("a".repeat(largestDocument)), false);
    assert.equal(isTooLarge("a".repeat(largestDocument + 1)), true);
    assert.equal(isTooLarge("漢".repeat(Math.floor(largestDocument / 3))), false);
    assert.equal(isTooLarge("漢".repeat(Math.floor(largestDocument / 3) + 1)), true);
  });
});
