import type { Cases } from "../cases";

export default {
  invalid: [
    [
      'FROM node:24-slim\nWORKDIR /app\n# Not root.\nUSER [|app|]:app\nCMD ["node", "a.js"]',
      'FROM node:24-slim\nRUN groupadd --system app && useradd --system --create-home --gid app app\nWORKDIR /app\n# Not root.\nUSER app:app\nCMD ["node", "a.js"]',
      { message: 'no user "app"' },
    ],
    [
      "FROM node:24-alpine\nRUN npm ci && apk add --no-cache curl\nUSER [|app|]\nRUN npm test",
      "FROM node:24-alpine\nRUN addgroup -S app && adduser -S -G app app\nRUN npm ci && apk add --no-cache curl\nUSER app\nRUN npm test",
    ],
    [
      "FROM debian:13 AS a\nCOPY --chown=app . /app\nUSER [|app|]\nFROM node:24",
      "FROM debian:13 AS a\nRUN groupadd --system app && useradd --system --create-home --gid app app\nCOPY --chown=app . /app\nUSER app\nFROM node:24",
    ],
    ["FROM node:24\nUSER [|app|]", "FROM node:24\nUSER node", { fix: 'Use the user "node"' }],
    ["FROM node:24\nUSER [|app|]:users", "FROM node:24\nUSER node"],
    [
      "FROM node:24 AS base\nUSER node\nFROM base\nUSER root\nRUN npm ci\nUSER [|app|]",
      "FROM node:24 AS base\nUSER node\nFROM base\nUSER root\nRUN npm ci\nRUN groupadd --system app && useradd --system --create-home --gid app app\nUSER app",
    ],
    [
      "FROM node:24 AS base\nUSER node\nFROM base\nUSER [|app|]",
      "FROM node:24 AS base\nUSER node\nFROM base\nUSER node",
    ],
    [
      "FROM scratch\nCOPY --from=build /app /app\nUSER [|nobody|]",
      "FROM scratch\nCOPY --from=build /app /app\nUSER 65532",
    ],
    ["FROM gcr.io/distroless/static-debian12\nUSER [|app|]", "FROM gcr.io/distroless/static-debian12\nUSER nonroot"],
    // Created only afterwards, or under another name.
    [
      "FROM debian:13\nUSER [|app|]\nRUN useradd other",
      "FROM debian:13\nRUN groupadd --system app && useradd --system --create-home --gid app app\nUSER app\nRUN useradd other",
    ],
    // The group.
    [
      "FROM debian:13\nRUN useradd app\nUSER app:[|web|]",
      "FROM debian:13\nRUN useradd app\nRUN groupadd --system web\nUSER app:web",
      { message: 'no group "web"' },
    ],
    ["FROM node:24\nUSER 1000:[|app|]", "FROM node:24\nRUN groupadd --system app\nUSER 1000:app"],
    ["FROM node:24\nUSER node:[|app|]", "FROM node:24\nRUN groupadd --system app\nUSER node:app"],
    [
      "FROM alpine:3.22\nRUN adduser -S -H app\nUSER app:[|app|]",
      "FROM alpine:3.22\nRUN adduser -S -H app\nRUN addgroup -S app\nUSER app:app",
    ],
    [
      "FROM debian:13\nRUN adduser --system app\nUSER app:[|app|]",
      "FROM debian:13\nRUN adduser --system app\nRUN groupadd --system app\nUSER app:app",
    ],
  ],
  valid: [
    "FROM debian:12\nRUN apt-get update && apt-get install -y mariadb-server\nUSER mysql",
    "FROM debian:12\nRUN apt-get update && apt-get install -y tor\nUSER debian-tor",
    "FROM debian:12\nRUN apt-get update && apt-get install -y slapd\nUSER openldap",
    "FROM debian:13\nRUN useradd app\nUSER app:app\nFROM debian:13\nUSER 1000:staff",
    "FROM alpine:3.22\nRUN adduser -D app\nUSER app:app\nFROM alpine:3.22\nRUN addgroup web && adduser -S -G web app\nUSER app:web",
    "FROM debian:13\nRUN adduser --system --group app\nUSER app:app\nFROM node:24\nUSER node:node",
    "FROM debian:13\nRUN ./setup.sh\nUSER 1000:web\nFROM nginx\nUSER 1000:web",
    "FROM debian:13\nRUN apt-get update && apt-get install -y web-server\nUSER 1000:web",
    "FROM debian:13\nUSER nobody # me\nRUN id",
    "FROM node:24\nUSER node",
    "FROM node:24\nUSER nobody",
    "FROM node:24\nUSER 1234:1234",
    "FROM node:24\nARG WHO=app\nUSER $WHO",
    "FROM node:24\nRUN groupadd -r app \\\n  # for the app\n  && useradd -r -g app app\nUSER app",
    "FROM node:24 AS base\nRUN useradd app\nFROM base\nUSER app",
    "FROM node:24-alpine\nARG NAME=app\nRUN adduser -D $NAME\nUSER app",
    "FROM node:24\nRUN ./setup.sh\nUSER app",
    "FROM node:24\nRUN usermod -l app node\nUSER app",
    "FROM node:24\nRUN echo app:x:1:1::/:/bin/sh >> /etc/passwd\nUSER app",
    "FROM debian:13\nRUN apt-get update && apt-get install -y postgresql-17\nUSER postgres",
    "FROM scratch\nCOPY --from=build /etc/passwd /etc/passwd\nUSER app",
    "FROM scratch\nADD rootfs.tar.gz /\nUSER app",
    "FROM scratch\nUSER root",
    "FROM php:8-apache\nUSER www-data",
    "FROM example.org/base\nUSER app",
    "FROM node:24\nONBUILD USER app",
  ],
} satisfies Cases;
