/** What must not be lost when something is killed, or says what it never should. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { temporaryFolder } from "./folder";

const initialize = { id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } };

function frame(message: object): string {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

/** Code and signal of a server whose client has gone without a word: the protocol wants 1 then. */
const unannounced = [1, null];

describe("the server", () => {
  test("ends when its client is gone", async () => {
    const server = spawn(process.execPath, ["dist/server/node.js", "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
    server.stdin.write(frame(initialize));
    await once(server.stdout, "data");
    server.stdin.end();
    assert.deepEqual(await once(server, "exit"), unannounced);
  });

  test("answers after a message that is none", async () => {
    const server = spawn(process.execPath, ["dist/server/node.js", "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
    let said = "";
    const answered = new Promise<void>((resolve) => {
      server.stdout.on("data", (chunk) => {
        said += chunk;
        if (/"id":2\b.*\}$/s.test(said)) resolve();
      });
    });
    server.stdin.write(frame(initialize));
    for (const text of ["{{{{{", "null", "[]", '""'])
      server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    const at = { textDocument: { uri: "untitled:x" }, position: { line: 9, character: 9 } };
    server.stdin.write(frame({ id: 2, method: "textDocument/hover", params: at }));
    await answered;
    // The protocol's answer for "nothing to show".
    assert.match(said, /\{"jsonrpc":"2\.0","id":2,"result":null\}$/);
    server.stdin.end();
    assert.deepEqual(await once(server, "exit"), unannounced);
  });
});

test("of files that are written when the process is killed, each is as it was or as it is to be", async () => {
  const folder = temporaryFolder();
  const before = "FROM node:24\nMAINTAINER me\nCMD node a.js\n";
  const names = Array.from({ length: 60 }, (_, index) => path.join(folder, `d${index}`, "Dockerfile"));
  for (const name of names) {
    mkdirSync(path.dirname(name));
    writeFileSync(name, before);
  }
  const run = (...more: string[]) =>
    spawn(process.execPath, ["dist/server/cli.js", "harden", "--write", folder, ...more], {
      stdio: ["ignore", "ignore", "pipe"],
    });
  const killed = run();
  killed.stderr.on("data", (chunk) => String(chunk).includes("changed ") && killed.kill("SIGKILL"));
  await once(killed, "exit");
  const texts = new Set(names.map((name) => readFileSync(name, "utf8")));
  assert.ok(texts.size <= 2, [...texts].join("\n----\n"));
  const again = run();
  again.stderr.resume();
  await once(again, "exit");
  const after = new Set(names.map((name) => readFileSync(name, "utf8")));
  assert.equal(after.size, 1);
  for (const text of texts) assert.ok(text === before || after.has(text));
});
