/** Which variables are defined at a point of a stage, and where Docker replaces them. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  expandedFlags,
  expandedInstructions,
  isSpecial,
  meansOtherVariables,
  usagesAlong,
} from "../server/instructions/replacements";
import { globalNames, isProxyArgument, platformArgument } from "../server/syntax/definitions";
import { parseDockerfile } from "../server/syntax/dockerfile";

/** The variables that the instructions use, each as `line name` with "!" where it is not defined. */
function usages(text: string): string[] {
  const file = parseDockerfile(text);
  const found: string[] = [];
  // What is defined grows on the way.
  for (const { usages, defined } of usagesAlong(file)) {
    for (const { instruction, use, span } of usages) {
      assert.match(file.text.slice(span.start, span.end), /^\$\{?\w+\}?$/);
      found.push(`${instruction.line} ${use.name}${defined.has(use.name) ? "" : "!"}`);
    }
  }
  return found;
}

const cases: readonly (readonly [title: string, text: string, uses: readonly string[]])[] = [
  ["no file", "", []],
  ["an ENV for those behind it", "FROM a\nENV A=$A\nWORKDIR $A", ["1 A!", "2 A"]],
  ["an ARG without a value", "FROM a\nARG A\nUSER $A", ["2 A"]],
  ["an ARG above the first FROM is not seen in stages", "ARG A=b\nFROM a\nUSER $A", ["2 A!"]],
  ["from a parent", "FROM a AS one\nENV A=b\nFROM one\nUSER $A:${B}", ["3 A", "3 B!"]],
  ["not from another stage", "FROM a AS one\nENV A=b\nFROM c\nUSER $A", ["3 A!"]],
  ["PATH is everywhere", "FROM scratch\nENV PATH=/a:$PATH", ["1 PATH"]],
  ["what the base image sets", "FROM node:24\nUSER $NODE_VERSION", ["1 NODE_VERSION"]],
  ["not what it sets for builds of later images", "FROM a\nONBUILD ENV A=b\nONBUILD USER $C\nUSER $A", ["3 A!"]],
  ["the first of a name in each word", "FROM a\nCOPY $A$A/$B $A", ["1 A!", "1 B!", "1 A!"].sort()],
  ["flags that are expanded", "FROM a\nCOPY --from=$A --chown=$B c d", ["1 B!"]],
  ["what a shell replaces is left to it", "FROM a\nRUN $A\nCMD $B", []],
  ["the heredoc of a COPY", "FROM a\nCOPY <<E /b\n$A \\$B '$C'\nE", ["1 A!", "1 C!"]],
  ["a quoted heredoc", "FROM a\nCOPY <<'E' /b\n$A\nE", []],
  ["protected by an escape", "FROM a\nENV A=\\$B C='$D'", []],
  ["the other escape character", "# escape=`\nFROM a\nENV A=`$B C=\\$D", ["2 D!"]],
  ["on continued lines with \\r\\n", "FROM a\r\nENV A=b \\\r\n  C=${A}\r\nUSER $C", ["1 A!", "3 C"]],
];

describe("variables that Docker replaces", () => {
  for (const [title, text, uses] of cases) {
    test(title, () => assert.deepEqual(usages(text).sort(), [...uses].sort()));
  }

  test("instructions and flags whose words it expands", () => {
    assert.deepEqual(
      ["WORKDIR", "USER", "RUN", "CMD", "SHELL"].map((keyword) => expandedInstructions.has(keyword)),
      [true, true, false, false, false],
    );
    assert.deepEqual([expandedFlags.has("chown"), expandedFlags.has("from")], [true, false]);
  });

  test("parameters of a script are no variables of a Dockerfile", () => {
    assert.deepEqual(["1", "@", "A", "_a"].map(isSpecial), [true, true, false, false]);
  });
});

/** The base image, the body of a heredoc, and whether none of its variables is meant for Docker. */
const bodies: readonly (readonly [base: string, body: string, isOther: boolean])[] = [
  ["scratch", "echo $A", true],
  ["debian", "echo $A", true],
  ["example.com/unknown", "echo $A", false],
  ["example.com/unknown", "echo $1 $A", true],
  ["scratch", "echo $A $KNOWN", false],
  ["scratch", "echo $A $GLOBAL", false],
  ["scratch", "echo $A $TARGETARCH", false],
  ["scratch", "echo", false],
];

describe("heredocs for somebody else", () => {
  for (const [base, body, isOther] of bodies) {
    test(`${body} in ${base}`, () => {
      const file = parseDockerfile(`ARG GLOBAL=1\nFROM ${base}\nENV KNOWN=1\nCOPY <<E /x\n${body}\nE\n`);
      const last = [...usagesAlong(file)].at(-1);
      const heredoc = file.instructions.at(-1)?.heredocs[0];
      assert.ok(last && heredoc);
      assert.equal(meansOtherVariables(last.usages, heredoc, last.defined, globalNames(file)), isOther);
    });
  }
});

describe("variables of the builder", () => {
  test("a FROM sees those of every ARG above and the predefined ones", () => {
    const names = globalNames(parseDockerfile("ARG A=1 B\nARG 2x $C\nFROM a\nARG D"));
    assert.deepEqual(
      ["A", "B", "TARGETARCH", "2x", "$C", "D", "PATH"].map((name) => names.has(name)),
      [true, true, true, false, false, false, false],
    );
  });

  test("what they are in a common build", () => {
    assert.equal(platformArgument("TARGETPLATFORM"), "linux/amd64");
    assert.equal(platformArgument("TARGETVARIANT"), "");
    assert.equal(platformArgument("targetarch"), undefined);
    assert.equal(platformArgument("constructor"), undefined);
  });

  test("proxies need no ARG, in one letter case", () => {
    assert.deepEqual(
      ["HTTP_PROXY", "https_proxy", "NO_PROXY", "all_proxy", "Http_Proxy", "MY_HTTP_PROXY", ""].map(isProxyArgument),
      [true, true, true, true, false, false, false],
    );
  });

  test("a stage whose image is known tells every variable", () => {
    const complete = (from: string) => [...usagesAlong(parseDockerfile(`${from}\nUSER a`))].at(-1)?.defined.isComplete;
    assert.equal(complete("FROM alpine"), true);
    assert.equal(complete("FROM example.com/unknown"), false);
    assert.equal(complete("ARG X\nFROM $X"), false);
    assert.equal(complete("FROM alpine AS a\nFROM a"), true);
  });
});
