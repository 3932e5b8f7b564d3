/** The Model Context Protocol, as a client of any kind speaks it. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "./folder";

interface Answer {
  readonly id: number | null;
  readonly result?: {
    readonly protocolVersion?: string;
    readonly tools?: readonly { name: string; inputSchema: { type: string; required: string[] } }[];
    readonly content?: readonly { type: string; text: string }[];
    readonly isError?: boolean;
  };
  readonly error?: { readonly code: number };
}

/** The answers to lines, all sent at once, by the ids of those that have one. */
function ask(cwd: string, lines: readonly (object | string)[]): ReadonlyMap<number | null, Answer> {
  const input = lines.map((it) => (typeof it === "string" ? it : JSON.stringify({ jsonrpc: "2.0", ...it }))).join("\n");
  const { stdout, status } = spawnSync(process.execPath, [path.resolve("dist/server/cli.js"), "mcp"], {
    cwd,
    input: `${input}\n`,
    encoding: "utf8",
  });
  assert.equal(status, 0);
  const answers: Answer[] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return new Map(answers.map((answer) => [answer.id, answer]));
}

const call = (id: number, name: string, given: object) => ({
  id,
  method: "tools/call",
  params: { name, arguments: given },
});

test("a client lints, asks, plans and applies", () => {
  const outer = temporaryFolder();
  const folder = path.join(outer, "in");
  mkdirSync(folder);
  const dockerfile = 'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD "node" "server.js"\n';
  for (const file of [path.join(folder, "Dockerfile"), path.join(outer, "Dockerfile")]) writeFileSync(file, dockerfile);
  const params = { protocolVersion: "2025-03-26", capabilities: {}, clientInfo: { name: "any", version: "1" } };
  const answers = ask(folder, [
    { id: 1, method: "initialize", params },
    { method: "notifications/initialized" },
    { id: 2, method: "tools/list" },
    call(3, "lint", { path: "Dockerfile" }),
    call(4, "explain", { rule: "missing-user" }),
    call(5, "harden_plan", { path: "Dockerfile", level: "safe" }),
    call(6, "context", { path: "." }),
    call(7, "harden_apply", { path: "Dockerfile" }),
    call(8, "harden_apply", { path: "../Dockerfile", write: true }),
    call(9, "lint", { path: "nowhere" }),
    call(10, "lint", { path: "-" }),
    call(11, "harden_plan", { path: "Dockerfile", level: "--write" }),
    call(12, "nonsense", {}),
    { id: 13, method: "nonsense" },
    "no JSON",
  ]);
  const textOf = (id: number) => answers.get(id)?.result?.content?.[0]?.text ?? "";
  const isError = (id: number) => answers.get(id)?.result?.isError;
  assert.equal(answers.get(1)?.result?.protocolVersion, "2025-03-26");
  const tools = answers.get(2)?.result?.tools ?? [];
  assert.deepEqual(
    tools.map(({ name }) => name),
    ["lint", "explain", "harden_plan", "harden_apply", "context"],
  );
  assert.ok(tools.every(({ inputSchema }) => inputSchema.type === "object"));
  assert.match(textOf(3), /"missing-user"/);
  assert.match(textOf(4), /^## missing-user/);
  assert.ok(JSON.parse(textOf(5)).steps);
  assert.ok(Array.isArray(JSON.parse(textOf(6))));
  assert.deepEqual([3, 4, 5, 6].map(isError), [false, false, false, false]);
  assert.match(textOf(7), /unless write is true/);
  assert.match(textOf(8), /not lie below the current folder/);
  assert.deepEqual([7, 8, 9, 10, 11].map(isError), [true, true, true, true, true]);
  assert.equal(answers.get(12)?.error?.code, -32602);
  assert.equal(answers.get(13)?.error?.code, -32601);
  assert.equal(answers.get(null)?.error?.code, -32700);
  for (const file of ["Dockerfile", "../Dockerfile"])
    assert.equal(readFileSync(path.join(folder, file), "utf8"), dockerfile);

  const applied = ask(folder, [call(1, "harden_apply", { path: "Dockerfile", write: true })]);
  assert.equal(applied.get(1)?.result?.isError, false);
  assert.match(readFileSync(path.join(folder, "Dockerfile"), "utf8"), /USER node/);
  assert.ok(existsSync(path.join(folder, ".dockerignore")));
});
