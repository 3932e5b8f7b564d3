/** Working directories: relative ones, where they start from, and what they are at a point of a stage. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { insideOf, joined, parentOf } from "../server/image/model";
import { baseFolder, makeAbsolute, relativeWorkdirs, stagesWithWorkdir } from "../server/instructions/workdirs";
import { folderAfter, folderBefore } from "../server/stage/folders";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Stage } from "../server/types";
import { isWithin } from "../server/util/paths";

/** The relative WORKDIRs of a file, "!" for one that no other stands before. */
const relative: readonly (readonly [title: string, text: string, found: readonly string[]])[] = [
  ["absolute ones", "FROM a\nWORKDIR /a\nWORKDIR /b", []],
  ["the first and the next", "FROM a\nWORKDIR a\nWORKDIR b", ["a!", "b"]],
  ["below an absolute one", "FROM a\nWORKDIR /a\nWORKDIR b", ["b"]],
  ["in a stage of a stage", "FROM a AS x\nWORKDIR /a\nFROM x\nWORKDIR b", ["b"]],
  ["in a stage of one that has none", "FROM a AS x\nFROM x\nWORKDIR b", ["b!"]],
  ["an unknown variable counts as absolute", "FROM a\nWORKDIR $X/a", []],
  ["a variable that is known", "FROM a\nARG X=b\nWORKDIR $X/a", ["$X/a!"]],
  ["one for later builds", "FROM a\nONBUILD WORKDIR a", []],
  ["without a path", "FROM a\nWORKDIR", []],
  ["a drive means nothing on Linux", "FROM debian\nWORKDIR C:/a", ["C:/a!"]],
  [
    "a drive of Windows, or who knows",
    "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nWORKDIR C:/a\nFROM a\nWORKDIR C:/b",
    [],
  ],
  ["a backslash in front", "FROM a\nWORKDIR \\a", []],
];

describe("relative working directories", () => {
  for (const [title, text, found] of relative) {
    test(title, () => {
      const drawn = relativeWorkdirs(parseDockerfile(text)).map(
        ({ word, isFirst }) => word.text + (isFirst ? "!" : ""),
      );
      assert.deepEqual(drawn, found);
    });
  }

  test("stages that have one themselves or from a parent", () => {
    const file = parseDockerfile("FROM a AS x\nWORKDIR /a\nFROM x AS y\nFROM b\nONBUILD WORKDIR /b\n");
    assert.deepEqual(
      [...stagesWithWorkdir(file)].map(({ index }) => index),
      [0, 1],
    );
  });

  test("where they start from", () => {
    const folderOf = (from: string) => baseFolder(parseDockerfile(from).final);
    assert.equal(folderOf("FROM node:24"), "/");
    assert.equal(folderOf("FROM scratch"), "/");
    assert.equal(folderOf("FROM example.com/unknown"), undefined);
    assert.equal(folderOf("FROM $X"), undefined);
    assert.equal(baseFolder(undefined), undefined);
  });

  for (const [text, folder, written] of [
    ["a", "/", "/a"],
    ["./a/", "/srv", "/srv/a"],
    ["../a", "/srv/b", "/srv/a"],
    ["..", "/srv", "/"],
    ['"a"', "/srv", '"/srv/a"'],
    ["$X/a", "/srv", "/srv/$X/a"],
    ["a b", "/", undefined],
    ["C:/a", "/", undefined],
    ["a*", "/", undefined],
  ] as const) {
    test(`${text} in ${folder} is meant as ${written ?? "nobody knows what"}`, () => {
      const file = parseDockerfile(`FROM debian\nARG X=x\nWORKDIR ${text}\n`);
      const [found] = relativeWorkdirs(file);
      assert.ok(found);
      const [fix] = makeAbsolute(found, folder, { safe: true });
      assert.equal(fix && apply(file.text, fix.edits), written && `FROM debian\nARG X=x\nWORKDIR ${written}\n`);
      if (fix) assert.equal(fix.safe, true);
    });
  }
});

/** A file, the folder before its last instruction, and that after it. */
const folders: readonly (readonly [text: string, before: string | undefined, after: string | undefined])[] = [
  ["FROM node:24\nRUN a", "/", "/"],
  ["FROM docker.io/library/node:24\nRUN a", "/", "/"],
  ["FROM unknown\nRUN a", undefined, undefined],
  ["FROM unknown\nWORKDIR a", undefined, undefined],
  ["FROM unknown\nWORKDIR /a", undefined, "/a"],
  ["FROM node:24\nWORKDIR a", "/", "/a"],
  ["FROM node:24\nWORKDIR a\nWORKDIR b/../c", "/a", "/a/c"],
  ["FROM node:24\nWORKDIR $X", "/", undefined],
  ["FROM node:24\nWORKDIR $X\nWORKDIR /b", undefined, "/b"],
  ["FROM node:24\nONBUILD WORKDIR /a", "/", "/"],
  ["FROM node:24 AS x\nWORKDIR a\nFROM x\nWORKDIR b", "/a", "/a/b"],
  ["FROM node:24 AS x\nWORKDIR /a\nFROM node:24\nRUN b", "/", "/"],
];

describe("the folder at a point of a stage", () => {
  for (const [text, before, after] of folders) {
    test(JSON.stringify(text), () => {
      const { final, instructions } = parseDockerfile(text);
      const last = instructions.at(-1);
      assert.ok(final && last);
      assert.deepEqual([folderBefore(last), folderAfter(final as Stage)], [before, after]);
    });
  }
});

/** A path, a folder, the rest of the path behind it; undefined for one that lies elsewhere. */
const inside: readonly (readonly [path: string, folder: string, rest: string | undefined])[] = [
  ["/a", "/", "a"],
  ["/", "/", ""],
  ["/a", "/a", ""],
  ["/a/b/c", "/a", "b/c"],
  ["/ab", "/a", undefined],
  ["/a", "/a/b", undefined],
  ["/", "/a", undefined],
];

describe("paths of an image", () => {
  for (const [path, folder, rest] of inside) {
    test(`${path} in ${folder}`, () => {
      assert.equal(insideOf(path, folder), rest);
      assert.equal(isWithin(path, folder), rest !== undefined);
      if (rest !== undefined) assert.equal(joined(folder, rest), path);
    });
  }

  test("the folder of a path", () => {
    assert.deepEqual(["/", "/a", "/a/b"].map(parentOf), ["/", "/", "/a"]);
  });
});
