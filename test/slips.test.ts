/** Comments behind instructions, and characters that a word processor has put there. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { liftComment, trailingComment } from "../server/instructions/trailing";
import { findSlips, hasTypographicQuote } from "../server/instructions/typography";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Instruction } from "../server/types";

function read(text: string) {
  const file = parseDockerfile(text);
  return { file, instruction: file.instructions.at(-1) as Instruction };
}

/** An instruction, what is meant for a comment behind it, and the file with that on a line of its own. */
const comments: readonly (readonly [text: string, comment: string | undefined, lifted?: string])[] = [
  ["WORKDIR /a # the app", "# the app", "# the app\nWORKDIR /a"],
  ["WORKDIR /a  #the app", "#the app", "#the app\nWORKDIR /a"],
  ["WORKDIR /a#b", undefined],
  ["WORKDIR /a #", "#", "#\nWORKDIR /a"],
  ["WORKDIR # the app", undefined],
  ['WORKDIR "/a # b"', undefined],
  ["ARG A=1 # b", "# b", "# b\nARG A=1"],
  ["ARG A='x # b'", undefined],
  ["ARG A #!b", undefined],
  ["COPY a b # c", "# c", "# c\nCOPY a b"],
  ["COPY a # c", undefined],
  ['COPY ["a", "b # c"]', undefined],
  ["VOLUME /a # b", "# b", "# b\nVOLUME /a"],
  ["COPY a \\\n  # no\n  b # c", "# c", "# c\nCOPY a \\\n  # no\n  b"],
  ["COPY a b # c \\\n  d", "# c \\", undefined],
  ["RUN a # b", undefined],
  ["ENV A=1 # b", undefined],
];

describe("comments behind instructions", () => {
  for (const [text, comment, lifted] of comments) {
    for (const eol of ["\n", "\r\n"]) {
      test(JSON.stringify(text.replaceAll("\n", eol)), () => {
        const { file, instruction } = read(`FROM x${eol}${text.replaceAll("\n", eol)}${eol}`);
        const found = trailingComment(file, instruction);
        assert.equal(found && file.text.slice(found.start, found.end), comment);
        const fix = found && liftComment(file, instruction, found);
        const expected = lifted === undefined ? undefined : `FROM x${eol}${lifted.replaceAll("\n", eol)}${eol}`;
        assert.equal(fix && apply(file.text, fix.edits), expected);
      });
    }
  }

  test("what is no comment cannot be lifted", () => {
    const { file, instruction } = read("FROM x\nCOPY a b");
    assert.equal(liftComment(file, instruction, instruction.words[1] ?? instruction), undefined);
  });
});

/** An instruction, and its slips as "kind written → plain". */
const slips: readonly (readonly [text: string, found: readonly string[]])[] = [
  ['RUN echo "a"', []],
  ["RUN echo “a”", ['quote “ → "', 'quote ” → "']],
  ["RUN echo ‘a’", ["quote ‘ → '", "quote ’ → '"]],
  ["RUN echo don’t", []],
  ["RUN echo a\u00a0b", ["space \u00a0 →  "]],
  ["RUN echo a\u200bb", ["invisible \u200b → "]],
  ["RUN ls –la", ["dash – → --"]],
  ["RUN ls –l", ["dash – → -"]],
  ["RUN npm ci —omit=dev", ["dash — → --"]],
  ["RUN npm ci -–omit=dev", ["dash -– → --"]],
  ["RUN echo a–b", []],
  ["RUN echo 'a “b” c'", []],
  ['RUN echo "a – b"', []],
  ["RUN echo \\“", []],
  ["RUN a # “b”", []],
  ["RUN a \\\n# “b”\n  c", []],
  ["MAINTAINER “a”", []],
  ["LABEL a=“b”", ['quote “ → "', 'quote ” → "']],
  ["LABEL a=b–c d=it’s", []],
  ['LABEL a="it’s"', []],
  ["COPY <<E /a\n“b”\nE", []],
  ["ENV A=“b c”", ['quote “ → "', 'quote ” → "']],
];

describe("typographic characters", () => {
  for (const [text, found] of slips) {
    test(text, () => {
      const { file, instruction } = read(`FROM x\n${text}\n`);
      const all = findSlips(file, instruction);
      assert.deepEqual(
        all.map(({ kind, start, end, plain }) => `${kind} ${file.text.slice(start, end)} → ${plain}`),
        found,
      );
      const hasQuote = all.some(({ kind }) => kind === "quote");
      if (instruction.keyword !== "LABEL") assert.equal(hasTypographicQuote(file, instruction), hasQuote);
    });
  }

  test("with the other escape character a backslash protects nothing", () => {
    const { file, instruction } = read("# escape=`\nFROM x\nRUN echo \\“ `“\n");
    assert.equal(findSlips(file, instruction).length, 1);
  });
});
