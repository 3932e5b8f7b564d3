import type { Cases, Invalid } from "../cases";

const files = { "package.json": "{}", "package-lock.json": "{}" };
const inFolder = { ...files, "api/package.json": "{}", "api/package-lock.json": "{}" };
const start = "FROM node:24-slim\nWORKDIR /usr/src/app\n";

const withScript = (postinstall: string, script = "") => ({
  files: { ...files, "package.json": JSON.stringify({ scripts: { postinstall } }), "tools/a.js": script },
});

export default {
  invalid: [
    // One folder of sources.
    [
      `${start}COPY package*.json ./\nCOPY [|src|] ./src\nRUN npm ci\nCOPY . .`,
      `${start}COPY package*.json ./\nRUN npm ci\nCOPY src ./src\nCOPY . .`,
      { files: { ...files, "src/a.js": "" } },
    ],
    [
      `${start}COPY [|api|] ./\nRUN npm ci\nCMD x`,
      `${start}COPY api/package.json api/package-lock.json ./\nRUN npm ci\nCOPY api ./\nCMD x`,
      { files: { ...inFolder, "api/server.js": "" } },
    ],
    [
      "FROM python:3.13\nWORKDIR /app\nCOPY [|app/|] /app/\nRUN pip install -r requirements.txt\nCMD x",
      "FROM python:3.13\nWORKDIR /app\nCOPY app/requirements.txt ./\nRUN pip install -r requirements.txt\nCOPY app/ /app/\nCMD x",
      { files: { "app/requirements.txt": "flask\n", "app/main.py": "" } },
    ],
    [
      "FROM python:3.13\nWORKDIR /srv\nCOPY requirements.txt .\nCOPY [|app|] app\nRUN pip install -r requirements.txt\nCMD x",
      "FROM python:3.13\nWORKDIR /srv\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY app app\nCMD x",
      { files: { "requirements.txt": "flask\n", "app/main.py": "" } },
    ],
    [
      "FROM elixir:1.19\nWORKDIR /a\nCOPY [|.|] .\nRUN mix deps.get\nRUN mix compile\nCMD x",
      "FROM elixir:1.19\nWORKDIR /a\nCOPY mix.exs mix.lock ./\nRUN mix deps.get\nCOPY . .\nRUN mix compile\nCMD x",
      { files: { "mix.exs": "defmodule A do\nend\n", "mix.lock": "%{}", "lib/a.ex": "" } },
    ],
    [
      "FROM python:3.13\nWORKDIR /a\nCOPY [|.|] .\nRUN pdm install --prod --no-self\nCMD x",
      "FROM python:3.13\nWORKDIR /a\nCOPY pyproject.toml pdm.lock ./\nRUN pdm install --prod --no-self\nCOPY . .\nCMD x",
      { files: { "pyproject.toml": '[project]\nname="a"\n', "pdm.lock": "", "a.py": "" } },
    ],
    [
      "FROM continuumio/miniconda3:25.3.1-1\nWORKDIR /a\nCOPY [|.|] .\nRUN conda env create -f environment.yml\nCMD x",
      "FROM continuumio/miniconda3:25.3.1-1\nWORKDIR /a\nCOPY environment.yml ./\nRUN conda env create -f environment.yml\nCOPY . .\nCMD x",
      { files: { "environment.yml": "dependencies:\n  - python=3.13\n", "a.py": "" } },
    ],
    [
      "FROM sbtscala/scala-sbt:1\nWORKDIR /a\nCOPY [|.|] .\nRUN sbt update\nRUN sbt stage\nCMD x",
      "FROM sbtscala/scala-sbt:1\nWORKDIR /a\nCOPY build.sbt ./\nCOPY project project/\nRUN sbt update\nCOPY . .\nRUN sbt stage\nCMD x",
      { files: { "build.sbt": 'name := "a"', "project/build.properties": "", "src/main/scala/A.scala": "" } },
    ],
    [
      "FROM dart:3.9\nWORKDIR /a\nCOPY [|.|] .\nRUN dart pub get\nCMD x",
      "FROM dart:3.9\nWORKDIR /a\nCOPY pubspec.yaml pubspec.lock ./\nRUN dart pub get\nCOPY . .\nCMD x",
      { files: { "pubspec.yaml": "name: a\n", "pubspec.lock": "", "bin/a.dart": "" } },
    ],
    // Builds that download on their own.
    [
      "FROM rust:1.90 AS b\nWORKDIR /a\nCOPY [|.|] .\nRUN cargo build --release\nFROM debian:13",
      undefined,
      { files: { "Cargo.toml": '[package]\nname="x"\n[dependencies]\nserde="1"\n' }, message: "cargo" },
    ],
    [
      "FROM gradle:8-jdk21 AS b\nCOPY --chown=gradle [|.|] /home/gradle/src\nWORKDIR /home/gradle/src\nRUN gradle bootJar --no-daemon\nFROM debian:13",
      undefined,
      { files: { "build.gradle": "plugins {}\n" } },
    ],
    [
      "FROM maven:3.9 AS b\nCOPY [|.|] .\nRUN mvn -B -DskipTests clean package\nFROM debian:13",
      undefined,
      { files: { "pom.xml": "<project><parent></parent></project>" } },
    ],
    [
      "FROM golang:1.25 AS b\nCOPY [|.|] .\nRUN CGO_ENABLED=0 go build -o /x .\nFROM debian:13",
      undefined,
      { files: { "go.mod": "module x\n\nrequire a.example/b v1.0.0\n" } },
    ],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      `${start}COPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .`,
      withScript("echo hi"),
    ],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      `${start}COPY package.json package-lock.json ./\nCOPY tools/a.js tools/\nRUN npm ci\nCOPY . .`,
      withScript("node tools/a.js", "console.log(1)"),
    ],
    [`${start}COPY [|.|] .\nRUN npm ci`, undefined, withScript("node tools/a.js", 'require("../b")')],
    [`${start}COPY [|.|] .\nRUN npm ci`, undefined, withScript("gulp")],
    [
      `${start}COPY [|.|] /usr/src/app\nRUN npm install\nCMD x\n`,
      `${start}COPY package.json package-lock.json ./\nRUN npm install\nCOPY . /usr/src/app\nCMD x\n`,
      { files },
    ],
    [
      `${start}# Everything.\nCOPY --chown=node:node [|.|] .\n# Exact versions.\nRUN npm ci \\\n  && npm cache clean --force\n\nCMD x`,
      `${start}COPY --chown=node:node package.json package-lock.json ./\n# Exact versions.\nRUN npm ci \\\n  && npm cache clean --force\n# Everything.\nCOPY --chown=node:node . .\n\nCMD x`,
      { files },
    ],
    [
      "FROM node:24\nCOPY [|.|] /srv\nRUN npm ci --prefix /srv",
      "FROM node:24\nCOPY package.json package-lock.json /srv/\nRUN npm ci --prefix /srv\nCOPY . /srv",
      { files },
    ],
    [
      `${start}COPY [|.|] .\nRUN pnpm i --frozen-lockfile`,
      `${start}COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./\nRUN pnpm i --frozen-lockfile\nCOPY . .`,
      { files: { "package.json": "{}", "pnpm-lock.yaml": "", "pnpm-workspace.yaml": "" } },
    ],
    [
      `${start}COPY [|.|] .\nRUN --mount=type=cache,target=/root/.npm npm ci`,
      `${start}COPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\nCOPY . .`,
      { files },
    ],
    [
      `${start}COPY [|.|] .\nRUN npm ci && npm run build`,
      `${start}COPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build`,
      { files },
    ],
    [
      `${start}COPY [|.|] .\nRUN --mount=type=cache,target=/root/.npm npm ci && \\\n  npm cache clean --force && \\\n  npm run build && \\\n  npm prune\n`,
      `${start}COPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci && \\\n  npm cache clean --force\nCOPY . .\nRUN npm run build && \\\n  npm prune\n`,
      { files },
    ],
    [
      `${start}COPY [|.|] .\nENV A=1\nRUN npm ci`,
      `${start}COPY package.json package-lock.json ./\nENV A=1\nRUN npm ci\nCOPY . .`,
      { files },
    ],
    [
      "FROM node:24\nCOPY [|.|] /app\nWORKDIR /app\nRUN npm ci",
      "FROM node:24\nCOPY package.json package-lock.json /app/\nWORKDIR /app\nRUN npm ci\nCOPY . /app",
      { files },
    ],
    [
      `${start}COPY [|.|] .\nRUN corepack enable\n\nRUN pnpm i --frozen-lockfile\n\nCMD x\n`,
      `${start}COPY package.json pnpm-lock.yaml ./\nRUN corepack enable\n\nRUN pnpm i --frozen-lockfile\n\nCOPY . .\n\nCMD x\n`,
      { files: { "package.json": "{}", "pnpm-lock.yaml": "" } },
    ],
    [
      `${start}COPY [|.|] .\nRUN npm install -g pnpm@10 && pnpm i --frozen-lockfile`,
      `${start}COPY package.json pnpm-lock.yaml ./\nRUN npm install -g pnpm@10 && pnpm i --frozen-lockfile\nCOPY . .`,
      { files: { "package.json": "{}", "pnpm-lock.yaml": "" } },
    ],
    // Settings go along; a token would have to be mounted first.
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      `${start}COPY package.json package-lock.json .npmrc ./\nRUN npm ci\nCOPY . .`,
      { files: { ...files, ".npmrc": "//registry.example.org/:_authToken=${TOKEN}\n" } },
    ],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      undefined,
      { files: { ...files, ".npmrc": "//registry.example.org/:_authToken=x\n" } },
    ],
    // What the scripts of the install read.
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      `${start}COPY package.json package-lock.json ./\nCOPY patches patches/\nCOPY prisma prisma/\nRUN npm ci\nCOPY . .`,
      {
        files: {
          ...files,
          "package.json":
            '{"scripts": {"postinstall": "patch-package && prisma generate"}, "dependencies": {"prisma": "6"}}',
          "patches/a.patch": "",
          "prisma/schema.prisma": "",
        },
      },
    ],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      undefined,
      {
        files: {
          ...files,
          "package.json": '{"dependencies": {"@prisma/client": "6"}}',
          "db/schema.prisma": "",
        },
      },
    ],
    // Workspaces.
    [
      `${start}COPY --chown=node:node [|.|] ./\nRUN npm ci`,
      `${start}COPY --chown=node:node package.json package-lock.json ./\nCOPY --chown=node:node apps/api/package.json apps/api/\nCOPY --chown=node:node lib/package.json lib/\nRUN npm ci\nCOPY --chown=node:node . ./`,
      {
        files: {
          ...files,
          "package.json": '{"workspaces": ["apps/*", "lib"]}',
          "apps/api/package.json": "{}",
          "lib/package.json": "{}",
          "test/package.json": "{}",
        },
      },
    ],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      undefined,
      {
        files: {
          ...files,
          "package.json": '{"workspaces": ["lib"]}',
          "lib/package.json": '{"scripts": {"prepare": "tsc"}}',
        },
      },
    ],
    [
      "FROM node:24\nCOPY [|.|] /srv\nRUN pnpm i --dir /srv",
      "FROM node:24\nCOPY package.json pnpm-lock.yaml pnpm-workspace.yaml /srv/\nCOPY packages/a/package.json /srv/packages/a/\nRUN pnpm i --dir /srv\nCOPY . /srv",
      {
        files: {
          "package.json": "{}",
          "pnpm-lock.yaml": "",
          "pnpm-workspace.yaml": "# all\npackages:\n  - 'packages/**' # these\n  - \"!packages/b\"\ncatalog:\n  a: 1\n",
          "packages/a/package.json": "{}",
        },
      },
    ],
    [`${start}COPY [|.|] .\nRUN npm ci; npm run build`, undefined, { files }],
    [
      `${start}COPY [|.|] .\nRUN cd . && npm ci`,
      `${start}COPY package.json package-lock.json ./\nRUN cd . && npm ci\nCOPY . .`,
      { files },
    ],
    [
      `${start}COPY [|.|] .\nRUN cd api && npm ci`,
      `${start}COPY api/package.json api/package-lock.json api/\nRUN cd api && npm ci\nCOPY . .`,
      { files: inFolder },
    ],
    [
      "FROM node:24\nCOPY [|.|] /srv\nRUN npm ci --prefix /srv/api",
      "FROM node:24\nCOPY api/package.json api/package-lock.json /srv/api/\nRUN npm ci --prefix /srv/api\nCOPY . /srv",
      { files: inFolder },
    ],
    // What follows would run elsewhere.
    [`${start}COPY [|.|] .\nRUN cd api && npm ci && cd .. && make`, undefined, { files: inFolder }],
    [`${start}COPY [|.|] .\nWORKDIR /app\nRUN npm ci`, undefined, { files }],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      undefined,
      { files: { ...files, "package.json": '{"scripts": {"postinstall": "node x.js"}}' } },
    ],
    [`${start}COPY [|.|] .\nRUN npm ci`, undefined, { files: { ...files, "package.json": '{"workspaces": ["a"]}' } }],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      undefined,
      { files: { ...files, "package.json": '{"workspaces": ["{a,b}"]}' } },
    ],
    [`${start}COPY [|.|] .\nRUN npm ci`, undefined],
    // Other languages.
    ...Object.entries({
      "pip install --no-cache-dir -r requirements.txt": ["requirements.txt", "constraints.txt"],
      "python3 -m pip install --requirement=./requirements.txt": ["requirements.txt"],
      "uv pip install --system -r requirements.txt": ["requirements.txt"],
      "poetry install --no-root --only main": ["pyproject.toml", "poetry.lock"],
      "uv sync --frozen --no-install-project": ["pyproject.toml", ".python-version", "uv.lock"],
      "pipenv sync --system": ["Pipfile", "Pipfile.lock"],
      "mvn -B dependency:go-offline": ["pom.xml"],
      "gradle --no-daemon dependencies": ["build.gradle.kts", "settings.gradle.kts"],
      "go mod download": ["go.mod", "go.sum"],
      "bundle install --jobs 4": ["Gemfile", "Gemfile.lock"],
      "dotnet restore": ["App.csproj", "NuGet.config"],
      "composer install --no-dev --no-scripts --no-autoloader": ["composer.json", "composer.lock"],
    }).map(
      ([line, names]): Invalid => [
        `FROM debian:13\nWORKDIR /src\nCOPY [|.|] .\nRUN ${line} \\\n  && make\n`,
        `FROM debian:13\nWORKDIR /src\nCOPY ${names.join(" ")} ./\nRUN ${line}\nCOPY . .\nRUN make\n`,
        { files: Object.fromEntries([...names, "src/a"].map((name) => [name, ""])) },
      ],
    ),
    [
      "FROM maven:3.9\nWORKDIR /src\nCOPY [|.|] /src\nRUN ./mvnw dependency:resolve\nRUN ./mvnw -o package",
      "FROM maven:3.9\nWORKDIR /src\nCOPY pom.xml mvnw ./\nCOPY .mvn .mvn/\nRUN ./mvnw dependency:resolve\nCOPY . /src\nRUN ./mvnw -o package",
      { files: { "pom.xml": "", mvnw: "", ".mvn/wrapper/a.properties": "", "src/A.java": "" } },
    ],
    // What the install reads beside that is not known, or would have to be there.
    ["FROM rust:1.90\nCOPY [|.|] .\nRUN cargo fetch", undefined, { files: { "Cargo.toml": "", "Cargo.lock": "" } }],
    ["FROM php:8\nCOPY [|.|] .\nRUN composer install", undefined, { files: { "composer.json": "{}" } }],
    ["FROM python:3.14\nCOPY [|.|] .\nRUN poetry install", undefined, { files: { "pyproject.toml": "" } }],
    [
      "FROM maven:3.9\nCOPY [|.|] .\nRUN mvn dependency:resolve",
      undefined,
      { files: { "pom.xml": "", "a/pom.xml": "" } },
    ],
    [
      "FROM golang:1.26\nCOPY [|.|] .\nRUN go mod download",
      undefined,
      { files: { "go.mod": "replace example.org/a => ./a\n" } },
    ],
    [
      "FROM python:3.14\nCOPY [|.|] .\nRUN pip install -r requirements.txt",
      undefined,
      { files: { "requirements.txt": "-r base.txt\n", "base.txt": "" } },
    ],
    ["FROM python:3.14\nCOPY [|.|] .\nRUN pip install -r $LIST", undefined, { files: { "requirements.txt": "" } }],
    ["FROM ruby:3\nCOPY [|.|] .\nRUN bundle install", undefined],
    ["FROM ruby:3\nADD [|.|] /app\nRUN bundle install", undefined],
  ],
  valid: [
    // An umbrella of applications, and a build along with the dependencies.
    [
      "FROM elixir:1.19\nCOPY . .\nRUN mix deps.get\nCMD x",
      { files: { "mix.exs": "", "mix.lock": "", "apps/a/mix.exs": "" } },
    ],
    "FROM dart:3.9\nCOPY pubspec.* ./\nRUN dart pub get\nCOPY . .\nCMD x",
    // Only the lock file decides what is downloaded.
    [
      `${start}COPY pnpm-lock.yaml ./\nRUN pnpm fetch\nCOPY . .\nRUN pnpm install --offline`,
      { files: { "package.json": "{}", "pnpm-lock.yaml": "" } },
    ],
    [
      `${start}COPY package*.json ./\nCOPY src ./src\nRUN npm ci`,
      { files: { ...files, "package.json": '{"scripts":{"prepare":"tsc"}}', "src/a.ts": "" } },
    ],
    [
      `${start}COPY package*.json ./\nCOPY prisma ./prisma\nRUN npm ci`,
      { files: { ...files, "prisma/schema.prisma": "" } },
    ],
    [
      `${start}COPY package*.json ./\nCOPY server ./server\nRUN npm ci`,
      {
        files: {
          ...files,
          "package.json": '{"workspaces":["server"]}',
          "server/package.json": "{}",
          "server/a.js": "",
        },
      },
    ],
    [`${start}COPY api ./\nRUN npm ci`, { files: inFolder }],
    [
      "FROM python:3.13\nWORKDIR /app\nCOPY requirements.txt .\nCOPY src src\nRUN pip install -r requirements.txt",
      { files: { "requirements.txt": "-e .\n", "src/a.py": "" } },
    ],
    [
      "FROM python:3.13\nWORKDIR /app\nCOPY app .\nRUN pip install -r requirements.txt",
      { files: { "app/requirements.txt": "./lib\n", "app/lib/setup.py": "", "app/main.py": "" } },
    ],
    ["FROM rust:1.90\nCOPY . .\nRUN cargo build --release", { files: { "Cargo.toml": '[package]\nname="x"\n' } }],
    [
      "FROM rust:1.90\nCOPY Cargo.toml Cargo.lock ./\nRUN mkdir src && touch src/main.rs && cargo build\nCOPY . .\nRUN cargo build --release",
      { files: { "Cargo.toml": "[dependencies]\n" } },
    ],
    [
      "FROM rust:1.90\nCOPY . .\nRUN --mount=type=cache,target=/usr/local/cargo/registry cargo build --release",
      { files: { "Cargo.toml": "[dependencies]\n" } },
    ],
    [
      "FROM golang:1.25\nCOPY . .\nRUN go build -mod=vendor .",
      { files: { "go.mod": "require a v1\n", "vendor/a/a.go": "" } },
    ],
    [
      "FROM golang:1.25 AS deps\nCOPY go.mod go.sum ./\nRUN go mod download\nFROM deps\nCOPY . .\nRUN go build .",
      { files: { "go.mod": "require a v1\n" } },
    ],
    ["FROM golang:1.25\nCOPY . .\nRUN go build .", { files: { "go.mod": "module x\n" } }],
    `${start}COPY package*.json ./\nRUN npm ci\nCOPY . .`,
    `${start}COPY . .\nRUN npm run build`,
    `${start}COPY . .\nRUN npm install -g pm2`,
    `${start}COPY package.json package-lock.json ./\nCOPY . .\nRUN npm ci`,
    `FROM node:24 AS a\nCOPY . .\nFROM node:24\nRUN npm ci`,
    "FROM python:3.14\nCOPY *.txt ./\nCOPY . .\nRUN pip install -r requirements.txt",
    "FROM python:3.14\nCOPY . .\nRUN pip install .",
    "FROM python:3.14\nCOPY . .\nRUN pip install -r requirements.txt .",
    "FROM python:3.14\nCOPY . .\nRUN pip install --upgrade pip flask",
    [
      "FROM python:3.14\nCOPY . .\nRUN pip install -r requirements.txt",
      { files: { "requirements.txt": "flask\n-e .\n" } },
    ],
    "FROM python:3.14\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --no-install-project\nCOPY . .\nRUN uv sync",
    "FROM python:3.14\nRUN --mount=type=bind,source=uv.lock,target=uv.lock uv sync --no-install-project\nCOPY . .\nRUN uv sync",
    "FROM maven:3.9\nCOPY . .\nRUN mvn package",
    "FROM maven:3.9\nCOPY . .\nRUN mvn dependency:resolve package",
    "FROM golang:1.26\nCOPY . .\nRUN --mount=type=cache,target=/go/pkg/mod go mod download",
    "FROM golang:1.26\nCOPY go.* ./\nRUN go mod download\nCOPY . .\nRUN go build",
    "FROM rust:1.90\nCOPY . .\nRUN cargo build --release",
    ["FROM ruby:3\nCOPY . .\nRUN bundle install", { files: { Gemfile: "", "a.gemspec": "" } }],
    "FROM mcr.microsoft.com/dotnet/sdk:10.0\nCOPY src/*/*.csproj ./\nRUN dotnet restore\nCOPY . .\nRUN dotnet publish",
    "FROM php:8 AS base\nCOPY composer.json ./\nRUN composer install --no-scripts --no-autoloader\nFROM base\nCOPY . .\nRUN composer install",
    "FROM ruby:3\nCOPY . .\nONBUILD RUN bundle install",
  ],
} satisfies Cases;
