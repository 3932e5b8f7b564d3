/** Findings that are kept are those that a run would find. */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { openCache } from "../server/cli/lintCache";
import { lint } from "../server/engine/lint";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Host, Problem } from "../server/types";
import { temporaryFolder } from "./folder";

const place = path.join(temporaryFolder(), "kept.json");
const found = lint(parseDockerfile("FROM debian\nRUN apt-get install curl\n"), { today: "2026-11-23" }, { rules: {} });

/** Runs once; the answer tells whether the findings had to be looked for. */
async function run(answers: Readonly<Record<string, unknown>> = {}, key: readonly unknown[] = ["text"]) {
  const host = {
    read: async (uri: string) => answers[uri],
    list: async (uri: string) => answers[uri],
    folder: async (uri: string) => answers[uri],
    mode: async (uri: string) => answers[uri],
    log: () => {},
  } as unknown as Host;
  const cache = openCache(host, place);
  let isAsked = false;
  const find = async () => {
    isAsked = true;
    await cache.host.list("file:///a");
    await cache.host.read("file:///a/package.json");
    await cache.host.mode?.("file:///a/start.sh");
    return { problems: found };
  };
  const { problems } = (await cache.recall("/a/Dockerfile", key)) ?? (await cache.find("/a/Dockerfile", key, find));
  cache.save();
  return { problems, isAsked };
}

const said = (problems: readonly Problem[]) =>
  problems.map(({ rule, span, severity, message, fixes }) => ({
    rule: rule.id,
    at: [span.start, span.end],
    severity,
    message,
    edits: fixes?.map(({ edits, title }) => [title, ...edits.map(({ start, end, text }) => [start, end, text])]),
  }));

test("findings are kept until anything changes that they rest on", async () => {
  const answers = {
    "file:///a": { paths: ["Dockerfile", "package.json", "start.sh"], isComplete: true },
    "file:///a/package.json": "{}",
    "file:///a/start.sh": 0o755,
  };
  assert.ok((await run(answers)).isAsked);
  const again = await run(answers);
  assert.ok(!again.isAsked);
  assert.deepEqual(said(again.problems), said(found));
  const changes: readonly (readonly [Readonly<Record<string, unknown>>, readonly unknown[]])[] = [
    [{ ...answers, "file:///a/package.json": '{ "name": "a" }' }, ["text"]],
    [{ ...answers, "file:///a/package.json": "" }, ["text"]],
    [{ ...answers, "file:///a/package.json": undefined }, ["text"]],
    [{ ...answers, "file:///a": { paths: ["Dockerfile", "package.json", "start.sh"], isComplete: false } }, ["text"]],
    [{ ...answers, "file:///a/start.sh": 0o644 }, ["text"]],
    [answers, ["other text"]],
    [answers, ["text", { rules: { "root-user": "off" } }]],
  ];
  for (const [changed, key] of changes) {
    assert.ok((await run(changed, key)).isAsked, JSON.stringify([changed, key]));
    assert.ok(!(await run(changed, key)).isAsked);
    assert.ok((await run(answers)).isAsked);
  }
});

test("a file that is not as we write it counts for nothing", async () => {
  await run();
  const kept = JSON.parse(readFileSync(place, "utf8"));
  const broken: readonly unknown[] = [
    {},
    { ...kept, program: "another" },
    { ...kept, entries: { "/a/Dockerfile": {} } },
    { ...kept, entries: { "/a/Dockerfile": { ...kept.entries["/a/Dockerfile"], problems: '[{"rule":"none"}]' } } },
    { ...kept, asked: [] },
  ];
  for (const it of broken) {
    writeFileSync(place, JSON.stringify(it));
    assert.ok((await run()).isAsked, JSON.stringify(it));
  }
  writeFileSync(place, "[1, 2");
  assert.deepEqual(said((await run()).problems), said(found));
});
