/**
 * What words become, and what instructions see. The values of the first table are what BuildKit 0.13 made of an image:
 * each row was the value of an ENV below the ENV with `values`.
 */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { expand, unknown, variablesIn } from "../server/syntax/variables";

const values: Readonly<Record<string, string | typeof unknown>> = {
  X: "foobarfoo",
  P: "/usr/local/bin/node",
  V: "20.9.0",
  E: "",
  F: "foo",
  B: "a[c]b",
  D: "a+b+c(d",
  STAR: "a*b*c",
  Q: "a?b",
  UNI: "öäü",
  SET: unknown,
};

const known: readonly (readonly [text: string, value: string])[] = [
  ["plain", "plain"],
  ["$X", "foobarfoo"],
  ["${X}", "foobarfoo"],
  ["${X}s", "foobarfoos"],
  ["a$X/b", "afoobarfoo/b"],
  ['"$X"', "foobarfoo"],
  ["'$X'", "$X"],
  ["\\$X", "$X"],
  ["\\${X}", "${X}"],
  ['"\\$X"', "$X"],
  ['"a\\b"', "a\\b"],
  ["a\\b", "ab"],
  ["\"a'b$V'c\"", "a'b20.9.0'c"],
  ["'a\"b'", 'a"b'],
  ['"it\'s"', "it's"],
  ["$E", ""],
  ["[$E]", "[]"],
  ["${U:-d}", "d"],
  ["${U-d}", "d"],
  ["${E:-d}", "d"],
  ["[${E-d}]", "[]"],
  ["${X:-d}", "foobarfoo"],
  ["${X-d}", "foobarfoo"],
  ["[${E:+d}]", "[]"],
  ["${E+d}", "d"],
  ["${X:+d}", "d"],
  ["${X+d}", "d"],
  ["${X:?msg}", "foobarfoo"],
  ["${X?msg}", "foobarfoo"],
  ["[${E?msg}]", "[]"],
  ["${U:-$X}", "foobarfoo"],
  ["${U:-${X}}", "foobarfoo"],
  ["${U:-${U:-${X}}}", "foobarfoo"],
  ['${U:-"a b"}', "a b"],
  ['"${U:-a b}"', "a b"],
  ["${U:-'a}b'}", "a}b"],
  ['${U:-"a}b"}', "a}b"],
  ["${U:-a\\}b}", "a}b"],
  ["[${U:-}]", "[]"],
  ["${X:+$V}", "20.9.0"],
  ["${X:+a${V}b}", "a20.9.0b"],
  ["${U:-a}b}", "ab}"],
  ["${U:-{a}}", "{a}"],
  ["${X#f}", "oobarfoo"],
  ["${X#foo}", "barfoo"],
  ["${X#bar}", "foobarfoo"],
  ["${X#*o}", "obarfoo"],
  ["${X##*o}", ""],
  ["[${X##*}]", "[]"],
  ["${X#*}", "foobarfoo"],
  ["${X#f*}", "oobarfoo"],
  ["[${X##f*}]", "[]"],
  ["${X#?}", "oobarfoo"],
  ["${X##?}", "oobarfoo"],
  ["${X#???}", "barfoo"],
  ["${X#[f]oo}", "foobarfoo"],
  ["${X#$F}", "barfoo"],
  ["${X#${F}}", "barfoo"],
  ["${X%o}", "foobarfo"],
  ["${X%foo}", "foobar"],
  ["${X%bar}", "foobarfoo"],
  ["${X%o*}", "foobarfo"],
  ["${X%%o*}", "f"],
  ["[${X%%*}]", "[]"],
  ["${X%*}", "foobarfoo"],
  ["${X%?}", "foobarfo"],
  ["${X%%?}", "foobarfo"],
  ["${X%$F}", "foobar"],
  ["${P##*/}", "node"],
  ["${P#*/}", "usr/local/bin/node"],
  ["${P%/*}", "/usr/local/bin"],
  ["[${P%%/*}]", "[]"],
  ["${P#\\/usr}", "/local/bin/node"],
  ["${P#/usr}", "/local/bin/node"],
  ["${V%.*}", "20.9"],
  ["${V%%.*}", "20"],
  ["${V#*.}", "9.0"],
  ["${V##*.}", "0"],
  ["[${E#a}]", "[]"],
  ["${X/foo/baz}", "bazbarfoo"],
  ["${X//foo/baz}", "bazbarbaz"],
  ["${X/o/0}", "f0obarfoo"],
  ["${X//o/0}", "f00barf00"],
  ["${X/z/0}", "foobarfoo"],
  ["${X/foo/}", "barfoo"],
  ["${X//o/}", "fbarf"],
  ["${X/o*/0}", "f0"],
  ["${X//o*/0}", "f0"],
  ["${X/*/y}", "y"],
  ["${X//?/y}", "yyyyyyyyy"],
  ["${X/?oo/y}", "ybarfoo"],
  ["${X/[f]/y}", "foobarfoo"],
  ["${B/[c]/y}", "ayb"],
  ["${B/c/y}", "a[y]b"],
  ["${X/$F/$V}", "20.9.0barfoo"],
  ["${X//${F}/${V}}", "20.9.0bar20.9.0"],
  ['"${X/foo/a b}"', "a bbarfoo"],
  ["${P//\\//-}", "-usr-local-bin-node"],
  ["${P/\\/usr/-}", "-/local/bin/node"],
  ["${P//\\/local\\/bin/}", "/usr/node"],
  ["${V//./-}", "20-9-0"],
  ["${V//./}", "2090"],
  ["${D/+/-}", "a-b+c(d"],
  ["${D//+/_}", "a_b_c(d"],
  ["${D/(/_}", "a+b+c_d"],
  ["${STAR/\\*/_}", "a_b*c"],
  ["${STAR//\\*/_}", "a_b_c"],
  ["${Q/\\?/_}", "a_b"],
  ["${X/foo/\\}}", "\\}barfoo"],
  ["${X/foo/\\$}", "\\$barfoo"],
  ["${X//f/<}", "<oobar<oo"],
  ['"${X%o}"', "foobarfo"],
  ['"${U:-$X}"', "foobarfoo"],
  ['"${X/foo/"q"}"', "qbarfoo"],
  ['${X/"foo"/q}', "qbarfoo"],
  ["${X/'foo'/q}", "qbarfoo"],
  ['${X#"foo"}', "barfoo"],
  ["${X%'foo'}", "foobar"],
  ["[${1:-d}]", "[d]"],
  ["a$", "a$"],
  ['"$"', "$"],
  ["$.x", "$.x"],
  ["a\\\\b", "a\\b"],
  ['"a\\\\b"', "a\\b"],
  ['"a\\"b"', 'a"b'],
  ["a\"b\"c'd'e", "abcde"],
  ["a\\ b", "a b"],
  ["${X}${V}", "foobarfoo20.9.0"],
  ["$X$V", "foobarfoo20.9.0"],
  ["$X-$V", "foobarfoo-20.9.0"],
  ["${X#fo}${X%oo}", "obarfoofoobarf"],
  ["${X#${P##*/}}", "foobarfoo"],
  ["${U:-${X#foo}}", "barfoo"],
  ["${X/foo/${V%%.*}}", "20barfoo"],
  ["${U:-${P//\\//_}}", "_usr_local_bin_node"],
  ["${X#foo*foo}", ""],
  ["${X%%o*o}", "f"],
  ["${X#f*o}", "obarfoo"],
  ["${X##f*o}", ""],
  ["${X//o?/<}", "f<barf<"],
  ["${UNI#?}", "äü"],
  ["${UNI%?}", "öä"],
  ["${UNI/ö/o}", "oäü"],
  ["${X##}", "foobarfoo"],
  ["${X/o/\\$0}", "f\\$0obarfoo"],
  ["${X/foo/a/b}", "a/bbarfoo"],
  ["${P/usr\\/local/x}", "/x/bin/node"],
  ["${P/usr/local/x}", "/local/x/local/bin/node"],
  ["${X-a-b}", "foobarfoo"],
  ["${U-a-b}", "a-b"],
  ["${U:-a:-b}", "a:-b"],
  ["${U-:b}", ":b"],
  ["${U:-\\$X}", "$X"],
  ["${U:-a\\b}", "ab"],
  ['"${U:-a\\b}"', "ab"],
  ["${U:-\\a}", "a"],
  // With blanks, only a word in quotes reaches the engine.
  ["${X/foo/a b}", "a bbarfoo"],
];

/** What is not set may be set by whoever builds, or by the base image. */
const notSet: readonly string[] = [
  "$Xs",
  "[$U]",
  "[${U}]",
  "[${U:+d}]",
  "[${U+d}]",
  "[${U#a}]",
  "[${U%%a*}]",
  "$1",
  "[$1]",
  "[$@]",
  "[$#]",
  "[$?]",
  "[$$]",
  "[${1}]",
  "a$-b",
];

/** Refused by BuildKit, but for those in which it reads `$0` as what was found. */
const refused: readonly string[] = [
  "${X//o}",
  "${X/o}",
  "${X/}",
  "${X//}",
  "${X:0:3}",
  "${X:3}",
  "${X^^}",
  "${!X}",
  "${#X}",
  "${X,,}",
  "${X@Q}",
  "${}",
  "${X",
  "${X:-",
  "${X:-a",
  "${X:}",
  "${X:/foo/a}",
  "${U:?}",
  "${U:?must be set}",
  "${U?}",
  "${E:?}",
  "'abc",
  '"abc',
  "${X/\\a/b}",
  "${X#\\a}",
  "${X//o/$1}",
  "${X//o/[$0]}",
  "${X//o/\\$0}",
  "${X//o/'$0'}",
];

/** `SET` has a value that nobody knows. */
const dependent: readonly (readonly [text: string, value: string | undefined])[] = [
  ["$SET", undefined],
  ["${SET:-d}", undefined],
  ["${SET-d}", undefined],
  ["${SET:+d}", undefined],
  ["${SET+d}", "d"],
  ["${SET:?no}", undefined],
  ["${SET#a}", undefined],
  ["${SET/a/b}", undefined],
  ["${X:-$SET}", "foobarfoo"],
  ["${U:-$SET}", undefined],
  ["${X#$SET}", undefined],
  ["${X/foo/$SET}", undefined],
];

describe("expansion", () => {
  const valueOf = (text: string, escape = "\\") => expand(text, (name) => values[name], escape);
  for (const [text, value] of [...known, ...dependent]) test(text, () => assert.equal(valueOf(text), value));
  for (const text of notSet) test(`not set: ${text}`, () => assert.equal(valueOf(text), undefined));
  for (const text of refused) test(`refused: ${text}`, () => assert.equal(valueOf(text), undefined));
  test("the other escape character", () => {
    assert.equal(valueOf("c:\\$F`$F", "`"), "c:\\foo$F");
    assert.equal(valueOf("${U:-a`}b}", "`"), "a}b");
  });
});

/** The last instruction is asked for the value of `R`. */
const scopes: readonly (readonly [title: string, text: string, value: string | undefined])[] = [
  ["an ENV sees the old values", "FROM scratch\nENV A=1\nENV A=2 R=$A", "1"],
  ["an ARG in a stage as well", "FROM scratch\nARG A=1\nARG A=2 R=$A", "1"],
  ["the last of one name counts", "FROM scratch\nENV R=1 R=2", "2"],
  ["above the first FROM, an ARG sees those beside it", "ARG A=1 B=$A\nFROM scratch\nARG B\nENV R=$B", "1"],
  ["an ARG above the first FROM is not seen in a stage", "ARG A=1\nFROM scratch\nENV R=$A", undefined],
  ["but once it is declared there", "ARG A=1\nFROM scratch\nARG A\nENV R=$A", "1"],
  ["with the value of the last", "ARG A=1\nARG A=2\nFROM scratch\nARG A\nENV R=$A", "2"],
  ["whatever the stage declared before", "ARG A=1\nFROM scratch\nARG A=3\nARG A\nENV R=$A", "1"],
  ["an ARG without a value keeps the one before", "FROM scratch\nARG A=5\nARG A\nENV R=$A", "5"],
  ["also of an ENV", "FROM scratch\nENV A=env\nARG A\nENV R=$A", "env"],
  ["an ENV wins over an ARG before it", "FROM scratch\nARG A=arg\nENV A=env\nENV R=$A", "env"],
  ["and an ARG over an ENV before it", "FROM scratch\nENV A=env\nARG A=arg\nENV R=$A", "arg"],
  ["a default is used without a value", "FROM scratch\nARG A\nENV R=${A:-d}", "d"],
  ["stages inherit ENV", "FROM scratch AS a\nENV A=1\nFROM a\nENV R=$A", "1"],
  ["and ARG", "FROM scratch AS a\nARG A=1\nFROM a\nENV R=$A", "1"],
  ["but not from stages beside them", "FROM scratch AS a\nENV A=1\nFROM scratch\nENV R=$A", undefined],
  ["later instructions do not count", "FROM scratch\nENV R=$A\nENV A=1", undefined],
  ["what the base image sets is set", "FROM node:24-slim\nENV R=${NODE_VERSION:-1}", undefined],
  ["PATH as well", "FROM scratch\nENV R=${PATH:-/bin}", undefined],
  ["what an unknown value made is set", "FROM scratch\nENV A=$B\nENV R=${A-d}", undefined],
  ["the platform is empty", "FROM scratch\nENV R=${TARGETARCH:-x}", "x"],
  ["until it is declared", "FROM scratch\nARG TARGETARCH\nENV R=${TARGETARCH:-x}", undefined],
  ["unless it is given above", "ARG TARGETARCH=arm64\nFROM scratch\nARG TARGETARCH\nENV R=$TARGETARCH", "arm64"],
  ["predefined ARGs have no value", "FROM scratch\nENV R=${HTTP_PROXY:-none}", "none"],
];

describe("scopes", () => {
  for (const [title, text, value] of scopes) {
    test(title, () => {
      const file = parseDockerfile(`${text}\nRUN true\n`);
      assert.equal(file.instructions.at(-1)?.variable("R"), value);
      assert.equal(file.final?.variable("R"), value);
    });
  }
  test("images, in which the platform is known to be set", () => {
    const names = (text: string) => parseDockerfile(text).stages.map(({ base }) => base?.text);
    assert.deepEqual(names("ARG V=20.9.0\nFROM node:${V%%.*}-slim\n"), ["node:20-slim"]);
    assert.deepEqual(names("FROM a:${TARGETARCH:-x}\nFROM b:${OTHER:-x}\n"), [undefined, "b:x"]);
  });
  test("arrays of paths", () => {
    const [, , copy, volume, shell] = parseDockerfile(
      'FROM scratch\nENV A="x y"\nCOPY ["$A", "/$A/"]\nVOLUME ["/$A"]\nSHELL ["$A"]\n',
    ).instructions;
    const wordsOf = (instruction = copy) => instruction?.words.map(({ value }) => value);
    assert.deepEqual([wordsOf(), wordsOf(volume), wordsOf(shell)], [["x y", "/x y/"], ["/x y"], ["$A"]]);
  });
});

test("variables in a text", () => {
  const names = (text: string) => variablesIn(text, "\\").map(({ name, operator }) => name + operator);
  assert.deepEqual(names("$A '$B' \"$C\" \\$D ${E:-$F} ${G//x/${H#i}} $1"), ["A", "C", "E:-", "F", "G//", "H#", "1"]);
});

test("hostile words do not grow without bounds", () => {
  const hostile = [
    "${X:-".repeat(20_000),
    `\${X/${"*a".repeat(5000)}/b}`,
    `\${X:-${'"'.repeat(100_001)}}`,
    "$X".repeat(100_000),
    `\${LONG#${"*a".repeat(500)}b}`,
    `\${LONG//${"?".repeat(5000)}b/c}`,
    "${LONG//a/$LONG}".repeat(100),
  ];
  const lookup = (name: string) => (name === "X" ? "x" : "a".repeat(9000));
  for (const text of hostile) {
    const value = expand(text, lookup, "\\");
    assert.ok(value === undefined || value.length <= 10_000);
    variablesIn(text, "\\");
  }
});
