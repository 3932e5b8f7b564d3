/** Tokens of JavaScript, TypeScript and JSX: a word as it is, a string in quotes, a mark in brackets. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { tokenize } from "../server/syntax/javascript";

const draw = (source: string) =>
  tokenize(source)
    .map(({ kind, text }) => (kind === "word" ? text : kind === "string" ? `'${text}'` : `[${text}]`))
    .join(" ");

const cases: readonly (readonly [source: string, tokens: string])[] = [
  ["", ""],
  ["  \n", ""],
  ["#!/usr/bin/env node\na", "a"],
  ["#!/usr/bin/env node", ""],
  ["a.listen(3000)", "a [.] listen [(] 3000 [)]"],
  ["$a_1 = ünï", "$a_1 [=] ünï"],
  ["a // b 'c\nd", "a d"],
  ["a /* b\n* 'c */ d", "a d"],
  ["a /* b", "a"],
  ["'a b' \"c'd\"", "'a b' 'c'd'"],
  ["'a\\'b'", "'a\\'b'"],
  ["''", "''"],
  ["don't a\nb", "don ['] b"],
  ["'a", "[']"],
  ["'a\\", "[']"],
  ["`a b`", "'a b'"],
  ["`a\nb`", "'a\nb'"],
  ["`a\\`b`", "'a\\`b'"],
  ["`a${b}c`", "[{] b [`]"],
  ["`${a}${b}`", "[{] a [{] b [`]"],
  ["`${{a: 1}}` + c", "[{] [{] a [:] 1 [}] [`] [+] c"],
  ["`${`a${b}`}` c", "[{] [{] b [`] [`] c"],
  ["`a", "[{]"],
  ["a = /b'c/g", "a [=] [/] g"],
  ["a = /[/'\"]/ + b", "a [=] [/] [+] b"],
  ["return /a'/", "return [/]"],
  ["a / b / c", "a [/] b [/] c"],
  ["(a) / b", "[(] a [)] [/] b"],
  ["<b>it</b> 'c'", "[<] b [>] it [<] [/] b [>] 'c'"],
  ["a = / b\n'c'", "a [=] [/] b 'c'"],
  ["a\r\n'b'\r\n", "a 'b'"],
];

describe("tokens of JavaScript", () => {
  for (const [source, tokens] of cases) {
    test(JSON.stringify(source), () => assert.equal(draw(source), tokens));
  }

  test("each token starts where it stands", () => {
    const source = "a = 'b' + `c` // d\n/e/";
    for (const { kind, text, start } of tokenize(source)) {
      assert.ok(source.startsWith(text, kind === "string" ? start + 1 : start), text);
    }
  });

  test("any text gives tokens, in order and each but once", () => {
    const piece = fc.constantFrom("`", "${", "}", "{", "/", "'", '"', "\\", "\n", "a", "*", "[", "]", "<", "#!");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const source = pieces.join("");
        const starts = tokenize(source).map(({ start }) => start);
        assert.ok(starts.every((start, index) => start < source.length && start > (starts[index - 1] ?? -1)));
      }),
    );
  });
});
