/** The commands of a RUN where they run: folder, user, paths; and which of them are sure to run as somebody else than root. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { callsOf, eachPath, isGlob, isSure, placeOf } from "../server/image/calls";
import { remove } from "../server/image/changes";
import { foldersBelow, hasUnknownFolders, programFolders } from "../server/image/programPath";
import { certainCalls, unprivilegedRuns } from "../server/rights/unprivileged";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Instruction } from "../server/types";

const lastOf = (text: string) => parseDockerfile(text).instructions.at(-1) as Instruction;

/** A RUN in /app, and each of its commands as "name in folder". */
const folders: readonly (readonly [run: string, calls: readonly string[]])[] = [
  ["a", ["a in /app"]],
  ["cd b && a; c", ["cd in /app", "a in /app/b", "c in /app/b"]],
  ["cd /b && cd .. && a", ["cd in /app", "cd in /b", "a in /"]],
  ["cd $X && a", ["cd in /app", "a in ?"]],
  ["cd b || a", ["cd in /app", "a in ?"]],
  ["(cd b && a) && c", ["cd in /app", "a in /app/b", "c in /app"]],
  ["if cd b; then a; fi; c", ["cd in /app", "a in ?", "c in ?"]],
  ["cd && a", ["cd in /app", "a in ?"]],
];

describe("folders of commands", () => {
  for (const [run, expected] of folders) {
    test(run, () => {
      const calls = callsOf(lastOf(`FROM debian\nRUN ${run}\n`), "/app");
      assert.deepEqual(
        calls.map(({ command, folder }) => `${command.name} in ${folder ?? "?"}`),
        expected,
      );
    });
  }

  test("where the folder is not known, only absolute paths are", () => {
    const [call] = callsOf(lastOf("FROM debian\nRUN a b /c"), undefined);
    assert.deepEqual(call?.command.words.slice(1).map(call.path), [undefined, "/c"]);
  });
});

/** A word of a command in /app that node starts, and its path; undefined when that is not known. */
const paths: readonly (readonly [word: string, path: string | undefined])[] = [
  ["b", "/app/b"],
  ["./b/../c/", "/app/c"],
  ["/b", "/b"],
  ["'a b'", "/app/a b"],
  ["~", "/home/node"],
  ["~/b", "/home/node/b"],
  ["'~/b'", "/app/~/b"],
  ["~other/b", undefined],
  ["b*", undefined],
  ["$X/b", undefined],
];

describe("paths of commands", () => {
  const callWith = (words: string, user = "node") =>
    callsOf(lastOf(`FROM node:24\nUSER ${user}\nRUN a ${words}\n`), "/app")[0] ?? assert.fail();

  for (const [word, path] of paths) {
    test(word, () => {
      const call = callWith(word);
      assert.equal(call.path(call.command.words[1]), path);
    });
  }

  test("of a value", () => {
    const call = callWith("");
    assert.deepEqual(
      ["b", "/b", "~/b"].map((value) => placeOf(call, value)),
      ["/app/b", "/b", "/home/node/b"],
    );
    assert.equal(call.path(undefined), undefined);
  });

  test("who works, and whose is what is made", () => {
    assert.deepEqual([callWith("").user?.name, callWith("").made.group?.name], ["node", "node"]);
    assert.equal(callWith("", "0").user?.name, "root");
    const [sudo] = callsOf(lastOf("FROM node:24\nUSER node\nRUN sudo a"), "/app");
    assert.deepEqual([sudo?.user, sudo?.made.group], [undefined, undefined]);
  });

  test("a pattern stands for what lies in the folder before it, an unknown path for anything", () => {
    const touched = (word: string) => {
      const call = callWith(word);
      return eachPath(call, call.command.words.slice(1), remove).map(({ places }) => places?.join(" "));
    };
    assert.deepEqual(touched("b /c"), ["/app/b", "/c"]);
    assert.deepEqual(touched("dist/*.js"), ["/app/dist"]);
    assert.deepEqual(touched("*.js"), ["/"]);
    assert.deepEqual(touched("$X/*"), ["/"]);
    assert.deepEqual(touched(""), []);
    assert.deepEqual(
      ["a*", "a?", "{a,b}", "a"].map((text) => isGlob({ start: 0, end: 0, text, value: text })),
      [true, true, true, false],
    );
  });

  test("a command runs, or the build fails", () => {
    const sure = (run: string) => (lastOf(`FROM x\nRUN ${run}`).script?.commands ?? []).map(isSure);
    assert.deepEqual(sure("a && b; c"), [true, true, true]);
    assert.deepEqual(sure("a || b"), [false, false]);
    assert.deepEqual(sure("a & b"), [false, true]);
    assert.deepEqual(sure("(a); if b; then c; fi"), [false, false, false]);
  });
});

/** Below `FROM node:24`: the RUNs that certainly are not root's, as "line name". */
const unprivileged: readonly (readonly [text: string, runs: readonly string[]])[] = [
  ["RUN a", []],
  ["USER node\nRUN a", ["2 node"]],
  ["USER 1234\nRUN a", ["2 1234"]],
  ["USER 0\nRUN a", []],
  ["USER $X\nRUN a", []],
  ["USER node\nONBUILD RUN a", []],
  ["USER node\nRUN a\nUSER root\nRUN b", ["2 node"]],
];

describe("RUNs that are not root's", () => {
  for (const [text, runs] of unprivileged) {
    test(JSON.stringify(text), () => {
      const found = unprivilegedRuns(parseDockerfile(`FROM node:24\n${text}\n`));
      assert.deepEqual(
        found.map(({ instruction, name }) => `${instruction.line} ${name}`),
        runs,
      );
    });
  }

  for (const [run, certain] of [
    ["a && b; c", "a b c"],
    ["a || true", ""],
    ["a || b", ""],
    ["a && b || true", ""],
    ["a; b || true", ""],
    ["a | b", "b"],
    ["a & b", "b"],
    ["test -f x && a", "test"],
    ["[ -f x ] && a && b", "["],
    ["a; b; true", "true"],
    ["a && exit 0", "exit"],
    ["a; b", "a b"],
    ["(a) && b", "b"],
    ["if a; then b; fi", ""],
    ["sudo a", ""],
    ["ls | xargs a", ""],
    ["if a", ""],
  ] as const) {
    test(`certain in ${run}: ${certain || "none"}`, () => {
      const calls = certainCalls(lastOf(`FROM node:24\nUSER node\nRUN ${run}\n`));
      assert.equal(calls.map(({ command }) => command.name).join(" "), certain);
    });
  }
});

describe("folders of the PATH", () => {
  const stageOf = (text: string) => parseDockerfile(`FROM x\n${text}\n`).final ?? assert.fail();

  test("the usual ones and those that ENV adds", () => {
    const added = (text: string) => programFolders(stageOf(text)).slice(6);
    assert.deepEqual(added(""), []);
    assert.deepEqual(
      added("ENV PATH=/opt/bin:$PATH").filter((folder) => !folder.includes("$")),
      ["/opt/bin"],
    );
    assert.deepEqual(added('ENV PATH="/a/bin:/b/bin"'), ["/a/bin", "/b/bin"]);
    assert.deepEqual(added("ENV OTHER=/opt/bin"), []);
  });

  test("one that depends on what is not known", () => {
    assert.equal(hasUnknownFolders(stageOf("ENV PATH=$UNKNOWN/bin:$PATH")), true);
    assert.equal(hasUnknownFolders(stageOf("ENV PATH=/opt/bin:$PATH")), false);
    assert.equal(hasUnknownFolders(stageOf("ENV PATH=/opt/bin:${PATH}")), false);
    assert.equal(hasUnknownFolders(stageOf("")), false);
  });

  test("those below a folder", () => {
    assert.deepEqual(foldersBelow(stageOf(""), "/usr/local"), ["/usr/local/sbin", "/usr/local/bin"]);
    assert.deepEqual(foldersBelow(stageOf(""), "/bin"), ["/bin"]);
    assert.deepEqual(foldersBelow(stageOf(""), "/opt"), []);
  });
});
