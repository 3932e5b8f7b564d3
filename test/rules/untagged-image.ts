import { recommendedNode } from "../../server/data/node";
import type { Cases } from "../cases";

const newest = recommendedNode("2026-11-23");
const digest = `sha256:${"7959ed6f".repeat(8)}`;
const install = "RUN npm ci\n";

export default {
  invalid: [
    ["FROM [|our-base|]\nRUN ls", undefined, { severity: "info" }],
    ["FROM [|example/base|]\nRUN ls", undefined, { severity: "warning" }],
    [
      "FROM [|example/base|]\nRUN ls",
      undefined,
      { severity: "info", message: "built last", files: { "base.Dockerfile": "FROM alpine:3.24" } },
    ],
    ["FROM [|example/tool|]\nRUN ls", undefined, { severity: "info", path: "tests/fixtures/Dockerfile" }],
    ["FROM [|example/tool|]\nRUN ls", undefined, { severity: "warning", path: "contest/Dockerfile" }],
    ["FROM [|registry.access.redhat.com/ubi8/nodejs-12|]\n", undefined, { severity: "info", message: "that line" }],
    ["FROM [|gcr.io/distroless/nodejs24-debian12|]\n", undefined, { severity: "info", message: "that line" }],
    ["FROM [|registry.access.redhat.com/ubi9|]\n", undefined, { severity: "info" }],
    ["FROM [|gcr.io/distroless/cc|]\n", undefined, { severity: "warning", message: "whatever version" }],
    ["FROM [|example.com/neo4j|]\n", undefined, { severity: "warning" }],
    ["FROM debian:13\nCOPY --from=[|busybox|] /bin/busybox /bin/\n", undefined],
    ['FROM [|oven/bun|]\nCMD ["bun", "a.ts"]\n', 'FROM oven/bun:1\nCMD ["bun", "a.ts"]\n'],
    ["FROM [|node|]\nCOPY server.js .\n", `FROM node:${newest?.version}-trixie-slim\nCOPY server.js .\n`],
    [
      "FROM [|node|]\nCOPY server.js .\n",
      `FROM node:${newest?.major}-trixie-slim\nCOPY server.js .\n`,
      { fix: `Use node:${newest?.major}-trixie-slim` },
    ],
    [
      `FROM [|node|] AS build\n${install}FROM [|node|]\nCOPY --from=build /app /app\n`,
      `FROM node:${newest?.version}-trixie AS build\n${install}FROM node:${newest?.version}-trixie-slim\nCOPY --from=build /app /app\n`,
    ],
    // The version that another stage has.
    [
      `FROM [|node|] AS build\n${install}FROM node:20.9.0-bullseye-slim\n`,
      `FROM node:20.9.0-bullseye AS build\n${install}FROM node:20.9.0-bullseye-slim\n`,
    ],
    [
      `FROM node:20-alpine3.19 AS build\n${install}FROM [|node|]\n`,
      `FROM node:20-alpine3.19 AS build\n${install}FROM node:20-alpine3.19\n`,
    ],
    // curl and compilers are in the full variant only, unless the stage installs them.
    ["FROM [|node|]\nRUN curl -O x\n", `FROM node:${newest?.version}-trixie\nRUN curl -O x\n`],
    [
      "FROM [|node|] AS base\nFROM base\nHEALTHCHECK CMD curl -f localhost\n",
      `FROM node:${newest?.version}-trixie AS base\nFROM base\nHEALTHCHECK CMD curl -f localhost\n`,
    ],
    [
      "FROM [|node|]\nRUN apt-get install -y curl && curl -O x\n",
      `FROM node:${newest?.version}-trixie-slim\nRUN apt-get install -y curl && curl -O x\n`,
    ],
    [
      `FROM [|node|]\n${install}`,
      `FROM node:${newest?.version}-trixie\n${install}`,
      { files: { "package.json": '{"dependencies":{"a":"github:b/a"}}' } },
    ],
    // package.json says which lines will do.
    [
      "FROM [|node|]\n",
      `FROM node:${recommendedNode("2026-11-23", "<25")?.version}-trixie-slim\n`,
      { files: { "package.json": '{"engines":{"node":"<25"}}' } },
    ],
    [
      "FROM --platform=linux/amd64 [|docker.io/library/node|] AS a\nFROM scratch\n",
      `FROM --platform=linux/amd64 docker.io/library/node:${newest?.version}-trixie AS a\nFROM scratch\n`,
    ],
    ["FROM [|alpine|]\n", "FROM alpine:3.24\n"],
    ["FROM [|debian|] AS builder\n", "FROM debian:13 AS builder\n"],
    ["FROM [|ubuntu|]\n", "FROM ubuntu:26.04\n", { message: '"ubuntu" without a tag' }],
    ["FROM [|example/app|]\n", undefined],
    // Another rule says that it is kept up no longer.
    ["FROM [|microsoft/windowsservercore|]\n", undefined, { severity: "info" }],
    ["FROM [|localhost:5000/node|]\n", undefined],
    ["FROM [|arm64v8/node|]\n", undefined],
    [
      "FROM node:24.1.0 AS Build\nFROM [|node|] AS unit-test\nFROM build\n",
      "FROM node:24.1.0 AS Build\nFROM node:24.1.0 AS unit-test\nFROM build\n",
    ],
    ["ARG BASE=node\nFROM [|$BASE|]\n", `ARG BASE=node:${newest?.version}-trixie-slim\nFROM $BASE\n`],
  ],
  valid: [
    "FROM debian:13\nCOPY --from=mistake /x /x",
    "FROM debian:13\nCOPY --from=busybox:1.37 /bin/busybox /bin/",
    "FROM scratch",
    "FROM ",
    "FROM node:24",
    "FROM node:24.1.0-slim AS build\nFROM build",
    "FROM node:24 AS Build\nFROM build AS x\nFROM BUILD",
    `FROM node@${digest}`,
    `FROM node:24@${digest}`,
    "ARG V=24\nFROM node:$V",
    "ARG BASE=node:24.1.0-slim\nFROM ${BASE}",
    "ARG BASE\nFROM $BASE",
    "FROM ${BASE:-debian:12}",
    "ARG ARCH\nFROM node:24 AS base-amd64\nFROM base-${ARCH}",
    "FROM Invalid",
  ],
} satisfies Cases;
