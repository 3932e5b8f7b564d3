/** What speaks against a frozen install where one does well that is not. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { obstacleToFreezing } from "../server/locks/freezing";
import { omitFlag } from "../server/locks/managerVersion";
import { projectInstallsOf } from "../server/packages/install";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

const manifest = '{"dependencies":{"express":"^4.21.2"}}';
const lock3 =
  '{"name":"a","lockfileVersion":3,"packages":{"":{"dependencies":{"express":"^4.21.2"}},"node_modules/express":{"version":"4.21.2"}}}';
const lock1 = '{"name":"a","lockfileVersion":1,"dependencies":{"express":{"version":"4.21.2"}}}';
/** As npm 11 writes it. */
const lockOfWorkspaces =
  '{"lockfileVersion":3,"packages":{"":{"workspaces":["packages/*"],"devDependencies":{"semver":"^7.0.0"}},"node_modules/semver":{"version":"7.6.0"},"node_modules/@a/api":{"resolved":"packages/api","link":true},"packages/api":{"dependencies":{"ms":"^2.1.0"},"name":"@a/api"},"node_modules/ms":{"version":"2.1.3"}}}';
const workspaces = (lock: string): Files => ({
  "package.json": '{"name":"a","workspaces":["packages/*"],"devDependencies":{"semver":"^7.0.0"}}',
  "package-lock.json": lock,
  "packages/api/package.json": '{"name":"@a/api","dependencies":{"ms":"^2.1.0"},"devDependencies":{"semver":"^7.0.0"}}',
});
const npm = (lock: string): Files => ({ "package.json": manifest, "package-lock.json": lock });
const yarn = (lock: string): Files => ({ "package.json": manifest, "yarn.lock": `# yarn lockfile v1\n\n${lock}` });
const pnpm = (lock: string): Files => ({ "package.json": manifest, "pnpm-lock.yaml": lock });
const files = (image: string, run: string, more = "") =>
  `FROM ${image}\nWORKDIR /app\nCOPY package*.json yarn.loc[k] pnpm-lock.yam[l] ${more}./\nRUN ${run}\n`;

const cases: readonly (readonly [title: string, text: string, files: Files, reason: RegExp | undefined])[] = [
  [
    "a range that pnpm has not written down",
    files("node:22", "npm i -g pnpm@9 && pnpm i"),
    pnpm(
      "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      express:\n        specifier: ^4.18.0\n",
    ),
    /lacks express/,
  ],
  [
    "one that it has, by a name in quotes",
    files("node:22", "npm i -g pnpm@9 && pnpm i"),
    pnpm(
      "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      'express':\n        specifier: '^4.21.2'\n\npackages: {}\n",
    ),
    undefined,
  ],
  [
    "a form of pnpm 7",
    files("node:18", "npm i -g pnpm@7 && pnpm i"),
    pnpm("lockfileVersion: 5.4\n\nimporters:\n\n  .:\n    specifiers:\n      express: ^4.21.2\n"),
    undefined,
  ],
  [
    "one that overrides of pnpm change",
    files("node:22", "npm i -g pnpm@9 && pnpm i"),
    pnpm(
      "lockfileVersion: '9.0'\n\noverrides:\n  express: 4\n\nimporters:\n\n  .:\n    dependencies:\n      express:\n        specifier: '4'\n",
    ),
    undefined,
  ],
  ["an npm that reads the lock file", files("node:16", "npm install"), npm(lock3), undefined],
  [
    "an npm before 7",
    files("node:14", "npm install"),
    npm(lock3),
    /npm 6 of Node\.js 14 cannot read .*lockfileVersion 3/,
  ],
  ["an older lock file", files("node:14", "npm install"), npm(lock1), undefined],
  ["an npm without ci", files("node:8.9", "npm install"), npm(lock1), /npm 5 of Node\.js 8/],
  ["a later one of that line", files("node:8", "npm install"), npm(lock1), undefined],
  ["an npm long before ci", files("node:6", "npm install"), npm(lock1), /npm 3 of Node\.js 6 has no "npm ci"/],
  ["a newer npm that is put in", files("node:14", "npm i -g npm@8 && npm i"), npm(lock3), undefined],
  ["the newest npm that is put in", files("node:14", "npm i -g npm && npm i"), npm(lock3), undefined],
  ["an older npm that is put in", files("node:20", "npm i -g npm@6\nRUN npm i"), npm(lock3), /npm 6 cannot read/],
  ["the npm of a distribution", files("ubuntu:20.04", "apt-get install -y npm && npm i"), npm(lock3), /npm 6 of focal/],
  ["that of a newer one", files("ubuntu:24.04", "apt-get install -y npm && npm i"), npm(lock3), undefined],
  [
    "Node.js from its makers",
    files("debian:12", "curl https://x/setup_14.x | bash && npm i"),
    npm(lock3),
    /Node\.js 14/,
  ],
  [
    "an image that nobody knows",
    files("example.org/base", "npm install"),
    npm(lock3),
    /which one this image has is not known/,
  ],
  [
    "an older pnpm",
    files("node:20", "npm i -g pnpm@8 && pnpm i"),
    pnpm("lockfileVersion: '9.0'\n"),
    /pnpm 8 cannot read/,
  ],
  ["a fitting pnpm", files("node:20", "npm i -g pnpm@9 && pnpm i"), pnpm("lockfileVersion: '9.0'\n"), undefined],
  [
    "a workspace that npm has not locked",
    files("node:22", "npm install", "packages "),
    { ...workspaces(lockOfWorkspaces), "packages/new/package.json": '{"name":"@a/new","version":"1.0.0"}' },
    /package-lock\.json does not fit package\.json: it lacks @a\/new/,
  ],
  [
    "what a workspace wants in a newer version",
    files("node:22", "npm install", "packages "),
    workspaces(
      lockOfWorkspaces
        .replace('"packages/api":{"dependencies":{"ms":"^2.1.0"}', '"packages/api":{"dependencies":{"ms":"^1"}')
        .replace('"2.1.3"', '"1.0.0"'),
    ),
    /it lacks ms as packages\/api\/package\.json wants it/,
  ],
  ["workspaces that are locked", files("node:22", "npm install", "packages "), workspaces(lockOfWorkspaces), undefined],
  [
    "npm pkg set",
    files("node:24", "npm pkg set dependencies.x=1 && npm i"),
    npm(lock3),
    /same RUN changes.*package\.json .*npm pkg set/,
  ],
  [
    "npm pkg set in an if",
    files("node:24", "if [ $A ]; then npm pkg set dependencies.x=1; fi; npm i"),
    npm(lock3),
    /npm pkg/,
  ],
  [
    "keys that no lock file is about",
    files("node:24", "npm pkg delete scripts.prepare && npm i"),
    npm(lock3),
    undefined,
  ],
  ["an earlier RUN", files("node:24", "sed -i s/a/b/ package.json\nRUN npm i"), npm(lock3), /an earlier RUN/],
  [
    "a COPY that brings it anew",
    files("node:24", "sed -i s/a/b/ package.json\nCOPY . .\nRUN npm i"),
    npm(lock3),
    undefined,
  ],
  ["sed that only prints", files("node:24", "sed -n 1p package.json && npm i"), npm(lock3), undefined],
  ["a redirection", files("node:24", "jq .x package.json > p && cat p > package.json && npm i"), npm(lock3), /cat p/],
  ["what only reads", files("node:24", "jq .x package.json && cat package.json && npm i"), npm(lock3), undefined],
  ["a move", files("node:24", "mv a.json package.json && npm i", "a.json "), npm(lock3), /mv a\.json/],
  ["a copy of it", files("node:24", "cp package.json /tmp/ && npm i"), npm(lock3), undefined],
  ["the lock file removed", files("node:24", "rm package-lock.json && npm i"), npm(lock3), /rm package-lock/],
  [
    "a program that writes it",
    files("node:24", `node -e "fs.writeFileSync('package.json','{}')" && npm i`),
    npm(lock3),
    /node -e/,
  ],
  [
    "a program that reads it",
    files("node:24", `node -p "require('./package.json').version" > v && npm i`),
    npm(lock3),
    undefined,
  ],
  [
    "a program that writes another file",
    files("node:24", `node -e "fs.writeFileSync('v',require('./package.json').v)" && npm i`),
    npm(lock3),
    undefined,
  ],
  ["a script of the project", files("node:24", "node tools/strip.js && npm i"), npm(lock3), /node tools\/strip\.js/],
  [
    "a lock file without a dependency",
    files("node:24", "npm i"),
    npm('{"lockfileVersion":3,"packages":{"":{}}}'),
    /lacks express/,
  ],
  [
    "one with a version that does not do",
    files("node:24", "npm i"),
    npm(lock3.replaceAll("4.21.2", "3.0.0")),
    /does not fit/,
  ],
  ["one that says nothing", files("node:24", "npm i"), npm("{}"), undefined],
  ["one that cannot be read", files("node:24", "npm i"), npm("{"), undefined],
  ["a yarn.lock that fits", files("node:24", "yarn"), yarn('express@^4.21.2, "a@1":\n  version "4.21.2"\n'), undefined],
  [
    "a yarn.lock that does not",
    files("node:24", "yarn"),
    yarn('"express@^4.0.0":\n  version "4.21.2"\n'),
    /lacks express/,
  ],
  [
    "a lock file that nothing brings",
    "FROM node:24\nWORKDIR /app\nADD package.json ./\nRUN true\nRUN yarn",
    yarn("a@1:\n"),
    /./,
  ],
];

describe("obstacles to a frozen install", () => {
  for (const [title, text, context, reason] of cases) {
    test(title, async () => {
      const facts = await factsOf({ files: context }, text);
      const file = parseDockerfile(text);
      const install = file.stages.flatMap(projectInstallsOf).at(-1);
      assert.ok(install);
      const found = obstacleToFreezing(file, install, facts);
      if (reason) assert.match(found?.reason ?? "", reason);
      else assert.equal(found, undefined);
    });
  }
});

test("npm before 7 leaves dev dependencies out by another option", async () => {
  const flagIn = async (text: string) => {
    const [install] = parseDockerfile(text).stages.flatMap(projectInstallsOf);
    return install && omitFlag(install, await factsOf({}, text));
  };
  assert.equal(await flagIn("FROM node:14\nRUN npm ci"), "--only=production");
  assert.equal(await flagIn("FROM node:14\nRUN npm i -g npm@9\nRUN npm ci"), "--omit=dev");
  assert.equal(await flagIn("FROM node:20\nRUN npm i -g npm@6 && npm ci"), "--only=production");
  assert.equal(await flagIn("FROM node\nRUN npm ci"), "--omit=dev");
});
