import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM node:24\nRUN --mount=type=secret,[|mode=0644|],id=npmrc,target=/usr/src/app/.npmrc npm ci",
      "FROM node:24\nRUN --mount=type=secret,id=npmrc,target=/usr/src/app/.npmrc npm ci",
    ],
    [
      "FROM node:24\nRUN --mount=type=secret,id=a,[|mode=0444|] npm ci",
      "FROM node:24\nRUN --mount=type=secret,id=a npm ci",
    ],
    [
      "FROM node:24\nUSER node\nRUN --mount=type=cache,target=/x --mount=type=secret,id=a,[|mode=777|] \\\n  # comment\n  npm ci",
      "FROM node:24\nUSER node\nRUN --mount=type=cache,target=/x --mount=type=secret,id=a,uid=1000 \\\n  # comment\n  npm ci",
    ],
    [
      "FROM node:24\nUSER 1001\nRUN --mount=[|mode=0666|],type=ssh git fetch",
      "FROM node:24\nUSER 1001\nRUN --mount=type=ssh,uid=1001 git fetch",
    ],
    [
      "FROM node:24\nUSER node\nRUN --mount=type=secret,id=a,uid=1000,[|mode=0440|] npm ci",
      "FROM node:24\nUSER node\nRUN --mount=type=secret,id=a,uid=1000 npm ci",
    ],
    ["FROM example.org/base\nUSER app\nRUN --mount=type=secret,id=a,[|mode=0644|] npm ci", undefined],
  ],
  valid: [
    // Who cannot write to a socket cannot connect to it.
    "FROM node:24\nUSER 1001\nRUN --mount=type=ssh,mode=0444 git fetch",
    "FROM node:24\nRUN --mount=type=secret,id=a npm ci",
    "FROM node:24\nRUN --mount=type=secret,id=a,mode=0400 npm ci",
    "FROM node:24\nRUN --mount=type=secret,id=a,mode=0644 su node -c 'npm ci'",
    "FROM node:24\nRUN --mount=type=secret,id=a,mode=0644 gosu node npm ci",
    "FROM node:24\nRUN --mount=type=tmpfs,mode=0777,target=/tmp npm ci",
  ],
} satisfies Cases;
