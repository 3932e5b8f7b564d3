/** What is said of ONBUILD instructions because of the stage where they run. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lint } from "../server/engine/lint";
import { parseDockerfile, parseWithTriggers } from "../server/syntax/dockerfile";

const child = "FROM base\nUSER 1000\n";

/** The rules that are expected to speak of the second line, and those that are not. */
const cases: readonly (readonly [trigger: string, after: string, rules: readonly string[]])[] = [
  ["CMD serve --all", child, ["shell-form-command"]],
  ["CMD serve --all", "", []],
  ["CMD serve --all", "FROM debian:13\nUSER 1000\n", []],
  ["CMD serve --all", `FROM base AS mid\n${child.replace("base", "mid")}`, ["shell-form-command"]],
  // The stage has a start of its own.
  ["CMD serve --all", `${child}CMD ["other"]\n`, []],
  ["CMD serve --all", `FROM base AS mid\n${child}`, ["shell-form-command"]],
  ["ENV DB_PASSWORD=abc123xyz", child, ["secret-in-arg-or-env"]],
  ["RUN sudo make", child, ["sudo-in-run"]],
  ["COPY $NOTHING /x/", child, ["undefined-variable"]],
  ["WORKDIR /app", child, []],
];

const heard = new Set(cases.flatMap(([, , rules]) => rules));

describe("a trigger", () => {
  for (const [trigger, after, rules] of cases) {
    test(JSON.stringify(`${trigger}\n${after}`), () => {
      const file = parseDockerfile(`FROM debian:13 AS base\nONBUILD ${trigger}\n${after}`);
      const line = file.instructions[1];
      const found = lint(file, { today: "2026-11-23" }, { rules: {} }).filter(
        ({ rule, span }) => heard.has(rule.id) && line && line.start <= span.start && span.end <= line.end,
      );
      assert.deepEqual([...new Set(found.map(({ rule }) => rule.id))].sort(), [...rules]);
    });
  }

  test("is written where ONBUILD has it, and belongs to the stage where it runs", () => {
    const { stages } = parseWithTriggers(parseDockerfile("FROM a AS b\nONBUILD WORKDIR /x\nFROM b\nWORKDIR y\n"));
    assert.deepEqual(
      stages.map(({ instructions, after }) => [
        instructions.map(({ line, onbuild }) => [line, onbuild]),
        after.workdir,
      ]),
      [
        [
          [
            [0, false],
            [1, true],
          ],
          undefined,
        ],
        [
          [
            [2, false],
            [1, false],
            [3, false],
          ],
          "/x/y",
        ],
      ],
    );
  });

  test("of a chain of stages is gone on with in bounds", () => {
    const triggers = "ONBUILD RUN true\n".repeat(150);
    const text = `FROM a AS b\n${triggers}${"FROM b\n".repeat(100)}`;
    assert.equal(parseWithTriggers(parseDockerfile(text)).instructions.length, 1 + 150 + 100 + 200);
  });
});
