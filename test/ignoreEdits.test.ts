/** The edit that keeps one path out of the build context, or in. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { addPatterns, editFor } from "../server/edits/ignoreEdits";
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

const sorted = "# files\n.DS_Store\n.env\nREADME.md\ncompose.yml\n\n# folders\n.git/\ncoverage/\ntest/\n";

const additions: readonly (readonly [text: string, added: readonly string[], after: string])[] = [
  ["b\na\n", ["c"], "b\na\nc\n"],
  // Sorted groups stay so, with slashes where the others have them.
  [sorted, ["node_modules"], sorted.replace("test/", "node_modules/\ntest/")],
  [sorted, ["**/*.log", "zz"], `${sorted.replace(".DS_Store", "**/*.log\n.DS_Store")}zz/\n`],
  [sorted.replaceAll("\n", "\r\n"), ["a.txt"], sorted.replace("compose", "a.txt\ncompose").replaceAll("\n", "\r\n")],
  // The order counts.
  [`${sorted}!test/a\n`, ["node_modules"], `${sorted}!test/a\nnode_modules\n`],
  ["/a\n/b\n/c\n/d\n/e\n", ["bb.txt", "**/x"], "**/x\n/a\n/b\n/bb.txt\n/c\n/d\n/e\n"],
];

describe("adding patterns", () => {
  for (const [text, added, after] of additions) {
    test(`${JSON.stringify(text)}: ${added.join(", ")}`, () => {
      assert.equal(apply(text, addPatterns(parseIgnore(text), ...added)), after);
    });
  }
});
