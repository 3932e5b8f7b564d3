import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lostIn, namesOf } from "../server/instructions/lostState";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { runsOf } from "../server/syntax/runs";

function lostOf(run: string): string[] {
  const [instruction] = runsOf(parseDockerfile(`FROM debian\nRUN ${run}`));
  return instruction
    ? lostIn(instruction).map(({ kind, command }) => `${kind} ${namesOf(command)[0] ?? ""}`.trim())
    : [];
}

describe("what a RUN loses", () => {
  test("everything behind the last command that makes use of it", () => {
    assert.deepEqual(lostOf("export A=1; make; export B=2; export C=3"), ["variable B", "variable C"]);
  });

  test("what uses it in words counts, even where that does nothing else", () => {
    assert.deepEqual(lostOf("export A=1 B=2; echo $B"), []);
    assert.deepEqual(lostOf("export A=1; echo $B"), ["variable A"]);
  });

  test("a script that is not understood loses nothing", () => {
    assert.deepEqual(lostOf("export A=1; if"), []);
  });

  test("a long script is not read to its beginning", () => {
    const exports = Array.from({ length: 5000 }, (_, index) => `export A${index}=1`);
    const lost = lostOf(exports.join("; "));
    assert.equal(lost.at(-1), "variable A4999");
    assert.ok(lost.length < exports.length);
  });
});
