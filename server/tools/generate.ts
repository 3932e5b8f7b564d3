// Writes what follows from the rules: their list, their docs page, the README's table, the settings' schema.
// Usage: npm run generate

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Rule } from "../types";
import { generate, rulesIndex } from "./generated";

const ids = readdirSync("server/rules").flatMap((name) => (/^[a-z0-9-]+\.ts$/.test(name) ? path.parse(name).name : []));
write("server/rules/index.ts", rulesIndex(ids.filter((id) => id !== "index")));

// The rules are bundled only now, when their list is right; esbuild itself cannot be.
const bundle = path.resolve("dist/tools/rules.js");
const esbuild: typeof import("esbuild") = require(path.resolve("node_modules/esbuild"));
esbuild.buildSync({
  entryPoints: ["server/rules/index.ts"],
  outfile: bundle,
  bundle: true,
  platform: "node",
  mainFields: ["module", "main"],
});
const { rules }: { rules: readonly Rule[] } = require(bundle);

const sources = { rules, readme: read("README.md"), manifest: read("package.json") };
for (const [file, text] of Object.entries(generate(sources))) write(file, text);

function read(file: string): string {
  return readFileSync(file, "utf8");
}

function write(file: string, text: string): void {
  writeFileSync(file, text);
}
