import type { Cases } from "../cases";

const go = (version: string, more: object = {}) => ({
  files: { "go.mod": `module a\n\ngo ${version}\n`, "a.go": "package main\n", ...more },
});
const goBuild = (tag: string, run = "go build -o /a .") => `FROM golang:${tag}\nCOPY . .\nRUN ${run}`;
const rust = (toml: string, more: object = {}) => ({ files: { "Cargo.toml": `[package]\n${toml}\n`, ...more } });
const rustBuild = (tag: string, run = "cargo build --release") => `FROM rust:${tag}\nCOPY . .\nRUN ${run}`;
const python = (text: string) => ({ files: { "pyproject.toml": text } });
const pip = (tag: string, run = "pip install --no-cache-dir .") => `FROM python:${tag}\nCOPY . .\nRUN ${run}`;
const csproj = (version: string) =>
  `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net${version}</TargetFramework></PropertyGroup></Project>`;
const dotnet = (tag: string) => `FROM mcr.microsoft.com/dotnet/sdk:${tag}\nCOPY . .\nRUN dotnet publish -o /app`;
const pom = (line: string) => ({
  files: {
    "pom.xml": `<project><properties><maven.compiler.release>${line}</maven.compiler.release></properties></project>`,
  },
});
const maven = (tag: string) => `FROM maven:${tag}\nCOPY . .\nRUN mvn -B clean package`;
const gradle = (text: string, more: object = {}) => ({ files: { "build.gradle": text, ...more } });
const composer = (php: string, more: object = {}) => ({
  files: { "composer.json": JSON.stringify({ require: { php }, ...more }) },
});
const compose = (tag: string, more = "") => `FROM php:${tag}\nCOPY . .\nRUN composer install --no-dev${more}`;
const gemfile = (ruby: string) => ({ files: { Gemfile: `source "https://rubygems.org"\nruby ${ruby}\n` } });
const bundle = (tag: string) => `FROM ruby:${tag}\nCOPY . .\nRUN bundle install`;

export default {
  invalid: [
    [goBuild("[|1.21|]"), goBuild("1.23"), { ...go("1.23"), message: "may not fetch another one there" }],
    [goBuild("[|1.21-alpine3.18|]"), goBuild("1.23-alpine"), go("1.23.0")],
    [goBuild("[|1.22.3-alpine|]", "go mod download"), goBuild("1.22.5-alpine", "go mod download"), go("1.22.5")],
    // Before 1.21, such a line could not be read.
    [goBuild("[|1.19|]"), goBuild("1.22"), go("1.22.5")],
    [rustBuild("[|1.70-slim|]"), rustBuild("1.80-slim"), rust('rust-version = "1.80"')],
    [rustBuild("[|1.70|]"), rustBuild("1.85"), { ...rust('edition = "2024"'), message: "edition 2024" }],
    [
      rustBuild("[|1.75|]"),
      rustBuild("1.78"),
      { ...rust('edition = "2021"', { "Cargo.lock": "version = 4\n" }), message: "Cargo.lock" },
    ],
    [pip("[|3.9-slim|]"), pip("3.11-slim"), python('[project]\nrequires-python = ">=3.11"\n')],
    [
      pip("[|3.9-slim|]", "poetry install --only main"),
      pip("3.12-slim", "poetry install --only main"),
      python('[tool.poetry.dependencies]\npython = "^3.12"\n'),
    ],
    [pip("[|3.13|]", "pip install -e ."), undefined, python('[project]\nrequires-python = "<3.13"\n')],
    [bundle("[|3.2-slim|]"), bundle("3.3.0-slim"), gemfile('"3.3.0"')],
    [bundle("[|3.2|]"), bundle("3.4"), gemfile("'>= 3.4'")],
    [compose("[|8.1-apache|]"), compose("8.3-apache"), composer("^8.3")],
    [compose("[|7.4|]"), compose("8.1"), composer("~8.1 || ~8.2")],
    [dotnet("[|8.0|]"), dotnet("9.0"), { files: { "src/a.csproj": csproj("9.0") } }],
    [maven("[|3.9-eclipse-temurin-17|]"), maven("3.9-eclipse-temurin-21"), pom("21")],
    [
      "FROM gradle:[|8-jdk17|]\nCOPY . .\nRUN gradle bootJar --no-daemon",
      "FROM gradle:8-jdk21\nCOPY . .\nRUN gradle bootJar --no-daemon",
      gradle("java { toolchain { languageVersion = JavaLanguageVersion.of(21) } }"),
    ],
    [
      `ARG V=1.21\nFROM [|golang:$V|]\nCOPY . .\nRUN go build .`,
      `ARG V=1.23\nFROM golang:$V\nCOPY . .\nRUN go build .`,
      { ...go("1.23"), severity: "info" },
    ],
  ],
  valid: [
    // Another toolchain in the place of that of the image.
    [
      "FROM golang:1.21\nCOPY --from=golang:1.25 /usr/local/go /usr/local/go\nCOPY . .\nRUN go build -o /a .",
      go("1.25"),
    ],
    [goBuild("1.21", "curl -L https://go.dev/dl/go.tgz | tar -C /usr/local -xz && go build -o /a ."), go("1.25")],
    [
      "FROM mcr.microsoft.com/dotnet/sdk:8.0\nRUN curl -fsSL https://dot.net/v1/i.sh -o i.sh && bash i.sh --channel 9.0\nCOPY . .\nRUN dotnet publish -o /app",
      { files: { "a.csproj": csproj("9.0") } },
    ],
    // The build asks for less than the file in the context.
    [goBuild("1.21", "go mod edit -go=1.21 && go build -o /a ."), go("1.25")],
    [goBuild("1.21", "sed -i 's/^go .*/go 1.21/' go.mod && go build -o /a ."), go("1.25")],
    [goBuild("1.21", "GO111MODULE=off go build -o /a ."), go("1.25")],
    // The patch release that an image has is not in its tag.
    [pip("3.12"), python('[project]\nname = "a"\nrequires-python = "<=3.12.99"\n')],
    // Another project is built, or another module installed.
    [
      "FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN cd backend && go build .",
      { files: { "go.mod": "module a\n\ngo 1.24\n", "backend/go.mod": "module b\n\ngo 1.22\n" } },
    ],
    [
      "FROM rust:1.80\nWORKDIR /src\nCOPY . .\nRUN cargo build --manifest-path tools/Cargo.toml",
      { files: { "Cargo.toml": '[package]\nedition = "2024"\n', "tools/Cargo.toml": '[package]\nedition = "2021"\n' } },
    ],
    [
      "FROM ruby:3.3\nWORKDIR /src\nCOPY . .\nRUN cd docs && bundle install",
      { files: { Gemfile: 'ruby "3.4.1"\n', "docs/Gemfile": "" } },
    ],
    [goBuild("1.21", "go install example.com/a@latest"), go("1.23")],
    // Gradle 7 fetches the JDK.
    [
      "FROM gradle:7.6-jdk11\nCOPY . .\nRUN gradle build",
      gradle("java { toolchain { languageVersion = JavaLanguageVersion.of(17) } }"),
    ],
    [goBuild("1.23"), go("1.23.4")],
    [goBuild("1.25"), go("1.23")],
    [goBuild("alpine"), go("1.23")],
    [goBuild("1.20"), go("1.23")],
    [goBuild("1.21"), go("1.21\n\ntoolchain go1.24.1")],
    [goBuild("1.21", "GOTOOLCHAIN=auto go build ."), go("1.23")],
    [`FROM golang:1.21\nENV GOTOOLCHAIN=auto\nCOPY . .\nRUN go build .`, go("1.23")],
    [goBuild("1.21", "go install example.com/a@v1 || true"), go("1.23")],
    ["FROM golang:1.21\nRUN go install example.com/a@v1", go("1.23")],
    [goBuild("1.21"), { files: { "sub/go.mod": "module a\n\ngo 1.23\n" } }],
    [goBuild("1.21"), go("1.23", { "go.work": "go 1.23\n" })],
    [rustBuild("1.70"), rust('rust-version = "1.80"', { "rust-toolchain.toml": "" })],
    [rustBuild("1.70", "cargo +1.80 build"), rust('rust-version = "1.80"')],
    [rustBuild("1.70", "rustup default 1.80 && cargo build"), rust('rust-version = "1.80"')],
    [rustBuild("1"), rust('rust-version = "1.80"')],
    [rustBuild("1.80"), rust('rust-version = "1.80.1"')],
    [pip("3.9", "pip install -r requirements.txt"), python('[project]\nrequires-python = ">=3.11"\n')],
    [pip("3.9", "uv sync"), python('[project]\nrequires-python = ">=3.11"\n')],
    [pip("3.11"), python('[project]\nrequires-python = ">=3.11"\n')],
    [bundle("3.3"), gemfile('"3.3.0"')],
    [bundle("3.4"), gemfile('"~> 3.3"')],
    [bundle("3.2"), gemfile('file: ".ruby-version"')],
    [compose("8.1", " --ignore-platform-reqs"), composer("^8.3")],
    [compose("8.1"), composer("^8.3", { config: { platform: { php: "8.3.0" } } })],
    [compose("8.4"), composer("~8.1")],
    [dotnet("9.0"), { files: { "a.csproj": csproj("8.0") } }],
    [dotnet("8.0"), { files: { "a.csproj": csproj("8.0"), "b.csproj": csproj("9.0") } }],
    [maven("3.9-eclipse-temurin-21"), pom("17")],
    [maven("3.9"), pom("21")],
    [
      "FROM gradle:8-jdk17\nCOPY . .\nRUN gradle build",
      gradle("java { toolchain { languageVersion = JavaLanguageVersion.of(21) } }", {
        "settings.gradle": 'plugins { id "org.gradle.toolchains.foojay-resolver-convention" }',
      }),
    ],
    goBuild("1.21"),
  ],
} satisfies Cases;
