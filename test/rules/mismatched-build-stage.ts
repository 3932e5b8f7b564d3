import type { Cases } from "../cases";

const build = "WORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\n";
const copy = "COPY --from=build --chown=node:node [|/app/node_modules|] ./node_modules\n";
const plain = "COPY --from=build --chown=node:node /app/node_modules ./node_modules\n";

export default {
  invalid: [
    [
      `FROM node AS build\n${build}FROM node:20.9.0-bullseye-slim\n${copy}`,
      `FROM node:20.9.0-bullseye AS build\n${build}FROM node:20.9.0-bullseye-slim\n${plain}`,
      { message: "whatever node is" },
    ],
    [
      `FROM node:24-alpine AS build\n${build}FROM node:24-slim\n${copy}`,
      `FROM node:24 AS build\n${build}FROM node:24-slim\n${plain}`,
      { message: "on alpine and run on debian" },
    ],
    [
      `FROM node:22-slim AS build\n${build}FROM node:24-slim\n${copy}`,
      `FROM node:24 AS build\n${build}FROM node:24-slim\n${plain}`,
      { message: "Node.js 22 and run with 24" },
    ],
    [
      `FROM node:24-trixie AS build\n${build}FROM node:24-bookworm-slim\n${copy}`,
      `FROM node:24-bookworm AS build\n${build}FROM node:24-bookworm-slim\n${plain}`,
      { message: "on trixie and run on bookworm" },
    ],
    [`FROM node:22 AS base\nFROM base AS build\n${build}FROM node:24-slim\n${copy}`, undefined],
  ],
  valid: [
    `FROM node:24 AS build\n${build}FROM node:24-slim\n${plain}`,
    `FROM node:24-slim AS build\n${build}FROM build\n${plain}`,
    `FROM node:22 AS build\n${build}FROM node:24-slim\nCOPY --from=build /app/dist ./dist\n`,
    `FROM node:24 AS build\nFROM node:22-slim\n${plain}`,
    `FROM node:$V AS build\n${build}FROM node:24-slim\n${plain}`,
    `FROM node:22 AS build\n${build}FROM nginx:1.29\n${plain}`,
  ],
} satisfies Cases;
