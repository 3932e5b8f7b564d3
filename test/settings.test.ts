/** Errors of syntax, which others may report. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lint } from "../server/engine/lint";
import { readConfiguration } from "../server/engine/settings";
import { rules } from "../server/rules";
import { parseDockerfile } from "../server/syntax/dockerfile";

const cases: readonly (readonly [section: object, isSyntaxChecked: boolean, isReported: boolean])[] = [
  [{}, false, true],
  [{}, true, false],
  [{ syntaxErrors: "auto" }, true, false],
  [{ syntaxErrors: "on" }, true, true],
  [{ syntaxErrors: "off" }, false, false],
  [{ syntaxErrors: 7 }, false, true],
  [{ syntaxErrors: "off", rules: { "unknown-instruction": "warning" } }, true, true],
];

describe("errors of syntax", () => {
  const file = parseDockerfile("FROM node\nRUNN x\n");
  for (const [section, isSyntaxChecked, isReported] of cases) {
    test(`${JSON.stringify(section)}, ${isSyntaxChecked ? "somebody else" : "nobody"} reports them`, () => {
      const { settings } = readConfiguration(section, undefined, undefined, isSyntaxChecked);
      const ids = lint(file, { today: "2026-11-23" }, settings).map(({ rule }) => rule.id);
      assert.equal(ids.includes("unknown-instruction"), isReported);
      assert.ok(ids.includes("untagged-image"));
    });
  }
  test("are errors of correctness", () => {
    for (const { id, syntax, category, severity } of rules) {
      if (syntax) assert.deepEqual([category, severity], ["correctness", "error"], id);
    }
  });
});

test("the build context is a path or must be found out", () => {
  for (const [buildContext, expected] of [
    [undefined, ""],
    ["", ""],
    [" services/api ", "services/api"],
    [7, ""],
  ]) {
    assert.equal(readConfiguration({ buildContext }).buildContext, expected);
  }
});
