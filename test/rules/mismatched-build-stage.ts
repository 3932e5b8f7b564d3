import type { Cases } from "../cases";

const build = "WORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\n";
const copy = "COPY --from=build --chown=node:node [|/app/node_modules|] ./node_modules\n";
const plain = "COPY --from=build --chown=node:node /app/node_modules ./node_modules\n";

const lock = (more: object) => ({
  files: {
    "package.json": JSON.stringify({
      name: "a",
      version: "1.0.0",
      dependencies: { ms: "2.1.3" },
      devDependencies: { esbuild: "0.25.0" },
    }),
    "package-lock.json": JSON.stringify({
      lockfileVersion: 3,
      packages: {
        "": { name: "a", version: "1.0.0", dependencies: { ms: "2.1.3" }, devDependencies: { esbuild: "0.25.0" } },
        "node_modules/ms": { version: "2.1.3", resolved: "https://registry.example.org/ms/-/ms-2.1.3.tgz", ...more },
        "node_modules/esbuild": { version: "0.25.0", dev: true, hasInstallScript: true },
      },
    }),
  },
});

export default {
  invalid: [
    // What it locks may be compiled.
    ...[
      lock({ hasInstallScript: true }),
      lock({ os: ["linux"] }),
      lock({ resolved: "git+ssh://git@example.org/ms.git" }),
    ].map(
      (more) =>
        [
          `FROM node:24-alpine AS build\n${build}FROM node:24-slim\n${copy}`,
          `FROM node:24 AS build\n${build}FROM node:24-slim\n${plain}`,
          more,
        ] as const,
    ),
    [
      `FROM node:24-alpine AS build\n${build.replace(" --omit=dev", "")}FROM node:24-slim\n${copy}`,
      `FROM node:24 AS build\n${build.replace(" --omit=dev", "")}FROM node:24-slim\n${plain}`,
      lock({}),
    ],
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
    // Nothing but JavaScript.
    [`FROM node:24-alpine AS build\n${build}FROM node:24-slim\n${plain}`, lock({})],
    `FROM node:24 AS build\n${build}FROM node:24-slim\n${plain}`,
    `FROM node:24-slim AS build\n${build}FROM build\n${plain}`,
    `FROM node:22 AS build\n${build}FROM node:24-slim\nCOPY --from=build /app/dist ./dist\n`,
    `FROM node:24 AS build\nFROM node:22-slim\n${plain}`,
    `FROM node:$V AS build\n${build}FROM node:24-slim\n${plain}`,
    `FROM node:22 AS build\n${build}FROM nginx:1.29\n${plain}`,
    // Compiled for where it runs.
    `FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci --libc=musl\nFROM node:24-alpine\n${plain}`,
    `FROM node:24 AS build\n${build}FROM node:24-alpine\n${plain}\nRUN npm rebuild`,
  ],
} satisfies Cases;
