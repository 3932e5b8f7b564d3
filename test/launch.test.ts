/** Work that nobody waits for, and what is waited for only a while. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ResponseError } from "vscode-languageserver";
import { createLaunch } from "../server/lsp/launch";
import { soon } from "../server/util/soon";

test("what fails beside is logged, and nothing else happens", async () => {
  const logged: string[] = [];
  const launch = createLaunch((message) => logged.push(message));
  launch("ask", () => Promise.reject(new ResponseError(-32601, "Unhandled method a/b")));
  launch("look", () => {
    throw new Error("gone");
  });
  launch("read", async () => "text");
  await new Promise(setImmediate);
  const [asking, looking, ...others] = logged.sort();
  assert.equal(asking, "Could not ask: Unhandled method a/b");
  assert.deepEqual(others, []);
  assert.match(looking ?? "", /^Could not look: Error: gone\n +at /);
});

test("it begins at once", () => {
  let hasBegun = false;
  createLaunch(() => {})("begin", () => {
    hasBegun = true;
  });
  assert.ok(hasBegun);
});

test("what comes soon, what does not, and what fails", async () => {
  assert.equal(await soon(Promise.resolve("a"), 1000), "a");
  assert.equal(await soon(new Promise(() => {}), 1), undefined);
  await assert.rejects(soon(Promise.reject(new Error("gone")), 1000), /gone/);
});
