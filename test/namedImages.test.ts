/** Images that compose, bake and devcontainer files name. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { namedImages } from "../server/context/namedImages";
import { apply } from "../server/edits/edits";
import { lintImages } from "../server/engine/imagesAlone";

const compose = `x-app: &app
  image: "node:16"
services:
  web:
    <<: *app
  db:
    # drydock ignore=end-of-life-image
    image: postgres:9.6
  queue:
    image: rabbitmq:\${TAG:-3.8}
  made:
    build: .
    image: team/app:1
  worker:
    image: team/app:1
  local:
    image: nodee:24
    pull_policy: never
  open:
    image: redis:\${TAG}
  odd:
    image: node:24.1.0-bookwrm
    build:
  more:
    build:
      context: .
      additional_contexts:
        base: docker-image://openjdk:17-jdk-slim
        # old: docker-image://openjdk:8
`;

async function found(path: string, text: string) {
  const images = await namedImages(path, text);
  const problems = lintImages(text, images, { today: "2026-11-01" }, { rules: {} });
  return problems.map(({ rule, span }) => [rule.id, text.slice(span.start, span.end)]);
}

test("a compose file names images by services, with defaults, and none that it builds", async () => {
  const images = await namedImages("compose.yaml", compose);
  assert.deepEqual(
    images.map(({ service, text, span }) => [service, text, compose.slice(span.start, span.end)]),
    [
      ["web", "node:16", '"node:16"'],
      ["db", "postgres:9.6", "postgres:9.6"],
      ["queue", "rabbitmq:3.8", "rabbitmq:${TAG:-3.8}"],
      ["open", undefined, "redis:${TAG}"],
      [undefined, "openjdk:17-jdk-slim", "openjdk:17-jdk-slim"],
    ],
  );
});

test("they are judged as those of FROM, at their places", async () => {
  assert.deepEqual(await found("compose.yaml", compose), [
    ["end-of-life-node", "16"],
    ["end-of-life-image", "rabbitmq:${TAG:-3.8}"],
    ["retired-image", "openjdk"],
  ]);
  const typo = "services: {a: {image: 'node:24.1.0-bookwrm-slim'}}";
  const [problem] = lintImages(typo, await namedImages("compose.yml", typo), { today: "2026-11-01" }, { rules: {} });
  assert.equal(problem?.rule.id, "unknown-image");
  assert.equal(apply(typo, problem?.fixes?.[0]?.edits ?? []), "services: {a: {image: 'node:24.1.0-bookworm-slim'}}");
});

test("so are those of devcontainer and bake files", async () => {
  const container = '{\n  // mine\n  "image": "debian:9",\n}';
  assert.deepEqual(await found(".devcontainer/devcontainer.json", container), [["end-of-life-image", "9"]]);
  const bake = 'target "a" {\n  contexts = { base = "docker-image://debian:9", b = "docker-image://${X}" }\n}';
  assert.deepEqual(await found("docker-bake.hcl", bake), [["end-of-life-image", "9"]]);
});

test("variables of bake files have their defaults, and comments name nothing", async () => {
  const bake = [
    'variable "V" { default = "16" }',
    '/* contexts = { a = "docker-image://debian:8" } */',
    'target "a" {',
    "  contexts = {",
    '    a = "docker-image://node:${V}-slim" # docker-image://debian:8',
    '    b = format("docker-image://%s:%s", "debian", "8")',
    '    c = "docker-image://registry.example.com:5000/team/app:1"',
    "  }",
    "  dockerfile-inline = <<EOT",
    "FROM debian:9 AS x",
    "FROM x",
    "EOT",
    "}",
  ].join("\n");
  assert.deepEqual(
    (await namedImages("docker-bake.hcl", bake)).map(({ text }) => text),
    ["node:16-slim", undefined, "registry.example.com:5000/team/app:1", "debian:9"],
  );
  assert.deepEqual(await found("docker-bake.hcl", bake), [
    ["end-of-life-node", "node:${V}-slim"],
    ["end-of-life-image", "9"],
  ]);
  const json =
    '{"variable":{"V":{"default":"9"}},"target":{"a":{"contexts":{"b":"docker-image://debian:${V}"},"dockerfile-inline":"FROM node:16\\nRUN ls"}}}';
  assert.deepEqual(await found("docker-bake.json", json), [
    ["end-of-life-image", "debian:${V}"],
    ["end-of-life-node", "16"],
  ]);
});

test("a compose file names images in its builds, and maps that are merged have theirs once", async () => {
  const text = [
    "x-a: &a { image: 'node:16' }",
    "x-b: &b { restart: always }",
    "services:",
    "  one: { <<: *a }",
    "  two: { <<: [*b, *a] }",
    "  three:",
    "    build:",
    "      additional_contexts: ['base=docker-image://${I:-debian:9}']",
    "      dockerfile_inline: |",
    "        FROM node:14 AS x",
    "        FROM x",
  ].join("\n");
  assert.deepEqual(await found("compose.yaml", text), [
    ["end-of-life-node", "16"],
    ["end-of-life-image", "9"],
    ["end-of-life-node", "14"],
  ]);
});

test("the place of the image of a development container is not in a comment or further in", async () => {
  const text = '// "image": "debian:9"\n{"build": {"image": "debian:8"},\r\n\t"image": "debian:9"}';
  const [image] = await namedImages(".devcontainer.json", text);
  assert.equal(image?.span.start, text.lastIndexOf('"debian:9"'));
});

test("hostile files of builds take bounded time, and end no process", { timeout: 20_000 }, async () => {
  const size = 200_000;
  const fill = (part: string) => part.repeat(size / part.length);
  const bomb = Array.from({ length: 6 }, (_, at) => `x${at}: &x${at}\n  <<: [${fill20(at)}]\n`).join("");
  const texts = {
    "compose.yaml": ["[".repeat(2000), "- ".repeat(2000), `${bomb}services: {a: {<<: *x5}}`],
    "docker-bake.json": [fill('"docker-image://debian:9",'), `{"a":"${fill('\\"')}`, fill('{"image":"debian:9",')],
    "docker-bake.hcl": [fill('"docker-image://debian:9"\n'), fill("<<A\nFROM debian:9\n"), fill('"docker-image://${')],
  };
  for (const [path, all] of Object.entries(texts))
    for (const text of all) assert.ok((await found(path, text)).length <= 500);
});

function fill20(at: number): string {
  return Array<string>(20)
    .fill(at === 0 ? "{}" : `*x${at - 1}`)
    .join(", ");
}

test("what is malformed names nothing", async () => {
  for (const text of ["services: [", "services: {a: {image: [x]}}", "a: &a\n  <<: *a\nservices: *a", "image: x"]) {
    assert.deepEqual(await namedImages("compose.yaml", text), []);
  }
  assert.deepEqual(await namedImages("devcontainer.json", '{"image": 3}'), []);
});
