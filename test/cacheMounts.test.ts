import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cacheTable, cachingTools } from "../server/data/cacheTable";
import { missedCaches } from "../server/packages/cacheMounts";
import { homeOf } from "../server/stage/homes";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsOf } from "./cases";

function lastRun(text: string) {
  const run = parseDockerfile(text).instructions.findLast(({ keyword }) => keyword === "RUN");
  assert.ok(run);
  return run;
}

describe("homes", () => {
  const cases: readonly (readonly [text: string, home: string | undefined])[] = [
    ["FROM debian\nRUN a", "/root"],
    ["FROM example.com/unknown\nRUN a", undefined],
    ["FROM node\nUSER 1000\nRUN a", "/home/node"],
    ["FROM node\nENV HOME=/app\nUSER node\nRUN a", "/app"],
    ["FROM node\nARG HOME\nRUN a", undefined],
    ["FROM debian\nRUN useradd -r app\nUSER app\nRUN a", "/home/app"],
    ["FROM debian\nRUN useradd -d /srv/ app\nUSER app:app\nRUN a", "/srv"],
    ["FROM debian\nRUN adduser --system app\nUSER app\nRUN a", undefined],
    ["FROM alpine\nRUN adduser -D -h /data app\nUSER app\nRUN a", "/data"],
    ["FROM debian\nUSER 1234\nRUN a", undefined],
    ["FROM debian\nRUN HOME=/tmp a", undefined],
    ["FROM debian\nRUN sudo -u app a", undefined],
  ];
  for (const [text, home] of cases) {
    test(JSON.stringify(text), () => assert.equal(homeOf(lastRun(text))?.path, home));
  }
});

test("a cache mount at a place that several mounts may be meant for is reported once each", async () => {
  const text =
    "FROM node:24\nRUN --mount=type=cache,target=/root/.nmp --mount=type=cache,target=/home/node/.npm npm ci";
  const missed = missedCaches(lastRun(text), await factsOf({}, text));
  assert.deepEqual(
    missed.map(({ mount, wanted }) => [mount.target, wanted]),
    [
      ["/root/.nmp", "/root/.npm"],
      ["/home/node/.npm", "/root/.npm"],
    ],
  );
});

test("every tool has a folder and is found by its programs", () => {
  for (const tool of cacheTable) {
    assert.ok(tool.folders[0]?.path.match(/^[~/]/), tool.name);
    for (const program of tool.programs) assert.ok(cachingTools(program).includes(tool), program);
  }
});
