/** The language server in a real Neovim, where there is one on the PATH: the recipe of docs/editors.md, driven by neovim.lua. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "./folder";

interface Seen {
  readonly codes: readonly string[];
  readonly hover: { readonly value: string };
  readonly actions: readonly string[];
  readonly fixed: string;
  readonly hardened: string;
  readonly ignore: readonly string[];
  readonly message: string;
  readonly undone: string;
  /** What has not come in time. */
  readonly late?: string;
}

const isThere = spawnSync("nvim", ["--version"]).status === 0;

test("Neovim shows, fixes, hardens and takes back", { skip: isThere ? false : "no nvim on the PATH" }, () => {
  const folder = temporaryFolder();
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  write("package.json", '{ "name": "shop", "dependencies": { "left-pad": "1.3.0" } }');
  write("package-lock.json", '{ "lockfileVersion": 3, "packages": {} }');
  write("server.js", "require('http').createServer().listen(3000);\n");
  const lines = ["FROM node:20", "WORKDIR /app", "ENV NODE_ENV production", "COPY . .", "RUN npm install"];
  write("Dockerfile", [...lines, 'CMD "node" "server.js"', ""].join("\n"));
  const env = {
    ...process.env,
    DRYDOCK_NODE: process.execPath,
    DRYDOCK_SERVER: path.resolve("dist/server/cli.js"),
    DRYDOCK_FILE: path.join(folder, "Dockerfile"),
    DRYDOCK_OUT: path.join(folder, "out.json"),
  };
  spawnSync("nvim", ["--headless", "-u", "NONE", "-i", "NONE", "-S", "test/neovim.lua"], { env, stdio: "ignore" });
  const seen: Seen = JSON.parse(readFileSync(env.DRYDOCK_OUT, "utf8"));

  assert.equal(seen.late, undefined);
  assert.ok(seen.codes.includes("legacy-key-value"));
  assert.match(seen.hover.value, /Instead of/);
  assert.ok(seen.actions.includes("Harden Dockerfile"));
  assert.match(seen.fixed, /ENV NODE_ENV=production/);
  assert.match(seen.message, /^Dockerfile: \d+ steps/);
  assert.match(seen.hardened, /npm ci/);
  assert.ok(seen.ignore.includes("**/node_modules"));
  assert.equal(seen.undone, seen.fixed);
});
