/** What variables of compose files stand for, by the `.env` beside them. */

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { readBuilds } from "../server/context/builds";
import { environmentOf, interpolate } from "../server/context/composeVariables";
import { namedImages } from "../server/context/namedImages";
import { lintImages } from "../server/engine/imagesAlone";
import { temporaryFolder } from "./folder";
import { type Session, startSession } from "./session";

/** `?` stands for what nobody can tell. */
const cases: readonly (readonly [env: string | undefined, text: string, value: string])[] = [
  [undefined, "a:${V:-1}-${W-2}-$$x", "a:1-2-$x"],
  [undefined, "${V}", "?"],
  [undefined, "$V", "?"],
  [undefined, "${V:?say it}", "?"],
  [undefined, "${V:+1}", "?"],
  [undefined, "${1:-a}", "?"],
  [undefined, "a$", "?"],
  [undefined, "${V", "?"],
  ["V=2", "a:${V:-1}-$V.${V-3}", "a:2-2.2"],
  ["V=2", "${V?no}${V:?no}${V:+ x}${V+y}", "22 xy"],
  ["V=", "a${V:-1}${V-2}${V}${V:+3}${V+4}", "a14"],
  ["V=", "${V:?no}", "?"],
  ["V=2", "${W:-${V}}", "2"],
  ["V=2", "$Vx", "?"],
  ["\ufeffexport V = 2 # two\r\nW='a # b' # c\r\n\r\n# V=3\r\n", "$V|$W", "2|a # b"],
  ["V: 2\nW=a#b", "$V|$W", "2|a#b"],
  ['V="a\\nb\\"c\\$d" # e\nW=f', "$V|$W", 'a\nb"c$d|f'],
  ["V='it\\'s $W'\nW=f", "$V|$W", "it's $W|f"],
  ['V="one\ntwo"\nW=f', "$V|$W", "one\ntwo|f"],
  ["V=1\nW=${V}.2\nX=${Y:-3}", "$W|$X", "1.2|3"],
  ["V=1\nV=2", "$V", "2"],
  // What comes from the shell, or is a secret.
  ["W=${HOME}/x", "${W:-1}", "?"],
  ["V", "${V:-1}", "1"],
  ["DB_PASSWORD=x", "${DB_PASSWORD:-1}", "?"],
  ["V= # c", "${V:-1}", "?"],
  // What compose refuses; nobody knows what is set.
  ["A B=1", "${V:-1}", "?"],
  ["V='x", "${W:-1}", "?"],
  ["a/b=1", "${V:-1}", "?"],
  [`V=${"x".repeat(70_000)}`, "${W:-1}", "?"],
];

test("variables have the values that `.env` sets, or their defaults", () => {
  for (const [env, text, value] of cases) {
    assert.equal(interpolate(text, environmentOf(env)) ?? "?", value, `${env?.slice(0, 99)} | ${text}`);
  }
});

const compose = [
  "services:",
  "  db: { image: 'postgres:${PG:-9.6}' }",
  "  web: { image: 'node:${NODE:-24}' }",
  "  open: { image: 'redis:${REDIS}' }",
  "  odd: { image: '${ODD:-debian:9}' }",
].join("\n");

async function found(env: string | undefined) {
  const problems = lintImages(
    compose,
    await namedImages("compose.yaml", compose, env),
    { today: "2026-11-01" },
    { rules: {} },
  );
  return problems.map(({ message, span }) => `${compose.slice(0, span.start).split("\n").length} ${message}`);
}

test("images are judged by it, and nothing else of it is said", async () => {
  assert.deepEqual(
    (await found(undefined)).map((text) => text.slice(0, 12)),
    ["2 postgres 9", "5 debian 9 h"],
  );
  const all = await found("PG=17\nNODE=16\nREDIS=3\nODD=user:hidden@host/x");
  assert.deepEqual(
    all.map((text) => text.replace(/ has had .*;/, " …;")),
    ["3 Node.js 16 …; .env sets its variables", "4 redis 3 …; .env sets its variables"],
  );
});

test("builds are those that it leads to, and how services run what it sets is unknown", async () => {
  const text =
    "services: {a: {build: {context: '${DIR:-a}', target: $T, args: {V: '${V:-1}', W: , X: '${NPM_TOKEN:-x}'}}, user: '${U:-0}'}}";
  const [build] = await readBuilds("compose.yaml", text, "DIR=b\nT=prod\nV=2\nW=3\nU=1000\nNPM_TOKEN=hidden");
  assert.deepEqual(build?.args, { V: "2", W: "3", X: undefined });
  assert.deepEqual([build?.context, build?.target, build?.service?.user], ["b", "prod", { value: undefined }]);
  assert.ok(!JSON.stringify(build).includes("hidden"));
});

test("a change of `.env` makes findings in the editor anew", async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "app"));
  const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
  const uri = uriOf("app/compose.yaml");
  const session: Session = await startSession({ folders: [pathToFileURL(folder).href] });
  const change = async (text: string, type: number) => {
    const refreshed = session.next("workspace/diagnostic/refresh");
    writeFileSync(path.join(folder, "app/.env"), text);
    session.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf("app/.env"), type }] });
    await refreshed;
    return (await session.pull(uri)).map(({ code }) => code);
  };
  session.open(uri, "services: { a: { image: 'node:${V:-16}' } }\n", "yaml");
  assert.deepEqual(
    (await session.pull(uri)).map(({ code }) => code),
    ["end-of-life-node"],
  );
  assert.deepEqual(await change("V=24\n", 1), []);
  assert.deepEqual(await change("V=18\n", 2), ["end-of-life-node"]);
  assert.equal(await session.end(), 0);
});
