import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scriptMaking } from "../server/node/buildOutputs";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

/** The script "build", a path, other files, and what is said of it. */
const cases: readonly (readonly [
  build: string,
  path: string,
  files: Files,
  expected: "made" | "unknown" | undefined,
])[] = [
  ["tsc", "dist/a.js", { "tsconfig.json": '{"compilerOptions": {"outDir": "./dist/"}}', "src/a.ts": "" }, "made"],
  ["tsc", "dist/a.js", { "tsconfig.json": '{"compilerOptions": {"outDir": "lib"}}', "src/a.ts": "" }, undefined],
  ["tsc", "dist/a.js", { "tsconfig.json": '{"compilerOptions": {"outDir": "dist"}}', "src/b.ts": "" }, "unknown"],
  [
    "tsc --noEmit",
    "dist/a.js",
    { "tsconfig.json": '{"compilerOptions": {"outDir": "dist"}}', "src/a.ts": "" },
    undefined,
  ],
  ["tsc", "dist/a.js", { "tsconfig.json": '{"compilerOptions": {"noEmit": true, "outDir": "dist"}}' }, "unknown"],
  ["tsc --outDir build", "build/a.js", { "src/a.ts": "" }, "made"],
  ["babel src -d lib", "lib/a.js", { "src/a.js": "" }, "made"],
  ["esbuild src/a.ts --bundle --outfile=dist/a.js", "dist/a.js", {}, "made"],
  ["esbuild src/a.ts --bundle --outfile=dist/a.js", "dist/b.js", {}, undefined],
  ["rollup -c", "dist/a.js", { "rollup.config.mjs": 'export default { output: { file: "dist/a.js" } }' }, "made"],
  ["rollup -c", "dist/a.js", { "rollup.config.mjs": "export default { output: { file: name } }" }, "unknown"],
  ["webpack", "dist/main.js", { "webpack.config.js": "module.exports = {}" }, "made"],
  ["webpack", "dist/main.js", { "webpack.config.js": "module.exports = { output: { path: out } }" }, "unknown"],
  ["remix vite:build", "build/server/index.js", {}, "made"],
  ["next build", ".next", {}, "made"],
  ["next build", "out", {}, undefined],
  ["eslint . && prettier --check .", "dist/a.js", {}, undefined],
  ["make", "dist/a.js", {}, "unknown"],
  ["lerna run build", "dist/a.js", {}, "unknown"],
];

describe("which script makes a file", () => {
  for (const [build, path, files, expected] of cases)
    test(`${build}: ${path}`, async () => {
      const manifest = JSON.stringify({ scripts: { "build:watch": "tsc -w", build } });
      const found = scriptMaking(path, await factsOf({ files: { "package.json": manifest, ...files } }));
      assert.equal(typeof found === "object" ? "made" : found, expected);
    });
});
