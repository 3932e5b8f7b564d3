/** Shells: which one is in force, how it is set, what it splits, and instructions that a later one takes the place of. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { neverFails, printsOneWord, quote, takesPackages, unquotedIn } from "../server/instructions/expansions";
import { overridden } from "../server/instructions/overridden";
import {
  firstBelow,
  hasInterpreter,
  prependCommand,
  setShell,
  shellInForce,
  shellLine,
  shellOfImage,
} from "../server/stage/defaultShell";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Instruction } from "../server/types";

function read(text: string) {
  const file = parseDockerfile(text);
  return { file, instruction: file.instructions.at(-1) as Instruction };
}

/** A file, and the line of the SHELL that its last instruction runs in; undefined when the image decides. */
const forces: readonly (readonly [text: string, line: number | undefined])[] = [
  ["FROM x\nRUN a", undefined],
  ['FROM x\nSHELL ["bash", "-c"]\nRUN a', 1],
  ['FROM x\nRUN a\nSHELL ["bash", "-c"]\nRUN b', 2],
  ['FROM x\nSHELL ["bash", "-c"]\nSHELL ["sh", "-c"]\nRUN a', 2],
  ['FROM x AS y\nSHELL ["bash", "-c"]\nFROM y\nRUN a', 1],
  ['FROM x AS y\nSHELL ["bash", "-c"]\nFROM x\nRUN a', undefined],
  ['FROM x\nONBUILD SHELL ["bash", "-c"]\nRUN a', undefined],
  ["FROM x\nSHELL bash -c\nRUN a", undefined],
];

describe("the shell in force", () => {
  for (const [text, line] of forces) {
    test(JSON.stringify(text), () => {
      const { file, instruction } = read(text);
      assert.equal(shellInForce(file, instruction)?.line, line);
    });
  }

  test("what an image has besides /bin/sh", () => {
    const shells = ["alpine", "node:24-alpine", "busybox", "node:24", "ubuntu", "scratch", "example.com/unknown"].map(
      (image) => shellOfImage(read(`FROM ${image}\nRUN a`).instruction),
    );
    assert.deepEqual(shells, ["ash", "ash", "ash", "bash", "bash", undefined, undefined]);
    assert.equal(shellOfImage(read("RUN a").instruction), undefined);
  });

  test("one new SHELL serves all RUNs below the same FROM or SHELL", () => {
    const file = parseDockerfile('FROM x\nRUN a\nRUN b\nSHELL ["bash", "-c"]\nRUN c\nRUN d\nFROM x\nRUN e');
    const firsts = new Map<Instruction | undefined, Instruction>();
    const runs = file.instructions.filter(({ keyword }) => keyword === "RUN");
    assert.deepEqual(
      runs.map((run) => firstBelow(firsts, file, run).line),
      [1, 1, 4, 4, 7],
    );
  });

  test("a SHELL is put in, for a person to decide where the image may not have that shell", () => {
    const set = (from: string) => {
      const { file, instruction } = read(`FROM ${from}\n# why\nRUN a\n`);
      const fix = setShell(file, instruction, ["/bin/bash", "-o", "pipefail", "-c"], "Use bash");
      return [apply(file.text, fix.edits), fix.optional];
    };
    const line = 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]';
    assert.deepEqual(set("debian"), [`FROM debian\n${line}\n# why\nRUN a\n`, false]);
    assert.equal(set("alpine")[1], true);
    assert.equal(shellLine(["a", 'b"']), 'SHELL ["a", "b\\""]');
  });
});

/** A RUN before and after a command is put in front; undefined where that cannot be done. */
const prepended: readonly (readonly [before: string, after: string | undefined])[] = [
  ["RUN a && b", "RUN set -e && a && b"],
  ["RUN \\\n  a", "RUN \\\n  set -e && a"],
  ["RUN <<E\n  a\nE", "RUN <<E\n  set -e\n  a\nE"],
  ["RUN <<E\n#!/bin/bash\na\nE", "RUN <<E\n#!/bin/bash\nset -e\na\nE"],
  ["RUN cat <<E\na\nE", undefined],
  ['RUN ["a"]', undefined],
  ["RUN if a", undefined],
  ["ENV a=b", undefined],
];

describe("a command in front of a RUN", () => {
  for (const [before, after] of prepended) {
    for (const eol of ["\n", "\r\n"]) {
      test(JSON.stringify(before.replaceAll("\n", eol)), () => {
        const { file, instruction } = read(`FROM x\n${before}\n`.replaceAll("\n", eol));
        const edit = prependCommand(file, instruction, "set -e");
        const expected = after === undefined ? undefined : `FROM x\n${after}\n`.replaceAll("\n", eol);
        assert.equal(edit && apply(file.text, [edit]), expected);
      });
    }
  }

  test("a heredoc may name its own interpreter", () => {
    const has = (text: string) => {
      const { file, instruction } = read(`FROM x\n${text}`);
      return hasInterpreter(file, instruction);
    };
    assert.equal(has("RUN <<E\n#!/bin/bash\na\nE"), true);
    assert.equal(has("RUN <<E\na\nE"), false);
    assert.equal(has("RUN a"), false);
  });
});

/** A RUN, its unquoted variables (or substitutions), and the RUN with them quoted. */
const unquoted: readonly (readonly [
  run: string,
  kind: "variable" | "command",
  found: readonly string[],
  quoted?: string,
])[] = [
  ["echo $A", "variable", ["$A"], 'echo "$A"'],
  ["echo ${A}/b", "variable", ["${A}"], 'echo "${A}/b"'],
  ["echo $A*", "variable", ["$A"], 'echo "$A"*'],
  ["echo 'a'$A", "variable", ["$A"], "echo 'a'\"$A\""],
  ['echo "$A"', "variable", []],
  ["echo '$A'", "variable", []],
  ["$A b", "variable", []],
  ["A=$B c", "variable", []],
  ["[[ -f $A ]]", "variable", []],
  ["export A=$B", "variable", []],
  ["sh -c 'echo $A'", "variable", []],
  ["echo $(b)", "variable", []],
  ["echo $(b)", "command", ["$(b)"], 'echo "$(b)"'],
  ["echo `b`", "command", ["`b`"], 'echo "`b`"'],
  ['echo `b "c"`', "command", ['`b "c"`'], undefined],
  ['echo "$(b)"', "command", []],
  ["if echo $A", "variable", []],
];

describe("what a shell splits", () => {
  for (const [run, kind, found, quoted] of unquoted) {
    test(`${run} (${kind})`, () => {
      const { file, instruction } = read(`FROM x\nRUN ${run}\n`);
      const all = unquotedIn(file, instruction, kind);
      assert.deepEqual(
        all.map(({ text }) => text),
        found,
      );
      for (const { expansion, text } of all) assert.equal(file.text.slice(expansion.start, expansion.end), text);
      const edit = all[0] && quote(all[0]);
      assert.equal(edit && apply(file.text, [edit]), quoted && `FROM x\nRUN ${quoted}\n`);
    });
  }

  test("not in exec form, and not where a word stands in pieces", () => {
    for (const text of ['RUN ["echo", "$A"]', "RUN echo a\\\n$A"]) {
      const { file, instruction } = read(`FROM x\n${text}`);
      assert.deepEqual(unquotedIn(file, instruction, "variable"), []);
    }
  });

  test("what prints one word, and what does not fail", () => {
    const substitutions = [
      "$(uname -m)",
      "`nproc`",
      '"$(date +%s)"',
      "$(/usr/bin/uname)",
      "$(unamed)",
      "$(cat a)",
      "$(node -v)",
    ];
    assert.deepEqual(substitutions.map(printsOneWord), [true, true, true, true, false, false, true]);
    assert.deepEqual(substitutions.map(neverFails), [true, true, true, true, false, false, false]);
    assert.deepEqual(
      ["$(uname | tr a b)", "$(uname | curl x)", "$(uname; a)", "$(echo a | sed s/a/b/ | cut -c1)"].map(neverFails),
      [true, false, false, true],
    );
    assert.deepEqual(
      [takesPackages.has("apt-get"), takesPackages.has("npm"), takesPackages.has("echo")],
      [true, true, false],
    );
  });
});

describe("instructions that a later one takes the place of", () => {
  for (const [text, lines, left] of [
    ["FROM x\nCMD a\nCMD b\n", [1], "FROM x\nCMD b\n"],
    ["FROM x\nCMD a\nCMD b\nCMD c\n", [1, 2], "FROM x\nCMD c\n"],
    ["FROM x\nCMD a\nFROM y\nCMD b\n", [], undefined],
    ["FROM x\nONBUILD CMD a\nCMD b\n", [], undefined],
    ["CMD a\nCMD b\nFROM x\n", [0], "CMD b\nFROM x\n"],
    ["FROM x\nENTRYPOINT a\nCMD b\n", [], undefined],
  ] as const) {
    test(JSON.stringify(text), () => {
      const findings = [...overridden(parseDockerfile(text), "CMD")];
      assert.deepEqual(
        findings.map(({ span }) => text.slice(0, span.start).split("\n").length - 1),
        lines,
      );
      const edits = findings.flatMap(({ fixes }) => fixes?.[0]?.edits ?? []);
      if (left !== undefined) assert.equal(apply(text, edits), left);
    });
  }
});
