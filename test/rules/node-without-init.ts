import type { Cases } from "../cases";

const install =
  "RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*";
const signals = { "server.js": 'process.on("SIGTERM", () => process.exit(0));' };

export default {
  invalid: [
    // A file that it imports handles the signal.
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD [[|"node"|], "server.js"]\n',
      'FROM node:24-slim\nRUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nCOPY . .\nCMD ["dumb-init", "node", "server.js"]\n',
      {
        severity: "info",
        files: {
          "server.js": 'require("./lib/process").init();\n',
          "lib/process.js": 'exports.init = () => process.on("SIGTERM", () => process.exit());\n',
        },
      },
    ],
    // Behind a script, the program that it turns into is asked as well.
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT [[|"/app/run.sh"|]]\n',
      'FROM node:24-slim\nRUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["dumb-init", "/app/run.sh"]\n',
      {
        severity: "info",
        files: {
          "run.sh": "#!/bin/sh\nexec node server.js\n",
          "server.js": 'process.on("SIGTERM", () => process.exit());\n',
        },
      },
    ],
    // The packages of this Debian are gone; a stage for tests is no place to build something for production.
    ['FROM node:10-slim\nCMD [[|"node"|], "a.js"]', undefined],
    ['FROM node:18-bullseye-slim\nCMD [[|"node"|], "a.js"]', undefined],
    [
      'FROM node:24-alpine AS test\nRUN npm test\nFROM node:24-alpine\nCOPY --from=test /app /app\nCMD [[|"node"|], "a.js"]',
      'FROM node:24-alpine AS test\nRUN npm test\nFROM node:24-alpine\nRUN apk add --no-cache dumb-init\nCOPY --from=test /app /app\nCMD ["dumb-init", "node", "a.js"]',
    ],
    [
      'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nUSER node\nCMD [[|"node"|], "server.js"]',
      `FROM node:22-slim\n${install}\nWORKDIR /app\nCOPY . .\nUSER node\nCMD ["dumb-init", "node", "server.js"]`,
      { message: "SIGTERM does nothing" },
    ],
    [
      'FROM node:22-alpine\nCMD [[|"node"|], "server.js"]',
      'FROM node:22-alpine\nRUN apk add --no-cache dumb-init\nENTRYPOINT ["dumb-init", "--"]\nCMD ["node", "server.js"]',
      { fix: "Make dumb-init the entrypoint in place of the image's own" },
    ],
    [
      'FROM node:22-slim\nENTRYPOINT [ [|"node"|] ]\nCMD ["server.js"]',
      `FROM node:22-slim\n${install}\nENTRYPOINT [ "dumb-init", "node" ]\nCMD ["server.js"]`,
    ],
    [
      'FROM node:22-slim\nENTRYPOINT []\nCMD [[|"/usr/local/bin/node"|], "x"]',
      `FROM node:22-slim\n${install}\nENTRYPOINT []\nCMD ["dumb-init", "/usr/local/bin/node", "x"]`,
    ],
    // Packages that are installed anyway take it along, in their order and layout.
    [
      'FROM node:24-alpine\nRUN apk add --no-cache curl ffmpeg\nCMD [[|"node"|], "a.js"]',
      'FROM node:24-alpine\nRUN apk add --no-cache curl dumb-init ffmpeg\nCMD ["dumb-init", "node", "a.js"]',
    ],
    [
      'FROM node:24-alpine\nRUN apk add --no-cache \\\n    ffmpeg \\\n    curl\nCMD [[|"node"|], "a.js"]',
      'FROM node:24-alpine\nRUN apk add --no-cache \\\n    ffmpeg \\\n    curl \\\n    dumb-init\nCMD ["dumb-init", "node", "a.js"]',
    ],
    [
      'FROM node:24-alpine\nRUN apk add --no-cache --virtual .build g++ make\nCMD [[|"node"|], "a.js"]',
      'FROM node:24-alpine\nRUN apk add --no-cache dumb-init\nRUN apk add --no-cache --virtual .build g++ make\nCMD ["dumb-init", "node", "a.js"]',
    ],
    [
      'FROM node:24-alpine AS build\nRUN npm ci\nFROM node:24-alpine\nRUN apk add vips\nCOPY --from=build /a /a\nCMD [[|"node"|], "a.js"]',
      'FROM node:24-alpine AS build\nRUN npm ci\nFROM node:24-alpine\nRUN apk add vips dumb-init\nCOPY --from=build /a /a\nCMD ["dumb-init", "node", "a.js"]',
    ],
    [
      'FROM debian:12\nRUN apt-get install -y nodejs\nCMD [[|"nodejs"|], "x"]',
      `FROM debian:12\nRUN apt-get install -y nodejs dumb-init\nCMD ["dumb-init", "nodejs", "x"]`,
    ],
    // At hand already.
    [
      `FROM node:22-slim\n${install}\nCMD [[|"node"|], "x"]`,
      `FROM node:22-slim\n${install}\nCMD ["dumb-init", "node", "x"]`,
    ],
    [
      'FROM node:22-alpine\nRUN apk add --no-cache tini\nCMD [[|"node"|], "x"]',
      'FROM node:22-alpine\nRUN apk add --no-cache tini\nCMD ["tini", "--", "node", "x"]',
    ],
    [
      'FROM node:22\nADD https://example.org/tini /tini\nCMD [[|"node"|], "x"]',
      'FROM node:22\nADD https://example.org/tini /tini\nCMD ["/tini", "--", "node", "x"]',
    ],
    // Bun is no other.
    [
      'FROM oven/bun:1.3\nWORKDIR /app\nCOPY . .\nCMD [[|"bun"|], "server.ts"]',
      `FROM oven/bun:1.3\n${install}\nWORKDIR /app\nCOPY . .\nCMD ["dumb-init", "bun", "server.ts"]`,
      { files: { "server.ts": 'process.on("SIGTERM", () => process.exit(0));\n' }, severity: "info" },
    ],
    [
      'FROM oven/bun:1.3\nCMD [[|"bun"|], "src/index.ts"]',
      `FROM oven/bun:1.3\n${install}\nCMD ["dumb-init", "bun", "src/index.ts"]`,
      { message: "Bun runs as first process of the container, where SIGTERM does nothing" },
    ],
    [
      'FROM oven/bun:1.3-alpine\nCMD [[|"bun"|], "src/index.ts"]',
      'FROM oven/bun:1.3-alpine\nRUN apk add --no-cache dumb-init\nCMD ["dumb-init", "bun", "src/index.ts"]',
    ],
    ['FROM oven/bun:1.3-distroless\nCMD [[|"bun"|], "src/index.ts"]', undefined, { severity: "info" }],
    // Several stages.
    [
      'FROM node:22-alpine AS build\nRUN apk update\nRUN apk add --no-cache git\nRUN npm ci\nFROM node:22-alpine\nCOPY --from=build /app .\nCMD [[|"node"|], "x"]',
      'FROM node:22-alpine AS build\nRUN apk update\nRUN apk add --no-cache git dumb-init\nRUN npm ci\nFROM node:22-alpine\nCOPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init\nCOPY --from=build /app .\nCMD ["dumb-init", "node", "x"]',
    ],
    // Below what its parent copies, it would be installed anew with each change.
    [
      'FROM node:22-alpine AS base\nFROM base AS client\nCOPY src src\nFROM client AS build\nRUN npm run build\nFROM base\nCOPY --from=build /app .\nCMD [[|"node"|], "x"]',
      'FROM node:22-alpine AS base\nFROM base AS client\nCOPY src src\nFROM client AS build\nRUN npm run build\nFROM base\nRUN apk add --no-cache dumb-init\nCOPY --from=build /app .\nCMD ["dumb-init", "node", "x"]',
    ],
    [
      'FROM node:22 AS build\nRUN npm ci\n\nFROM node:22-slim\nENV NODE_ENV=production\nWORKDIR /app\nCOPY --from=build /app .\nCMD [[|"node"|], "x"]',
      `FROM node:22 AS build\n${install}\nRUN npm ci\n\nFROM node:22-slim\nENV NODE_ENV=production\nCOPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init\nWORKDIR /app\nCOPY --from=build /app .\nCMD ["dumb-init", "node", "x"]`,
    ],
    [
      'FROM node:22 AS build\nRUN npm ci\n\nFROM node:22-alpine\nCOPY --from=build /app .\nCMD [[|"node"|], "x"]',
      'FROM node:22 AS build\nRUN npm ci\n\nFROM node:22-alpine\nRUN apk add --no-cache dumb-init\nCOPY --from=build /app .\nCMD ["dumb-init", "node", "x"]',
    ],
    [
      'FROM node:22-alpine AS base\nCMD [[|"node"|], "x"]\nFROM base\nUSER node',
      'FROM node:22-alpine AS base\nRUN apk add --no-cache dumb-init\nCMD ["dumb-init", "node", "x"]\nFROM base\nUSER node',
    ],
    ['FROM node:22-alpine AS base\nUSER node\nFROM base\nCMD [[|"node"|], "x"]', undefined],
    // The machine that builds may be of another architecture.
    ...["$BUILDPLATFORM", "${BUILDPLATFORM}", "linux/amd64"].map(
      (platform) =>
        [
          `FROM --platform=${platform} node:22-alpine AS build\nRUN npm ci\n\nFROM node:22-alpine\nCOPY --from=build /app .\nCMD [[|"node"|], "x"]`,
          `FROM --platform=${platform} node:22-alpine AS build\nRUN npm ci\n\nFROM node:22-alpine\nRUN apk add --no-cache dumb-init\nCOPY --from=build /app .\nCMD ["dumb-init", "node", "x"]`,
        ] as const,
    ),
    [
      'FROM node:22-alpine AS base\nUSER node\nFROM base AS build\nUSER root\nFROM base\nCOPY --from=build /a /a\nCMD [[|"node"|], "x"]',
      undefined,
    ],
    // Through a shell that hands over.
    [
      'FROM node:22-alpine\nCMD ["sh", "-c", "exec [|node|] x --port $PORT"]',
      'FROM node:22-alpine\nRUN apk add --no-cache dumb-init\nCMD ["dumb-init", "sh", "-c", "exec node x --port $PORT"]',
    ],
    // No way to install it.
    ['FROM gcr.io/distroless/nodejs22-debian12\nENTRYPOINT [[|"/nodejs/bin/node"|], "x"]', undefined],
    ['FROM amazonlinux:2023\nCMD [[|"node"|], "x"]', undefined],
    // The program is prepared.
    [
      'FROM node:22-alpine\nCOPY . .\nCMD [[|"node"|], "server.js"]',
      'FROM node:22-alpine\nRUN apk add --no-cache dumb-init\nCOPY . .\nCMD ["dumb-init", "node", "server.js"]',
      { files: signals, message: "reap" },
    ],
    [
      'FROM node:22-alpine\n# The app\nCMD [ \\\n  [|"node"|], \\\n  # its entry\n  "server.js" ]\n',
      'FROM node:22-alpine\nRUN apk add --no-cache dumb-init\n# The app\nCMD [ \\\n  "dumb-init", "node", \\\n  # its entry\n  "server.js" ]\n',
    ],
    ...[
      ["COPY --from=b /app/.next/standalone ./", "server.js"],
      ["COPY --from=b /app/apps/web/.next/standalone /app", "apps/web/server.js"],
      ["COPY --from=b /app/.output/ .", "server/index.mjs"],
      ["COPY --from=b /app/node_modules node_modules", "node_modules/next/dist/bin/next"],
    ].map(
      ([copy, path]) =>
        [
          `FROM node:22-alpine AS b\nFROM node:22-alpine\nWORKDIR /app\n${copy}\nCMD [[|"node"|], "${path}"]`,
          `FROM node:22-alpine AS b\nRUN apk add --no-cache dumb-init\nFROM node:22-alpine\nCOPY --from=b /usr/bin/dumb-init /usr/bin/dumb-init\nWORKDIR /app\n${copy}\nCMD ["dumb-init", "node", "${path}"]`,
          { message: "reap", severity: "info" },
        ] as const,
    ),
    [
      'FROM node:22-alpine AS b\nFROM node:22-alpine\nWORKDIR /app\nENV NEXT_MANUAL_SIG_HANDLE=1\nCOPY --from=b /app/.next/standalone .\nCMD [[|"node"|], "server.js"]',
      'FROM node:22-alpine AS b\nRUN apk add --no-cache dumb-init\nFROM node:22-alpine\nCOPY --from=b /usr/bin/dumb-init /usr/bin/dumb-init\nWORKDIR /app\nENV NEXT_MANUAL_SIG_HANDLE=1\nCOPY --from=b /app/.next/standalone .\nCMD ["dumb-init", "node", "server.js"]',
      { message: "SIGTERM does nothing" },
    ],
  ],
  valid: [
    'FROM oven/bun:1.3.3-slim\nCMD ["bun", "test", "a.test.ts"]',
    'FROM oven/bun:1.3\nCMD ["bun", "run", "start"]',
    'FROM node:22\nCMD ["dumb-init", "node", "x"]',
    'FROM node:22\nENTRYPOINT ["/sbin/tini", "--"]\nCMD ["node", "x"]',
    'FROM node:22\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["node", "x"]',
    "FROM node:22\nCMD node x",
    'FROM node:22\nCMD ["npm", "start"]',
    'FROM node:22\nCMD ["sh", "-c", "node x"]',
    'FROM node:22\nCMD ["sh", "-c", "exec node x && y"]',
    'FROM gcr.io/distroless/nodejs22-debian12\nCMD ["server.js"]',
    'FROM registry.example.org/team/node:1\nCMD ["node", "x"]',
    'FROM ${BASE}\nCMD ["node", "x"]',
    'FROM n8nio/n8n:1\nCMD ["node", "x"]',
    'FROM denoland/deno:2\nCMD ["node", "x"]',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD ["node", "x"]',
    'FROM node:22 AS dev\nCMD ["node", "--watch", "x"]\nFROM node:22\nCMD ["dumb-init", "node", "x"]',
    'FROM node:22 AS dev\nCMD ["node", "--watch", "x"]',
    'FROM node:22\nONBUILD CMD ["node", "x"]',
    "FROM node:22",
    "",
  ],
} satisfies Cases;
