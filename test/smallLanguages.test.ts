/** The small languages beside the Dockerfile: settings in JavaScript, the shells of Windows, patterns in variables. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readGlob, replaceGlob, trimGlob } from "../server/syntax/glob";
import { readJsConfig } from "../server/syntax/jsConfig";
import { parseWindows } from "../server/syntax/windowsShell";

/** A configuration, a path in it, and its value; undefined where it is missing or must be computed. */
const values: readonly (readonly [source: string, path: string, value: string | undefined])[] = [
  ["export default { base: '/a', port: 80 }", "base", "/a"],
  ["export default { base: '/a', port: 80 }", "port", "80"],
  ["export default { preview: { port: 80 } }", "preview.port", "80"],
  ["export default { 'preview': { \"port\": 80, } }", "preview.port", "80"],
  ["export default defineConfig({ build: { outDir: `x` } })", "build.outDir", "x"],
  ["kit: adapter({ fallback: 'a.html' })", "fallback", "a.html"],
  ["x = { a: b }", "a", undefined],
  ["x = { a: 'b' + c }", "a", undefined],
  ["x = { a: `b${c}` }", "a", undefined],
  ["x = { a: 'b', a: 'c' }", "a", undefined],
  ["x = { /* a: 'b' */ }", "a", undefined],
  ["x = { a: 'b'", "a", undefined],
  ["", "a", undefined],
];

describe("settings in JavaScript", () => {
  for (const [source, path, value] of values) {
    test(`${path} of ${source || "nothing"}`, () => assert.equal(readJsConfig(source).value(path), value));
  }

  test("what it imports, and the names in it", () => {
    const { imports, names } = readJsConfig(
      "import a from 'b'; import 'c'; const d = require('e'); import('f'); x = { 'g': h }",
    );
    assert.deepEqual(imports, ["b", "c", "e", "f"]);
    assert.deepEqual([names.has("g"), names.has("h"), names.has("b")], [true, true, false]);
  });
});

/** A text, and its commands as "operator words {redirects}", "?" before a word without a value. */
const windows: readonly (readonly [text: string, language: "powershell" | "cmd", commands: readonly string[]])[] = [
  ["", "cmd", []],
  ["a b", "cmd", ["a b"]],
  ["a && b || c", "cmd", ["a", "&& b", "|| c"]],
  ["a & b", "cmd", ["a", "; b"]],
  ["a; b", "powershell", ["a", "; b"]],
  ["a | b", "powershell", ["a", "| b"]],
  ["a\r\nb", "powershell", ["a", "\n b"]],
  ["a `\n b", "powershell", ["a b"]],
  ["a ^\n b", "cmd", ["a b"]],
  ['a "b c"', "cmd", ["a b c"]],
  ["a 'b c'", "powershell", ["a b c"]],
  ["a 'it''s'", "powershell", ["a it's"]],
  ["a $b", "powershell", ["a ?$b"]],
  ["a '$b'", "powershell", ["a $b"]],
  ["a %b%", "cmd", ["a ?%b%"]],
  ["a { b }", "powershell", ["a ?{ b ?}"]],
  ["a # b", "powershell", ["a"]],
  ["a > b", "cmd", ["a {> b}"]],
  ["a 2>&1", "cmd", ["a {2>&1}"]],
];

describe("the shells of Windows", () => {
  for (const [text, language, commands] of windows) {
    test(`${language}: ${JSON.stringify(text)}`, () => {
      const drawn = parseWindows(text, language).map(({ operator, words, redirects }) =>
        [
          ...(operator === undefined ? [] : [operator]),
          ...words.map(({ value, text }) => value ?? `?${text}`),
          ...redirects.map(({ operator, target }) => `{${operator}${target ? ` ${target.value}` : ""}}`),
        ].join(" "),
      );
      assert.deepEqual(drawn, commands);
    });
  }

  test("words stand where they are written", () => {
    const text = 'a "b c" && d';
    const [first] = parseWindows(text, "cmd");
    assert.deepEqual(
      first?.words.map(({ start, end }) => text.slice(start, end)),
      ["a", '"b c"'],
    );
    assert.equal(first?.next, "&&");
  });
});

/** What `${name#pattern}` and the like leave of a text. */
const trims: readonly (readonly [
  text: string,
  pattern: string,
  side: "start" | "end",
  isLongest: boolean,
  left: string,
])[] = [
  ["foobarfoo", "foo", "start", false, "barfoo"],
  ["foobarfoo", "f*o", "start", false, "obarfoo"],
  ["foobarfoo", "f*o", "start", true, ""],
  ["foobarfoo", "o*", "end", false, "foobarfo"],
  ["foobarfoo", "b*", "end", true, "foo"],
  ["a.tar.gz", ".*", "end", false, "a.tar"],
  ["a.tar.gz", ".*", "end", true, "a"],
  ["abc", "x", "start", true, "abc"],
  ["abc", "?", "start", false, "bc"],
  ["[a]b", "[a]", "start", false, "b"],
  ["a*b", "a\\*", "start", false, "b"],
  ["😀a", "?", "start", false, "a"],
  ["", "*", "start", true, ""],
];

describe("patterns in variables", () => {
  for (const [text, pattern, side, isLongest, left] of trims) {
    test(`${text} without ${pattern} at its ${side}${isLongest ? ", as long as can be" : ""}`, () =>
      assert.equal(trimGlob(text, readGlob(pattern) ?? assert.fail(), side, isLongest), left));
  }

  for (const [text, pattern, replacement, isAll, result] of [
    ["a-b-c", "-", "_", false, "a_b-c"],
    ["a-b-c", "-", "_", true, "a_b_c"],
    ["foobar", "o*", "X", false, "fX"],
    ["abc", "?", "x", true, "xxx"],
    ["abc", "d", "x", true, "abc"],
    ["abc", "", "x", true, undefined],
  ] as const) {
    test(`${text} with ${pattern || "nothing"} replaced`, () =>
      assert.equal(replaceGlob(text, readGlob(pattern) ?? assert.fail(), replacement, isAll), result));
  }

  test("what BuildKit refuses, and what costs too much", () => {
    assert.deepEqual([readGlob("a\\"), readGlob("a\\b")], [undefined, undefined]);
    assert.equal(trimGlob("a".repeat(100_000), readGlob("*b") ?? assert.fail(), "start", true), undefined);
  });
});
