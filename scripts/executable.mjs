/**
 * `npm run executable`: the command line as one file that needs no Node.js beside it, for the system that this runs on, in
 * dist/. The Node.js that runs this is put into it. Ends with 1 when the file does not do what it should.
 */
import { execFileSync } from "node:child_process";
import { chmod, copyFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { anywhere, tables } from "./lazily.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (name) => path.join(root, "dist", name);
const isWindows = process.platform === "win32";
const isMac = process.platform === "darwin";
const executable = at(`drydock-${process.platform}-${process.arch}${isWindows ? ".exe" : ""}`);

/** Puts the bundle into the executable; Node.js names this program and this text, by which it finds the bundle. */
const injector = "postject@1.0.0-alpha.6";
const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

await build({
  absWorkingDir: root,
  stdin: { contents: 'import { runCommandLine } from "./server/lsp/main"; runCommandLine();', resolveDir: root },
  outfile: at("executable.js"),
  bundle: true,
  minify: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  mainFields: ["module", "main"],
  ...anywhere,
  plugins: [tables],
  logLevel: "warning",
});
await writeFile(
  at("executable.json"),
  JSON.stringify({
    main: at("executable.js"),
    output: at("executable.blob"),
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
  }),
);
run(process.execPath, ["--experimental-sea-config", at("executable.json")]);
await copyFile(process.execPath, executable);
await chmod(executable, 0o755);
if (isMac) run("codesign", ["--remove-signature", executable]);
const segment = isMac ? ["--macho-segment-name", "NODE_SEA"] : [];
const words = ["--yes", injector, executable, "NODE_SEA_BLOB", at("executable.blob"), "--sentinel-fuse", fuse];
run(isWindows ? "npx.cmd" : "npx", [...words, ...segment], { shell: isWindows });
if (isMac) run("codesign", ["--sign", "-", executable]);
for (const name of ["js", "json", "blob"]) await rm(at(`executable.${name}`));

const version = run(executable, ["--version"]).trim();
const report = run(executable, ["lint", "--format", "json", "--fail-on", "none", path.join(root, "example")]);
if (!/^\d+\.\d+\.\d+$/.test(version) || !report.includes('"rule"')) throw new Error(`It does not work: ${executable}`);
console.log(`${executable} (${version})`);

function run(program, args, options = {}) {
  return execFileSync(program, args, { encoding: "utf8", ...options });
}
