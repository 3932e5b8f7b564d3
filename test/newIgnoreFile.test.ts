/** The .dockerignore that is made for a project: what it holds, that nothing needed is missing, that no rule finds fault with it. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lintIgnore } from "../server/engine/lint";
import { ignoreLines } from "../server/node/ignoreLines";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { decide, parseIgnore } from "../server/syntax/dockerignore";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

interface Project {
  readonly title: string;
  readonly dockerfile: string;
  readonly files: Files;
  /** Lines that must be there. */
  readonly has: readonly string[];
  /** Lines that must not. */
  readonly lacks?: readonly string[];
  /** Files that must be sent. */
  readonly sent: readonly string[];
}

const projects: readonly Project[] = [
  {
    title: "what a bundler publishes is no secret, and the build reads it",
    dockerfile: "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nCMD npm start\n",
    files: {
      "package.json": '{"scripts": {"build": "next build", "start": "next start"}, "dependencies": {"next": "15"}}',
      ".env.production": "# Public\nNEXT_PUBLIC_API=https://api.example.org\n",
      "admin/.env.production": "NEXT_PUBLIC_API=a\nTOKEN=b\n",
    },
    has: ["**/.env.*", "!.env.production"],
    lacks: ["!admin/.env.production"],
    sent: [".env.production"],
  },
  {
    title: "TypeScript, built by a package script",
    dockerfile: "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nCMD npm start\n",
    files: {
      "package.json": '{"scripts": {"build": "tsc", "start": "node dist/server.js"}}',
      "package-lock.json": "{}",
      "tsconfig.json": "{}",
      "src/server.ts": "",
      "dist/server.js": "",
      "coverage/lcov.info": "",
      ".vscode/settings.json": "{}",
      ".env": "A=1",
      ".git/": "",
      "node_modules/": "",
      ".gitignore": "node_modules\ndist\n.env\nsecrets.json\n",
      ".github/workflows/ci.yml": "",
    },
    has: ["**/node_modules", "dist", "coverage", "**/.vscode", "**/.env", "**/secrets.json", ".git", ".github"],
    sent: ["package.json", "package-lock.json", "tsconfig.json", "src/server.ts"],
  },
  {
    title: "the version comes from git",
    dockerfile:
      'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -ldflags "-X main.v=$(git describe --tags)" ./...\n',
    files: { "go.mod": "", "go.sum": "", "main.go": "", ".git/": "", "vendor/a/a.go": "" },
    has: ["**/.env", ".gitignore"],
    lacks: [".git", "**/node_modules"],
    sent: ["go.mod", "go.sum", "main.go", "vendor/a/a.go", ".git"],
  },
  {
    title: "Python with certificates, a key and a virtual environment",
    dockerfile: "FROM python:3.14\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n",
    files: {
      "requirements.txt": "",
      "app.py": "",
      ".venv/bin/python": "",
      "__pycache__/app.pyc": "",
      "certs/global-bundle.pem": "",
      "certs/private-key.pem": "",
      ".pypirc": "",
    },
    has: ["**/__pycache__", "**/*.py[cod]", "**/.venv", "**/private-key.pem", "**/.pypirc", "**/*.key"],
    lacks: ["**/*.pem"],
    sent: ["requirements.txt", "app.py", "certs/global-bundle.pem"],
  },
  {
    title: "what the Dockerfile names stays",
    dockerfile:
      "FROM nginx:1.29\nCOPY certs /etc/nginx/certs\nCOPY .npmrc .env.production ./\nCOPY dist /www\nCOPY . /src\n" +
      "RUN --mount=type=bind,source=.git,target=/src/.git npm run build\n",
    files: {
      "certs/server.key": "",
      ".npmrc": "//r/:_authToken=x",
      ".env.production": "",
      "dist/index.html": "",
      "package.json": "{}",
      ".git/": "",
    },
    has: ["**/node_modules", "**/.env"],
    lacks: ["**/*.key", "**/.npmrc", "**/.env.*", "!**/.env.example", "dist", ".git"],
    sent: ["certs/server.key", ".npmrc", ".env.production", "dist/index.html", "package.json", ".git"],
  },
  {
    title: "Java of several modules",
    dockerfile: "FROM maven:3\nWORKDIR /src\nCOPY . .\nRUN ./mvnw -q package\n",
    files: { "pom.xml": "", "core/pom.xml": "", "core/target/a.jar": "", "core/src/A.java": "", mvnw: "" },
    has: ["**/target"],
    lacks: ["core/target"],
    sent: ["pom.xml", "core/pom.xml", "core/src/A.java", "mvnw"],
  },
  {
    title: ".NET",
    dockerfile: "FROM mcr.microsoft.com/dotnet/sdk:10.0\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -o /app\n",
    files: { "api/api.csproj": "", "api/bin/a.dll": "", "api/obj/project.assets.json": "", "api/Program.cs": "" },
    has: ["**/bin", "**/obj"],
    sent: ["api/api.csproj", "api/Program.cs"],
  },
  {
    title: "a package that is called like the output of the build",
    dockerfile: "FROM maven:3\nWORKDIR /src\nCOPY . .\nRUN mvn -q package\n",
    files: { "pom.xml": "", "target/a.jar": "", "src/main/java/target/A.java": "" },
    has: ["target"],
    lacks: ["**/target"],
    sent: ["pom.xml", "src/main/java/target/A.java"],
  },
  {
    title: "Rust",
    dockerfile: "FROM rust:1\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\n",
    files: { "Cargo.toml": "", "Cargo.lock": "", "src/main.rs": "" },
    has: ["target"],
    sent: ["Cargo.toml", "Cargo.lock", "src/main.rs"],
  },
  {
    title: "source code that is called like a Dockerfile",
    dockerfile: "FROM node:24\nWORKDIR /app\nCOPY . .\n",
    files: { "package.json": "{}", Dockerfile: "", "src/DockerfileParser.ts": "", "docker-compose.yml": "" },
    has: ["Dockerfile", "docker-compose*.y*ml"],
    lacks: ["**/Dockerfile*"],
    sent: ["src/DockerfileParser.ts", "package.json"],
  },
];

describe("a new .dockerignore", () => {
  for (const { title, dockerfile, files, has, lacks = [], sent } of projects) {
    test(title, async () => {
      const facts = await factsOf({ files, path: "Dockerfile" }, dockerfile);
      const parsed = parseDockerfile(dockerfile);
      const lines = ignoreLines(parsed, facts);
      for (const line of has) assert.ok(lines.includes(line), `${line} is missing from:\n${lines.join("\n")}`);
      for (const line of lacks) assert.ok(!lines.includes(line), `${line} is in:\n${lines.join("\n")}`);
      const ignore = parseIgnore(`${lines.join("\n")}\n`);
      for (const path of sent) assert.ok(!decide(ignore, path).ignored, `${path} is left out by:\n${lines.join("\n")}`);
      const known = await factsOf(
        { files: { ...files, ".dockerignore": ignore.text }, path: ".dockerignore" },
        ignore.text,
      );
      const problems = lintIgnore(
        ignore,
        { ...known, dockerfiles: [{ ...parsed, path: "Dockerfile" }] },
        { rules: {} },
      );
      assert.deepEqual(
        problems.map(({ rule, message }) => `${rule.id}: ${message}`),
        [],
      );
    });
  }
});
