/** ENTRYPOINT and CMD put together, and the small questions about words that start programs. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  isInit,
  isUnixShell,
  mainProcess,
  programName,
  signalsAll,
  splitInit,
  startOf,
  topLevel,
  wordsOf,
  writtenOut,
} from "../server/stage/process";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Word } from "../server/types";

const finalOf = (text: string) => parseDockerfile(text).final ?? assert.fail(text);
const values = (words: readonly Word[]) => words.map(({ value, text }) => value ?? `?${text}`).join(" ");
const asWords = (...values: string[]): Word[] =>
  values.map((value) => ({ start: 0, end: 0, text: JSON.stringify(value), value }));

/** Below FROM: "KEYWORD argv", "(init)" in front, "shell" where a shell is PID 1; undefined when the base image decides. */
const processes: readonly (readonly [text: string, process: string | undefined])[] = [
  ["", undefined],
  ["RUN a", undefined],
  ['CMD ["a", "b"]', "CMD a b"],
  ["CMD a b", "CMD shell a b"],
  ["CMD a && b", "CMD shell "],
  ["CMD exec a b", "CMD shell a b"],
  ["CMD", undefined],
  ["CMD []", undefined],
  ['CMD ["sh", "-c", "a b"]', "CMD shell sh -c a b"],
  ['CMD ["bash", "-lc", "a"]', "CMD shell bash -lc a"],
  ['CMD ["bash", "a.sh"]', "CMD bash a.sh"],
  ['ENTRYPOINT ["a"]\nCMD ["b"]', "ENTRYPOINT a b"],
  ['CMD ["b"]\nENTRYPOINT ["a"]', "ENTRYPOINT a b"],
  ['ENTRYPOINT []\nCMD ["b"]', "CMD b"],
  ['ENTRYPOINT ["a"]\nENTRYPOINT ["c"]', "ENTRYPOINT c"],
  ["ENTRYPOINT a\nCMD b", "ENTRYPOINT shell a"],
  ['ENTRYPOINT ["tini", "--", "a"]', "ENTRYPOINT (tini) a"],
  ['ENTRYPOINT ["/sbin/tini", "-g", "--"]\nCMD ["a"]', "ENTRYPOINT (/sbin/tini) a"],
  ['ENTRYPOINT ["tini", "-p", "SIGTERM", "--", "a"]', "ENTRYPOINT (tini) a"],
  ['ENTRYPOINT ["dumb-init"]\nCMD ["env", "A=b", "a"]', "ENTRYPOINT (dumb-init) a"],
  ['CMD ["env", "A=b", "C=d", "a", "-x"]', "CMD a -x"],
  ['CMD ["env", "-u", "A", "--unset=B", "-i", "C=1", "a"]', "CMD a"],
  ['CMD ["env", "-C", "/b", "a"]', "CMD env -C /b a"],
  ['CMD ["env", "A=b"]', "CMD env A=b"],
  ['ONBUILD CMD ["a"]', undefined],
];

describe("the first process", () => {
  for (const [text, expected] of processes) {
    test(JSON.stringify(text), () => {
      const main = mainProcess(finalOf(`FROM x\n${text}\n`));
      const init = main?.init ? `(${main.init.value}) ` : "";
      const drawn = main && `${main.starts.keyword} ${main.isShell ? "shell " : ""}${init}${values(main.argv)}`;
      assert.equal(drawn, expected);
    });
  }

  test("a stage has what its parent sets, and its own ENTRYPOINT forgets the CMD of that", () => {
    const start = (text: string) => {
      const found = startOf(finalOf(text));
      return found && [found.entrypoint?.line, found.command?.line];
    };
    assert.deepEqual(start('FROM x AS a\nENTRYPOINT ["a"]\nCMD ["b"]\nFROM a'), [1, 2]);
    assert.deepEqual(start('FROM x AS a\nENTRYPOINT ["a"]\nFROM a\nCMD ["c"]'), [1, 3]);
    assert.deepEqual(start('FROM x AS a\nCMD ["b"]\nFROM a\nENTRYPOINT ["c"]'), [undefined, 3].reverse());
    assert.deepEqual(start('FROM x AS a\nCMD ["b"]\nFROM x'), undefined);
    assert.deepEqual(start('FROM x AS a\nCMD ["b"]\nFROM a AS c\nFROM c'), [undefined, 1]);
  });
});

/** Below FROM, and the words that Docker starts. */
const written: readonly (readonly [text: string, words: string])[] = [
  ['CMD ["a", "b"]', "a b"],
  ["CMD a  b", "/bin/sh -c a  b"],
  ['SHELL ["bash", "-ec"]\nCMD a', "bash -ec a"],
  ["ENTRYPOINT a\nCMD b", "/bin/sh -c a /bin/sh -c b"],
  ['ENTRYPOINT ["a"]\nCMD b', "a /bin/sh -c b"],
  ['ENTRYPOINT ["a"]\nCMD []', "a"],
];

describe("words that Docker starts", () => {
  for (const [text, words] of written) {
    test(JSON.stringify(text), () => {
      const start = startOf(finalOf(`FROM x\n${text}\n`));
      assert.equal(start && values(wordsOf(start)), words);
    });
  }

  test("on Windows the shell is another one", () => {
    const { instructions } = finalOf("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCMD a");
    const last = instructions.at(-1) ?? assert.fail();
    assert.equal(values(writtenOut(last)), "cmd /S /C a");
  });

  test("shell form has the place of its instruction", () => {
    const text = "FROM x\nCMD a b\n";
    const word = writtenOut(finalOf(text).instructions.at(-1) ?? assert.fail()).at(-1);
    assert.equal(word && text.slice(word.start, word.end), "a b");
  });
});

describe("words", () => {
  test("the name of a program", () => {
    assert.deepEqual(["a", "/usr/bin/a", "C:\\dir\\a.exe", "./a", "a/", "", undefined].map(programName), [
      "a",
      "a",
      "a.exe",
      "a",
      "",
      "",
      undefined,
    ]);
  });

  test("inits and shells, by whatever path", () => {
    const [tini, sh, node] = asWords("/sbin/tini", "/bin/bash", "node");
    assert.deepEqual([tini, sh, node, undefined].map(isInit), [true, false, false, false]);
    assert.deepEqual([tini, sh, node, undefined].map(isUnixShell), [false, true, false, false]);
  });

  for (const [words, init, rest] of [
    [["tini", "--", "a", "-b"], "tini", "a -b"],
    [["tini", "-s", "-e", "143", "a"], "tini", "a"],
    [["dumb-init", "--rewrite", "15:3", "--", "a"], "dumb-init", "a"],
    [["dumb-init", "-v", "a"], "dumb-init", "a"],
    [["tini"], "tini", ""],
    [["tini", "-p"], "tini", ""],
    [["a", "--"], undefined, "a --"],
    [[], undefined, ""],
  ] as const) {
    test(`${words.join(" ")} starts ${rest || "nothing"}`, () => {
      const split = splitInit(asWords(...words));
      assert.deepEqual([split.init?.value, values(split.argv)], [init, rest]);
    });
  }

  test("who gets the signal: dumb-init gives it to all, tini with -g only", () => {
    const signals = (...words: string[]) => signalsAll(splitInit(asWords(...words)).init, asWords(...words));
    assert.equal(signals("dumb-init", "a"), true);
    assert.equal(signals("tini", "--", "a"), false);
    assert.equal(signals("/sbin/tini", "-g", "--", "a"), true);
    assert.equal(signals("a", "-g"), false);
  });

  test("commands that no other is nested in", () => {
    const { script } = finalOf("FROM x\nCMD a $(b) && (c); d").instructions.at(-1) ?? assert.fail();
    assert.deepEqual(
      topLevel(script?.commands ?? []).map(({ name }) => name),
      ["a", "d"],
    );
  });
});
