/** What Docker's frontends know: flags, keywords, versions of the syntax. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { flagKindOf, flagOfOnbuild, flagsFor, literalValue, writtenName } from "../server/syntax/flags";
import { frontendOf, usesDockerFrontend } from "../server/syntax/frontend";
import { firstKeyword, firstUnknown, keywords } from "../server/syntax/keywords";
import { sections } from "../server/syntax/sections";
import type { Flag, Instruction } from "../server/types";

function read(text: string) {
  const file = parseDockerfile(text);
  const instruction = file.instructions.at(-1) as Instruction;
  return { file, instruction, flag: instruction.flags[0] as Flag };
}

/** An instruction, its first flag as written, and what is known of it; undefined: nothing. */
const kinds: readonly (readonly [text: string, written: string, kind: object | undefined])[] = [
  ["COPY --link a b", "link", { isBoolean: true }],
  ["COPY --from=x a b", "from", {}],
  ["COPY --exclude=*.md a b", "exclude", { mayRepeat: true, since: 19 }],
  ["COPY --Link a b", "Link", undefined],
  ["copy --link a b", "link", { isBoolean: true }],
  ["ADD --from=x a b", "from", undefined],
  ["RUN --mount=type=cache,target=/x a", "mount", { mayRepeat: true }],
  ["RUN --device=x a", "device", { isLabs: true }],
  ["RUN --constructor=x a", "constructor", undefined],
  ["ONBUILD COPY --chown=a b c", "chown", {}],
  ["NOPE --link a", "link", undefined],
];

describe("flags", () => {
  for (const [text, written, kind] of kinds) {
    test(text, () => {
      const { file, instruction, flag } = read(`FROM a\n${text}\n`);
      assert.equal(writtenName(file, flag), written);
      assert.deepEqual(flagKindOf(file, instruction, flag), kind);
    });
  }

  test("instructions that know none differ from those that check none", () => {
    assert.deepEqual(flagsFor(read("FROM a\nENV A=b").instruction), {});
    assert.equal(flagsFor(read("FROM a\nSTOPSIGNAL x").instruction), undefined);
    assert.equal(flagsFor(read("FROM a\nCONSTRUCTOR x").instruction), undefined);
  });

  test("a value without its quotes, as long as no escape stands in it", () => {
    const valueOf = (text: string) => literalValue(read(`FROM a\nCOPY --chown=${text} a b`).flag);
    assert.deepEqual(["a:b", '"a:b"', "'a'b", "$A", '"a\\b"', ""].map(valueOf), [
      "a:b",
      "a:b",
      "ab",
      "$A",
      undefined,
      "",
    ]);
    assert.equal(literalValue(read("FROM a\nCOPY --link a b").flag), undefined);
  });

  test("ONBUILD has no flags of its own", () => {
    const flagIn = (text: string) => {
      const { file, instruction } = read(`FROM a\n${text}`);
      return flagOfOnbuild(file, instruction);
    };
    assert.equal(flagIn("ONBUILD --foo=a RUN b"), "--foo");
    assert.equal(flagIn("ONBUILD RUN --network=none b"), undefined);
    assert.equal(flagIn("RUN --foo b"), undefined);
  });
});

/** The value of the directive, whether Docker's own frontend reads it, and its version: "minor" or "minor labs". */
const frontends: readonly (readonly [syntax: string | undefined, isDocker: boolean, version: string | undefined])[] = [
  [undefined, true, undefined],
  ["docker/dockerfile:1", true, "newest"],
  ["docker.io/docker/dockerfile:1", true, "newest"],
  ["docker/dockerfile:1.7", true, "7"],
  ["docker/dockerfile:1.7.1", true, "7"],
  ["docker/dockerfile:1.7-labs", true, "7 labs"],
  ["docker/dockerfile:1-labs", true, "newest labs"],
  ["docker/dockerfile:labs", true, "newest labs"],
  ["docker/dockerfile:latest", true, "newest"],
  ["docker/dockerfile:1.20@sha256:12", true, "20"],
  ["docker/dockerfile-upstream:master", true, "newest labs"],
  ["docker/dockerfile", true, undefined],
  ["docker/dockerfile:2", true, undefined],
  ["docker/dockerfile:10", true, undefined],
  ["docker/dockerfile-other:1", false, undefined],
  ["example.com/docker/dockerfile:1", false, undefined],
  ["ghcr.io/owner/frontend:1", false, undefined],
];

describe("frontends", () => {
  for (const [syntax, isDocker, version] of frontends) {
    test(syntax ?? "none is named", () => {
      const file = parseDockerfile(`${syntax === undefined ? "" : `# syntax=${syntax}\n`}FROM a\n`);
      const frontend = frontendOf(file);
      const found = frontend && `${frontend.minor ?? "newest"}${frontend.isLabs ? " labs" : ""}`;
      assert.deepEqual([usesDockerFrontend(file), found], [isDocker, version]);
    });
  }
});

describe("keywords", () => {
  test("those that Docker knows", () => {
    assert.ok(keywords.has("ONBUILD") && !keywords.has("onbuild") && !keywords.has("CROSS_BUILD"));
  });

  test("the first that it does not know, by stage", () => {
    const file = parseDockerfile("ARGS x\nARG y\nFROM a\nRUN a\nFROMM b\nNOPE\nFROM c\nRUN d\n");
    const unknown = firstUnknown(file);
    assert.equal(unknown.size, 2);
    assert.equal(unknown.get(undefined), 0);
    assert.equal(unknown.get(file.stages[0]), file.text.indexOf("FROMM"));
    assert.equal(firstUnknown(parseDockerfile("")).size, 0);
  });

  test("the first of an instruction as written", () => {
    for (const [text, written] of [
      ["onBuild run a", "onBuild"],
      ["run a", "run"],
      ["  Copy a b", "Copy"],
    ] as const) {
      const { file, instruction } = read(`FROM a\n${text}`);
      const { start, end, text: found } = firstKeyword(file, instruction);
      assert.equal(found, written);
      assert.equal(file.text.slice(start, end), written);
    }
  });

  test("what stands above the first FROM comes before the stages", () => {
    const lines = (text: string) => sections(parseDockerfile(text)).map((section) => section.map(({ line }) => line));
    assert.deepEqual(lines("ARG a\nFROM a\nRUN b\nFROM c\n"), [[0], [1, 2], [3]]);
    assert.deepEqual(lines("FROM a\n"), [[], [0]]);
    assert.deepEqual(lines(""), [[]]);
  });
});
