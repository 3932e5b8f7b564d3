import type { Cases } from "../cases";

const files = { "package.json": "{}", "server.js": "" };

export default {
  invalid: [
    // Of which only the text tells what they are.
    [
      "FROM debian:12\nCOPY [|tls|] /tls",
      "FROM debian:12\nCOPY tls /tls",
      {
        files: {
          "tls/prod.pem": "-----BEGIN PRIVATE KEY-----\n",
          "tls/ca.pem": "-----BEGIN CERTIFICATE-----\n",
          ".dockerignore": "x\n",
        },
        filesAfter: { ".dockerignore": "x\ntls/prod.pem\n" },
        message: "tls/prod.pem",
      },
    ],
    [
      "FROM debian:12\nCOPY [|infra|] /infra",
      "FROM debian:12\nCOPY infra /infra",
      {
        files: { "infra/terraform.tfstate": "{}", ".dockerignore": "x\n" },
        filesAfter: { ".dockerignore": "x\ninfra/terraform.tfstate\n" },
        message: "infra/terraform.tfstate",
      },
    ],
    [
      "FROM node:24\nCOPY [|config|] /etc/app/",
      "FROM node:24\nCOPY config /etc/app/",
      {
        files: { "config/prod.env": "DB_PASSWORD=hunter2x\n", "config/dev.env": "A=1\n", ".dockerignore": "x\n" },
        filesAfter: { ".dockerignore": "x\nconfig/prod.env\n" },
        message: "config/prod.env",
      },
    ],
    [
      "FROM node:24-slim\nWORKDIR /app\nCOPY [|.|] .\nRUN npm ci",
      "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci",
      {
        files: {
          ...files,
          ".env": "",
          "a/.env": "",
          ".git/": "",
          "node_modules/": "",
          "a/node_modules/": "",
          ".dockerignore": "x",
        },
        filesAfter: { ".dockerignore": "x\n**/.env\n**/.git\n**/node_modules\n" },
        message:
          ".dockerignore lets .env, .git, a/.env, a/node_modules and 1 more through, and this copies them into the image",
      },
    ],
    // Without an ignore file, a folder brings along what is in it.
    [
      "FROM scratch\nADD [|src|] ./src",
      "FROM scratch\nADD src ./src",
      {
        files: { "src/.env": "", "src/a.js": "", ".env": "" },
        filesAfter: {
          ".dockerignore":
            "# Secrets and local settings\n**/.env\n**/.env.*\n!**/.env.example\n**/*.pem\n**/*.key\n\n" +
            "# Version control\n.git\n.gitignore\n\n# The build itself\n**/Dockerfile*\n**/.dockerignore\n",
        },
        message: "There is no .dockerignore, so this copies src/.env into the image",
      },
    ],
    [
      "FROM scratch\nCOPY [|certs/*|] /certs/",
      "FROM scratch\nCOPY certs/* /certs/",
      {
        files: { "certs/server.key": "", "certs/server.crt": "", ".dockerignore": "" },
        filesAfter: { ".dockerignore": "certs/server.key\n" },
      },
    ],
    [
      "FROM scratch\nCOPY [|src|] ./src",
      "FROM scratch\nCOPY src ./src",
      {
        files: { ...files, ".env": "", "src/certs/server.key": "", "Dockerfile.dockerignore": "" },
        filesAfter: { "Dockerfile.dockerignore": "src/certs/server.key\n" },
        message: "Dockerfile.dockerignore lets src/certs/server.key through, and this copies it into the image",
      },
    ],
    // What is excluded is not copied, the rest is; patterns start at the folder that is copied.
    [
      "FROM scratch\nCOPY --exclude=.env [|.|] /app/",
      "FROM scratch\nCOPY --exclude=.env . /app/",
      {
        files: { ...files, ".env": "", "a/.env": "", ".dockerignore": "x\n" },
        filesAfter: { ".dockerignore": "x\n**/.env\n" },
        message: ".dockerignore lets a/.env through, and this",
      },
    ],
    [
      "FROM scratch\nCOPY --exclude=a/.env [|a|] /app/",
      "FROM scratch\nCOPY --exclude=a/.env a /app/",
      {
        files: { ...files, "a/.env": "", ".dockerignore": "x\n" },
        filesAfter: { ".dockerignore": "x\n**/.env\n" },
      },
    ],
    [
      "FROM scratch\nCOPY --parents [|./b/./a|] /app/",
      "FROM scratch\nCOPY --parents ./b/./a /app/",
      {
        files: { ...files, "b/a/.env": "", ".dockerignore": "x\n" },
        filesAfter: { ".dockerignore": "x\n**/.env\n" },
      },
    ],
    // A pattern that keeps one of them back comes first.
    [
      "FROM scratch\nADD [|./*|] /app/",
      "FROM scratch\nADD ./* /app/",
      {
        files: { ...files, ".npmrc": "//r.example.org/:_authToken=abc", ".env": "", ".dockerignore": ".env\r\n" },
        filesAfter: { ".dockerignore": ".env\r\n**/.npmrc\r\n" },
      },
    ],
    [
      "FROM node:24 AS build\nCOPY [|.|] /app\nFROM scratch\nCOPY --from=build /app/dist /",
      "FROM node:24 AS build\nCOPY . /app\nFROM scratch\nCOPY --from=build /app/dist /",
      {
        files: { ...files, ".git/": "", ".dockerignore": "*.md\n" },
        filesAfter: { ".dockerignore": "*.md\n**/.git\n" },
        message: 'into the stage "build"',
      },
    ],
  ],
  valid: [
    ["FROM node:24-slim\nCOPY . .", { files: { ".env": "PORT=3000\nAPI_KEY=\n", "a.js": "", ".dockerignore": "b\n" } }],
    ["FROM scratch\nCOPY src ./src", { files: { ".env": "", "src/a.js": "", "src/.env.example": "" } }],
    [
      "FROM php:8.5-fpm\nCOPY . /app",
      { files: { ".env": "", "symfony.lock": "{}", ".gitignore": "/.env.local\n", ".dockerignore": "vendor\n" } },
    ],
    "FROM scratch\nCOPY . /",
    // Without an ignore file that is what another rule says.
    ["FROM scratch\nCOPY . /", { files: { ...files, ".env": "" } }],
    ["FROM scratch\nCOPY . /", { files: { ...files, ".dockerignore": "" } }],
    ["FROM scratch\nCOPY . /", { files: { ...files, ".env": "", ".git/": "", ".dockerignore": ".env\n.git\n" } }],
    ["FROM scratch\nCOPY . /", { files: { ...files, ".env": "", ".dockerignore": "*\n!server.js\n" } }],
    ["FROM scratch\nCOPY src package.json /", { files: { ...files, ".env": "", "src/a": "", ".dockerignore": "" } }],
    // What the Dockerfile names is meant, and other rules judge it.
    ["FROM scratch\nCOPY .env /\nCOPY . /", { files: { ...files, ".env": "", ".dockerignore": "" } }],
    ["FROM scratch\nCOPY .aws /", { files: { ".aws/credentials": "", ".dockerignore": "" } }],
    [
      "FROM node\nRUN --mount=type=bind,source=.git,target=.git true\nCOPY . .",
      { files: { ".git/": "", ".dockerignore": "" } },
    ],
    // Without an install the packages of the machine are all there is.
    ["FROM node\nCOPY . .", { files: { ...files, "node_modules/": "", ".dockerignore": "" } }],
    ["FROM golang\nCOPY . .\nRUN go build ./...", { files: { ".git/": "", ".dockerignore": "" } }],
    ["FROM alpine\nCOPY . .\nRUN git describe", { files: { ".git/": "", ".dockerignore": "" } }],
    [
      "FROM alpine\nCOPY . .",
      { files: { ".env.example": "", "test/server.key": "", ".npmrc": "engine-strict=true", ".dockerignore": "" } },
    ],
    ["FROM alpine\nCOPY --exclude=**/.env . .", { files: { ".env": "", "a/.env": "", ".dockerignore": "" } }],
    ["FROM alpine\nCOPY --exclude=**/.env a .", { files: { "a/b/.env": "", ".dockerignore": "" } }],
    ["FROM alpine\nCOPY --parents **/*.ts .", { files: { "a/.env": "", "a/b.ts": "", ".dockerignore": "" } }],
    ["FROM alpine\nCOPY --exclude=.env . .", { files: { ".env": "", ".dockerignore": "" } }],
    [
      "FROM alpine AS a\nONBUILD COPY . .\nFROM alpine\nCOPY --from=a . .",
      { files: { ".env": "", ".dockerignore": "" } },
    ],
    ["FROM alpine\nRUN --mount=type=bind,source=/,target=/x true", { files: { ".env": "", ".dockerignore": "" } }],
  ],
} satisfies Cases;
