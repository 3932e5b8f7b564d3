/** Instructions by their keyword, and what every reader of a COPY asks. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { copiesOf, flagOf, instructionsOf, isCopy, takesFromContext } from "../server/syntax/instructions";
import type { Dockerfile } from "../server/types";

const file = parseDockerfile(
  [
    "ARG EARLY=1",
    "FROM node:24 AS build",
    "COPY --from=base --chown=node:node /a /b",
    "ADD --FROM=x https://example.org/c /c",
    "run true",
    "FROM build",
    "ONBUILD COPY . .",
    "ADD d /d",
  ].join("\n"),
);

const lines = (instructions: Dockerfile["instructions"]) => instructions.map(({ line }) => line);

const byKeyword: readonly (readonly [keywords: readonly string[], lines: readonly number[]])[] = [
  [["COPY"], [2, 6]],
  [
    ["ADD", "COPY"],
    [2, 3, 6, 7],
  ],
  [["RUN"], [4]],
  [
    ["ARG", "RUN", "USER"],
    [0, 4],
  ],
  [["USER"], []],
  [["toString"], []],
  [[], []],
];

describe("instructions", () => {
  for (const [keywords, expected] of byKeyword) {
    test(`by keyword: ${keywords.join(", ") || "none"}`, () => {
      assert.deepEqual(lines(instructionsOf(file, ...keywords)), expected);
    });
  }

  test("a file is walked once, however many ask", () => {
    let walks = 0;
    const watched: Dockerfile = {
      ...file,
      get instructions() {
        walks++;
        return file.instructions;
      },
    };
    for (const keyword of ["RUN", "COPY", "USER", "RUN"]) instructionsOf(watched, keyword);
    assert.equal(walks, 1);
  });

  test("COPY and ADD bring files", () => {
    assert.deepEqual(lines(file.instructions.filter(isCopy)), [2, 3, 6, 7]);
    assert.deepEqual(lines(copiesOf(file)), [2, 3, 6, 7]);
  });

  test("a flag by its name, in whatever case it is written", () => {
    const [copy, add] = copiesOf(file);
    assert.ok(copy && add);
    assert.equal(flagOf(copy, "chown")?.value?.value, "node:node");
    assert.equal(flagOf(add, "from")?.value?.value, "x");
    assert.equal(flagOf(copy, "chmod"), undefined);
  });

  test("files come from the build context where no --from says otherwise", () => {
    assert.deepEqual(copiesOf(file).map(takesFromContext), [false, false, true, true]);
  });
});
