import type { Cases } from "../cases";

const mount = (target: string) => `RUN --mount=type=cache,${target}`;
const npm = { files: { "package.json": "{}", "package-lock.json": "{}" } };

export default {
  invalid: [
    // Named after the tool, where such folders usually are.
    [
      "FROM node:24-slim\nRUN --mount=type=cache,[|target=/root/.cache/npm|] npm ci",
      "FROM node:24-slim\nRUN --mount=type=cache,target=/root/.npm npm ci",
    ],
    [
      "FROM node:24-slim\nRUN --mount=type=cache,[|target=/npm|] npm ci",
      "FROM node:24-slim\nRUN --mount=type=cache,target=/root/.npm npm ci",
    ],
    [
      "FROM debian:13\nRUN --mount=type=cache,[|target=/var/cache/apt-get|] apt-get update && apt-get install -y curl",
      "FROM debian:13\nRUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y curl",
    ],
    // A slip, another user, another tool, another folder of the same tool.
    [
      `FROM node:24\n${mount("[|target=/root/.nmp|]")} npm ci`,
      `FROM node:24\n${mount("target=/root/.npm")} npm ci`,
      npm,
    ],
    [
      `FROM node:24\nUSER node\n${mount("[|target=/root/.npm|]")} npm ci`,
      `FROM node:24\nUSER node\n${mount("target=/home/node/.npm,uid=1000")} npm ci`,
      { ...npm, message: "runs as node" },
    ],
    [`FROM node:24\n${mount("[|dst=/home/node/.npm|]")} npm ci`, `FROM node:24\n${mount("dst=/root/.npm")} npm ci`],
    [
      `FROM node:24\n${mount("[|target=/root/.npm|]")} pnpm install --frozen-lockfile`,
      `FROM node:24\n${mount("target=/root/.local/share/pnpm/store")} pnpm install --frozen-lockfile`,
    ],
    [
      `FROM node:24\n${mount("[|target=/pnpm/store|]")} pnpm i`,
      `FROM node:24\n${mount("target=/root/.local/share/pnpm/store")} pnpm i`,
    ],
    [
      `FROM node:22\n${mount("[|target=/root/.cache/yarn|]")} yarn install`,
      `FROM node:22\n${mount("target=/usr/local/share/.cache/yarn")} yarn install`,
      { files: { "package.json": '{"packageManager": "yarn@1.22.22"}' } },
    ],
    [
      `FROM python:3\n${mount("[|target=/root/.cache/pip|]")} uv sync`,
      `FROM python:3\n${mount("target=/root/.cache/uv")} uv sync`,
    ],
    [
      `FROM python:3\n${mount("[|target=/root/.cache/pip|]")} poetry install`,
      `FROM python:3\n${mount("target=/root/.cache/pypoetry")} poetry install`,
    ],
    [
      `FROM python:3\nRUN useradd -m -u 1500 app\nUSER app\n${mount("[|target=/root/.cache/pip|]")} python3 -m pip install a`,
      `FROM python:3\nRUN useradd -m -u 1500 app\nUSER app\n${mount("target=/home/app/.cache/pip,uid=1500")} python3 -m pip install a`,
    ],
    [`FROM python:3\nUSER 1001\n${mount("[|target=/root/.cache/pip|]")} pip install a`, undefined],
    [
      `FROM golang:1\n${mount("[|target=/root/go/pkg/mod|]")} go mod download`,
      `FROM golang:1\n${mount("target=/go/pkg/mod")} go mod download`,
    ],
    [
      `FROM golang:1\n${mount("[|target=/root/.npm|]")} go build`,
      `FROM golang:1\n${mount("target=/go/pkg/mod")} go build`,
    ],
    [
      `FROM rust:1\n${mount("[|target=/root/.cargo/registry|]")} cargo build --release`,
      `FROM rust:1\n${mount("target=/usr/local/cargo/registry")} cargo build --release`,
    ],
    [
      `FROM maven:3\n${mount("[|target=/home/maven/.m2|]")} mvn package`,
      `FROM maven:3\n${mount("target=/root/.m2")} mvn package`,
    ],
    [
      `FROM debian\n${mount("[|target=/var/cache/apk|]")} apt-get install a`,
      `FROM debian\n${mount("target=/var/cache/apt")} apt-get install a`,
    ],
    [
      `FROM alpine\n${mount("[|target=/var/cache/apt|]")} apk add a`,
      `FROM alpine\n${mount("target=/var/cache/apk")} apk add a`,
    ],
    [`FROM node:24\n${mount("[|target=/cache|]")} npm ci`, `FROM node:24\n${mount("target=/root/.npm")} npm ci`],
    [
      `FROM node:24\n${mount("[|target=/tmp/npm-cache|]")} npm ci`,
      `FROM node:24\n${mount("target=/root/.npm")} npm ci`,
    ],
    // Over the result.
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN --mount=type=cache,[|target=/app/node_modules|] npm ci\nCMD ["node", "server.js"]',
      undefined,
      {
        message: "What this RUN puts into /app/node_modules is in the cache alone",
        files: { "package.json": "{}", "package-lock.json": "{}" },
      },
    ],
    [
      'FROM rust:1.90 AS b\nWORKDIR /app\nRUN --mount=type=cache,[|target=target|] cargo build --release\nFROM debian:13-slim\nCOPY --from=b /app/target/release/app /app\nCMD ["/app"]',
      undefined,
      { message: "the COPY that takes it from this stage finds nothing" },
    ],
    [
      'FROM python:3.13-slim\nWORKDIR /app\nRUN --mount=type=cache,[|target=/app/.venv|] uv sync --frozen\nCMD ["/app/.venv/bin/app"]',
      undefined,
    ],
    [
      'FROM composer:2 AS b\nWORKDIR /app\nRUN --mount=type=cache,[|target=/app/vendor|] composer install\nFROM php:8.4-cli\nCOPY --from=b /app/vendor /app/vendor\nCMD ["php", "/app/a.php"]',
      undefined,
    ],
  ],
  valid: [
    // It is copied out, comes some other way, or is needed by the build alone.
    'FROM node:24-slim\nWORKDIR /app\nRUN --mount=type=cache,target=/app/node_modules npm ci && cp -r node_modules /deps\nCMD ["node", "server.js"]',
    'FROM node:24-slim\nWORKDIR /app\nRUN --mount=type=cache,target=/app/node_modules npm ci\nRUN npm ci\nCMD ["node", "server.js"]',
    'FROM node:24-slim\nWORKDIR /app\nRUN --mount=type=cache,target=/app/node_modules npm ci\nRUN --mount=type=cache,target=/app/node_modules npm run build\nCMD ["node", "dist/server.js"]',
    'FROM node:24-slim\nWORKDIR /app\nRUN --mount=type=cache,target=/app/node_modules npm ci && npm run build\nCMD ["node", "dist/server.js"]',
    'FROM rust:1.90 AS b\nWORKDIR /app\nRUN --mount=type=cache,target=/app/target cargo build --release && cp target/release/app /app/app\nFROM debian:13-slim\nCOPY --from=b /app/app /app\nCMD ["/app"]',
    `FROM node:24\n${mount("target=/root/.npm")} npm ci`,
    `FROM node:24\n${mount("target=/root/.npm/_cacache")} npm ci`,
    `FROM node:24\n${mount("target=/root")} npm ci`,
    `FROM node:24\nUSER node\n${mount("target=/home/node/.npm,uid=1000")} npm ci`,
    `FROM node:24\nENV npm_config_cache=/cache\n${mount("target=/cache")} npm ci`,
    `FROM node:24\n${mount("target=/cache")} npm ci --cache /cache`,
    `FROM node:24\n${mount("target=/cache")} npm_config_cache=/cache npm ci`,
    `FROM node:24\nRUN npm config set cache /cache\n${mount("target=/cache")} npm ci`,
    [`FROM node:24\nCOPY . .\n${mount("target=/cache")} npm ci`, { files: { ".npmrc": "cache=/cache\n" } }],
    `FROM node:24\nENV HOME=/app\n${mount("target=/app/.npm")} npm ci`,
    `FROM node:24\nARG HOME\n${mount("target=/app/.npm")} npm ci`,
    `FROM node:24\nENV PNPM_HOME=/pnpm\n${mount("id=pnpm,target=/pnpm/store")} pnpm install`,
    `FROM node:24\n${mount("target=/root/.local/share/pnpm/store")} pnpm install`,
    `FROM node:24\nWORKDIR /app\n${mount("target=/app/.next/cache")} npm ci && npm run build`,
    `FROM node:24\nWORKDIR /app\n${mount("target=node_modules/.cache")} npm ci`,
    `FROM node:24\n${mount("target=/root/.cache/Cypress")} npm ci`,
    `FROM node:24\n${mount("target=/root/.npm")} --mount=type=cache,target=/root/.cache/pip npm ci && ./build.sh`,
    `FROM node:22\n${mount("target=/root/.yarn")} yarn install`,
    `FROM node:24\n${mount("target=/home/node/.npm")} su node -c 'npm ci'`,
    `FROM example.com/a\n${mount("target=/home/a/.npm")} npm ci`,
    `FROM node:24\nUSER $WHO\n${mount("target=/root/.npm")} npm ci`,
    `FROM node:24\n${mount("target=/root/.npm")} ./install.sh`,
    `FROM python:3\n${mount("target=/root/.cache")} pip install a`,
    `FROM python:3\n${mount("target=/root/.cache/pip")} pip install poetry && poetry install`,
    `FROM golang:1\n${mount("target=/go/pkg/mod")} --mount=type=cache,target=/root/.cache/go-build go build`,
    `FROM golang:1\nENV GOCACHE=/c GOMODCACHE=/m\n${mount("target=/c")} --mount=type=cache,target=/m go build`,
    `FROM rust:1\nWORKDIR /src\n${mount("target=/usr/local/cargo/registry")} --mount=type=cache,target=/src/target cargo build`,
    `FROM maven:3\n${mount("target=/root/.m2")} ./mvnw package`,
    `FROM maven:3\n${mount("target=/repo")} mvn -Dmaven.repo.local=/repo package`,
    `FROM gradle:8\n${mount("target=/home/gradle/.gradle")} gradle build`,
    `FROM composer:2\n${mount("target=/tmp/cache")} composer install`,
    `FROM ruby:3\n${mount("target=/usr/local/bundle/cache")} bundle install`,
    `FROM debian\n${mount("target=/var/cache/apt")} --mount=type=cache,target=/var/lib/apt apt-get install a`,
    `FROM debian\nRUN --mount=type=bind,target=/root/.nmp npm ci`,
  ],
} satisfies Cases;
