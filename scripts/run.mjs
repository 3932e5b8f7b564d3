/** `node scripts/run.mjs FILE.ts WORD…`: bundles one of our TypeScript tools and runs it. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { build } from "esbuild";
import { root } from "./code-server.mjs";

const [file, ...words] = process.argv.slice(2);
const outfile = path.join(root, "dist/tools", `${path.basename(file, ".ts")}.js`);
await build({
  entryPoints: [file],
  outfile,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  mainFields: ["module", "main"],
  sourcemap: "inline",
  logLevel: "warning",
});
process.exit(
  spawnSync(process.execPath, ["--enable-source-maps", outfile, ...words], { stdio: "inherit" }).status ?? 1,
);
