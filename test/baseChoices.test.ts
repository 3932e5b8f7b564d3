import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../server/edits/edits";
import { baseChoices } from "../server/engine/baseChoices";
import { baseImages } from "../server/stage/baseImage";
import { parseDockerfile } from "../server/syntax/dockerfile";

const facts = { today: "2026-11-23" };

/** The choices for the FROM of this number. */
function choicesFor(text: string, number = 0) {
  const file = parseDockerfile(text);
  const start = baseImages(file)[number]?.word.start ?? -1;
  return baseChoices(file, facts, { rules: {} }, start).map((choice) => ({
    ...choice,
    after: apply(text, choice.edits),
  }));
}

/** Images with an obstacle stand in brackets. */
function names(text: string, number?: number): string[] {
  return choicesFor(text, number).map(({ image, obstacle }) => (obstacle === undefined ? image : `(${image})`));
}

test("the same image smaller, fixed, and of the next line", () => {
  assert.deepEqual(names("FROM python:3.12\nCOPY a.py .\n"), ["python:3.12-slim", "python:3.12.14", "python:3.14"]);
  assert.deepEqual(names("FROM node:18-bookworm\nCOPY a.js .\n").slice(0, 3), [
    "node:18-bookworm-slim",
    "node:18.20.8-bookworm",
    "node:22.23.2-bookworm",
  ]);
  assert.deepEqual(names("FROM debian:bullseye-slim\n"), ["debian:trixie-slim"]);
  assert.deepEqual(names("FROM example/python:3.12\n"), []);
  // No longer built, or never together.
  for (const [tag, gone] of [
    ["tomcat:9", /slim/],
    ["tomcat:10.1-jdk11", /11\.0-jdk11/],
    ["elixir:1.18.4-otp-25", /1\.20/],
    ["redis:8.0-rc1", /rc/],
  ] as const) {
    const offered = names(`FROM ${tag}\nCOPY a .\n`).filter((it) => gone.test(it));
    assert.deepEqual(offered, [], tag);
  }
  assert.deepEqual(names(`FROM python:3.12@sha256:${"a".repeat(64)}\n`), []);
});

test("where the tag stands in an ARG", () => {
  const [slim] = choicesFor("ARG V=3.12\nFROM python:${V}\nCOPY a.py .\n");
  assert.equal(slim?.after, "ARG V=3.12\nFROM python:${V}-slim\nCOPY a.py .\n");
});

test("what a stage needs and the image lacks", () => {
  const [slim] = choicesFor("FROM python:3.12\nRUN git clone https://example.com/a.git\n");
  assert.match(slim?.obstacle ?? "", /only the full image has/);
  const [, next] = choicesFor("FROM ubuntu:22.04\nRUN curl -O https://example.com/a\n");
  assert.equal(next, undefined);
});

const build = "FROM node:22-bookworm AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\n";

test("images without a shell", () => {
  const text = `${build}FROM node:22-bookworm-slim\nWORKDIR /app\nCOPY --from=build /app ./\nUSER node\nCMD ["node", "a.js"]\n`;
  const found = choicesFor(text, 1);
  assert.deepEqual(
    found.map(({ image }) => image),
    [
      "node:22.23.2-bookworm-slim",
      "gcr.io/distroless/nodejs22-debian12:nonroot",
      "cgr.dev/chainguard/node:latest",
      "dhi.io/node:22-debian13",
    ],
  );
  assert.match(
    found[1]?.after ?? "",
    /:nonroot\nWORKDIR \/app\nCOPY --from=build \/app \.\/\nUSER nonroot\nCMD \["a\.js"\]\n$/,
  );
  assert.match(found[3]?.after ?? "", /\nUSER node\nENTRYPOINT \["node", "a\.js"\]\n$/);
  for (const { gains, costs } of found) assert.ok(gains !== "" && costs !== "");
  const shell = choicesFor(text.replace('["node", "a.js"]', "node a.js"), 1);
  assert.match(shell[1]?.obstacle ?? "", /shell form in line 9/);
});

test("a hardened image to build in", () => {
  const ending = 'FROM scratch\nCOPY --from=build /app /\nCMD ["/app"]\n';
  assert.ok(names(build + ending).includes("dhi.io/node:22-debian13-dev"));
  assert.ok(names(build.replace("npm ci", "make") + ending).includes("(dhi.io/node:22-debian13-dev)"));
  assert.ok(names(build.replace("bookworm", "alpine") + ending).includes("(dhi.io/node:22-debian13-dev)"));
  // What is built on a newer Debian need not run on an older one.
  const older = ending.replace("scratch", "node:22-bookworm-slim");
  assert.ok(names(build + older).includes("(dhi.io/node:22-debian13-dev)"));
  assert.ok(names(build + older.replace("bookworm", "trixie")).includes("dhi.io/node:22-debian13-dev"));
});
