/** Errors that stay away while a keyword is being typed, and those that do not. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lint } from "../server/engine/lint";
import { withoutTyped } from "../server/engine/typing";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { keywords } from "../server/syntax/keywords";

function errorsIn(text: string): string[] {
  const file = parseDockerfile(text);
  const problems = withoutTyped(file, lint(file, { today: "2026-11-23" }, { rules: {}, all: true }));
  return problems.filter(({ severity }) => severity === "error").map(({ rule }) => rule.id);
}

describe("while a keyword is being typed", () => {
  for (const before of [
    "",
    "# syntax=docker/dockerfile:1\n",
    "FROM node:24-slim\n",
    "FROM a AS b\r\nRUN c \\\r\n  d\r\n",
  ]) {
    for (const keyword of keywords) {
      test(`${JSON.stringify(before)} and ${keyword}`, () => {
        for (let end = 1; end <= keyword.length; end++) {
          assert.deepEqual(errorsIn(before + keyword.slice(0, end)), []);
          assert.deepEqual(errorsIn(before + keyword.slice(0, end).toLowerCase()), []);
        }
        assert.deepEqual(errorsIn(`${before}${keyword} `), []);
      });
    }
  }

  test("an instruction that waits for others", () => {
    assert.deepEqual(errorsIn("FROM a\nONBUILD COP"), []);
  });
});

describe("errors that stay", () => {
  const texts: readonly (readonly [text: string, rule: string])[] = [
    ["FROM a\nCOP\n", "unknown-instruction"],
    ["FROM a\nCOPX", "unknown-instruction"],
    ["FROM a\nCOP a", "unknown-instruction"],
    ["FROM a\nCOP\nRUN b", "unknown-instruction"],
    ["FROM a\nRUNN x\nCOP", "unknown-instruction"],
  ];
  for (const [text, rule] of texts) test(JSON.stringify(text), () => assert.deepEqual(errorsIn(text), [rule]));
});
