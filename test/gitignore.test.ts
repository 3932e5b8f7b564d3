/** The build context: what .gitignore says in Docker's words, archives, contexts by name. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isRemote, isTar, mayBeTar } from "../server/context/archives";
import { gitignoreOf } from "../server/context/gitignore";
import { isAdditionalContext } from "../server/stage/additionalContexts";
import { decide } from "../server/syntax/dockerignore";
import type { Facts } from "../server/types";

/** A .gitignore and the patterns that Docker knows for it. */
const translated: readonly (readonly [text: string, patterns: readonly string[]])[] = [
  ["", []],
  ["# a\n\n  \n", []],
  ["a", ["**/a"]],
  ["a/", ["**/a"]],
  ["/a", ["a"]],
  ["a/b", ["a/b"]],
  ["a/b/", ["a/b"]],
  ["**/a", ["**/a"]],
  ["*.log\r\n!keep.log\r\n", ["**/*.log", "!**/keep.log"]],
  ["!/a", ["!a"]],
  ["a[!b]", ["**/a[^b]"]],
  ["a  ", ["**/a"]],
  ["/", []],
  ["!", []],
];

describe(".gitignore", () => {
  for (const [text, patterns] of translated) {
    test(JSON.stringify(text), () => {
      const read = gitignoreOf({ contents: new Map([[".gitignore", text]]) });
      assert.deepEqual(
        read?.patterns.map(({ text }) => text),
        patterns,
      );
    });
  }

  test("not known, or not there", () => {
    assert.equal(gitignoreOf({}), undefined);
    assert.equal(gitignoreOf({ contents: new Map() }), undefined);
  });

  test("a sign that begins otherwise is escaped", () => {
    const read = gitignoreOf({ contents: new Map([[".gitignore", "\\#a\n\\!b\n"]]) }) ?? assert.fail();
    assert.deepEqual(
      ["#a", "!b", "c/#a"].map((path) => decide(read, path).ignored),
      [true, true, true],
    );
  });
});

describe("archives and addresses", () => {
  test("by their names", () => {
    const names = ["a.tar", "a.tar.gz", "a.tgz", "a.tar.zst", "a.tbz2", "a.gz", "a.zip", "tar", "a.tar/b", ""];
    assert.deepEqual(names.map(isTar), [true, true, true, true, true, false, false, false, false, false]);
    assert.deepEqual(names.map(mayBeTar), [true, true, true, true, true, true, false, false, false, false]);
  });

  test("what ADD gets from elsewhere", () => {
    const sources = [
      "https://a.com/b",
      "HTTP://a.com",
      "git@a.com:b",
      "github.com/a/b",
      "ssh://a",
      "a/b",
      "./https",
      "",
    ];
    assert.deepEqual(sources.map(isRemote), [true, true, true, true, true, false, false, false]);
  });
});

test("a context by the name of an image takes its place", () => {
  const facts = (...contexts: string[]): Facts => ({
    today: "",
    context: { builds: [{ contexts }] } as unknown as NonNullable<Facts["context"]>,
  });
  assert.equal(isAdditionalContext(facts("base"), "base"), true);
  assert.equal(isAdditionalContext(facts("docker.io/library/node:latest"), "node"), true);
  assert.equal(isAdditionalContext(facts("node"), "docker.io/library/node"), true);
  assert.equal(isAdditionalContext(facts("node:24"), "node"), false);
  assert.equal(isAdditionalContext(facts(), "base"), false);
  assert.equal(isAdditionalContext({ today: "" }, "base"), false);
});
