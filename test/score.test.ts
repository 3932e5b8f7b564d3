/** How many of the ten practices a Dockerfile follows, and why not the others. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { harden } from "../server/engine/harden";
import { lint, unsilenced } from "../server/engine/lint";
import { score } from "../server/engine/score";
import { rules } from "../server/rules";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Files, Practice } from "../server/types";
import { factsOf } from "./cases";

const settings = { rules: {} };

async function scoreOf(text: string, files?: Files) {
  const file = parseDockerfile(text);
  const facts = await factsOf({ files, path: "Dockerfile" }, text);
  const problems = lint(file, facts, settings);
  return score(file, { problems, unsilenced: unsilenced(file, facts, settings) }, facts);
}

const good = `FROM node:24.22.0-slim
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
USER node
CMD ["dumb-init", "node", "a.js"]
`;

const cases: readonly (readonly [text: string, practice: Practice, state: string, files?: Files])[] = [
  ["FROM node\n", "pinned-base", "missing"],
  ["FROM node:24\n", "pinned-base", "missing"],
  ["FROM debian:stable-slim\nUSER 1000\n", "pinned-base", "missing"],
  ["FROM debian:bookworm-slim\nUSER 1000\n", "pinned-base", "met"],
  ["FROM example.com/base:prod\nUSER 1000\n", "pinned-base", "unknown"],
  ["FROM example.com/base:3\nUSER 1000\n", "supported-versions", "unknown"],
  ["FROM nginx:1.13\n", "supported-versions", "missing"],
  ["FROM nginx:1.13\n", "unprivileged-user", "missing"],
  ['FROM nginx:1.30\nCMD ["nginx", "-g", "daemon off;"]\n', "unprivileged-user", "missing"],
  ["FROM httpd:2.4\n", "unprivileged-user", "unknown"],
  // BusyBox has one of this name.
  ['FROM alpine:3.22\nCMD ["httpd", "-f", "-p", "80", "-h", "/www"]\n', "unprivileged-user", "missing"],
  ["FROM postgres:18\n", "unprivileged-user", "met"],
  ['FROM debian:13\nCMD ["gosu", "app", "a"]\n', "unprivileged-user", "met"],
  ['FROM debian:13\nCMD ["bash"]\n', "unprivileged-user", "unknown"],
  [good, "pinned-base", "met"],
  ["FROM node:24.22.0-slim\nCOPY package.json .\nRUN npm install\n", "production-dependencies", "missing"],
  ["FROM node:24.22.0\nRUN npm ci --omit=dev\n", "production-dependencies", "met"],
  // Nobody knows what it is for.
  [
    "FROM node:24.22.0\nCOPY package*.json ./\nRUN npm ci\n",
    "production-dependencies",
    "unknown",
    { "package.json": "{}", "package-lock.json": "{}" },
  ],
  ["FROM node:24.22.0 AS build\nRUN npm ci\n\nFROM nginx:1\n", "production-dependencies", "met"],
  ["FROM python:3.14\n", "production-dependencies", "none"],
  [good.replace(/ENV.*\n/, ""), "production-mode", "missing"],
  [good.replace(/ENV.*\n/, "ARG NODE_ENV=development\nENV NODE_ENV=$NODE_ENV\n"), "production-mode", "unknown"],
  [good.replace(/ENV.*\n/, "ARG NODE_ENV=production\nENV NODE_ENV=$NODE_ENV\n"), "production-mode", "met"],
  ["FROM nginx:1\n", "production-mode", "none"],
  // Rails takes its mode from outside as well.
  ['FROM ruby:3.4\nENV RAILS_ENV=production\nCMD ["bin/rails", "server"]\n', "production-mode", "met"],
  ['FROM ruby:3.4\nCMD ["rails", "s", "-e", "staging"]\n', "production-mode", "met"],
  ['FROM ruby:3.4\nARG RAILS_ENV\nCMD ["bin/rails", "server"]\n', "production-mode", "unknown"],
  ['FROM ruby:3.4\nCMD ["bin/rails", "server"]\n', "production-mode", "unknown", { "k8s/web.yaml": "" }],
  ['FROM ruby:3.4\nCMD ["bin/rails", "server"]\n', "production-mode", "missing"],
  [
    'FROM debian:13\nRUN apt-get update && apt-get install -y nodejs\nCMD ["/usr/bin/node", "a.js"]\n',
    "production-mode",
    "met",
  ],
  [good.replace("USER node", "USER root"), "unprivileged-user", "missing"],
  [good.replace(/CMD.*/, "CMD node a.js"), "signals", "missing"],
  [good, "signals", "met"],
  [
    'FROM python:3.14\nCOPY a.py ./\nCMD ["python", "a.py"]\n',
    "signals",
    "unknown",
    { "a.py": "import http.server\n" },
  ],
  ['FROM python:3.14\nCOPY a.py ./\nCMD ["python", "a.py"]\n', "signals", "met", { "a.py": "signal(SIGTERM, end)\n" }],
  ['FROM php:8.5-cli\nCMD ["php", "-S", "0.0.0.0:80"]\n', "signals", "unknown"],
  ['FROM debian:13\nCMD ["busybox", "httpd", "-f"]\n', "signals", "unknown"],
  ['FROM php:8.5-cli\nSTOPSIGNAL SIGINT\nCMD ["php", "-S", "0.0.0.0:80"]\n', "signals", "met"],
  ['FROM python:3.14\nCMD ["python", "-m", "uvicorn", "a:app"]\n', "signals", "met", { "a.py": "" }],
  [good, "graceful-shutdown", "missing", { "a.js": "require('http').createServer().listen(1)" }],
  // What cannot start shows nothing, whoever wants to hear of it.
  ...["", "# drydock ignore=missing-start-file\n"].map((ignored): [string, Practice, string, Files] => [
    good.replace("USER node", "WORKDIR /app\nCOPY . .\nUSER node").replace("CMD", `${ignored}CMD`),
    "signals",
    "unknown",
    { "b.js": "", ".gitignore": "" },
  ]),
  ["FROM scratch\n", "graceful-shutdown", "none"],
  [good.replace("24.22.0", "18.20.8"), "supported-versions", "missing"],
  [good.replace("-slim", ""), "multi-stage", "missing"],
  [good, "multi-stage", "none"],
  [good.replace("USER", "RUN npm ci --omit=dev\nUSER"), "multi-stage", "none"],
  [good.replace("USER", "RUN ./build.sh\nUSER"), "multi-stage", "unknown"],
  ['FROM rust:1.90\nRUN cargo install --path .\nCMD ["tool"]\n', "multi-stage", "missing"],
  ["FROM maven:3.9\nRUN mvn package\n", "multi-stage", "unknown"],
  ['FROM debian:13\nRUN gcc -o /a a.c\nCMD ["/a"]\n', "multi-stage", "unknown"],
  [
    'FROM rust:1.90 AS build\nRUN cargo build\nFROM debian:13\nCOPY --from=build /a /a\nCMD ["/a"]\n',
    "multi-stage",
    "met",
  ],
  [`${good}COPY . .\n`, "ignored-files", "missing", { ".env": "" }],
  [`${good}ENV API_TOKEN=abc\n`, "mounted-secrets", "missing"],
  [good, "mounted-secrets", "met"],
  ["", "pinned-base", "none"],
  ["FROM debian:13\nEXEC ls\nUSER 1000\nCMD sleep 9\n", "pinned-base", "unknown"],
  ["FROM debian:13\n- RUN ls\nUSER 1000\n", "unprivileged-user", "unknown"],
  ["ARG BASE\nFROM $BASE\nUSER 1000\n", "pinned-base", "unknown"],
  ["ARG BASE\nFROM $BASE\nUSER 1000\n", "supported-versions", "unknown"],
  [good.replace(/CMD.*/, ""), "signals", "unknown"],
  [good.replace(/CMD.*/, ""), "unprivileged-user", "met"],
  [good.replace(/CMD.*/, ""), "production-mode", "met"],
  ["FROM node:24.22.0-slim\n", "unprivileged-user", "unknown"],
  ["FROM node:24.22.0-slim\n", "production-mode", "unknown"],
  ["FROM nginxinc/nginx-unprivileged:1.31\n", "unprivileged-user", "met"],
  ["FROM nginx:1\n", "signals", "met"],
  ['FROM example.com/base:1\nCMD ["a"]\n', "unprivileged-user", "unknown"],
  ["FROM debian:13\nUSER $WHO\nCMD a\n", "unprivileged-user", "unknown"],
  ['FROM debian:13\nUSER 1000\nCMD ["sleep", "9"]\n', "signals", "met"],
  ['FROM debian:13\nUSER 1000\nCMD ["./start.sh"]\n', "signals", "unknown"],
  ['FROM debian:13\nCOPY . .\nCMD ["./start.sh"]\n', "signals", "met", { "start.sh": "#!/bin/sh\nexec a\n" }],
  ['FROM debian:13\nCMD ["sh", "-c", "a; b"]\n', "signals", "missing"],
  ['FROM debian:13\nCMD ["bash", "-c", "rm -f a && exec b"]\n', "signals", "met"],
  ['FROM debian:13\nCMD ["sh", "-c", "a & exec b"]\n', "signals", "unknown"],
  ['FROM debian:13\nCMD ["apachectl", "-D", "FOREGROUND"]\n', "signals", "unknown"],
  ["# drydock ignore-file=latest-tag\nFROM debian:latest\nUSER 1000\n", "pinned-base", "ignored"],
  ["# hadolint ignore=DL3007\nFROM debian:latest\nUSER 1000\n", "pinned-base", "ignored"],
  ["# drydock ignore-file=latest-tag\nFROM debian:latest AS a\nFROM debian\nUSER 1000\n", "pinned-base", "missing"],
  [good, "graceful-shutdown", "unknown"],
  [good.replace("slim", "slim AS development"), "production-dependencies", "none"],
  [good.replace("slim", "slim AS development"), "signals", "none"],
  [good.replace("slim", "slim AS development"), "unprivileged-user", "met"],
  [good.replace("USER", "COPY src ./\nUSER"), "signals", "unknown", { "a.js": "", "package.json": "{}" }],
  [good.replace("USER", "WORKDIR /app\nCOPY . .\nUSER"), "signals", "unknown", { "b.js": "" }],
  [good.replace("USER", "WORKDIR /app\nCOPY . .\nUSER"), "production-mode", "unknown", { "b.js": "" }],
  [good.replace("USER", "WORKDIR /app\nCOPY . .\nUSER"), "pinned-base", "met", { "b.js": "" }],
  [
    good.replace("USER", "COPY --from=bild /a /a\nUSER").replace("slim", "slim AS build\nFROM node:24.22.0-slim"),
    "signals",
    "unknown",
  ],
  [good, "graceful-shutdown", "met", { "a.js": "console.log(1)" }],
  // What packages and forks do, nobody knows.
  [good, "graceful-shutdown", "met", { "a.js": "const fs = require('node:fs')" }],
  [good, "graceful-shutdown", "unknown", { "a.js": "require('express-gateway')().run()" }],
  [good, "graceful-shutdown", "unknown", { "a.js": "import { fork } from 'node:cluster'" }],
  // The shell of these images turns into its only command.
  ["FROM alpine:3.22\nCMD exec a\n", "signals", "met"],
  ["FROM maven:3.8-openjdk-17\nCMD java -jar a.jar\n", "signals", "met"],
];
for (const [text, practice, state, files] of cases) {
  test(`${practice} is ${state}: ${JSON.stringify(text)}`, async () => {
    const { practices } = await scoreOf(text, files);
    const judgement = practices.find((it) => it.practice === practice);
    assert.equal(judgement?.state, state);
    assert.equal(judgement?.missing.length > 0, state === "missing");
    assert.equal(judgement?.doubt !== undefined, state === "unknown" || state === "ignored");
  });
}

test("what is missing names the rule, the reason and the line", async () => {
  const files = { "a.js": "console.log(1);" };
  const { met, of, practices } = await scoreOf(good.replace("USER node", "USER root"), files);
  assert.equal(met, 8);
  assert.equal(of, 9);
  const [reason] = practices.flatMap(({ missing }) => missing);
  assert.deepEqual([reason?.rule, reason?.line], ["root-user", 3]);
  assert.match(reason?.message ?? "", /root/);
});

test("what settings silence counts as ignored", async () => {
  const text = good.replace("USER node", "USER root");
  const stateFor = async (severity: "off" | "hint" | "info") => {
    const facts = await factsOf({ path: "Dockerfile" }, text);
    const { score } = harden(text, facts, { rules: { "root-user": severity } }, { level: "safe" });
    return score?.before.practices.find(({ practice }) => practice === "unprivileged-user")?.state;
  };
  assert.equal(await stateFor("off"), "ignored");
  assert.equal(await stateFor("hint"), "ignored");
  assert.equal(await stateFor("info"), "missing");
});

test("what is chosen changes nothing of the score before", async () => {
  const files = { "a.js": "require('http').createServer().listen(1)", "package.json": "{}", "package-lock.json": "{}" };
  const text = 'FROM node:24-slim\nCOPY . .\nRUN npm ci\nCMD ["node", "a.js"]\n';
  const facts = await factsOf({ files, path: "Dockerfile" }, text);
  const rulesOff = { rules: { "no-sigterm-handler": "off", "missing-user": "off" } } as const;
  for (const chosen of [settings, rulesOff]) {
    const before = harden(text, facts, chosen).score?.before;
    assert.deepEqual(harden(text, facts, chosen, { include: ["no-sigterm-handler"] }).score?.before, before);
    assert.deepEqual(harden(text, facts, chosen, { level: "everything" }).score?.before, before);
    assert.deepEqual(harden(text, facts, chosen, { level: "safe", skip: ["missing-user"] }).score?.before, before);
  }
});

test("what does not apply is not counted", async () => {
  const { met, of } = await scoreOf('FROM scratch\nUSER 1000\nCMD ["/a"]\n');
  assert.equal(met, of);
  assert.equal(of, 6);
});

test("every practice has a rule", async () => {
  const known = new Set(rules.map(({ practice }) => practice));
  for (const { practice } of (await scoreOf("")).practices) assert.ok(known.has(practice), practice);
});

test("hardening a naive Dockerfile raises it to all that apply", async () => {
  const files = {
    "package.json": '{ "scripts": { "start": "node server.js" }, "devDependencies": { "eslint": "9" } }',
    "package-lock.json": "{}",
    "server.js": "require('http').createServer().listen(3000);\n",
  };
  const text = readFileSync("test/corpus/article-first.Dockerfile", "utf8");
  const facts = await factsOf({ files, path: "Dockerfile" }, text);
  const scoreFor = (include: string[]) => harden(text, facts, settings, { include }).score;
  assert.ok((scoreFor([])?.before.met ?? 10) <= 4);
  assert.deepEqual([scoreFor([])?.after.met, scoreFor([])?.after.of], [8, 9]);
  assert.equal(scoreFor(["no-sigterm-handler"])?.after.met, 9);
});

test("whether it runs is not known once a step is taken that would have been left", async () => {
  const text = good.replace("24.22.0", "20.20.2");
  const facts = await factsOf({ files: { "package.json": '{"name": "a"}' }, path: "Dockerfile" }, text);
  const stateOf = (level: "recommended" | "everything", practice: Practice) =>
    harden(text, facts, settings, { level }).score?.after.practices.find((it) => it.practice === practice);
  assert.equal(stateOf("recommended", "signals")?.state, "met");
  assert.equal(stateOf("everything", "supported-versions")?.state, "met");
  assert.equal(stateOf("everything", "unprivileged-user")?.state, "met");
  assert.equal(stateOf("everything", "signals")?.state, "unknown");
  assert.match(stateOf("everything", "signals")?.doubt ?? "", /was taken although nothing in package.json says/);
});
