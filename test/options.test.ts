/** Words behind a program: options, their values and operands. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isFollowedBy, literal, readArguments, readOption } from "../server/syntax/options";
import { parseShell } from "../server/syntax/shell";
import type { Command, Word } from "../server/types";

function commandOf(text: string): Command {
  const [command] = parseShell({ text, toDocument: (offset) => offset }, "sh").commands;
  assert.ok(command, text);
  return command;
}

const written = (words: readonly Word[]) => words.map(({ text }) => text).join(" ");

/** A command, the names of its options (`name=value` for an attached value, `name=?` for an unknown one), its operands. */
const calls: readonly (readonly [text: string, options: string, operands: string])[] = [
  ["apt-get", "", ""],
  ["apt-get install -y curl", "-y", "install curl"],
  ["apt-get -qy install curl", "-qy|-q|-y", "install curl"],
  ["apt-get -o Dpkg::Use=1 install a", "-o", "install a"],
  ["apt-get -oDpkg::Use=1 install a", "-oDpkg::Use|-o=Dpkg::Use=1", "install a"],
  ["apt-get -t stable install a", "-t", "install a"],
  ["apt-get install -- -a b", "", "install -a b"],
  ["npm --prefix api ci", "--prefix", "ci"],
  ["npm --prefix=api ci", "--prefix=api", "ci"],
  ["npm --prefix=$DIR ci", "--prefix=?", "ci"],
  ["npm ci --omit=dev", "--omit=dev", "ci"],
  ["npm ci --omit=", "--omit=", "ci"],
  ["curl -fsSLo out url", "-fsSLo|-f|-s|-S|-L|-o", "url"],
  ["curl -fsSLoout url", "-fsSLoout|-f|-s|-S|-L|-o=out", "url"],
  ["go build -ldflags '-s -w' .", "-ldflags", "build ."],
  ["go build -o=app .", "-o=app", "build ."],
  ["tar - a", "", "- a"],
  ["a $OPTIONS b", "", "$OPTIONS b"],
  ['a "-x$A" b', "-x", "b"],
  ["unknown -o a", "-o", "a"],
  ["git -C /x clone -b main url", "-C|-b", "clone url"],
];

describe("arguments", () => {
  for (const [text, options, operands] of calls) {
    test(text, () => {
      const read = readArguments(commandOf(text));
      const names = read.options.map(({ names, attached }) => [
        ...names.slice(0, -1),
        `${names.at(-1)}${attached ? `=${attached.value ?? "?"}` : ""}`,
      ]);
      assert.deepEqual([names.flat().join("|"), written(read.operands)], [options, operands]);
    });
  }

  test("an option knows the word behind it, be it its value or not", () => {
    const [option] = readArguments(commandOf("apt-get -y install")).options;
    assert.equal(option?.next?.value, "install");
    assert.equal(readArguments(commandOf("apt-get -y")).options[0]?.next, undefined);
  });

  test("nobody groups so many letters", () => {
    const { names } = readOption("curl", `-${"a".repeat(30)}`);
    assert.equal(names.length, 13);
  });
});

const phrases: readonly (readonly [text: string, wanted: readonly string[], isFound: boolean])[] = [
  ["apt-get install a", ["install"], true],
  ["apt-get -y -o A=b install a", ["install"], true],
  ["apt-get -o install update", ["install"], false],
  ["apt-get a install", ["install"], false],
  ["npm --prefix api config set a", ["config", "set"], true],
  ["npm config --location user set a", ["config", "set"], true],
  ["npm config", ["config", "set"], false],
  ["npm $A config", ["config"], false],
  ["npm", [], true],
  ["node -r dotenv a.js", ["-r"], true],
];

describe("words that follow a program", () => {
  for (const [text, wanted, isFound] of phrases) {
    test(`${text}: ${wanted.join(" ")}`, () => assert.equal(isFollowedBy(commandOf(text), wanted), isFound));
  }

  test("as much of a word as is certain", () => {
    const certain = (text: string) => literal(commandOf(`a ${text}`).words[1] as Word);
    assert.deepEqual(["b", "'b c'", "b$C", '"b $C"', "$B", "b$(c)", "b`c`"].map(certain), [
      "b",
      "b c",
      "b",
      "b ",
      "",
      "b",
      "b",
    ]);
  });
});
