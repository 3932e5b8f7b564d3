import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node:24\nUSER node\nRUN --mount=type=cache,target=/root/.npm [|npm|] ci", undefined],
    ["FROM node:24\nRUN --mount=type=cache,target=/root/.nmp [|npm|] ci", undefined],
    // Who runs it, and so where the cache is, is not known or somebody else.
    ["FROM example.org/base\nRUN [|npm|] ci", "FROM example.org/base\nRUN npm ci && npm cache clean --force"],
    [
      "FROM registry.access.redhat.com/ubi9/nodejs-22\nRUN [|npm|] ci",
      "FROM registry.access.redhat.com/ubi9/nodejs-22\nRUN npm ci && npm cache clean --force",
    ],
    ["FROM node:24\nRUN [|npm|] ci", "FROM node:24\nRUN --mount=type=cache,target=/root/.npm npm ci"],
    [
      "FROM node:24\nRUN [|npm|] ci",
      "FROM node:24\nRUN npm ci && npm cache clean --force",
      { fix: "Clean the cache in this RUN" },
    ],
    [
      "FROM node:24\nRUN a \\\n    && [|npm|] ci \\\n    # comment\n    && b\n",
      "FROM node:24\nRUN a \\\n    && npm ci \\\n    # comment\n    && b \\\n    && npm cache clean --force\n",
      { fix: "Clean the cache in this RUN" },
    ],
    [
      "FROM node:24\nUSER node\nRUN [|npm|] ci",
      "FROM node:24\nUSER node\nRUN --mount=type=cache,target=/home/node/.npm,uid=1000 npm ci",
    ],
    [
      "FROM node:24\nRUN --network=host [|npm|] i -g x",
      "FROM node:24\nRUN --network=host --mount=type=cache,target=/root/.npm npm i -g x",
    ],
    [
      "FROM node:24\nRUN <<EOF\n[|npm|] ci\nEOF\n",
      "FROM node:24\nRUN <<EOF\nnpm ci\nnpm cache clean --force\nEOF\n",
      { fix: "Clean the cache in this RUN" },
    ],
    ["FROM node:24\nUSER app\nRUN [|npm|] ci || exit 1", undefined],
    // In the home folder of another user.
    ['FROM node:24\nRUN su node -c "[|npm|] ci"', undefined],
    ["FROM node:24\nRUN gosu node [|npm|] ci", undefined],
  ],
  valid: [
    "FROM node:24\nWORKDIR /app\nRUN --mount=type=bind,target=.,rw npm ci",
    "FROM node:24\nRUN npm ci && npm cache clean --force",
    "FROM node:24\nRUN --mount=type=cache,target=/root/.npm npm ci",
    "FROM node:24\nRUN npm ci && rm -rf ~/.npm",
    "FROM node:24 AS build\nRUN npm ci\nFROM node:24-slim\nCOPY --from=build /app /app",
    "FROM node:24\nENV npm_config_cache=/cache\nRUN npm ci",
    "FROM node:24\nRUN yarn install",
    "FROM node:24\nRUN npm run build",
  ],
} satisfies Cases;
