/** Rules are asked only where the words stand that they need: nothing may be found without them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { dockerfileRules } from "../server/engine/lint";
import { neededRules } from "../server/engine/needed";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { dockerfileTexts } from "./dockerfiles";

test("what is not asked would find nothing", () => {
  for (const text of dockerfileTexts) {
    const file = parseDockerfile(text);
    const asked = new Set(neededRules(file, dockerfileRules));
    for (const rule of dockerfileRules) {
      if (asked.has(rule)) continue;
      const [found] = rule.check(file, { today: "2026-11-23" });
      assert.equal(found, undefined, `${rule.id} needs ${rule.needs} and finds something in ${text.slice(0, 200)}`);
    }
  }
});

const cases: readonly (readonly [text: string, rule: string, isAsked: boolean])[] = [
  ["FROM debian\nRUN apt-get install a", "apt-get-without-yes", true],
  ["FROM debian\nRUN APT-GET install a", "apt-get-without-yes", true],
  ["FROM debian\nRUN ap\\\nt-get install a", "apt-get-without-yes", true],
  ["# escape=`\nFROM debian\nRUN ap`\r\nt-get install a", "apt-get-without-yes", true],
  ["FROM debian\nRUN apk add a", "apt-get-without-yes", false],
  ["FROM debian\nonbuild add a b", "add-instead-of-copy", true],
  ["FROM debian\nCOPY ADD b", "add-instead-of-copy", false],
];

for (const [text, id, isAsked] of cases) {
  test(`${isAsked ? "asks" : "does not ask"} ${id}: ${JSON.stringify(text)}`, () => {
    const asked = neededRules(parseDockerfile(text), dockerfileRules).map((rule) => rule.id);
    assert.equal(asked.includes(id), isAsked);
  });
}
