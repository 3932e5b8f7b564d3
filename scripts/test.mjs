/**
 * `npm test`: builds, then runs every check, in VS Code too, and ends with one line of counts.
 * `npm test -- unit extension` runs only the phases that are named.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { root } from "./code-server.mjs";
import { testExtension } from "./extension-tests.mjs";
import { capture, install, mayInstall, onPath, step } from "./processes.mjs";
import { testWebExtension } from "./web-tests.mjs";

/** Each comes back with counts; a check without tests counts as nothing when it is clean, and as one failure otherwise. */
const phases = {
  build: () => check("node", "build.mjs", "--test"),
  types: () => check(...local("tsc"), "--noEmit"),
  lint: () => check(...local("biome"), "check"),
  unused: () => check(...local("knip")),
  grammar: () => check(...local("vscode-tmgrammar-test"), "test/syntaxes/*.dockerignore"),
  unit: () => unit(),
  extension: () => extension(),
  web: () => web(),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in phases));
if (unknown.length > 0) throw new Error(`No such phase: ${unknown}. There are: ${Object.keys(phases).join(", ")}.`);
let passed = 0;
let failed = 0;
for (const [name, phase] of Object.entries(phases)) {
  if (wanted.length > 0 && name !== "build" && !wanted.includes(name)) continue;
  console.log(`\n== ${name}`);
  const start = performance.now();
  const counts = await phase();
  passed += counts.passed;
  failed += counts.failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const tests = counts.passed + counts.failed > 0 ? `${counts.passed} passed, ${counts.failed} failed, ` : "";
  console.log(`== ${name}: ${tests}${counts.failed > 0 ? "NOT GOOD" : "good"} after ${seconds} s`);
  // Nothing after it could be trusted.
  if (name === "build" && counts.failed > 0) break;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** A program that prints what is wrong and ends with another code than 0 if anything is. */
async function check(command, ...words) {
  const code = await new Promise((resolve, reject) => {
    spawn(command, words, { cwd: root, stdio: ["ignore", "inherit", "inherit"] })
      .once("error", reject)
      .once("close", resolve);
  });
  return { passed: 0, failed: code === 0 ? 0 : 1 };
}

/** The program of a package that is installed in node_modules, as Node runs it on every platform. */
function local(name) {
  const folders = { tsc: "typescript", biome: "@biomejs/biome" };
  const folder = path.join(root, "node_modules", folders[name] ?? name);
  const { bin } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  return [process.execPath, path.join(folder, typeof bin === "string" ? bin : bin[name])];
}

/** All unit and protocol tests, which the build puts into one file, a part of them for each processor. */
async function unit() {
  await provideShellcheck();
  const parts = Math.min(availableParallelism(), 4);
  const counts = await Promise.all(Array.from({ length: parts }, (_, index) => unitPart(`${index + 1}/${parts}`)));
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** Only what fails is shown. */
async function unitPart(part) {
  const { code, output } = await capture(
    process.execPath,
    ["--enable-source-maps", "--test-reporter=spec", path.join(root, "dist/test/unit.js"), part],
    { cwd: root },
  );
  const count = (name) => Number(output.match(new RegExp(`^ℹ ${name} (\\d+)$`, "m"))?.[1] ?? 0);
  const failures = output.indexOf("✖ failing tests:");
  if (code !== 0) console.log(failures === -1 ? output : output.slice(failures));
  const counts = { passed: count("pass"), failed: count("fail") + count("cancelled") };
  if (counts.failed === 0 && (code !== 0 || counts.passed === 0)) counts.failed = 1;
  return counts;
}

/** Some tests need the real ShellCheck; without it they are skipped. */
async function provideShellcheck() {
  const isMissing = () => onPath("shellcheck") === undefined;
  if (isMissing() && mayInstall()) await step("Installing ShellCheck", () => install("shellcheck").catch(() => {}));
  if (isMissing()) console.log("ShellCheck is not on the PATH: the tests that need it are skipped.");
}

/** The suite that runs inside VS Code. */
async function extension() {
  const { tests, error } = await testExtension();
  tests.forEach(printTest);
  return countsOf(tests, error);
}

/** The one that runs in VS Code for the web. */
async function web() {
  const tests = [];
  const { error, skipped } = await testWebExtension((test) => {
    printTest(test);
    tests.push(test);
  });
  if (skipped !== undefined) {
    console.log(`${skipped} The suite of VS Code for the web is skipped.`);
    return { passed: 0, failed: 0 };
  }
  return countsOf(tests, error);
}

function printTest({ title, passed, error }) {
  console.log(`${passed ? "ok    " : "FAILED"} ${title}${error ? `\n${error}` : ""}`);
}

/** What is wrong beside the tests counts as one that failed, when none has. */
function countsOf(tests, error) {
  const failed = tests.filter((test) => !test.passed).length;
  if (error !== undefined) console.log(error);
  return { passed: tests.length - failed, failed: failed === 0 && error !== undefined ? 1 : failed };
}
