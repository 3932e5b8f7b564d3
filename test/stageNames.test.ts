/** Where stages are named, and giving them other names. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { createRenamer, stageReferences } from "../server/instructions/stageNames";
import { isImageName, usedImages } from "../server/stage/copiedImages";
import { isForDevelopment, isNameForDevelopment } from "../server/stage/purpose";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Stage } from "../server/types";

/** The references of a file as "text → index of the stage", "-" for none. */
const references: readonly (readonly [title: string, text: string, found: readonly string[]])[] = [
  ["none", "", []],
  ["an image", "FROM a", ["a → -"]],
  ["a half-typed FROM", "FROM", []],
  ["a stage before", "FROM a AS b\nFROM B", ["a → -", "B → 0"]],
  ["its own name is an image", "FROM a AS a", ["a → -"]],
  ["a later stage is none", "FROM a\nCOPY --from=b x y\nFROM c AS b", ["a → -", "b → -", "c → -"]],
  ["the last of a name", "FROM a AS b\nFROM c AS b\nFROM b", ["a → -", "c → -", "b → 1"]],
  ["COPY by its number", "FROM a\nFROM b\nCOPY --from=0 x y", ["a → -", "b → -", "0 → 0"]],
  ["no number of its own or of a later stage", "FROM a\nCOPY --from=0 x y", ["a → -", "0 → -"]],
  ["FROM takes a number for a name", "FROM a\nFROM 0", ["a → -", "0 → -"]],
  ["a mount", "FROM a AS b\nFROM c\nRUN --mount=from=b,target=/x d", ["a → -", "c → -", "b → 0"]],
  ["a mount takes a number for a name", "FROM a\nFROM b\nRUN --mount=from=0,target=/x d", ["a → -", "b → -"]],
  ["no variables", "ARG X\nFROM $X\nCOPY --from=$X a b", []],
  ["no word in pieces", "FROM a AS bc\nFROM d\nCOPY --from=b\\\nc x y", ["a → -", "d → -"]],
  ["for a later build", "FROM a AS b\nFROM c\nONBUILD COPY --from=b x y", ["a → -", "c → -", "b → 0"]],
];

describe("names of stages", () => {
  for (const [title, text, found] of references) {
    test(title, () => {
      const file = parseDockerfile(text);
      const drawn = stageReferences(file).map(({ text: name, start, end, stage }) => {
        assert.equal(text.slice(start, end), name);
        return `${name} → ${stage?.index ?? "-"}`;
      });
      assert.deepEqual(drawn, found);
    });
  }

  test("a stage is renamed wherever it is named, by name only", () => {
    const text =
      "FROM a AS b\r\nFROM B\r\nCOPY --from=b x y\r\nCOPY --from=0 x y\r\nRUN --mount=from=b,target=/x d\r\nFROM b AS b\r\nFROM b\r\n";
    const file = parseDockerfile(text);
    const renamed = apply(text, createRenamer(file).rename(file.stages[0] as Stage, "build"));
    assert.equal(
      renamed,
      "FROM a AS build\r\nFROM build\r\nCOPY --from=build x y\r\nCOPY --from=0 x y\r\nRUN --mount=from=build,target=/x d\r\nFROM build AS b\r\nFROM b\r\n",
    );
  });

  test("one without a name, or with one that is not written out, cannot be renamed", () => {
    for (const text of ["FROM a", "ARG X=b\nFROM a AS $X", "FROM a AS b\\\nc"]) {
      const file = parseDockerfile(text);
      assert.deepEqual(createRenamer(file).rename(file.stages[0] as Stage, "x"), []);
    }
  });

  test("a free name has a number where the name is taken, in whatever letter case", () => {
    const { freeName } = createRenamer(parseDockerfile("FROM a AS Build\nFROM b AS build-2\nFROM c"));
    assert.deepEqual(["build", "Build", "other"].map(freeName), ["build-3", "Build-4", "other"]);
  });
});

/** The images that a file takes files from or starts from, "+" for those that ship. */
const images: readonly (readonly [text: string, found: readonly string[]])[] = [
  ["FROM a:1\nCOPY --from=node:24 x y", ["a:1+", "node:24+"]],
  ["FROM a:1\nCOPY --from=node x y", ["a:1+", "node+"]],
  ["FROM a:1\nCOPY --from=unknown x y", ["a:1+"]],
  ["FROM a:1 AS node\nFROM b:1\nCOPY --from=node x y", ["a:1", "b:1+"]],
  ["FROM a:1\nRUN --mount=from=node:24,target=/x b", ["a:1+", "node:24"]],
  ["FROM a:1\nCOPY --from=node:24 x y\nFROM b:1", ["a:1", "b:1+", "node:24"]],
  ["FROM scratch\nCOPY --from=scratch x y", []],
  ["FROM a:1\nCOPY --from=Node:24 x y", ["a:1+"]],
];

describe("images that files are taken from", () => {
  for (const [text, found] of images) {
    test(text, () => {
      const drawn = usedImages(parseDockerfile(text)).map(
        ({ reference, ships }) => reference.text + (ships ? "+" : ""),
      );
      assert.deepEqual(drawn, found);
    });
  }

  test("written as only images are, or well known", () => {
    assert.deepEqual(["a/b", "a:1", "a@b", "a.b", "node", "scratch", "build", ""].map(isImageName), [
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

/** The path of a file, its text, whether it is for development or tests. */
const purposes: readonly (readonly [path: string, text: string, isDevelopment: boolean])[] = [
  ["Dockerfile", "FROM node", false],
  ["Dockerfile.dev", "FROM node", true],
  [".devcontainer/Dockerfile", "FROM node", true],
  ["tests/Dockerfile", "FROM node", true],
  ["contest/Dockerfile", "FROM node", false],
  ["device/Dockerfile", "FROM node", false],
  ["Dockerfile", "FROM node AS dev", true],
  ["Dockerfile", "FROM node AS dev\nFROM dev AS production", false],
  ["Dockerfile", "FROM mcr.microsoft.com/devcontainers/javascript-node:24", true],
  ["Dockerfile", "FROM cypress/included:13", true],
  ["Dockerfile", "", false],
];

describe("what a Dockerfile is for", () => {
  for (const [path, text, isDevelopment] of purposes) {
    test(`${path}: ${JSON.stringify(text)}`, () =>
      assert.equal(isForDevelopment(parseDockerfile(text), { today: "2026-11-23", path }), isDevelopment));
  }

  test("names", () => {
    assert.deepEqual(
      ["dev", "web-dev", "test", "e2e", "latest", "developer", "", undefined].map(isNameForDevelopment),
      [true, true, true, true, false, false, false, false],
    );
  });
});
