/** The edit that keeps one path out of the build context, or in. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { editFor } from "../server/edits/ignoreEdits";
import { decide, parseIgnore } from "../server/syntax/dockerignore";

type Row = readonly [text: string, path: string, wanted: "out" | "in", after: string | undefined];

const rows: readonly Row[] = [
  ["", "dist", "out", "dist\n"],
  ["a", "dist/x.js", "out", "a\ndist/x.js\n"],
  ["a\r\nb\r\n", "c", "out", "a\r\nb\r\nc\r\n"],
  ["dist\n", "dist", "out", undefined],
  ["dist\n", "dist/x.js", "out", undefined],
  ["*.log\n!keep.log\n", "keep.log", "out", "*.log\n"],
  ["!keep.log\n", "keep.log", "out", "!keep.log\nkeep.log\n"],
  ["", "#a", "out", "\\#a\n"],
  ["", "!a", "out", "\\!a\n"],
  ["", "a[1].txt", "out", "a\\[1\\].txt\n"],
  ["", "a|b", "out", "a|b\n"],
  ["", "a*|b{2}^", "out", "a\\*\\|b\\{2\\}\\^\n"],
  ["", " a ", "out", undefined],

  ["dist\n", "dist", "in", ""],
  ["dist\nsrc\n", "src", "in", "dist\n"],
  ["*.log\n", "a.log", "in", "*.log\n!a.log\n"],
  ["dist\ndist/\n", "dist", "in", "dist\ndist/\n!dist\n"],
  ["dist\n*\n", "dist", "in", "dist\n*\n!dist\n"],
  ["node_modules", "node_modules/a", "in", "node_modules\n!node_modules/a\n"],
  ["a\n", "b", "in", undefined],
];

describe("leaving out and keeping in", () => {
  for (const [text, path, wanted, after] of rows) {
    test(`${JSON.stringify(text)}: ${path} ${wanted}`, () => {
      const edit = editFor(parseIgnore(text), path, wanted === "in");
      assert.equal(edit && apply(text, [edit]), after);
      if (after !== undefined) assert.equal(decide(parseIgnore(after), path).ignored, wanted === "out");
    });
  }
});
