/** Why a stage that builds a program and ships it is left as it is: in words, and by the reason that counts. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lint } from "../server/engine/lint";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Files } from "../server/types";
import { factsOf } from "./cases";
import { dotnetLeft } from "./left/dotnet";
import { javaLeft } from "./left/java";
import { phpLeft } from "./left/php";
import { pythonLeft } from "./left/python";
import { rubyLeft } from "./left/ruby";
import { rustLeft } from "./left/rust";

/** What is changed of a naive project, and words of the reason why it stays one stage; undefined where it is made two. */
export interface Left {
  readonly title: string;
  readonly files: Files;
  readonly text: string;
  readonly reason: string | undefined;
  /** The rule that reports it. Default: build-tools-shipped. */
  readonly rule?: string;
}

describe("programs are left in one stage where it is not certain", () => {
  for (const { title, files, text, reason, rule: id = "build-tools-shipped" } of [
    ...javaLeft,
    ...dotnetLeft,
    ...rustLeft,
    ...phpLeft,
    ...pythonLeft,
    ...rubyLeft,
  ]) {
    test(title, async () => {
      const facts = await factsOf({ files, path: "Dockerfile" }, text);
      const problems = lint(parseDockerfile(text), facts, { rules: {} });
      const found = problems.find(({ rule }) => rule.id === id);
      assert.ok(found, "not reported");
      const fix = found.fixes?.find(({ optional }) => !optional);
      if (reason === undefined) assert.ok(fix, found.note);
      else {
        assert.equal(fix, undefined);
        assert.ok(found.note?.includes(reason), found.note ?? "no note");
      }
    });
  }
});
