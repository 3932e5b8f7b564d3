import type { Cases } from "../cases";

export default {
  invalid: [
    [
      'FROM node:24\nWORKDIR /app\nCOPY . .\n[|CMD|] ["node", "server.js"]',
      'FROM node:24\nWORKDIR /app\nCOPY . .\nUSER node\nCMD ["node", "server.js"]',
      { policy: { readOnlyFiles: true } },
    ],
    [
      'FROM debian:13\nRUN useradd -u 1001 app\n[|CMD|] ["sleep", "365d"]',
      'FROM debian:13\nRUN useradd -u 1001 app\nUSER app\nCMD ["sleep", "365d"]',
      { severity: "info" },
    ],
    [
      'FROM alpine:3.22\nRUN adduser -D -u 1001 app\n[|CMD|] ["/bin/cat", "/info.txt"]',
      'FROM alpine:3.22\nRUN adduser -D -u 1001 app\nUSER app\nCMD ["/bin/cat", "/info.txt"]',
      { severity: "info" },
    ],
    [
      'FROM debian:13\nRUN useradd -u 1001 app\n[|CMD|] ["/catalog"]',
      'FROM debian:13\nRUN useradd -u 1001 app\nUSER app\nCMD ["/catalog"]',
      { severity: "warning" },
    ],
    // What only prepares is not what runs.
    [
      'FROM debian:13\nRUN useradd -u 1001 app\nWORKDIR /app\nCOPY . .\n[|ENTRYPOINT|] ["bash", "start.sh"]',
      'FROM debian:13\nRUN useradd -u 1001 app\nWORKDIR /app\nCOPY --chown=app . .\nUSER app\nENTRYPOINT ["bash", "start.sh"]',
      {
        files: { "start.sh": 'ls\nif [ $# -eq 0 ]; then set -- pytest; fi\nexec "$@"\n' },
        message: "The container runs as root",
      },
    ],
    // The naive Dockerfile.
    [
      'FROM node\nWORKDIR /usr/src/app\nCOPY . /usr/src/app\nRUN npm install\n[|CMD|] "npm" "start"',
      'FROM node\nWORKDIR /usr/src/app\nCOPY --chown=node:node . /usr/src/app\nRUN npm install\nUSER node\nCMD "npm" "start"',
    ],
    // What needs root stays above, comments stay with their instruction, copies elsewhere stay root's.
    [
      `FROM node:24 AS build
RUN npm ci

FROM node:24-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --chmod=755 scripts scripts
COPY . .
EXPOSE 80
HEALTHCHECK CMD ["node", "health.js"]

# Starts the server.
[|CMD|] ["dumb-init", "node", "server.js"]
`,
      `FROM node:24 AS build
RUN npm ci

FROM node:24-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --chmod=755 scripts scripts
COPY --chown=node:node . .
EXPOSE 80
HEALTHCHECK CMD ["node", "health.js"]

USER node
# Starts the server.
CMD ["dumb-init", "node", "server.js"]
`,
      { message: '"node" runs as root' },
    ],
    [
      'FROM node:24\nWORKDIR /app\n[|ENTRYPOINT|] ["node"]\nCMD ["a.js"]\nRUN npm ci',
      'FROM node:24\nWORKDIR /app\nENTRYPOINT ["node"]\nCMD ["a.js"]\nRUN npm ci\nUSER node',
    ],
    // Continued lines with comments; a parent stage; a command that is inherited.
    [
      'FROM node:24 AS base\nWORKDIR /app\nCOPY \\\n  # the sources\n  . \\\n  ./\nCMD ["node", "a.js"]\nFROM [|base|]\nRUN npm ci \\\n  # production\n  --omit=dev',
      'FROM node:24 AS base\nWORKDIR /app\nCOPY --chown=node:node \\\n  # the sources\n  . \\\n  ./\nCMD ["node", "a.js"]\nFROM base\nRUN npm ci \\\n  # production\n  --omit=dev\nUSER node',
    ],
    // An account that the file creates but does not use.
    [
      'FROM debian:13\nRUN groupadd app && useradd -g app -u 1001 app\nWORKDIR /app\nCOPY . .\n[|CMD|] ["./run"]',
      'FROM debian:13\nRUN groupadd app && useradd -g app -u 1001 app\nWORKDIR /app\nCOPY --chown=app:app . .\nUSER app\nCMD ["./run"]',
    ],
    [
      'FROM alpine:3.22\nWORKDIR /app\nCOPY . .\nRUN adduser -D -u 1001 app\n[|CMD|] ["./run"]',
      'FROM alpine:3.22\nWORKDIR /app\nCOPY . .\nRUN adduser -D -u 1001 app\nUSER app\nCMD ["./run"]',
    ],
    // Other images.
    ['FROM oven/bun:1\n[|CMD|] ["bun", "a.ts"]', 'FROM oven/bun:1\nUSER bun\nCMD ["bun", "a.ts"]'],
    [
      'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install .\n[|CMD|] ["python", "a.py"]',
      'FROM python:3.13-slim\nRUN groupadd --system app && useradd --system --create-home --gid app app\nWORKDIR /app\nCOPY --chown=app:app . .\nRUN pip install .\nUSER app\nCMD ["python", "a.py"]',
    ],
    [
      "FROM python:3.13-alpine\n[|CMD|] python a.py && true",
      "FROM python:3.13-alpine\nRUN addgroup -S app && adduser -S -G app app\nUSER app\nCMD python a.py && true",
      { message: "The container runs as root" },
    ],
    [
      'FROM gcr.io/distroless/nodejs22-debian12\nWORKDIR /app\nCOPY --from=build /app .\n[|CMD|] ["a.js"]',
      'FROM gcr.io/distroless/nodejs22-debian12\nWORKDIR /app\nCOPY --from=build /app .\nUSER nonroot\nCMD ["a.js"]',
    ],
    [
      'FROM golang:1.25 AS build\nRUN go build -o /app\nFROM scratch\nCOPY --from=build /app /app\n[|ENTRYPOINT|] ["/app"]',
      'FROM golang:1.25 AS build\nRUN go build -o /app\nFROM scratch\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]',
    ],
    ['FROM amazonlinux:2023\n[|CMD|] ["./run"]', undefined],
    // USER of another stage does not count; HEALTHCHECK CMD is no CMD.
    [
      'FROM node:24 AS build\nUSER node\nFROM node:24\n[|CMD|] ["node", "a.js"]',
      'FROM node:24 AS build\nUSER node\nFROM node:24\nUSER node\nCMD ["node", "a.js"]',
    ],
    [
      'FROM node:24\nVOLUME /data /tmp\n[|ENTRYPOINT|] ["docker-entrypoint.sh"]\nCMD ["node", "a.js"]',
      'FROM node:24\nRUN install -d -o node -g node /data\nVOLUME /data /tmp\nUSER node\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["node", "a.js"]',
    ],
    [
      'FROM node:24\n[|CMD|] ["node", "a.js"]',
      'FROM node:24\nUSER node\nCMD ["node", "a.js"]',
      { path: "e2e/Dockerfile" },
    ],
    // Ownership that a later RUN takes care of.
    [
      'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci && chown -R node:node /app\n[|CMD|] ["node", "a.js"]',
      'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci && chown -R node:node /app\nUSER node\nCMD ["node", "a.js"]',
    ],
  ],
  valid: [
    'FROM node:24\nUSER node\nCMD ["node", "a.js"]',
    'FROM node:24\nUSER root\nCMD ["node", "a.js"]',
    'FROM node:24\nARG USER_NAME\nUSER $USER_NAME\nCMD ["node", "a.js"]',
    'FROM node:24 AS base\nUSER node\nFROM base\nCMD ["node", "a.js"]',
    "FROM node:24\nRUN npm ci",
    'FROM node:24\nHEALTHCHECK CMD ["node", "health.js"]',
    'FROM example.org/base\nCMD ["node", "a.js"]',
    'ARG BASE\nFROM $BASE\nCMD ["node", "a.js"]',
    'FROM gcr.io/distroless/nodejs22-debian12:nonroot\nCMD ["a.js"]',
    'FROM jenkins/jenkins\nENTRYPOINT ["jenkins.sh"]',
    'FROM postgres:17\nCMD ["postgres", "-c", "x=y"]',
    'FROM node:24\nRUN apt-get install -y gosu\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["node", "a.js"]',
    'FROM node:24-alpine\nCMD ["su-exec", "node", "node", "a.js"]',
    'FROM node:24\nENTRYPOINT ["dumb-init", "--", "gosu", "node", "node", "a.js"]',
    'FROM alpine:3.22\nCMD ["nginx", "-g", "daemon off;"]',
    ['FROM node:24\nENTRYPOINT ["/entry.sh"]', { files: { "docker/entry.sh": 'exec setpriv --reuid=node "$@"' } }],
    ['FROM node:24\nCMD ["node", "a.js"]', { path: ".devcontainer/Dockerfile" }],
    'FROM debian:13\nCMD ["/bin/bash"]',
    "FROM debian:13\nCMD /bin/bash -l",
    // There to build on: an interpreter and nothing to interpret, or the user set for images made of it.
    'FROM debian:13\nRUN make install\nCMD ["python3"]',
    'FROM debian:13\nENTRYPOINT ["docker-php-entrypoint"]\nCMD ["php", "-a"]',
    'FROM node:24\nONBUILD COPY . .\nONBUILD USER node\nCMD ["node", "a.js"]',
    '# docker run --rm --privileged -v /sys:/sys tools\nFROM debian:13\nENTRYPOINT ["entry.sh"]',
    'FROM debian:13\nENTRYPOINT ["sudo", "-u", "app", "run"]',
    'FROM scratch\nCOPY docs /docs\nCMD [""]',
    'FROM i386/debian:13\nENTRYPOINT ["linux32"]',
    'FROM debian:13\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["radiusd"]',
    "",
    "FROM",
  ],
} satisfies Cases;
