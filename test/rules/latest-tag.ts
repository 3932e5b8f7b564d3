import { recommendedNode } from "../../server/data/node";
import { newestCycle } from "../../server/stage/baseImage";
import type { Cases } from "../cases";

const newest = recommendedNode("2026-11-23");
const digest = `sha256:${"7959ed6f".repeat(8)}`;

export default {
  invalid: [
    ["FROM node:[|latest|]\nCOPY server.js .\n", `FROM node:${newest?.version}-trixie-slim\nCOPY server.js .\n`],
    [
      `FROM node:[|latest|] AS build\nRUN npm ci\nFROM node:lts-alpine@${digest}\n`,
      `FROM node:${newest?.version}-trixie AS build\nRUN npm ci\nFROM node:lts-alpine@${digest}\n`,
    ],
    [
      "# The build.\nFROM node:[|latest|] AS build # here\nRUN npm ci\nFROM node:20.9.0-bullseye-slim\n",
      "# The build.\nFROM node:20.9.0-bullseye AS build # here\nRUN npm ci\nFROM node:20.9.0-bullseye-slim\n",
    ],
    ["FROM debian:[|latest|]\n", "FROM debian:13\n", { message: '"debian:latest" is whatever' }],
    // No official image has that name: it is built beside this one.
    ["FROM base:[|latest|]\n", undefined, { severity: "info", message: "built last under this name" }],
    ["FROM registry.example.com:5000/team/app:[|latest|]\n", undefined],
    ["ARG TAG=latest\nFROM [|python:${TAG}|]\n", "ARG TAG=3.14\nFROM python:${TAG}\n"],
    // The same variable for another image: its default cannot be a version of both.
    ["ARG TAG=latest\nFROM [|python:${TAG}|] AS a\nFROM [|node:${TAG}|]\n", undefined],
    // Files are taken from it.
    ["FROM debian:13\nCOPY --from=composer:[|latest|] /usr/bin/composer /bin/\n", undefined],
    [
      "FROM debian:13\nRUN --mount=from=golang:[|latest|],target=/g ls /g\n",
      `FROM debian:13\nRUN --mount=from=golang:${newestCycle("golang", "2026-11-23")?.cycle},target=/g ls /g\n`,
    ],
  ],
  valid: [
    "FROM debian:13 AS latest\nRUN ls\nFROM debian:13\nCOPY --from=latest /x /x\nCOPY --from=0 /x /y",
    "FROM debian:13\nCOPY --from=$X:latest /x /x",
    "FROM debian:jessie",
    "FROM node",
    "FROM node:latest-slim",
    `FROM hub.docker.io/debian:latest@${digest}`,
    "ARG TAG\nFROM node:$TAG",
    "FROM node:24 AS latest\nFROM latest",
  ],
} satisfies Cases;
