import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM node:24-slim\nRUN groupadd -g [|1000|] app && useradd -u 1000 -g app app",
      undefined,
      { message: 'the group "node" with 1000' },
    ],
    ["FROM node:24\nRUN useradd [|--uid=1000|] --create-home app", undefined, { message: "the build stops" }],
    ["FROM node:24-alpine\nRUN addgroup -S app && adduser -D -G app [|-u1000|] app", undefined],
    ["FROM node:24-alpine\nRUN addgroup -S [|node|]", undefined, { message: 'a group "node"' }],
    ["FROM ubuntu:24.04\nRUN useradd -m -u [|1000|] app", undefined, { severity: "warning" }],
    ["FROM ubuntu:noble AS base\nFROM base\nRUN adduser --disabled-password --gecos '' --uid [|1000|] app", undefined],
    ["FROM ubuntu:24.04\nARG UID=1000\nRUN useradd -m -u [|$UID|] app", undefined, { severity: "info" }],
  ],
  valid: [
    "FROM node:24-slim\nRUN groupadd -g 1001 app && useradd -u 1001 -g 1000 app",
    "FROM node:24-slim\nRUN useradd -o -u 1000 app",
    "FROM node:24-slim\nRUN groupadd -f -g 1000 app",
    "FROM node:24-slim\nRUN useradd -u 1000 app || true",
    "FROM node:24-slim\nRUN deluser node && adduser --uid 1000 app",
    "FROM node:24-alpine\nRUN adduser node audio",
    "FROM node:24-slim\nRUN getent group 1000 || groupadd -g 1000 app",
    "FROM ubuntu:22.04\nRUN useradd -m -u 1000 app",
    "FROM ubuntu:24.04\nARG UID\nRUN useradd -m -u $UID app",
    "FROM python:3.13-slim\nRUN useradd -m -u 1000 app",
    "FROM example.org/node:24\nRUN useradd -m -u 1000 node",
    "FROM node:24-slim\nCOPY passwd /etc/passwd\nRUN useradd -m -u 1000 app",
    // The build goes on behind a failure.
    "FROM node:24-slim\nRUN groupadd -g 1000 app; useradd -m app",
    "FROM node:24-slim\nRUN groupadd -g 1000 app && useradd -g app app; true",
    "FROM node:24-slim\nRUN groupadd -g 1000 app | cat",
    // A program of the project may make room.
    "FROM node:24-slim\nCOPY prepare /usr/local/bin/\nRUN prepare\nRUN useradd -u 1000 app",
    "FROM ubuntu:24.04\nRUN python3 free.py\nRUN useradd -u 1000 app",
  ],
} satisfies Cases;
