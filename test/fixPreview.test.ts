/** What a fix would make of the lines it changes, as a hover shows it. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixPreview } from "../server/features/fixPreview";
import type { Edit, Fix } from "../server/types";

const block = (...lines: readonly string[]) => ["```diff", ...lines, "```"].join("\n");
const fixOf = (...edits: readonly Edit[]): Fix => ({ title: "Mend it", safe: true, edits });

/** Replaces the first `from` of a text. */
const replacing = (text: string, from: string, to: string, file?: string): Edit => {
  const start = text.indexOf(from);
  return { start, end: start + from.length, text: to, ...(file !== undefined && { file }) };
};

const text = "FROM a\nRUN b \\\n  && c\nENV X y\n";
const cases: readonly (readonly [name: string, edits: readonly Edit[], shown: string | undefined])[] = [
  ["the user's own line", [replacing(text, "ENV X y", "ENV X=y")], block("-ENV X y", "+ENV X=y")],
  ["a line more", [{ start: 0, end: 0, text: "# first\n" }], block("+# first")],
  ["a line less", [replacing(text, "ENV X y\n", "")], block("-ENV X y")],
  [
    "several places",
    [replacing(text, "FROM a", "FROM b"), replacing(text, "X y", "X=y")],
    block("-FROM a", "+FROM b", "-ENV X y", "+ENV X=y"),
  ],
  ["another file", [replacing("x\n", "x", "y", "a.txt")], `In \`a.txt\`:\n${block("-x", "+y")}`],
  ["a new file", [{ start: 0, end: 0, text: "a\nb\n", file: "new" }], `In \`new\`:\n${block("+a", "+b")}`],
  [
    "this file before others",
    [{ start: 0, end: 0, text: "z", file: "new" }, replacing(text, "X y", "X=y")],
    block("-ENV X y", "+ENV X=y"),
  ],
  ["nothing", [], undefined],
  ["what stays the same", [replacing(text, "FROM a", "FROM a")], undefined],
];

describe("the preview of a fix", () => {
  for (const [name, edits, shown] of cases)
    test(name, () => {
      const textOf = (path: string) => (path === "a.txt" ? "x\n" : undefined);
      assert.equal(fixPreview([fixOf(...edits)], text, textOf), shown);
    });

  test("is that of the first", () => {
    const [first, second] = ["1", "2"].map((it) => fixOf(replacing(text, "a", it)));
    assert.ok(first && second);
    assert.equal(
      fixPreview([first, second], text, () => undefined),
      block("-FROM a", "+FROM 1"),
    );
    assert.equal(
      fixPreview([], text, () => undefined),
      undefined,
    );
    assert.equal(
      fixPreview(undefined, text, () => undefined),
      undefined,
    );
  });

  test("is short, whatever a fix writes", () => {
    const long = fixOf({ start: 0, end: 0, text: `${"x".repeat(9999)}\n`.repeat(99) });
    const shown = fixPreview([long], text, () => undefined) ?? "";
    assert.ok(shown.length < 2000);
    assert.match(shown, /\n … 89 more lines\n```$/);
  });

  test("stays a block, whatever the file holds", () => {
    const odd = "RUN echo ````\u202e\n";
    assert.equal(
      fixPreview([fixOf(replacing(odd, "echo", "x"))], odd, () => undefined),
      "`````diff\n-RUN echo ````\ufffd\n+RUN x ````\ufffd\n`````",
    );
  });

  test("shows no key of several lines", () => {
    const key = "COPY <<EOF /k\n-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nEOF\n";
    assert.equal(
      fixPreview([fixOf(replacing(key, "abc", "def"))], key, () => undefined),
      undefined,
    );
  });
});
