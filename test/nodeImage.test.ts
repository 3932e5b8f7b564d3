/** Node.js in an image: which version fits a project, which variant, which package manager, which lock file. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { managerOf } from "../server/data/packageManagers";
import { lockedEngines, lockFormatOf, unlockedDependencies } from "../server/locks/lockFit";
import { copyWithoutLockfile, lockfileOf, usualLockfile } from "../server/locks/lockfile";
import {
  exactTags,
  installsDependencies,
  namedLine,
  nextLine,
  nodeFor,
  programLimit,
  runtimePrograms,
  unversionedImages,
  usesFullImage,
  versionedTags,
} from "../server/node/nodeImage";
import { foreignInstalls, isRootAt, provision } from "../server/node/ownManager";
import { projectInstallsOf } from "../server/packages/install";
import { baseImages } from "../server/stage/baseImage";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { parseIgnore } from "../server/syntax/dockerignore";
import { factsAround } from "../server/tools/memoryHost";
import type { Facts, Files } from "../server/types";
import { isReason } from "../server/util/reason";

const today = "2026-11-23";

async function read(text: string, files: Files = {}) {
  const file = parseDockerfile(text);
  const facts: Facts = { ...(await factsAround(files, "Dockerfile", text)), today };
  return { file, facts, stage: file.stages[0] ?? assert.fail(), image: baseImages(file)[0] ?? assert.fail() };
}

const manifest = (more: object) => ({ "package.json": JSON.stringify(more) });

describe("the version of Node.js", () => {
  test("that a project asks for", async () => {
    const major = async (files: Files, text = "FROM node\nCOPY . .\n") => {
      const { file, facts } = await read(text, files);
      return nodeFor(file, facts)?.major;
    };
    const recommended = await major({});
    assert.ok(recommended !== undefined && recommended % 2 === 0);
    assert.equal(await major({ ...manifest({}), ".nvmrc": "22" }), 22);
    assert.equal(await major(manifest({ engines: { node: "22.x" } })), 22);
    assert.equal(await major(manifest({ engines: { node: ">=20" } })), recommended);
    assert.equal(await major({ ...manifest({ engines: { node: ">=22" } }), ".nvmrc": "v24.1.0" }), 24);
    const limited = await major({}, "FROM node\nRUN corepack enable\n");
    assert.ok(limited !== undefined && limited < 25);
  });

  test("the first line without a program that a file calls", async () => {
    const limit = async (run: string) => programLimit((await read(`FROM node\nRUN ${run}\n`)).file);
    assert.equal(await limit("corepack enable"), 25);
    assert.equal(await limit("npm ci"), undefined);
    assert.equal(await limit("yarn install"), 26);
    assert.ok((nextLine((await read("FROM node:14\nRUN corepack enable")).file, today)?.major ?? 0) < 25);
  });

  test("that .nvmrc names", async () => {
    const named = async (text: string) =>
      namedLine((await read("FROM node\nCOPY . .", { ...manifest({}), ".nvmrc": text })).facts.project);
    assert.deepEqual([await named("22"), await named("lts/jod"), await named("x")], [22, 22, undefined]);
    assert.equal(namedLine(undefined), undefined);
  });
});

describe("tags of the image node", () => {
  const tags = async (text: string, files?: Files) => {
    const { file, image, facts } = await read(text, files);
    return versionedTags(file, image, facts);
  };

  test("in the variant of the tag, or chosen by what the stage is for", async () => {
    const nvmrc = { ...manifest({}), ".nvmrc": "22" };
    assert.match((await tags("FROM node\nCOPY . .", nvmrc)).join(" "), /^22\.\d+\.\d+-\w+-slim 22-\w+-slim$/);
    assert.match((await tags("FROM node\nCOPY . .\nRUN git log", nvmrc)).join(" "), /^22\.\d+\.\d+-\w+ 22-\w+$/);
    assert.match((await tags("FROM node:alpine\nCOPY . .", nvmrc)).join(" "), /^22\.\d+\.\d+-alpine 22-alpine$/);
    assert.equal((await tags("FROM node\nFROM node:22.1.0-bookworm", nvmrc))[0], "22.1.0-bookworm");
  });

  test("exact ones of a line, with the name of its Debian where that is free", async () => {
    const exact = async (text: string) => {
      const { file, image } = await read(text);
      return exactTags(file, image, { today });
    };
    assert.match((await exact("FROM node:22-bookworm")).join(" "), /^22\.\d+\.\d+-bookworm$/);
    assert.match((await exact("FROM node:22")).join(" "), /^22\.\d+\.\d+-\w+ 22\.\d+\.\d+$/);
    assert.match((await exact("FROM node:22\nRUN apt-get install -y libx1")).join(" "), /^22\.\d+\.\d+$/);
    assert.deepEqual(await exact("FROM node:lts"), []);
    assert.deepEqual(await exact("FROM debian:12"), []);
  });

  test("images without a version are told, unless a digest or a context stands for them", async () => {
    const told = async (text: string) => {
      const { file, facts } = await read(text);
      return [...unversionedImages(file, facts, "latest", (image) => `${image} is`)].map(
        ({ message }) => message?.split(" ")[0],
      );
    };
    assert.deepEqual(await told("FROM node:latest\nFROM debian:12\nCOPY --from=nginx:latest a b"), [
      "node:latest",
      "nginx:latest",
    ]);
    assert.deepEqual(await told(`FROM node:latest@sha256:${"a".repeat(64)}`), []);
    assert.deepEqual(await told("FROM node"), []);
  });
});

describe("what only the full variants hold", () => {
  for (const [run, files, isFull] of [
    ["npm ci", {}, false],
    ["git log", {}, true],
    ["apt-get install -y git && git log", {}, false],
    ["apt-get install -y build-essential && make", {}, false],
    ["apt-get install -y procps=2 && ps", {}, false],
    ["npm ci", { "package.json": '{"dependencies":{"a":"github:b/c"}}' }, true],
    ["npm ci", { "package.json": '{"dependencies":{"simple-git":"3"}}' }, true],
    ["echo a", { "package.json": '{"dependencies":{"a":"github:b/c"}}' }, false],
  ] as const) {
    test(`${run} ${JSON.stringify(files)}`, async () => {
      const { file, stage, facts } = await read(`FROM node:24\nCOPY . .\nRUN ${run}\n`, files);
      assert.equal(usesFullImage(file, stage, facts), isFull);
    });
  }

  test("programs that packages look for when they run", async () => {
    const programs = async (dependencies: object) =>
      runtimePrograms((await read("FROM node\nCOPY . .", manifest({ dependencies }))).facts.project);
    assert.deepEqual(await programs({ "@prisma/client": "^6.1.0", gm: "1" }), ["openssl", "convert"]);
    assert.deepEqual(await programs({ "@prisma/client": "^7.0.0" }), []);
    assert.deepEqual(runtimePrograms(undefined), []);
  });

  test("whether a stage, or one that starts from it, installs packages", async () => {
    const installs = async (text: string) => {
      const { file, stage } = await read(text);
      return installsDependencies(file, stage);
    };
    assert.equal(await installs("FROM node AS a\nFROM a\nRUN npm ci"), true);
    assert.equal(await installs("FROM node AS a\nFROM node\nRUN npm ci"), false);
  });
});

const npmLock = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages });

describe("lock files", () => {
  test("of a manager, unless the ignore file leaves it out", async () => {
    const { facts } = await read("FROM node\nCOPY . .", { ...manifest({}), "yarn.lock": "" });
    assert.equal(lockfileOf("yarn", facts), "yarn.lock");
    assert.equal(lockfileOf("npm", facts), undefined);
    assert.equal(
      lockfileOf("yarn", { ...facts, ignore: { ...parseIgnore("*.lock"), path: ".dockerignore" } }),
      undefined,
    );
    assert.equal(lockfileOf("yarn", { today }), undefined);
    assert.deepEqual([usualLockfile("npm"), usualLockfile("pnpm")], ["package-lock.json", "pnpm-lock.yaml"]);
  });

  for (const [text, isMissing] of [
    ["COPY package.json ./\nRUN npm ci", true],
    ["COPY package.json package-lock.json ./\nRUN npm ci", false],
    ["COPY package*.json ./\nRUN npm ci", false],
    ["COPY package.json ./\nCOPY . .\nRUN npm ci", false],
    ["COPY package.json ./\nRUN npm ci\nCOPY . .", true],
    ["COPY package.json ./\nCOPY $X ./\nRUN npm ci", false],
    ["COPY package.json ./\nCOPY src ./\nRUN npm ci", false],
    ["COPY package.json ./\nCOPY tsconfig.json ./\nRUN npm ci", true],
    ["COPY package.json ./\nRUN curl -O x\nRUN npm ci", false],
    ["COPY package.json ./\nRUN --mount=type=bind,target=/x npm ci", false],
    ["RUN npm ci", false],
  ] as const) {
    test(`${JSON.stringify(text)} ${isMissing ? "lacks" : "may have"} it`, () => {
      const file = parseDockerfile(`FROM node:24\nWORKDIR /app\n${text}\n`);
      const [install] = projectInstallsOf(file.final ?? assert.fail());
      const found = install && copyWithoutLockfile(file, install, { today: "2026-11-23" });
      assert.equal(found?.source.text, isMissing ? "package.json" : undefined);
    });
  }

  test("the format, and the first version that reads it", async () => {
    const format = async (name: string, text: string, manager: "npm" | "pnpm" | "bun") => {
      const { facts } = await read("FROM node\nCOPY . .\nRUN npm ci", { ...manifest({}), [name]: text });
      const found = lockFormatOf({ manager }, facts);
      return found && `${found.path} ${found.since}`;
    };
    assert.equal(await format("package-lock.json", npmLock({}), "npm"), "package-lock.json 7.0.0");
    assert.equal(await format("package-lock.json", '{"lockfileVersion": 1}', "npm"), undefined);
    assert.equal(await format("pnpm-lock.yaml", "lockfileVersion: '9.0'\n", "pnpm"), "pnpm-lock.yaml 9.0.0");
    assert.equal(await format("pnpm-lock.yaml", "lockfileVersion: '9.0'\n", "npm"), undefined);
  });

  for (const [title, more, lock, missing] of [
    ["all is there", { a: "^1.0.0" }, npmLock({ "": {}, "node_modules/a": { version: "1.2.0" } }), undefined],
    ["one lacks", { a: "1", b: "1" }, npmLock({ "": {}, "node_modules/a": { version: "1.2.0" } }), "b"],
    ["one is too old", { a: "^2.0.0" }, npmLock({ "": {}, "node_modules/a": { version: "1.2.0" } }), "a"],
    [
      "one is linked",
      { a: "^2.0.0" },
      npmLock({ "": {}, "node_modules/a": { link: true, version: "1.0.0" } }),
      undefined,
    ],
    ["none of the registry", { a: "github:b/c", d: "latest" }, npmLock({ "": {} }), undefined],
    ["no JSON", { a: "1" }, "{", undefined],
    ["an old format", { a: "1" }, JSON.stringify({ dependencies: { a: { version: "2.0.0" } } }), "a"],
  ] as const) {
    test(`dependencies in package-lock.json: ${title}`, async () => {
      const { facts } = await read("FROM node\nCOPY . .\nRUN npm ci", {
        ...manifest({ dependencies: more }),
        "package-lock.json": lock,
      });
      assert.equal(unlockedDependencies({ manager: "npm" }, facts)[0], missing);
    });
  }

  test("dependencies in yarn.lock", async () => {
    const missing = async (range: string) => {
      const lock = '# yarn lockfile v1\n\na@^1.0.0, "a@^1.1.0":\n  version "1.2.0"\n';
      const { facts } = await read("FROM node\nCOPY . .\nRUN yarn", {
        ...manifest({ dependencies: { a: range } }),
        "yarn.lock": lock,
      });
      return unlockedDependencies({ manager: "yarn" }, facts)[0];
    };
    assert.deepEqual([await missing("^1.1.0"), await missing("^2.0.0")], [undefined, "a"]);
  });

  test("what the packages ask of Node.js, each once", async () => {
    const engines = { engines: { node: ">=18" }, version: "1.0.0" };
    const lock = npmLock({ "": {}, "node_modules/a": engines, "node_modules/b": engines, "node_modules/c": {} });
    const { facts } = await read("FROM node\nCOPY . .\nRUN npm ci", { ...manifest({}), "package-lock.json": lock });
    assert.deepEqual(lockedEngines(facts), [">=18"]);
    assert.deepEqual(lockedEngines({ today }), []);
  });
});

describe("the manager that keeps the lock file", () => {
  test("where another one installs", async () => {
    const foreign = async (run: string, files: Files) => {
      const { file, facts } = await read(`FROM node:24\nWORKDIR /app\nCOPY . .\nRUN ${run}\n`, {
        ...manifest({}),
        ...files,
      });
      return foreignInstalls(file, facts).map(({ own, lockfile }) => `${own.program} ${lockfile}`);
    };
    assert.deepEqual(await foreign("npm install", { "pnpm-lock.yaml": "" }), ["pnpm pnpm-lock.yaml"]);
    assert.deepEqual(await foreign("pnpm install", { "pnpm-lock.yaml": "" }), []);
    assert.deepEqual(await foreign("npm install", { "pnpm-lock.yaml": "", "package-lock.json": "" }), []);
    assert.deepEqual(
      await foreign("if [ -f yarn.lock ]; then yarn; else npm install; fi", { "pnpm-lock.yaml": "" }),
      [],
    );
    assert.deepEqual(await foreign("npm install -g x", { "pnpm-lock.yaml": "" }), []);
    assert.deepEqual(await foreign("npm install", {}), []);
  });

  test("how an image gets it", async () => {
    const provided = async (text: string, name: "npm" | "pnpm" | "yarn", files: Files = {}) => {
      const { stage, facts } = await read(text, { ...manifest({}), ...files });
      const found = provision(stage, managerOf(name), facts);
      return isReason(found) ? found.reason : found.join("; ");
    };
    assert.equal(await provided("FROM node:24\nCOPY . .", "npm"), "");
    assert.equal(await provided("FROM node:24\nRUN corepack enable", "pnpm"), "");
    assert.equal(await provided("FROM node:24\nRUN npm i -g pnpm@9", "pnpm"), "");
    assert.equal(
      await provided("FROM node:24\nCOPY . .", "pnpm", manifest({ packageManager: "pnpm@10.1.0" })),
      "RUN npm install -g pnpm@10.1.0",
    );
    assert.equal(
      await provided("FROM node:24\nCOPY . .\nRUN npm ci", "pnpm", { "pnpm-lock.yaml": "lockfileVersion: '6.0'\n" }),
      "RUN npm install -g pnpm@8",
    );
    assert.match(await provided("FROM node:24\nCOPY . .", "pnpm"), /does not say which version of pnpm/);
    assert.equal(await provided("FROM node:24\nCOPY . .", "yarn"), "");
    assert.match(
      await provided("FROM node:14\nCOPY . .", "pnpm", manifest({ packageManager: "pnpm@10.1.0" })),
      /needs Node\.js/,
    );
  });

  test("whether root works there", async () => {
    const { stage } = await read("FROM node:24\nRUN a\nUSER node\nRUN b");
    assert.deepEqual(
      stage.instructions.map((it) => isRootAt(stage, it)),
      [true, true, true, false],
    );
  });
});
