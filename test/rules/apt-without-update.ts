import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nRUN [|apt-get install -y git|]",
      "FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*",
      { message: '"git" cannot be found' },
    ],
    [
      "FROM node:24-bookworm-slim\nRUN mkdir /a && [|apt-get install -y git|] && rm -rf /var/lib/apt/lists/*",
      "FROM node:24-bookworm-slim\nRUN mkdir /a && apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*",
    ],
  ],
  valid: [
    "FROM debian:13 AS base\nRUN apt-get update\nFROM base\nRUN apt-get install -y git",
    "FROM ghcr.io/example/base:3\nRUN apt-get install -y git",
    "FROM node:24\nRUN apt-get install -y git",
    "FROM debian:13\nRUN apt-get install -y ./git.deb",
    "FROM debian:13\nRUN ./setup.sh\nRUN apt-get install -y git",
    "FROM debian:13\nRUN --mount=type=cache,target=/var/lib/apt apt-get install -y git",
    "FROM debian:13\nCOPY lists /var/lib/apt/lists/\nRUN apt-get install -y git",
    "FROM alpine:3.22\nRUN apt-get install -y git",
    "FROM debian:13\nRUN apt-get update; apt-get install -y git",
    "FROM debian:13\nRUN if true; then apt-get update; fi && apt-get install -y git",
    "FROM debian:13\nRUN apt-get upgrade -y",
  ],
} satisfies Cases;
