import type { Cases } from "../cases";

const digest = `sha256:${"7959ed6f".repeat(8)}`;
const copy = "COPY server.js .\n";

export default {
  invalid: [
    [`FROM node:[|24|]\n${copy}`, `FROM node:24-slim\n${copy}`, { message: '"node:24-slim" leaves them out' }],
    [`FROM node:[|24.1.0-bookworm|]\n${copy}`, `FROM node:24.1.0-bookworm-slim\n${copy}`],
    [`FROM node:[|lts|]\n${copy}`, `FROM node:lts-slim\n${copy}`],
    [
      `FROM node:24 AS build\nRUN make\nFROM node:[|24|]\n${copy}`,
      `FROM node:24 AS build\nRUN make\nFROM node:24-slim\n${copy}`,
    ],
    [`FROM node:[|24|] AS base\nFROM base\n${copy}`, `FROM node:24-slim AS base\nFROM base\n${copy}`],
    ["FROM node:[|24|]\nRUN npm ci\n", "FROM node:24-slim\nRUN npm ci\n"],
    [
      "FROM node:[|24|]\nRUN apt-get install -y curl make=4.3 && curl -O x && make\n",
      "FROM node:24-slim\nRUN apt-get install -y curl make=4.3 && curl -O x && make\n",
    ],
    [
      "ARG V=24\nFROM node:${V} AS build\nFROM [|node:${V}|]\n",
      "ARG V=24\nFROM node:${V} AS build\nFROM node:${V}-slim\n",
    ],
    [`FROM node:[|24|]@${digest}\n`, undefined],
    ["FROM python:[|3.14|]\n", "FROM python:3.14-slim\n"],
    ["FROM python:[|3.14-bookworm|]\n", "FROM python:3.14-slim-bookworm\n"],
  ],
  valid: [
    // Neither is there to be pulled.
    "FROM node:12.8.3\nCOPY a.js .\n",
    ["FROM node:24.1.0\nCOPY . .", { path: "ci/Dockerfile" }],
    "FROM node",
    "FROM node:latest",
    "FROM node:24-slim",
    "FROM node:24-alpine",
    "FROM node:24 AS build\nFROM node:24-slim",
    "FROM node:24\nRUN git clone x",
    "FROM node:24\nHEALTHCHECK CMD curl -f localhost",
    "FROM node:24 AS base\nFROM base AS build\nRUN make\nFROM base\nCOPY --from=build /app /app",
    [
      "FROM node:24\nRUN npm ci",
      { files: { "package.json": '{"dependencies":{"a":"git+https://example.com/a.git"}}' } },
    ],
    "FROM ruby:3.4",
    "FROM python:3.14-slim-bookworm",
    "FROM python:3.14-rc",
    // The slim variant came later.
    "FROM python:3.4-wheezy",
    "FROM python:3.14-alpine",
  ],
} satisfies Cases;
