import type { Cases } from "../cases";

const apt = (name: string) =>
  `RUN apt-get update && apt-get install -y --no-install-recommends ${name} && rm -rf /var/lib/apt/lists/*`;

export default {
  invalid: [
    [
      'FROM node:22-slim\nWORKDIR /app\nCMD [[|"dumb-init"|], "node", "x"]',
      `FROM node:22-slim\n${apt("dumb-init")}\nWORKDIR /app\nCMD ["dumb-init", "node", "x"]`,
      { message: "dumb-init is not in the image" },
    ],
    [
      'FROM node:22-alpine\nENTRYPOINT [[|"/sbin/tini"|], "--"]\nCMD ["node", "x"]',
      'FROM node:22-alpine\nRUN apk add --no-cache tini\nENTRYPOINT ["/sbin/tini", "--"]\nCMD ["node", "x"]',
    ],
    [
      'FROM node:22-alpine\nENTRYPOINT [[|"/usr/bin/tini"|], "--"]\nCMD ["node", "x"]',
      'FROM node:22-alpine\nRUN apk add --no-cache tini\nENTRYPOINT ["tini", "--"]\nCMD ["node", "x"]',
    ],
    [
      'FROM node:22 AS build\nRUN npm ci\nFROM node:22-slim\nENV NODE_ENV=production\nWORKDIR /app\nCOPY --from=build /app /app\nCMD [[|"dumb-init"|], "node", "x"]',
      `FROM node:22 AS build\n${apt("dumb-init")}\nRUN npm ci\nFROM node:22-slim\nENV NODE_ENV=production\nCOPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init\nWORKDIR /app\nCOPY --from=build /app /app\nCMD ["dumb-init", "node", "x"]`,
    ],
    [
      `FROM node:22 AS build\n${apt("dumb-init")}\nFROM node:22-slim\nCOPY --from=build /app /app\nCMD [[|"dumb-init"|], "node", "x"]`,
      `FROM node:22 AS build\n${apt("dumb-init")}\nFROM node:22-slim\nCOPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init\nCOPY --from=build /app /app\nCMD ["dumb-init", "node", "x"]`,
    ],
    [
      'FROM node:22 AS build\nFROM node:22-alpine\nCOPY --from=0 /app /app\nCMD [[|"dumb-init"|], "node", "x"]',
      'FROM node:22 AS build\nFROM node:22-alpine\nRUN apk add --no-cache dumb-init\nCOPY --from=0 /app /app\nCMD ["dumb-init", "node", "x"]',
    ],
    ['FROM node:22 AS base\nUSER node\nFROM base\nCMD [[|"dumb-init"|], "node", "x"]', undefined],
    ['FROM amazonlinux:2023\nCMD [[|"tini"|], "--", "node", "x"]', undefined],
    ['FROM scratch\nCMD [[|"tini"|], "--", "/x"]', undefined],
    [
      "FROM node:22-alpine\nCMD [|dumb-init|] node x",
      "FROM node:22-alpine\nRUN apk add --no-cache dumb-init\nCMD dumb-init node x",
    ],
    [
      'FROM node:22-alpine\nCOPY entry.sh /usr/local/bin/\nCOPY . /app\nRUN apk add --no-cache git\nCMD [[|"tini"|], "node", "x"]',
      'FROM node:22-alpine\nCOPY entry.sh /usr/local/bin/\nCOPY . /app\nRUN apk add --no-cache git tini\nCMD ["tini", "node", "x"]',
    ],
  ],
  valid: [
    `FROM node:22-slim\n${apt("dumb-init")}\nCMD ["dumb-init", "node", "x"]`,
    'FROM node:22-slim\nRUN apt-get update && apt-get -qq install -y curl dumb-init=1.2.5-2\nENTRYPOINT ["/usr/bin/dumb-init", "--"]\nCMD ["node"]',
    'FROM node:22-alpine\nRUN apk add --no-cache tini~=0.19\nENTRYPOINT ["/sbin/tini", "--"]',
    'FROM node:22-alpine AS base\nRUN apk add tini\nFROM base\nENTRYPOINT ["tini", "--"]',
    'FROM node:22\nRUN curl -fsSLo /usr/local/bin/dumb-init https://example.org/d && chmod +x /usr/local/bin/dumb-init\nCMD ["dumb-init", "x"]',
    'FROM node:22\nADD https://github.com/krallin/tini/releases/download/v0.19.0/tini /tini\nENTRYPOINT ["/tini", "--"]',
    'FROM node:22\nADD https://example.org/dumb-init_1.2.5_x86_64 /usr/bin/dumb-init\nCMD ["dumb-init", "x"]',
    'FROM node:22\nCOPY --from=tini /sbin/tini /sbin/\nCMD ["tini", "x"]',
    'FROM node:22\nCOPY --from=build /usr/local /usr/local\nCMD ["tini", "x"]',
    'FROM node:22\nCOPY . /\nCMD ["tini", "x"]',
    'FROM node:22\nCOPY . /app\nCMD ["/app/tini", "x"]',
    'FROM node:22\nRUN ./install-tools.sh\nCMD ["tini", "x"]',
    'FROM node:22\nRUN apt-get update && apt-get install -y $TOOLS\nCMD ["tini", "x"]',
    'FROM node:22\nRUN pip install dumb-init\nCMD ["dumb-init", "x"]',
    'FROM node:22\nRUN <<EOF\napt-get update\napt-get install -y tini\nEOF\nCMD ["tini", "x"]',
    'FROM registry.example.org/team/node:1\nCMD ["dumb-init", "node"]',
    'FROM ${BASE}\nCMD ["dumb-init", "node"]',
    'FROM denoland/deno:2\nENTRYPOINT ["tini", "--"]',
    'FROM node:22 AS dev\nCMD ["dumb-init", "node", "x"]\nFROM node:22\nCMD ["node", "x"]',
    'FROM node:22\nCMD ["node", "x"]',
    'FROM node:22\nCMD ["s6-svscan", "x"]',
  ],
} satisfies Cases;
