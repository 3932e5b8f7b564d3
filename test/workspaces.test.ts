/** What an install reads of a project, mounts in place of build arguments, and scripts that a container starts. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { entryScript } from "../server/image/entryScripts";
import { textOf } from "../server/image/entryTexts";
import { imageFiles } from "../server/image/imageFiles";
import { manifestCopies } from "../server/node/manifests";
import { someHandles } from "../server/node/programTexts";
import { workspacesOf } from "../server/node/workspaces";
import { mountAsVariable, removeOption } from "../server/packages/mounts";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";
import type { Files } from "../server/types";
import { isReason } from "../server/util/reason";

const listing = ["apps/web/package.json", "package.json", "packages/a/package.json", "packages/b/c/package.json"];

/** The field of package.json, pnpm-workspace.yaml where there is one, and the folders; undefined when that cannot be told. */
const fields: readonly (readonly [field: unknown, yaml: string | undefined, folders: readonly string[] | undefined])[] =
  [
    [undefined, undefined, []],
    [["packages/*"], undefined, ["packages/a"]],
    [["packages/**"], undefined, ["packages/a", "packages/b/c"]],
    [["./apps/web/", "packages/*"], undefined, ["apps/web", "packages/a"]],
    [{ packages: ["apps/*"] }, undefined, ["apps/web"]],
    [{ nohoist: ["x"] }, undefined, []],
    [["!packages/*"], undefined, []],
    [["other/*"], undefined, undefined],
    [["packages/{a,b}"], undefined, undefined],
    ["packages/*", undefined, undefined],
    [[1], undefined, undefined],
    [undefined, "packages:\n  - 'apps/*' # why\n  - \"packages/*\"\r\nother: x\n", ["apps/web", "packages/a"]],
    [["packages/*"], "onlyBuiltDependencies: []\n", []],
    [undefined, "packages: ['apps/*']\n", undefined],
  ];

describe("workspaces", () => {
  for (const [field, yaml, folders] of fields) {
    test(`${JSON.stringify(field)} ${JSON.stringify(yaml)}`, () => {
      const files = yaml === undefined ? listing : [...listing, "pnpm-workspace.yaml"];
      const contents = new Map(yaml === undefined ? [] : [["pnpm-workspace.yaml", yaml]]);
      assert.deepEqual(workspacesOf(field, files, contents), folders);
    });
  }
});

/** A project, and the sources that its install needs, or the reason why it needs more. */
const manifests: readonly (readonly [title: string, files: Files, copies: string | RegExp])[] = [
  ["plain", { "package.json": "{}", "package-lock.json": "{}" }, "package.json package-lock.json"],
  [
    "settings",
    { "package.json": "{}", "package-lock.json": "{}", ".npmrc": "a=b" },
    "package.json package-lock.json .npmrc",
  ],
  ["no lock file", { "package.json": "{}" }, /no lock file/],
  ["a token", { "package.json": "{}", "package-lock.json": "{}", ".npmrc": "//r/:_authToken=a" }, /holds a token/],
  [
    "a folder",
    { "package.json": '{"dependencies":{"a":"file:./a"}}', "package-lock.json": "{}" },
    /is a folder of the project/,
  ],
  [
    "Prisma",
    {
      "package.json": '{"dependencies":{"@prisma/client":"6"}}',
      "package-lock.json": "{}",
      "prisma/schema.prisma": "",
    },
    "package.json package-lock.json; prisma",
  ],
  [
    "workspaces",
    { "package.json": '{"workspaces":["p/*"]}', "package-lock.json": "{}", "p/a/package.json": "{}" },
    "package.json package-lock.json; p/a/package.json",
  ],
];

describe("what an install reads", () => {
  for (const [title, files, copies] of manifests) {
    test(title, async () => {
      const facts = await factsAround(files, "Dockerfile", "FROM node:24\nCOPY . .\nRUN npm ci\n");
      const found = manifestCopies("npm", facts) ?? assert.fail();
      const drawn = isReason(found) ? found.reason : found.map(({ sources }) => sources.join(" ")).join("; ");
      if (typeof copies === "string") assert.equal(drawn, copies);
      else assert.match(drawn, copies);
    });
  }
});

describe("mounts", () => {
  for (const [flag, name, left] of [
    ["--mount=type=cache,target=/a,id=b", "id", "--mount=type=cache,target=/a"],
    ["--mount=type=cache,id=b,target=/a", "id", "--mount=type=cache,target=/a"],
    ["--mount=type=cache,target=/a", "id", undefined],
    ['--mount="type=cache,id=b"', "id", undefined],
  ] as const) {
    test(`${flag} without ${name}`, () => {
      const file = parseDockerfile(`FROM x\nRUN ${flag} a\n`);
      const edit = removeOption(file, file.instructions[1]?.mounts[0] ?? assert.fail(), name);
      assert.equal(edit && apply(file.text, [edit]), left && `FROM x\nRUN ${left} a\n`);
    });
  }

  for (const [before, after] of [
    ["FROM x\nARG T\nRUN a $T\nRUN b\n", "FROM x\nRUN --mount=type=secret,id=t,env=T a $T\nRUN b\n"],
    ["FROM x\nARG T\nRUN a $T\nENV B=$T\n", undefined],
    ["FROM x\nARG T\nRUN b\n", undefined],
    ["# syntax=docker/dockerfile:1.4\nFROM x\nARG T\nRUN a $T\n", undefined],
    ['FROM x\nARG T\nRUN ["a", "$T"]\n', undefined],
  ] as const) {
    test(`a secret in place of an argument: ${JSON.stringify(before)}`, () => {
      const file = parseDockerfile(before);
      const argument = file.instructions.find(({ keyword }) => keyword === "ARG") ?? assert.fail();
      const edits = mountAsVariable(file, { today: "" }, file.final ?? assert.fail(), argument, "T");
      assert.equal(edits && apply(before, edits), after);
    });
  }
});

describe("texts of what a container starts", () => {
  test("scripts, by themselves or read by a shell", async () => {
    const commands = async (command: string, script = "#!/bin/sh\nset -e\nexec node a.js\n") => {
      const text = `FROM node:24\nWORKDIR /app\nCOPY run.sh .\nCMD ${command}\n`;
      const stage = parseDockerfile(text).final ?? assert.fail();
      const facts = await factsAround({ "run.sh": script }, "Dockerfile", text);
      const found = entryScript(stage.instructions.at(-1)?.words ?? [], "/app", stage, facts);
      return found && [found.path, found.commands.map(({ name }) => name).join(" "), found.given.length];
    };
    assert.deepEqual(await commands('["./run.sh", "a"]'), ["run.sh", "set node", 1]);
    assert.deepEqual(await commands('["sh", "-e", "run.sh"]', "node a.js"), ["run.sh", "node", 0]);
    assert.equal(await commands('["./run.sh"]', "#!/usr/bin/env python3\n"), undefined);
    assert.equal(await commands('["sh", "-c", "./run.sh"]'), undefined);
    assert.equal(await commands('["./run.sh"]', "#!/bin/sh\nif then\n"), undefined);
    assert.equal(await commands('["./other.sh"]'), undefined);
  });

  test("files that are copied, and those that a heredoc writes", async () => {
    const at = async (copy: string, path: string) => {
      const text = `FROM node:24\n${copy}\n`;
      const file = parseDockerfile(text);
      const around = await factsAround({ "run.sh": "" }, "Dockerfile", text);
      const facts = { ...around, contents: new Map([["run.sh", "from context"]]) };
      const found = imageFiles(file, facts)
        .after(file.final ?? assert.fail())
        .at(path);
      return found && found !== "absent" ? textOf(found, path, facts) : found;
    };
    assert.equal(await at("COPY run.sh /a.sh", "/a.sh"), "from context");
    assert.equal(await at("COPY <<E /a.sh\nb\nE", "/a.sh"), "b\n");
    assert.equal(await at("COPY <<-E /a.sh\n\tb\n\tE", "/a.sh"), "b\n");
    assert.equal(await at("COPY <<a.sh <<b.sh /x/\n1\na.sh\n2\nb.sh", "/x/b.sh"), "2\n");
    assert.equal(await at("RUN echo > /a.sh", "/a.sh"), undefined);
  });

  test("a program handles signals, itself or by what it imports", () => {
    const handles = (...files: [path: string, text: string][]) =>
      someHandles({ today: "", files: files.map(([path]) => path), contents: new Map(files) }, "a.js", "SIGTERM");
    assert.equal(handles(["a.js", 'process.on("SIGTERM", () => {})']), true);
    assert.equal(handles(["a.js", 'import "./b.js"'], ["b.js", 'process.once("SIGTERM", stop)']), true);
    assert.equal(handles(["a.js", "listen()"]), false);
    assert.equal(handles(["a.js", 'import "./gone.js"']), undefined);
    assert.equal(handles(), undefined);
  });
});
