import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|a|]\n", "a\n**/Dockerfile*\n", { files: { Dockerfile: "FROM node:24\nCOPY . .\n", ".dockerignore": "" } }],
    [
      "[|a|]\n",
      "a\n.github\n**/Dockerfile*\ncompose*.y*ml\n",
      {
        files: { Dockerfile: "FROM node:24\nCOPY . .\n", "compose.yaml": "", ".github/workflows/ci.yml": "" },
        message: "and others",
      },
    ],
    ["[|Dockerfile|]\n", "Dockerfile\n**/docker-compose*.y*ml\n", { files: { "dev/docker-compose.dev.yml": "" } }],
    [
      "[|a|]\n",
      "a\nDockerfile\n",
      { files: { Dockerfile: "FROM node:24\nCOPY . .\n", "src/DockerfileParser.ts": "" } },
    ],
  ],
  valid: [
    ["Dockerfile*\n", { files: { Dockerfile: "FROM node:24\nCOPY . .\n" } }],
    ["*\n!src\n", { files: { Dockerfile: "FROM node:24\nCOPY . .\n", "src/a.js": "" } }],
    ["a\n", { files: { Dockerfile: "FROM node:24\nCOPY src src\n" } }],
    ["a\n", { files: { Dockerfile: "FROM node:24\nCOPY Dockerfile . ./\n" } }],
    ["a\n", { files: { ".dockerignore": "", "src/dockerfile.ts": "", ".gitignore": "" } }],
    "a\n",
  ],
} satisfies Cases;
