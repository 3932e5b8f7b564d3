/**
 * `npm run bench`: what a keystroke costs, and a start. Prints the round trip over stdio for files of three lengths beside a
 * server that does nothing and others that are installed, the command line on one file and on many, a server's start and memory, the time
 * to parse and lint files of growing size, how soon a hover is answered when a flood of changes ends, and what a build context of
 * 100,000 files costs. Needs `npm run build`.
 */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { lint } from "../../server/engine/lint";
import { diskHost } from "../../server/host/disk";
import { parseDockerfile } from "../../server/syntax/dockerfile";
import { parseIgnore } from "../../server/syntax/dockerignore";
import { formatAmount } from "../../server/util/amounts";
import { amountBelow, type Census, entriesOf, takeCensus } from "../../server/workspace/census";
import { applyChanges, type Measured, measure } from "../../server/workspace/measure";
import { temporaryFolder } from "../folder";
import { startSession } from "../session";
import { benchServer, benchStart } from "./commandLine";
import { benchKeystrokes, print } from "./keystroke";

const corpus = path.join(process.cwd(), "test/corpus");
const texts = readdirSync(corpus)
  .filter((name) => name.endsWith("Dockerfile"))
  .map((name) => readFileSync(path.join(corpus, name), "utf8"));
const settings = { rules: {}, all: true };
const disk = diskHost(() => []);
const facts = { today: "2026-11-23" };

async function main(): Promise<void> {
  await benchKeystrokes();
  await benchStart();
  await benchServer();

  console.log("\nParse and lint in this process, ms (parse / lint)");
  const sizes: readonly (readonly [string, string])[] = [
    ["the corpus, per file", ""],
    ["60 lines", sixtyLines()],
    ["2,000 lines", repeat("RUN apt-get update && apt-get install -y curl\nENV A=$B\n", 1000)],
    ["20,000 lines", repeat("RUN apt-get update && apt-get install -y curl\nENV A=$B\n", 10_000)],
    ["5,000 continued lines", `FROM debian\nRUN true${" \\\n  && echo a".repeat(5000)}`],
    ["heredoc of 1 MB", `FROM debian\nRUN <<EOF\n${"echo hello world\n".repeat(60_000)}EOF`],
    ["one line of 1 MB", `FROM debian\nRUN echo ${"a b ".repeat(250_000)}`],
    ["5,000 ENV pairs", `FROM debian\nENV ${Array.from({ length: 5000 }, (_, i) => `A${i}=${i}`).join(" ")}`],
  ];
  for (const [name, text] of sizes) {
    const inputs = text ? [text] : texts;
    const rounds = text.length > 20_000 ? 3 : 40;
    const parse = time(rounds, () => inputs.map((it) => parseDockerfile(it))) / inputs.length;
    const files = inputs.map((it) => parseDockerfile(it));
    const check = time(rounds, () => {
      for (const [index] of files.entries()) lint(parseDockerfile(inputs[index] as string), facts, settings);
    });
    console.log(
      `${name.padEnd(24)} ${parse.toFixed(2).padStart(8)} ${(check / inputs.length - parse).toFixed(2).padStart(8)}`,
    );
  }

  await benchFlood();
  await benchContext();
}

/** Many open files that change as fast as somebody can send it, by a client that is told what is found. */
async function benchFlood(): Promise<void> {
  const session = await startSession({ capabilities: {} });
  const uris = Array.from({ length: 200 }, (_, index) => `untitled:${index}/Dockerfile`);
  const text = sixtyLines();
  for (const uri of uris) session.open(uri, text);
  let published = 0;
  session.listen("textDocument/publishDiagnostics", () => published++);
  const changes = 10_000;
  const start = performance.now();
  for (let change = 0; change < changes; change++) {
    session.change(uris[change % uris.length] as string, 2 + change, `${text}# ${change}\n`);
    // A thousand in a second.
    const due = start + change - performance.now();
    if (due > 1) await new Promise((resolve) => setTimeout(resolve, due));
  }
  const ended = performance.now();
  const at = { textDocument: { uri: uris[0] }, position: { line: 0, character: 8 } };
  await session.request("textDocument/hover", at);
  const first = performance.now() - ended;
  const later: number[] = [];
  for (let hover = 0; hover < 50; hover++) {
    const asked = performance.now();
    await session.request("textDocument/hover", at);
    later.push(performance.now() - asked);
  }
  console.log(
    `\nHovers after ${changes} changes of ${uris.length} files, 1,000 a second, ms (median / 95th percentile)`,
  );
  print("the first", [first]);
  print("50 more", later);
  console.log(`${published} times something was published`);
  await session.end();
}

/** Thirty patterns, the usual ones before those that have to be tried on every file. */
const ignoreLines = [
  ...["**/node_modules", ".git", "**/*.log", "*.md", "!README.md", "coverage", "**/.env*", "!**/.env.example"],
  ...Array.from({ length: 22 }, (_, index) => `**/generated${index}/*.t?p`),
];

async function benchContext(): Promise<void> {
  const directory = temporaryFolder();
  createWorkspace(directory);
  const uri = pathToFileURL(directory).href;
  console.log("\nA build context of 100,000 files, ms (whole / longest that others wait) and what stays in memory, MB");
  const measured = (await show("measure", () => measure(disk, uri))) as Measured;
  const ignore = parseIgnore(ignoreLines.join("\n"));
  const census = (await show("census of 30 patterns", () => takeCensus(measured, ignore))) as Census;
  const open = parseIgnore(ignoreLines.slice(1).join("\n"));
  await show("one pattern less", () => takeCensus(measured, open));
  await show("no ignore file", () => takeCensus(measured, undefined));
  writeFileSync(path.join(directory, "src/module1/new.ts"), "new");
  await show("one file added", () => applyChanges(disk, measured, [{ path: "src/module1/new.ts", kind: "created" }]));
  await show("and counted", () => takeCensus(measured, ignore));
  await show("node_modules made anew", () => applyChanges(disk, measured, [{ path: "node_modules", kind: "created" }]));
  await show("COPY . .", () => amountBelow(measured, census, "."));
  await show("COPY src/*/*.ts ./", () => amountBelow(measured, census, "src/*/*.ts"));
  await show("node_modules in a tree", () => entriesOf(measured, census, "node_modules"));
  console.log(`${formatAmount(census.sent)} sent, ${formatAmount(census.ignored)} left out`);

  const file = pathToFileURL(path.join(directory, "Dockerfile")).href;
  const session = await startSession({ folders: [uri] });
  const start = performance.now();
  session.open(file, sixtyLines());
  await session.pull(file);
  console.log(`First diagnostics of its Dockerfile after ${(performance.now() - start).toFixed(0)} ms`);
  await session.end();
}

/** 800 packages of 100 small files, 400 folders of 50 sources. */
function createWorkspace(directory: string): void {
  const fill = (folder: string, files: number, extension: string) => {
    mkdirSync(path.join(directory, folder), { recursive: true });
    for (let index = 0; index < files; index++) {
      writeFileSync(path.join(directory, folder, `file${index}.${extension}`), "x".repeat(index * 20));
    }
  };
  for (let index = 0; index < 800; index++) {
    for (const part of ["", "lib", "dist", "dist/esm", "test"]) fill(`node_modules/package${index}/${part}`, 20, "js");
  }
  for (let index = 0; index < 400; index++) fill(`src/module${index}`, 50, "ts");
}

/** Prints what a piece of work costs, and gives what comes of it. */
async function show<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  collect();
  const before = process.memoryUsage().heapUsed;
  let longest = 0;
  let isDone = false;
  const start = performance.now();
  let last = start;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isDone) setImmediate(look);
  };
  setImmediate(look);
  const result = await run();
  isDone = true;
  const whole = performance.now() - start;
  longest = Math.max(longest, performance.now() - last);
  collect();
  const kept = Math.max(0, process.memoryUsage().heapUsed - before) / 1e6;
  const figures = [whole, longest, kept].map((figure) => figure.toFixed(1).padStart(8));
  console.log(`${name.padEnd(24)} ${figures.join(" ")}`);
  return result;
}

function sixtyLines(): string {
  const text = texts.find((it) => it.includes("ARG NODE_VERSION")) ?? "";
  return repeat(text, 2).split("\n").slice(0, 60).join("\n");
}

function repeat(text: string, times: number): string {
  return `FROM debian:trixie-slim\n${text.repeat(times)}`;
}

function time(rounds: number, run: () => void): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return times.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0;
}

void main();
