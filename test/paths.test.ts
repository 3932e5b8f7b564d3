/** Paths below a folder, and which of them are read: the helpers in server/util/ that know nothing of Docker. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { baseName, folderOf, resolveInWorkspace, withoutSlash } from "../server/util/paths";
import { among, atRoot, nearest } from "../server/util/reads";

/** Path, its name, its folder. */
const parts: readonly (readonly [path: string, name: string, folder: string])[] = [
  ["", "", ""],
  ["a", "a", ""],
  ["a/b", "b", "a"],
  ["a/b/c.js", "c.js", "a/b"],
  ["/a", "a", ""],
  ["/a/b", "b", "/a"],
  ["a/", "", "a"],
];

/** Undefined: nowhere in the workspace. */
const resolved: readonly (readonly [folder: string, path: string, found: string | undefined])[] = [
  ["", ".", ""],
  ["", "", ""],
  ["", "a", "a"],
  ["", "./a/", "a"],
  ["a/b", ".", "a/b"],
  ["a/b", "c", "a/b/c"],
  ["a/b", "../c", "a/c"],
  ["a/b", "../..", ""],
  ["a/b", "../../..", undefined],
  ["", "..", undefined],
  ["a", "b//c", "a/b/c"],
  ["a", ".\\b\\c", "a/b/c"],
  ["a", "..\\b", "b"],
  ["a", "..b", "a/..b"],
  ["a", "/b", undefined],
  ["a", "\\b", undefined],
  ["a", "~/b", undefined],
  ["a", "C:/b", undefined],
  ["a", "c:\\b", undefined],
  ["a", "https://example.com/x.git", undefined],
  ["a", "git@github.com:owner/x.git", undefined],
  ["a", "github.com/owner/x", undefined],
  ["a", "github.com.d/x", "a/github.com.d/x"],
  ["a", "-", undefined],
  ["a", "-b", "a/-b"],
];

describe("paths", () => {
  for (const [path, name, folder] of parts) {
    test(`"${path}" is ${name || "no name"} in ${folder || "the root"}`, () => {
      assert.equal(baseName(path), name);
      assert.equal(folderOf(path), folder);
    });
  }

  for (const [folder, path, found] of resolved) {
    test(`"${path}" in "${folder}" is ${found ?? "nowhere"}`, () =>
      assert.equal(resolveInWorkspace(folder, path), found));
  }

  test("one slash at the end goes", () => {
    assert.deepEqual(["a/", "a", "", "a//", "/"].map(withoutSlash), ["a", "a", "", "a/", ""]);
  });
});

describe("reads", () => {
  const today = "2026-11-23";
  const nothingElse = {} as Parameters<ReturnType<typeof atRoot>["paths"]>[1];

  test("files at the root, each once", () => {
    const reads = atRoot("a", "b", "a");
    assert.equal(reads.most, 2);
    assert.deepEqual(reads.paths({ today }, nothingElse), ["a", "b"]);
  });

  test("so many of those found, the nearest first", () => {
    const reads = among(2, (files) => files.filter((file) => file.endsWith(".js")));
    assert.equal(reads.most, 2);
    assert.deepEqual(reads.paths({ today, files: ["a/b/c.js", "a/b.js", "c.ts", "a.js"] }, nothingElse), [
      "a.js",
      "a/b.js",
    ]);
    assert.deepEqual(reads.paths({ today }, nothingElse), []);
  });

  test("never more than so many", () => {
    assert.deepEqual(nearest(["a/b", "a"], 1), ["a"]);
    assert.deepEqual(nearest(["a/b", "c/d", "e"], 2), ["e", "a/b"]);
    assert.deepEqual(nearest([], 2), []);
    assert.deepEqual(nearest(["a"], 0), []);
    assert.deepEqual(nearest(["b", "a"], 5), ["b", "a"]);
  });
});
