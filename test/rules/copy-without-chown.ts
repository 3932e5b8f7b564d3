import type { Cases } from "../cases";

export default {
  invalid: [
    [
      'FROM node:24\nWORKDIR /app\nUSER node\n[|COPY|] package*.json ./\nRUN npm ci\n[|COPY|] --from=build --link /src \\\n  # built\n  /app/dist\nCMD ["node", "a.js"]',
      'FROM node:24\nWORKDIR /app\nUSER node\nCOPY --chown=node:node package*.json ./\nRUN npm ci\nCOPY --from=build --link --chown=node:node /src \\\n  # built\n  /app/dist\nCMD ["node", "a.js"]',
    ],
    [
      'FROM node:24\nWORKDIR /app\n[|ADD|] ["a", "b", "/app/"]\nUSER 1000',
      'FROM node:24\nWORKDIR /app\nADD --chown=1000 ["a", "b", "/app/"]\nUSER 1000',
    ],
    [
      "FROM node:24 AS base\nWORKDIR /app\n[|COPY|] . .\nFROM base\nUSER node:staff",
      "FROM node:24 AS base\nWORKDIR /app\nCOPY --chown=node:staff . .\nFROM base\nUSER node:staff",
    ],
    [
      "FROM alpine:3.22\nRUN addgroup -S web && adduser -S -G web app\nWORKDIR /app\n[|COPY|] . .\nUSER app",
      "FROM alpine:3.22\nRUN addgroup -S web && adduser -S -G web app\nWORKDIR /app\nCOPY --chown=app:web . .\nUSER app",
    ],
    [
      "FROM alpine:3.22\nRUN adduser -D app\nWORKDIR /app\n[|COPY|] . .\nUSER app",
      "FROM alpine:3.22\nRUN adduser -D app\nWORKDIR /app\nCOPY --chown=app . .\nUSER app",
    ],
    [
      "FROM node:24-alpine\nRUN addgroup -g 1001 -S web\nRUN adduser -S app -u 1001\nWORKDIR /app\nCOPY --chown=app:web a .\n[|COPY|] b .\nUSER app",
      "FROM node:24-alpine\nRUN addgroup -g 1001 -S web\nRUN adduser -S app -u 1001\nWORKDIR /app\nCOPY --chown=app:web a .\nCOPY --chown=app:web b .\nUSER app",
    ],
    [
      "FROM example.org/node:18\nWORKDIR /app\n[|COPY|] . .\nUSER node",
      "FROM example.org/node:18\nWORKDIR /app\nCOPY --chown=node . .\nUSER node",
    ],
    // Created too late to own the files.
    ["FROM alpine:3.22\nWORKDIR /app\n[|COPY|] . .\nRUN adduser -D app\nUSER app", undefined],
    ["FROM node:24\nWORKDIR /app\n[|COPY|] . .\nUSER app", undefined],
  ],
  valid: [
    'FROM node:24\nWORKDIR /app\nCOPY LICENSE* README.md docs/NOTICE.txt ./\nUSER node\nCMD ["node", "a.js"]',
    ['FROM node:24\nWORKDIR /app\nCOPY . .\nUSER node\nCMD ["node", "server.js"]', { policy: { readOnlyFiles: true } }],
    "FROM node:24\nWORKDIR /app\nCOPY --chown=node:node . .\nUSER node",
    "FROM node:24\nWORKDIR /app\nCOPY --chmod=755 . .\nUSER node",
    "FROM node:24\nWORKDIR /app\nCOPY . .",
    "FROM node:24\nWORKDIR /app\nCOPY . .\nUSER root",
    "FROM node:24\nARG WHO\nWORKDIR /app\nCOPY . .\nUSER $WHO",
    "FROM node:24\nWORKDIR /app\nCOPY x /usr/bin/x\nCOPY y /etc/y\nUSER node",
    "FROM node:24\nCOPY . /app\nUSER node",
    "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci && chown -R node:node .\nUSER node",
    "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN chown node /app/data\nUSER node",
    "FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nUSER node\nFROM node:24\nUSER node",
    "FROM node:24\nWORKDIR /app\nONBUILD COPY . .\nUSER node",
    "FROM gcr.io/distroless/nodejs22-debian12\nWORKDIR /app\nCOPY . .\nUSER nonroot",
    "FROM debian:13\nWORKDIR /app\nCOPY --from=build /src/server ./\nUSER nobody",
  ],
} satisfies Cases;
