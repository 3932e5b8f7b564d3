/** Which stages ship, and what compose says of how they are run. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lint } from "../server/engine/lint";
import { shippedViews } from "../server/image/shipped";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";
import type { Facts, Files } from "../server/types";

const stages = "FROM node:24 AS base\nFROM base AS web\nFROM base AS worker\nFROM base AS dev\nFROM scratch AS files\n";

/** What builds the stages, and the names of those that ship. */
const builds: readonly (readonly [files: Files, ...ships: string[]])[] = [
  [{}, "files"],
  [{ "compose.yaml": "services: {web: {build: .}}" }, "files"],
  [{ "compose.yaml": "services: {web: {build: {target: WEB}}}" }, "web"],
  [{ "compose.yaml": "services: {web: {build: {target: '1'}}}" }, "web"],
  [{ "compose.yaml": "services: {a: {build: {target: worker}}, b: {build: {target: web}}}" }, "web", "worker"],
  [{ "compose.yaml": "services: {a: {build: {target: web}}, b: {build: .}}" }, "web", "files"],
  // Who develops in one stage may ship another.
  [{ "compose.yaml": "services: {web: {build: {target: dev}}}" }, "files"],
  [{ "compose.yaml": "services: {a: {build: {target: dev}}, b: {build: {target: web}}}" }, "web"],
  [{ "compose.yaml": "services: {web: {build: {target: '${T}'}}}" }, "files"],
  [{ "compose.yaml": "services: {web: {build: {target: '${T:-web}'}}}" }, "web"],
  [{ "compose.yaml": "services: {a: {build: {target: '${T}'}}, b: {build: {target: web}}}" }, "web"],
  [{ "compose.yaml": "services: {web: {build: {target: none}}}" }, "files"],
  [{ "compose.yaml": "services: {web: {build: {target: ''}}}" }, "files"],
  [{ "docker-bake.hcl": 'target "web" { target = "web" }' }, "web"],
  [{ "docker-bake.hcl": 'variable "T" { default = "web" }\ntarget "x" { target = T }' }, "web"],
  [{ "docker-bake.hcl": 'target "a" { target = "web" }\ntarget "b" { output = ["type=cacheonly"] }' }, "web"],
  [
    { "docker-bake.hcl": 'target "a" { target = "web" }\ntarget "b" { output = [{ type = "local", dest = "x" }] }' },
    "web",
  ],
  [{ "docker-bake.hcl": 'target "a" { target = "web" }\ntarget "b" { output = ["./out"] }' }, "web"],
  [{ "docker-bake.hcl": 'target "a" { target = "web" }\ntarget "b" { output = ["type=registry"] }' }, "web", "files"],
  [{ "docker-bake.json": '{ "target": { "web": { "target": "worker" } } }' }, "worker"],
  [
    {
      ".devcontainer/devcontainer.json":
        '{ "build": { "dockerfile": "../Dockerfile", "context": "..", "target": "web" } }',
    },
    "web",
  ],
  [
    {
      ".devcontainer/devcontainer.json":
        '{ "build": { "dockerfile": "../Dockerfile", "context": "..", "target": "dev" } }',
    },
    "files",
  ],
];

const namesOf = (text: string, facts: Facts) =>
  shippedViews(parseDockerfile(text), facts).map(({ final }) => final?.name?.value);

describe("the stages that ship", () => {
  for (const [files, ...ships] of builds) {
    test(Object.values(files)[0] ?? "nothing builds it", async () => {
      assert.deepEqual(namesOf(stages, await factsAround(files, "Dockerfile", stages)), ships);
    });
  }

  test("what is configured goes first, if it is there", async () => {
    const facts = await factsAround({ "compose.yaml": "services: {a: {build: {target: web}}}" }, "Dockerfile", stages);
    assert.deepEqual(namesOf(stages, { ...facts, target: "worker" }), ["worker"]);
    assert.deepEqual(namesOf(stages, { ...facts, target: "other" }), ["web"]);
    assert.deepEqual(namesOf(stages, { today: "2026-11-23", target: "web" }), ["web"]);
  });

  test("a target for development ships where nothing else does", async () => {
    const text = "FROM node:24 AS dev\nFROM dev AS test\n";
    const files = { "compose.yaml": "services: {web: {build: {target: dev}}}" };
    assert.deepEqual(namesOf(text, await factsAround(files, "Dockerfile", text)), ["dev"]);
  });

  test("one finding for what two targets share, the heavier one", async () => {
    const text = 'FROM node:24.1.0 AS web\nCMD ["node", "a.js"]\nFROM web AS worker\nCMD ["node", "b.js"]\n';
    const files = { "compose.yaml": "services: {a: {build: {target: web}}, b: {build: {target: worker}}}" };
    const found = lint(parseDockerfile(text), await factsAround(files, "Dockerfile", text), { rules: {} });
    const lines = (id: string) =>
      found.filter(({ rule }) => rule.id === id).map(({ span }) => text.slice(0, span.start).split("\n").length);
    assert.deepEqual(lines("missing-user"), [2, 4]);
    assert.deepEqual(lines("insecure-node"), [1]);
  });
});

const service = (settings: string) => ({ "compose.yaml": `services:\n  web: { build: ., ${settings} }\n` });

/** What of a Dockerfile without USER, init, NODE_ENV and check is left to be said when compose says it. */
const settings: readonly (readonly [title: string, files: Files, command: string, ...silent: string[]])[] = [
  ["nothing", service(""), '["node", "a.js"]'],
  ["user", service("user: '1000:1000'"), '["node", "a.js"]', "missing-user"],
  ["user of the one who starts it", service("user: '${UID}'"), '["node", "a.js"]', "missing-user"],
  ["root", service("user: root"), '["node", "a.js"]'],
  ["init", service("init: true"), '["node", "a.js"]', "node-without-init"],
  ["init in quotes", service("init: 'true'"), '["node", "a.js"]', "node-without-init"],
  ["no init", service("init: false"), '["node", "a.js"]'],
  ["environment", service("environment: {NODE_ENV: production}"), '["node", "a.js"]', "node-env-missing"],
  ["environment as a list", service("environment: [NODE_ENV=production]"), '["node", "a.js"]', "node-env-missing"],
  ["another environment", service("environment: [NODE_ENV=development, A=1]"), '["node", "a.js"]'],
  ["healthcheck", service("healthcheck: {test: [CMD, node, h.js]}"), '["node", "a.js"]', "missing-healthcheck"],
  ["healthcheck off", service("healthcheck: {disable: true}"), '["node", "a.js"]'],
  ["healthcheck none", service("healthcheck: {test: NONE}"), '["node", "a.js"]'],
  ["command", service("command: node a.js"), '["npm", "start"]', "package-manager-as-pid1"],
  ["the same command", service("command: npm start"), '["npm", "start"]'],
  ["command for development", service("command: npm run dev"), '["npm", "start"]'],
  ["command that watches", service("command: [node, --watch, a.js]"), '["npm", "start"]'],
  ["command in shell form", service("command: ['node', 'a.js']"), "node a.js", "shell-form-command"],
  ["entrypoint", service("entrypoint: [tini, --], command: node a.js"), '["node", "a.js"]', "node-without-init"],
  [
    "two services, one of which says it",
    { "compose.yaml": "services:\n  web: { build: ., init: true }\n  job: { build: . }\n" },
    '["node", "a.js"]',
  ],
  [
    "two services that say it",
    { "compose.yaml": "x-all: &all { build: ., init: true }\nservices:\n  web: *all\n  job: { <<: *all }\n" },
    '["node", "a.js"]',
    "node-without-init",
  ],
  [
    "a service that extends another",
    { "compose.yaml": "services:\n  base: { init: true }\n  web: { build: {context: .}, extends: {service: base} }\n" },
    '["node", "a.js"]',
    "node-without-init",
  ],
  [
    "a file beside",
    { ...service("init: true"), "compose.prod.yaml": "services:\n  web: { build: {context: .} }\n" },
    '["node", "a.js"]',
    "node-without-init",
  ],
];

const rules = [
  "missing-user",
  "node-without-init",
  "node-env-missing",
  "missing-healthcheck",
  "package-manager-as-pid1",
  "shell-form-command",
];

describe("the settings of services", () => {
  for (const [title, files, command, ...silent] of settings) {
    test(title, async () => {
      const text = `FROM node:24-slim\nCMD ${command}\n`;
      const all = { ...files, "package.json": '{"scripts":{"start":"node a.js"}}' };
      const find = async (around: Files) => {
        const found = lint(parseDockerfile(text), await factsAround(around, "Dockerfile", text), {
          rules: {},
          all: true,
        });
        return rules.filter((id) => found.some(({ rule }) => rule.id === id));
      };
      const alone = await find({ "package.json": all["package.json"] });
      assert.deepEqual(
        await find(all),
        alone.filter((id) => !silent.includes(id)),
      );
      assert.ok(
        silent.every((id) => alone.includes(id)),
        "reported without",
      );
    });
  }
});
