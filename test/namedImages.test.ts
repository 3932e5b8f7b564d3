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

test("what is malformed names nothing", async () => {
  for (const text of ["services: [", "services: {a: {image: [x]}}", "a: &a\n  <<: *a\nservices: *a", "image: x"]) {
    assert.deepEqual(await namedImages("compose.yaml", text), []);
  }
  assert.deepEqual(await namedImages("devcontainer.json", '{"image": 3}'), []);
});
