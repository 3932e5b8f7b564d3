/**
 * `npm run build`: bundles client, server and command line into dist/. With `--test`, the tests as well:
 * all unit tests in one file, since one process for many of them is twenty times as fast as one for each.
 */
import { createHash } from "node:crypto";
import { chmod, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { anywhere, lazily, tables } from "./scripts/lazily.mjs";

const root = path.dirname(fileURLToPath(import.meta.url));
const withTests = process.argv.includes("--test");

const shared = {
  absWorkingDir: root,
  bundle: true,
  // The UMD builds that some packages name first cannot be bundled.
  mainFields: ["module", "main"],
  format: "cjs",
  outdir: "dist",
  sourcemap: true,
  logLevel: "warning",
};
const node = { ...shared, platform: "node", target: "node20", external: ["vscode"] };
const web = { ...shared, platform: "browser", target: "es2022", external: ["vscode"] };

/** What is not needed to look at most files. */
const rare = [
  ...["acorn", "@sveltejs/acorn-typescript", "semver", "jsonc-parser", "diff", "spdx-license-ids/index.json"],
  ...["spdx-license-ids/deprecated.json", "vscode-languageserver-textdocument"],
  ...["node:child_process", "node:crypto", "node:zlib", "node:stream", "node:timers/promises", "node:readline"],
];

// What V8 has kept of earlier builds.
await rm(path.join(root, "dist/server/.cache"), { recursive: true, force: true });

const shipped = { minify: true, metafile: true };
const builds = [
  build({ ...node, ...shipped, ...anywhere, entryPoints: { "client/main": "client/activate.ts" } }),
  buildPrograms(),
  ...(withTests ? [buildUnitTests(), buildExtensionTests(), buildWebTests()] : []),
];
// Each has said itself what is wrong.
const outcomes = await Promise.allSettled(builds);
process.exitCode = outcomes.some(({ status }) => status === "rejected") ? 1 : 0;
await writeFile(
  path.join(root, "dist/bundled.json"),
  JSON.stringify(packagesIn(outcomes.flatMap(({ value }) => value?.metafile ?? []))),
);

/** The packages of which something is shipped, as their folders below node_modules: third-party notices name them. */
function packagesIn(metafiles) {
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  const inputs = outputs.flatMap((output) => Object.entries(output.inputs));
  const folders = inputs.flatMap(([file, { bytesInOutput }]) => {
    const folder = /(?<![^/])node_modules\/((?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
    return folder && bytesInOutput > 0 ? [folder] : [];
  });
  return [...new Set(folders)].sort();
}

/**
 * Command line, server and web worker in one bundle, an expression of a function, and the small files that start it with
 * the code that V8 has kept of it. In a web worker it starts itself.
 */
async function buildPrograms() {
  const outfile = path.join(root, "dist/server/main.js");
  const result = await build({
    ...node,
    ...shipped,
    entryPoints: { "server/main": "server/lsp/main.ts" },
    ...anywhere,
    plugins: [lazily(rare), tables],
    // In parentheses of its own V8 takes the function for one that runs at once, and reads it once in place of twice.
    banner: {
      js: '((start) => typeof importScripts === "function" ? start({}, undefined, {}) : start)((function (exports, require, module, __filename, __dirname) {',
    },
    footer: { js: "}))" },
  });
  const hash = createHash("sha256")
    .update(await readFile(outfile))
    .digest("hex")
    .slice(0, 16);
  const started = { ...node, minify: true, define: { BUILD: JSON.stringify(hash) } };
  const cli = { "server/cli": "server/cli/cliEntry.ts" };
  await build({ ...started, entryPoints: { "server/node": "server/lsp/nodeEntry.ts" } });
  await build({ ...started, entryPoints: cli, banner: { js: "#!/usr/bin/env node" } });
  await chmod(path.join(root, "dist/server/cli.js"), 0o755);
  return result;
}

/** Everything named test/*.test.ts, and the programs that some of them start. */
async function buildUnitTests() {
  const files = await testsIn("test");
  await build({ ...node, entryPoints: { "test/work": "test/work.ts", "test/hanging": "test/hanging.ts" } });
  await build({
    ...node,
    stdin: {
      // All of them, or with an argument such as 2/3 the second of three parts.
      contents: [
        'const [part, parts] = (process.argv[2] ?? "1/1").split("/").map(Number);',
        ...files.map((file, index) => `if (${index} % parts === part - 1) require("./${file}");`),
      ].join("\n"),
      resolveDir: "test",
      sourcefile: "unit.js",
    },
    entryNames: "test/unit",
  });
}

/** The suite that runs inside VS Code, a file for each of ours: mocha wants to load them itself. */
async function buildExtensionTests() {
  const files = await testsIn("test/extension");
  await rm(path.join(root, "dist/test/extension"), { recursive: true, force: true });
  await build({
    ...node,
    external: ["vscode", "mocha"],
    entryPoints: ["index.ts", ...files].map((file) => `test/extension/${file}`),
    outbase: ".",
  });
}

/** The suite that runs in VS Code for the web: one file, since a web worker has no others to load. */
async function buildWebTests() {
  await build({
    ...web,
    entryPoints: { "test/web": "test/extension/web/index.ts" },
    alias: { "node:assert/strict": "./test/extension/web/assert.ts" },
  });
}

async function testsIn(folder) {
  return (await readdir(path.join(root, folder))).filter((file) => file.endsWith(".test.ts")).sort();
}
