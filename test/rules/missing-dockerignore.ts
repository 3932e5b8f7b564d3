import type { Cases } from "../cases";

const node = "FROM node:24-slim\nWORKDIR /app\n";
const secrets = "# Secrets and local settings\n**/.env\n**/.env.*\n!**/.env.example\n";
const keys = "**/*.pem\n**/*.key\n";
const git = "\n# Version control\n.git\n.gitignore\n";
const build = "\n# The build itself\n**/Dockerfile*\n**/.dockerignore\n";
const dependencies = "# Dependencies and logs\n**/node_modules\n**/npm-debug.log*\n\n";
const whole = { ".dockerignore": `${dependencies}${secrets}**/.npmrc\n${keys}${git}${build}` };

export default {
  invalid: [
    [
      `${node}COPY --exclude=.env [|.|] .`,
      `${node}COPY --exclude=.env . .`,
      { files: { ".env": "", "a/.env": "" }, filesAfter: whole, message: "this copies a/.env into the image" },
    ],
    [
      `${node}COPY [|.|] .`,
      `${node}COPY . .`,
      {
        files: { "package.json": "{}", "node_modules/": "", ".env": "API_KEY=1" },
        filesAfter: whole,
        message: ".env, node_modules/",
      },
    ],
    [
      `${node}COPY --chown=node:node [|./|] /app/`,
      `${node}COPY --chown=node:node ./ /app/`,
      { files: {}, filesAfter: whole },
    ],
    [
      'FROM node:24-slim\nCOPY [[|"."|], "/app"]',
      'FROM node:24-slim\nCOPY [".", "/app"]',
      { files: {}, filesAfter: whole },
    ],
    [
      `${node}COPY [|.|] .`,
      `${node}COPY . .`,
      {
        files: { ".npmrc": "legacy-peer-deps=true\n" },
        filesAfter: { ".dockerignore": `${dependencies}${secrets}${keys}${git}${build}` },
      },
    ],
    [
      "FROM node:24 AS ui\nCOPY [|.|] .\nFROM nginx:1.27.2\nCOPY --from=ui /dist /dist",
      "FROM node:24 AS ui\nCOPY . .\nFROM nginx:1.27.2\nCOPY --from=ui /dist /dist",
      {
        files: { ".env.production": "", ".env.local": "", ".gitignore": "*.local\n" },
        filesAfter: {
          ".dockerignore": `${dependencies}${secrets}!.env.production\n**/.npmrc\n${keys}${git}${build}`,
        },
      },
    ],
    [
      "FROM debian:trixie\nADD [|.|] /src",
      "FROM debian:trixie\nADD . /src",
      { files: {}, filesAfter: { ".dockerignore": `${secrets}${keys}${git}${build}` } },
    ],
    [
      `${node}COPY .npmrc ./\nCOPY [|.|] .`,
      `${node}COPY .npmrc ./\nCOPY . .`,
      { files: {}, filesAfter: { ".dockerignore": `${dependencies}${secrets}${keys}${git}${build}` } },
    ],
    [
      `${node}COPY [|.|] .\nCOPY . /again`,
      `${node}COPY . .\nCOPY . /again`,
      {
        files: { "compose.yaml": "" },
        filesAfter: { ".dockerignore": `${dependencies}${secrets}**/.npmrc\n${keys}${git}${build}compose*.y*ml\n` },
      },
    ],
    [
      "FROM debian:13 AS ui\nCOPY [|.|] .\nRUN pnpm install\nFROM debian:13\nCOPY --from=ui /dist /dist",
      "FROM debian:13 AS ui\nCOPY . .\nRUN pnpm install\nFROM debian:13\nCOPY --from=ui /dist /dist",
      { files: {}, filesAfter: whole, message: 'into the stage "ui"' },
    ],
    // What Composer installs.
    [
      "FROM php:8.5-cli\nCOPY [|.|] .\nRUN composer install --no-dev",
      "FROM php:8.5-cli\nCOPY . .\nRUN composer install --no-dev",
      {
        files: {},
        filesAfter: { ".dockerignore": `# Dependencies and logs\nvendor\n\n${secrets}${keys}${git}${build}` },
      },
    ],
  ],
  valid: [
    [`${node}COPY . .`, { files: { "dockerignore.txt": "node_modules\n" } }],
    [`${node}COPY . .`, { files: { ".containerignore": "node_modules\n" }, path: "Containerfile" }],
    [`${node}ONBUILD COPY . .`, { files: {} }],
    `${node}COPY . .`,
    [`${node}COPY . .`, { files: { ".dockerignore": "node_modules\n" } }],
    [`${node}COPY . .`, { files: { "Dockerfile.dockerignore": "" } }],
    [`${node}COPY src ./src\nCOPY package.json ./`, { files: {} }],
    [`FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build . .`, { files: {} }],
    ["FROM node:24\nADD https://example.com/x.tar.gz /x", { files: {} }],
    ["FROM node:24\nCOPY <<EOF /x\n.\nEOF", { files: {} }],
  ],
} satisfies Cases;
