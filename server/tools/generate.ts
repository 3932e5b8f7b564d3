// Writes what follows from the rules: their list, their page, the settings' schema; and the third-party notices, which
// follow from what is bundled.
// Usage: npm run generate

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundledPackages, thirdPartyNotices } from "./notices";
import { rulesIndex } from "./rulesIndex";

const ids = readdirSync("server/rules").flatMap((name) => (/^[a-z0-9-]+\.ts$/.test(name) ? path.parse(name).name : []));
write("server/rules/index.ts", rulesIndex(ids.filter((id) => id !== "index")));

// The rules, and what is made from them, are bundled only now that their list is right; esbuild itself cannot be.
const bundle = path.resolve("dist/tools/rules.js");
const esbuild: typeof import("esbuild") = require(path.resolve("node_modules/esbuild"));
esbuild.buildSync({
  stdin: {
    contents: 'export { rules } from "./server/rules"; export * from "./server/tools/generated";',
    resolveDir: ".",
  },
  outfile: bundle,
  bundle: true,
  platform: "node",
  mainFields: ["module", "main"],
  logLevel: "error",
});
const made: typeof import("./generated") & typeof import("../rules") = require(bundle);
const { rules, generate, missingIn } = made;

for (const rule of rules) {
  const missing = missingIn(rule);
  if (missing.length > 0) console.log(`server/rules/${rule.id}.ts still lacks: ${missing.join(", ")}`);
}

const sources = { rules, manifest: read("package.json") };
generate(sources).then((files) => {
  for (const [file, text] of Object.entries(files)) write(file, text);
  // What is bundled is known once it is.
  const { status } = spawnSync(process.execPath, ["build.mjs"], { stdio: "inherit" });
  if (status === 0) write("THIRD-PARTY-NOTICES.txt", thirdPartyNotices(bundledPackages()));
  process.exitCode = status ?? 1;
});

function read(file: string): string {
  return readFileSync(file, "utf8");
}

function write(file: string, text: string): void {
  writeFileSync(file, text);
}
