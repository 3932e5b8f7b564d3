/** What is built in the stage that ships, and RUN instructions that build nothing. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isPreparation } from "../server/packages/preparation";
import { buildImageOf, shippedBuild, startsBuildTool } from "../server/stage/shippedBuilds";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { runsOf } from "../server/syntax/runs";

const builds: readonly (readonly [text: string, command: string | undefined, stays?: boolean])[] = [
  ["FROM maven:3.9\nRUN mvn -B package", "mvn", true],
  ["FROM debian:13\nRUN mvn -B package", "mvn", false],
  ["FROM debian:13\nRUN ./mvnw verify", "mvnw", true],
  ["FROM maven:3.9\nRUN mvn dependency:go-offline", undefined],
  ["FROM rust:1.90 AS build\nRUN cargo build\nFROM debian:13\nCOPY --from=build /a /a", undefined],
  ["FROM php:8.4\nCOPY --from=composer /usr/bin/composer /usr/bin/\nRUN composer install", "composer", true],
  [
    "FROM php:8.4\nCOPY --from=composer /usr/bin/composer /usr/bin/\nRUN composer install && rm /usr/bin/composer",
    "composer",
    false,
  ],
  ["", undefined],
];

describe("builds where it ships", () => {
  for (const [text, command, stays] of builds) {
    test(JSON.stringify(text), () => {
      const found = shippedBuild(parseDockerfile(text));
      assert.deepEqual([found?.command.name, found?.staysThere], [command, stays]);
    });
  }

  test("images to build with", () => {
    const toolsOf = (image: string) => {
      const { final } = parseDockerfile(`FROM ${image}`);
      return final && buildImageOf(final)?.programs[0];
    };
    assert.equal(toolsOf("mcr.microsoft.com/dotnet/sdk:10.0"), "dotnet");
    assert.equal(toolsOf("docker.io/library/rust"), "cargo");
    assert.equal(toolsOf("ruby:3.4-slim"), undefined);
    assert.equal(toolsOf("eclipse-temurin:21"), undefined);
  });

  test("starts that build", () => {
    assert.ok(startsBuildTool(["/usr/bin/mvn", "spring-boot:run"]));
    assert.ok(!startsBuildTool(["dotnet", "out/a.dll"]));
    assert.ok(!startsBuildTool([]));
  });
});

const preparations: readonly (readonly [run: string, isPreparation: boolean])[] = [
  ["apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*", true],
  ["groupadd app && useradd -g app app && chown app /srv", true],
  ["npm ci --omit=dev && npm cache clean --force", true],
  ["npm ci && npm run build", false],
  ["pip install -r requirements.txt", true],
  ["curl -fsSL https://example.com/install.sh | sh", false],
  ["./build.sh", false],
];

describe("preparations", () => {
  for (const [run, expected] of preparations) {
    test(run, () => {
      const [instruction] = runsOf(parseDockerfile(`FROM node:24\nRUN ${run}`));
      assert.equal(instruction && isPreparation(instruction), expected);
    });
  }
});
