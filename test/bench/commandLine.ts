/** What the command line and a server cost from their start on, beside Node.js alone and other linters that are installed. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../folder";
import { startSession } from "../session";
import { naiveFile } from "./keystroke";

const cli = path.join(process.cwd(), "dist/server/cli.js");
const corpus = path.join(process.cwd(), "test/corpus");
const files = 2000;

/** Prints medians of runs that take turns. */
export async function benchStart(): Promise<void> {
  const folder = temporaryFolder();
  const one = path.join(folder, "one");
  mkdirSync(one);
  writeFileSync(path.join(one, "Dockerfile"), 'FROM node:24\nRUN npm install\nCMD ["node", "a.js"]\n');
  const [base = 0, lint = 0] = await inTurns(25, [
    () => elapsed(process.execPath, ["-e", "0"]),
    () => elapsed(process.execPath, [cli, "lint", path.join(one, "Dockerfile")]),
  ]);
  console.log("\nThe command line on one file, ms, and how often what Node.js takes for nothing");
  row("node -e 0", base.toFixed(0), "1.00 ×");
  row("drydock lint", lint.toFixed(0), `${(lint / base).toFixed(2)} ×`);

  const many = path.join(folder, "many");
  copyCorpus(many);
  const kept = path.join(folder, "kept.json");
  const own = (...more: string[]) => [process.execPath, cli, "lint", "--format", "json", ...more, many];
  const found = readdirSync(many).map((name) => path.join(many, name, "Dockerfile"));
  const runs: readonly (readonly [string, readonly string[]])[] = [
    ["drydock", own("--no-cache")],
    ["drydock --cache, nothing changed", own("--cache-location", kept)],
    ...peer("hadolint", ["hadolint", "--no-fail", "-f", "json", ...found]),
    ...peer("tally", ["tally", "lint", "--format", "json", many]),
  ];
  const seconds = await inTurns(
    5,
    runs.map(
      ([, words]) =>
        () =>
          processorTime(words),
    ),
  );
  console.log(`\nThe command line on ${files} files, files for each second of the processor`);
  for (const [index, [name]] of runs.entries()) row(name, (files / (seconds[index] ?? 1)).toFixed(0));
}

/** Prints milliseconds from the start of a server to its first diagnostics, and its memory after 1,000 edits. */
export async function benchServer(): Promise<void> {
  const nothing = [path.join(process.cwd(), "test/bench/nothing.mjs")];
  const [least = 0, first = 0] = await inTurns(15, [
    () => firstDiagnostics(nothing),
    () => firstDiagnostics(undefined),
  ]);
  console.log("\nA server from its start to the first diagnostics, ms");
  row("a server that does nothing", least.toFixed(0), "1.00 ×");
  row("drydock", first.toFixed(0), `${(first / least).toFixed(2)} ×`);
  const bytes = await memoryAfterEdits(1000);
  console.log("\nMemory of a server after 1,000 edits of 60 lines, MB");
  row("drydock", bytes === undefined ? "not told by this system" : (bytes / 1e6).toFixed(0));
}

async function firstDiagnostics(program: readonly string[] | undefined): Promise<number> {
  const start = performance.now();
  const session = await startSession({ capabilities: {}, ...(program && { program }) });
  const published = session.next("textDocument/publishDiagnostics");
  session.open("untitled:Dockerfile", naiveFile(60));
  await published;
  const took = performance.now() - start;
  await session.end();
  return took;
}

async function memoryAfterEdits(edits: number): Promise<number | undefined> {
  const folder = temporaryFolder();
  const [told, preload] = [path.join(folder, "bytes"), path.join(folder, "tell.cjs")];
  writeFileSync(
    preload,
    `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(told)}, String(process.memoryUsage.rss())));`,
  );
  const program = ["--require", preload, "dist/server/node.js", "--stdio"];
  const session = await startSession({ program, capabilities: {} });
  const text = naiveFile(60);
  let published = session.next("textDocument/publishDiagnostics");
  session.open("untitled:Dockerfile", text);
  await published;
  for (let edit = 0; edit < edits; edit++) {
    published = session.next("textDocument/publishDiagnostics");
    session.change("untitled:Dockerfile", 2 + edit, `${text}# ${"x".repeat(edit % 9)}\n`);
    await published;
  }
  await session.end();
  return existsSync(told) ? Number(readFileSync(told, "utf8")) : undefined;
}

/** Each file of the corpus again and again, in folders of their own. */
function copyCorpus(folder: string): void {
  const texts = readdirSync(corpus)
    .filter((name) => name.endsWith("Dockerfile"))
    .map((name) => readFileSync(path.join(corpus, name), "utf8"));
  for (let index = 0; index < files; index++) {
    const own = path.join(folder, `d${index}`);
    mkdirSync(own, { recursive: true });
    // No two are the same.
    writeFileSync(path.join(own, "Dockerfile"), `# ${index}\n${texts[index % texts.length]}`);
  }
}

/** Whatever else is on the PATH. */
function peer(name: string, words: readonly string[]): (readonly [string, readonly string[]])[] {
  return spawnSync(name, ["--version"]).status === 0 ? [[name, words]] : [];
}

function elapsed(program: string, words: readonly string[]): number {
  const start = performance.now();
  spawnSync(program, words, { stdio: "ignore" });
  return performance.now() - start;
}

/** Seconds that a program and all its threads take of the processor, as the shell tells them. */
function processorTime(words: readonly string[]): number {
  const { stdout } = spawnSync("sh", ["-c", '"$@" >/dev/null 2>&1; times', "sh", ...words], { encoding: "utf8" });
  const [user = 0, system = 0] = [...(stdout.trim().split("\n")[1] ?? "").matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  return user + system;
}

/** The median of what each of them gives; the first round is to warm up. */
async function inTurns(rounds: number, measures: readonly (() => number | Promise<number>)[]): Promise<number[]> {
  const all = measures.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, measure] of measures.entries()) {
      const figure = await measure();
      if (round > 0) all[index]?.push(figure);
    }
  }
  return all.map((figures) => figures.sort((one, other) => one - other)[figures.length >> 1] ?? 0);
}

function row(name: string, ...figures: readonly string[]): void {
  console.log(`${name.padEnd(34)} ${figures.map((figure) => figure.padStart(8)).join(" ")}`);
}
