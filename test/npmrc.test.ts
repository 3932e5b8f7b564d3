/** The token in .npmrc: where it is written, and what mounts it instead. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import {
  fewMounts,
  mountForInstall,
  mountInsteadOfCopying,
  mountInsteadOfWriting,
  npmrcWrites,
  pathOf,
} from "../server/node/npmrc";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Facts, Instruction } from "../server/types";

const facts: Facts = { today: "2026-11-23" };

function read(text: string) {
  const file = parseDockerfile(text);
  return { file, instruction: file.instructions.at(-1) as Instruction };
}

/** Below `FROM node:24` and WORKDIR /app: what a RUN writes, as "path", "token" or "none", "deleted". */
const writes: readonly (readonly [run: string, found: readonly string[]])[] = [
  ['echo "//r/:_authToken=$T" > .npmrc', ["/app/.npmrc token"]],
  ["echo //r/:_authToken=abc >> ~/.npmrc", ["/root/.npmrc token"]],
  ["echo a=b > $HOME/.npmrc", ["/root/.npmrc none"]],
  ["echo $NPM_TOKEN | base64 -d | tee .npmrc", ["/app/.npmrc token"]],
  ["npm config set //r/:_authToken $TOKEN", ["/root/.npmrc token"]],
  ["npm config set registry https://r/", ["/root/.npmrc none"]],
  ["npm config set --location project a b", []],
  ["echo _auth=a > .npmrc && npm ci && rm .npmrc", ["/app/.npmrc token deleted"]],
  ["echo _auth=a > .npmrc && npm ci && rm -f ~/.npmrc", ["/app/.npmrc token"]],
  ["npm config set _auth a && npm ci && npm config delete _auth", ["/root/.npmrc token deleted"]],
  ["cd /b && echo _auth=a > .npmrc", ["/b/.npmrc token"]],
  ["echo a > $X/.npmrc", ["? none"]],
  ["cat .npmrc", []],
  ["echo a 2> .npmrc", []],
  ["cat <<E > .npmrc\n_auth=a\nE", ["/app/.npmrc token"]],
  ["npm ci", []],
];

describe("what writes .npmrc", () => {
  for (const [run, found] of writes) {
    test(run, () => {
      const { file, instruction } = read(`FROM node:24\nWORKDIR /app\nRUN ${run}\n`);
      const drawn = npmrcWrites(file, instruction).map(({ path, hasToken, isDeleted }) =>
        [path ?? "?", hasToken ? "token" : "none", ...(isDeleted ? ["deleted"] : [])].join(" "),
      );
      assert.deepEqual(drawn, found);
    });
  }

  test("a here string is no heredoc: what comes behind is not part of it", () => {
    const { file, instruction } = read("FROM node:24\nRUN cat <<< a > .npmrc && npm ci --token $NPM_TOKEN\n");
    assert.equal(npmrcWrites(file, instruction)[0]?.hasToken, false);
  });

  test("the home of the user in force", () => {
    const path = (user: string) => {
      const { file, instruction } = read(`FROM node:24\nUSER ${user}\nRUN echo a > ~/.npmrc`);
      return npmrcWrites(file, instruction)[0]?.path;
    };
    // 1000 is the number of node in these images.
    assert.deepEqual(["node", "0", "1000", "1001", "$X"].map(path), [
      "/home/node/.npmrc",
      "/root/.npmrc",
      "/home/node/.npmrc",
      undefined,
      undefined,
    ]);
  });

  test("the path of a word", () => {
    const { instruction } = read("FROM node:24\nWORKDIR /app\nENV D=/d\nRUN cd b && a c $D/e ~/f $UNKNOWN/g");
    const [, command] = instruction.script?.commands ?? [];
    assert.deepEqual(
      command?.words.slice(1).map((word) => pathOf(word, command, instruction)),
      ["/app/b/c", "/d/e", "/root/f", undefined],
    );
  });
});

const mount = (path: string) => `--mount=type=secret,id=npmrc,target=${path},required=true`;

/** A file before and after its first token is mounted; undefined where that cannot be. */
const mounted: readonly (readonly [title: string, before: string, after: string | undefined])[] = [
  [
    "written, used and deleted in one RUN",
    "FROM node:24\nWORKDIR /app\nARG T\nRUN echo //r/:_authToken=$T > .npmrc && npm ci && rm .npmrc\n",
    `FROM node:24\nWORKDIR /app\nRUN ${mount("/app/.npmrc")} npm ci\n`,
  ],
  [
    "written in one RUN and used in the next",
    "FROM node:24\nARG T\nWORKDIR /app\nRUN echo //r/:_authToken=$T > ~/.npmrc\nRUN npm ci\n",
    `FROM node:24\nWORKDIR /app\nRUN ${mount("/root/.npmrc")} npm ci\n`,
  ],
  [
    "for another user",
    "FROM node:24\nWORKDIR /app\nUSER node\nRUN echo _auth=a > .npmrc && npm ci\n",
    `FROM node:24\nWORKDIR /app\nUSER node\nRUN ${mount("/app/.npmrc")},uid=1000 npm ci\n`,
  ],
  [
    "a variable that something else uses stays",
    "FROM node:24\nWORKDIR /app\nARG T\nRUN echo _auth=$T > .npmrc && npm ci\nRUN echo $T\n",
    `FROM node:24\nWORKDIR /app\nARG T\nRUN ${mount("/app/.npmrc")} npm ci\nRUN echo $T\n`,
  ],
  ["nothing needs it", "FROM node:24\nWORKDIR /app\nRUN echo _auth=a > .npmrc\n", undefined],
  ["written by an alternative", "FROM node:24\nWORKDIR /app\nRUN a || echo _auth=a > .npmrc && npm ci\n", undefined],
  ["where it is written is not known", "FROM node:24\nRUN echo _auth=a > $X/.npmrc && npm ci\n", undefined],
  [
    "a secret is mounted already",
    "FROM node:24\nWORKDIR /app\nRUN --mount=type=secret,id=a echo _auth=a > .npmrc && npm ci\n",
    undefined,
  ],
];

describe("a mount in place of what is written", () => {
  for (const [title, before, after] of mounted) {
    for (const eol of ["\n", "\r\n"]) {
      test(`${title}${eol === "\n" ? "" : " with \\r\\n"}`, () => {
        const file = parseDockerfile(before.replaceAll("\n", eol));
        const [write] = file.instructions.flatMap((instruction) => npmrcWrites(file, instruction));
        const fix = mountInsteadOfWriting(file, facts, write ?? assert.fail());
        assert.equal(fix && apply(file.text, fix.edits), after?.replaceAll("\n", eol));
        if (fix) assert.match(fix.note, /docker build --secret id=npmrc,src=/);
      });
    }
  }

  test("of a copy", () => {
    const mountedCopy = (copy: string, rest = "RUN npm ci") => {
      const file = parseDockerfile(`FROM node:24\nWORKDIR /app\n${copy}\n${rest}\n`);
      const instruction = file.instructions[2] ?? assert.fail();
      const source = instruction.words.find(({ text }) => text.endsWith(".npmrc")) ?? assert.fail();
      const fix = mountInsteadOfCopying(file, facts, instruction, source);
      return fix && apply(file.text, fix.edits);
    };
    assert.equal(mountedCopy("COPY .npmrc ."), `FROM node:24\nWORKDIR /app\nRUN ${mount("/app/.npmrc")} npm ci\n`);
    assert.equal(
      mountedCopy("COPY package.json .npmrc ./"),
      `FROM node:24\nWORKDIR /app\nCOPY package.json ./\nRUN ${mount("/app/.npmrc")} npm ci\n`,
    );
    assert.equal(mountedCopy("COPY .npmrc .", "RUN a"), undefined);
    assert.equal(mountedCopy("COPY .npmrc $X"), undefined);
  });

  test("for an install, unless it is mounted", () => {
    const mountedInstall = (run: string) => {
      const { file, instruction } = read(`FROM node:24\nWORKDIR /app\nRUN ${run}\n`);
      return mountForInstall(file, facts, instruction)?.edits.length;
    };
    assert.equal(mountedInstall("npm ci"), 1);
    assert.equal(mountedInstall(`${mount("/app/.npmrc")} npm ci`), undefined);
  });

  test("the file stays out of the build context", () => {
    const file = parseDockerfile("FROM node:24\nWORKDIR /app\nRUN echo _auth=a > .npmrc && npm ci\n");
    const [write] = file.instructions.flatMap((instruction) => npmrcWrites(file, instruction));
    const fix = mountInsteadOfWriting(file, { ...facts, files: [] }, write ?? assert.fail());
    const other = fix?.edits.find(({ file }) => file !== undefined);
    assert.deepEqual([other?.file, other?.text], [".dockerignore", ".npmrc\n"]);
  });

  test("only a few of a file are worked out at once", () => {
    const few = fewMounts();
    let made = 0;
    for (let count = 0; count < 20; count++)
      few(() => {
        made++;
        return undefined;
      });
    assert.equal(made, 5);
  });
});
