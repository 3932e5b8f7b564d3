/** Which stages see a declaration, and who uses it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../server/edits/edits";
import { ancestors, descendants, mentions, removeDeclarations } from "../server/instructions/declarations";
import { parseDockerfile } from "../server/syntax/dockerfile";

const family = parseDockerfile("FROM a AS a\nFROM a AS b\nFROM x AS x\nFROM b AS c\nFROM a AS d\n");

const relatives: readonly (readonly [stage: string, above: string, below: string])[] = [
  ["a", "a", "a b c d"],
  ["b", "a b", "b c"],
  ["x", "x", "x"],
  ["c", "a b c", "c"],
  ["d", "a d", "d"],
];

for (const [name, above, below] of relatives) {
  test(`ancestors and descendants of ${name}`, () => {
    const stage = family.stages.find((each) => each.name?.value === name);
    assert.ok(stage);
    const names = (stages: Iterable<(typeof family.stages)[number]>) =>
      [...stages]
        .map((each) => each.name?.value)
        .sort()
        .join(" ");
    assert.equal(names(ancestors(stage)), above);
    assert.equal(names(descendants(family, stage)), below);
  });
}

const uses: readonly (readonly [instruction: string, isUse: boolean])[] = [
  ["RUN echo $TOKEN", true],
  ["RUN echo $TOKENS", false],
  ["RUN echo $MY_TOKEN", false],
  ["ARG TOKEN=x", false],
  ["ENV OTHER=$TOKEN", true],
  ["ENV TOKEN=$TOKEN", false],
  ["COPY --chown=$TOKEN a b", true],
  ["RUN <<EOF\necho $TOKEN\nEOF", true],
  ["RUN echo \\\n  # TOKEN\n  x", false],
];

for (const [text, isUse] of uses) {
  test(`${JSON.stringify(text)} ${isUse ? "uses" : "does not use"} TOKEN`, () => {
    const file = parseDockerfile(`FROM a\n${text}\n`);
    const instruction = file.instructions[1];
    assert.ok(instruction);
    assert.equal(mentions(file, instruction, "TOKEN"), isUse);
  });
}

const removals: readonly (readonly [before: string, after: string])[] = [
  ["FROM a\nENV A=1 B=2\n", "FROM a\nENV B=2\n"],
  ["FROM a\nENV A=1\nRUN x\n", "FROM a\nRUN x\n"],
  ["FROM a\nARG B\n", "FROM a\nARG B\n"],
];

for (const [before, after] of removals) {
  test(`without A: ${JSON.stringify(before)}`, () => {
    const file = parseDockerfile(before);
    const instruction = file.instructions[1];
    assert.ok(instruction);
    assert.equal(
      apply(
        before,
        removeDeclarations(file, instruction, (name) => name === "A"),
      ),
      after,
    );
  });
}
