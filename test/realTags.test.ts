/** What registries have of the same variant as a tag. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { baseChoices } from "../server/engine/baseChoices";
import { lint } from "../server/engine/lint";
import { baseImages } from "../server/stage/baseImage";
import { asListed, realTags } from "../server/stage/realTags";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Facts } from "../server/types";

const today = "2026-11-30";

function imageOf(text: string) {
  const [image] = baseImages(parseDockerfile(`FROM ${text}`));
  assert.ok(image);
  return image;
}

const python =
  "3.8.20-slim 3.8-slim 3.9.25-slim 3.9-slim 3.10-slim 3.10.9-slim 3.10.20-slim 3.13.9-slim 3.13-slim 3.14.0-slim 3.14-slim 3.14.1 " +
  "3.15.0a1-slim 3.15-rc-slim 3.15.0rc1-slim 3.12.4-slim-bookworm 3.12.13-slim-bookworm 3.12.14-slim-trixie 3.12.20-alpine3.20 3.12.20-alpine3.23 3.8.1-alpine3.10";

describe("real tags", () => {
  const cases: readonly (readonly [image: string, tags: string, patch?: string, next?: string, minor?: string])[] = [
    // The newest of the line, in the same variant; no other line, and none that is not out.
    ["python:3.10.2-slim", python, "3.10.20-slim", "3.13.9-slim"],
    ["python:3.10-slim", python, "3.10.20-slim", "3.13-slim"],
    ["python:3.8.1-slim", python, "3.8.20-slim", "3.13.9-slim"],
    ["python:3.14.0-slim", python],
    ["python:3.12.4-slim-bookworm", python, "3.12.13-slim-bookworm"],
    // Another release of the same distribution where there is no other way.
    ["python:3.8.1-alpine3.10", python, undefined, "3.12.20-alpine3.23"],
    ["python:slim", python],
    // Lines that nobody lists: never another major version.
    ["ghcr.io/org/app:1.4.2", "1.4.2 1.4.10 1.5.0 2.0.0 1.6.0-rc.1 1.9-x 1.10.3 latest", "1.4.10", undefined, "1.10.3"],
    ["ghcr.io/org/app:v1.4.2", "v1.4.2 v1.4.3 1.4.9 v2.0.0", "v1.4.3"],
    ["ghcr.io/org/app:1.4", "1.4.2 1.4.10 1.4 1.5", "1.4.10"],
    ["ghcr.io/org/app:1.4", "1.4 1.5 2.0", "1.5"],
    ["ghcr.io/org/app:2-rc1", "2-rc1 2-rc2 2 3", undefined],
    ["ghcr.io/org/app:17", "17 18 19"],
    ["ghcr.io/org/app:20240101", "20240101 20240301 20231231 9", "20240301"],
    ["ghcr.io/org/app:1.4.2-jdk17", "1.4.2-jdk17 1.4.3-jdk21 1.4.3-jdk17", "1.4.3-jdk17"],
    [
      "maven:3.9.6-eclipse-temurin-21",
      "3.9.6-eclipse-temurin-21 3.9.16-eclipse-temurin-25 3.9.11-eclipse-temurin-21",
      "3.9.11-eclipse-temurin-21",
    ],
    // The branch of nginx, and long-term support of Ubuntu.
    [
      "nginx:1.26.3-alpine",
      "1.26.3-alpine 1.27.5-alpine 1.29.8-alpine 1.30.4-alpine 1.31.4-alpine",
      undefined,
      "1.30.4-alpine",
    ],
    [
      "nginx:1.29.1-alpine",
      "1.29.1-alpine 1.29.8-alpine 1.30.4-alpine 1.31.4-alpine",
      "1.29.8-alpine",
      "1.31.4-alpine",
    ],
    ["ubuntu:20.04", "20.04 22.04 24.04 24.10 26.04", undefined, "22.04"],
    ["node:20.1.0-slim", "20.1.0-slim 20.20.9-slim 22.1.0-slim 20.99.0-rc-slim", "20.20.9-slim"],
  ];
  for (const [image, tags, patch, next, minor] of cases) {
    test(`${image} among ${tags.slice(0, 40)}…`, () => {
      const found = realTags(imageOf(image), tags.split(" "), today);
      assert.deepEqual([found?.patch, found?.next, found?.minor], [patch, next, minor]);
    });
  }
});

describe("proposals of the tables, where a registry has told its tags", () => {
  const listed = (image: string, proposed: string, tags: string) =>
    asListed(imageOf(image), proposed, { tags: new Map([["node", tags.split(" ")]]) });

  test("are the newest that there is of their line and variant", () => {
    assert.equal(listed("node:18", "24.1.0-slim", "24.1.0-slim 24.9.1-slim 24.9.2 26.0.0-slim"), "24.9.1-slim");
    assert.equal(listed("node:18", "24.5.0-slim", "24.1.0-slim"), "24.1.0-slim");
    assert.equal(listed("node:18", "trixie-slim", "trixie-slim 24"), "trixie-slim");
  });
  test("are none where it has none, and stay where it has not told", () => {
    assert.equal(listed("node:18", "24.1.0-slim", "24.1.0 22.1.0-slim"), undefined);
    assert.equal(listed("ghcr.io/org/node:18", "24.1.0-slim", "22"), "24.1.0-slim");
  });
});

const facts = (tags: string): Facts => ({ today, tags: new Map([["python", tags.split(" ")]]) });

test("the fix of an image that has ended goes to what there is", () => {
  const text = "FROM python:3.8.1-slim\n";
  const fixed = (known: Facts) => {
    const found = lint(parseDockerfile(text), known, { rules: {} }).find(({ rule }) => rule.id === "end-of-life-image");
    return found?.fixes?.map(({ edits, optional }) => [apply(text, edits).trim(), optional]);
  };
  assert.deepEqual(fixed(facts(python)), [
    ["FROM python:3.14-slim", true],
    ["FROM python:3.13.9-slim", true],
  ]);
  assert.deepEqual(fixed(facts("3.8.1-slim 3.8.20-slim")), []);
});

test("other bases are those that there are", () => {
  const text = 'FROM python:3.10.2-slim\nCMD ["python"]\n';
  const choices = baseChoices(parseDockerfile(text), facts(python), { rules: {} }, 5);
  assert.deepEqual(
    choices.map(({ image, obstacle }) => [image, obstacle]),
    [
      ["python:3.10.20-slim", undefined],
      ["python:3.13.9-slim", undefined],
      ["python:3.14-slim", undefined],
    ],
  );
});
