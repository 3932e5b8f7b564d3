import type { Cases } from "../cases";

const build = "FROM node:24 AS build\nWORKDIR /code\nRUN touch made\n";

export default {
  invalid: [
    [`${build}FROM node:24-slim\nCOPY --from=build [|.|] .`, `${build}FROM node:24-slim\nCOPY --from=build /code .`],
    [`${build}FROM node:24-slim\nCOPY --from=build [|./|] ./`, `${build}FROM node:24-slim\nCOPY --from=build /code ./`],
    [`${build}FROM node:24-slim\nCOPY --from=0 [|/*|] /`, `${build}FROM node:24-slim\nCOPY --from=0 /code /`],
    [
      `${build}FROM node:24-slim\nCOPY --from=build [|/|] /app/`,
      `${build}FROM node:24-slim\nCOPY --from=build /code /app/`,
    ],
    [
      `${build}FROM node:24-slim\nCOPY --from=build ["[|.|]", "/x y"]`.replace('"[|.|]"', '[|"."|]'),
      `${build}FROM node:24-slim\nCOPY --from=build ["/code", "/x y"]`,
    ],
    [
      "FROM debian:13 AS build\nRUN touch /opt/tool\nFROM debian:13-slim\nCOPY --from=build [|/|] /",
      undefined,
      { message: "the whole file system of build" },
    ],
    [
      `${build}FROM build AS more\nFROM node:24-slim\nCOPY --from=more --chown=node [|/.|] /x`,
      `${build}FROM build AS more\nFROM node:24-slim\nCOPY --from=more --chown=node /code /x`,
    ],
  ],
  valid: [
    `${build}FROM scratch\nCOPY --from=build / /`,
    `${build}FROM node:24-slim\nCOPY --from=build /code .`,
    `${build}FROM node:24-slim\nCOPY --from=build /code/* ./`,
    `${build}FROM node:24-slim\nCOPY --from=build --exclude=/usr / /`,
    `${build}FROM $BASE\nCOPY --from=build / /`,
    "FROM scratch AS files\nCOPY conf /etc/x\nFROM debian:13\nCOPY --from=files / /",
    "FROM tonistiigi/xx AS xx\nFROM alpine:3.22\nCOPY --from=xx / /",
    "FROM alpine:3.22\nCOPY --from=some/rootfs / /",
    "FROM alpine:3.22\nCOPY . .",
    "FROM $BASE AS x\nRUN a\nFROM alpine:3.22\nCOPY --from=x / /",
  ],
} satisfies Cases;
