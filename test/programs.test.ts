/** Whether a program is on the PATH at a point of a stage. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { programAt } from "../server/image/programs";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsAround } from "../server/tools/memoryHost";
import type { Files } from "../server/types";

/** At the end of the last stage. */
async function atEnd(text: string, name: string, files?: Files): Promise<boolean | undefined> {
  const file = parseDockerfile(text);
  const facts = files ? await factsAround(files, "Dockerfile", text) : { today: "2026-11-23" };
  return file.final && programAt(name, { stage: file.final }, file, facts);
}

test("programs of the base image, and what brings others", async () => {
  const cases: [text: string, name: string, answer: boolean | undefined, files?: Files][] = [
    ["FROM debian:12", "curl", false],
    ["FROM node:22", "curl", true],
    ["FROM example/app", "curl", undefined],
    ["FROM debian:12\nRUN apt-get install -y curl", "curl", undefined],
    ["FROM debian:12\nRUN apt-get install -y git", "curl", false],
    ["FROM debian:12\nRUN apt-get install -y git", "less", undefined],
    ["FROM debian:12\nRUN apt-get install -y example", "less", undefined],
    ["FROM debian:12\nONBUILD RUN apt-get install -y curl", "curl", false],
    ["FROM alpine\nRUN apk add libffi-dev", "curl", false],
    ["FROM alpine\nRUN apk add libffi-dev", "bash", undefined],
    ["FROM debian:12\nRUN npm install -g pnpm", "pnpm", undefined],
    ["FROM debian:12\nRUN npm install -g pnpm", "curl", false],
    ["FROM debian:12\nCOPY --from=ghcr.io/astral-sh/uv /uv /bin/", "curl", false],
    ["FROM debian:12\nCOPY --from=example/curl /curl /usr/bin/", "curl", true],
    ["FROM debian:12\nCOPY curl /usr/bin/curl", "curl", true],
    ["FROM debian:12\nCOPY curl /usr/local/bin", "curl", true, { curl: "" }],
    // There is no such folder, so that the file gets its name.
    ["FROM scratch\nCOPY curl /usr/local/bin", "curl", false, { curl: "" }],
    ["FROM scratch\nCOPY curl /usr/local/bin/", "curl", true, { curl: "" }],
    ["FROM debian:12\nCOPY bin/ /usr/local/bin/", "curl", undefined],
    ["FROM debian:12\nCOPY bin/ /usr/local/bin/", "curl", false, { "bin/start": "" }],
    ["FROM debian:12\nCOPY bin/ /usr/local/bin/", "curl", true, { "bin/curl": "" }],
    ["FROM debian:12\nCOPY . /app\nENV PATH=/app/bin:$PATH", "curl", false, { "app.js": "" }],
    ["FROM debian:12\nENV PATH=$TOOLS:$PATH\nCOPY a /a", "curl", undefined],
    ["FROM debian:12\nRUN ./install", "curl", undefined],
    ["FROM debian:12 AS a\nRUN ./install\nFROM a", "curl", undefined],
    ["FROM debian:12 AS a\nRUN ./install\nFROM debian:12", "curl", false],
    ["ARG BASE=debian:12\nFROM $BASE", "curl", undefined],
    ["ARG VERSION=12\nFROM debian:$VERSION", "curl", false],
  ];
  for (const [text, name, answer, files] of cases)
    assert.equal(await atEnd(text, name, files), answer, `${text}: ${name}`);
});
