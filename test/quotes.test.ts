/** Quotes, expansions and words as Docker's own instructions read them. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { argumentSpan, badExpansion, bareWords, expandedText, expandedWords, openQuote } from "../server/syntax/quotes";
import type { Instruction } from "../server/types";

const last = (text: string) => {
  const file = parseDockerfile(text);
  return { file, instruction: file.instructions.at(-1) as Instruction };
};

const open: readonly (readonly [text: string, quote: string | undefined, escape?: string])[] = [
  ["", undefined],
  ["a", undefined],
  ['"a', '"'],
  ["'a", "'"],
  ['"a"', undefined],
  ["\"it's", '"'],
  ["'say \"", "'"],
  ['\\"', undefined],
  ['"\\"', '"'],
  ["'\\'", undefined],
  ['`"', undefined, "`"],
  ['\\"', '"', "`"],
  ["a\\", undefined],
];

/** What is faulty, and the text that it stands in; "" for none. */
const expansions: readonly (readonly [text: string, bad: string, fault?: string, isBody?: boolean])[] = [
  ["", ""],
  ["$A ${A} ${A:-b} ${A-b} ${A:+b} ${A:?b}", ""],
  ["${A#b} ${A##b} ${A%b} ${A/b/c} ${A//b/c}", ""],
  ["${A:-${B}}", ""],
  ["${A", "${A", "open"],
  ["a ${A:-b", "${A:-b", "open"],
  ["${A:-${B}", "${A:-${B}", "open"],
  ["${}", "${}", "empty"],
  ["${", "${", "open"],
  ["${A:1}", "${A:1}", "operator"],
  ["${A^^} ${B", "${A^^}", "operator"],
  ["${A.B}", "${A.B}", "operator"],
  ["${A/b}", "${A/b}", "slash"],
  ["\\${A", ""],
  ["'${A'", ""],
  ['"${A"', '${A"', "open"],
  ["'${A'", "${A'", "open", true],
  ["don't ${A", ""],
  ["don't ${A", "${A", "open", true],
];

describe("quotes and expansions", () => {
  for (const [text, quote, escape = "\\"] of open) {
    test(`open at the end of ${text || "nothing"}${escape === "`" ? " with escape=`" : ""}`, () =>
      assert.equal(openQuote(text, escape), quote));
  }

  for (const [text, bad, fault, isBody] of expansions) {
    test(`${text}${isBody ? " in a heredoc" : ""} has ${fault ?? "no fault"}`, () => {
      const found = badExpansion(text, "\\", isBody);
      assert.deepEqual([found ? text.slice(found.start, found.end) : "", found?.fault], [bad, fault]);
    });
  }

  test("the other escape character", () => {
    assert.equal(badExpansion("`${A", "`"), undefined);
    assert.equal(badExpansion("\\${A", "`")?.fault, "open");
  });
});

const expanded: readonly (readonly [text: string, part: string | undefined])[] = [
  ["ENV A=$B C", "A=$B C"],
  ["FROM $A AS b", "$A"],
  ["FROM", ""],
  ["RUN $A", undefined],
  ["CMD $A", undefined],
  ['COPY ["$A", "b"]', undefined],
  ["ONBUILD ENV A=$B", undefined],
  ["USER $A", "$A"],
];

/** The words as Docker splits them. */
const split: readonly (readonly [text: string, words: readonly string[], escape?: string])[] = [
  ["ENV A=b C=d", ["A=b", "C=d"]],
  ['ENV A="b c" D=e\\ f', ['A="b c"', "D=e\\ f"]],
  ["ENV A b  c", ["A", "b  c"]],
  ["ENV A", ["A"]],
  ["LABEL a 'b c'", ["a", "'b c'"]],
  ["ARG A='b c' D", ["A='b c'", "D"]],
  ['COPY "a b" c', ['"a', 'b"', "c"]],
  ["COPY a\\ b c", ["a\\ b", "c"]],
  ["EXPOSE 80 81", ["80", "81"]],
  ["WORKDIR /a b", ["/a b"]],
  ["USER a  b", ["a  b"]],
  ["COPY a` b c", ["a` b", "c"], "`"],
  ["ADD", []],
];

describe("words of instructions", () => {
  for (const [text, part] of expanded) {
    test(`${text}: variables are replaced in ${part ?? "nothing"}`, () =>
      assert.equal(expandedText(last(`${text}\n`).instruction), part));
  }

  for (const [text, words, escape = "\\"] of split) {
    test(text, () => {
      const { file, instruction } = last(`# escape=${escape}\nFROM a\n${text}\n`);
      const { argumentText } = instruction;
      const found = [...expandedWords(file, instruction, argumentText)];
      assert.deepEqual(
        found.map(({ start, end }) => argumentText.slice(start, end)),
        words,
      );
    });
  }

  for (const [title, text] of [
    ["on one line", "FROM a\nUSER ab cd\n"],
    ["on continued lines", "FROM a\nUSER ab \\\n  cd\n"],
    ["with \\r\\n", "FROM a\r\nUSER ab \\\r\n  cd\r\n"],
    ["with blanks, a comment and an empty line between", "FROM a\nUSER ab \\  \n# x\n\n  cd\n"],
    ["with the other escape character", "# escape=`\nFROM a\nUSER ab `\n  cd"],
    ["within a word", "FROM a\nUSER ab c\\\nd\n"],
  ] as const) {
    test(`parts of an argument stand in the document: ${title}`, () => {
      const { file, instruction } = last(text);
      const at = instruction.argumentText.indexOf("c");
      const { start, end } = argumentSpan(file, instruction, { start: at, end: at + 2 });
      assert.match(file.text.slice(start, end), /^c(?:\\\n)?d$/);
      const words = bareWords(file, instruction, 9);
      assert.deepEqual(
        words.map(({ text }) => text),
        ["ab", "cd"],
      );
      assert.equal(words[1]?.start, start);
      assert.equal(bareWords(file, instruction, 1).length, 1);
    });
  }
});
