/**
 * `npm run bench`: what a keystroke costs. Prints the round trip over stdio for a 60-line file beside the same server
 * with every check switched off, and the time to parse and lint files of growing size. Needs `npm run build`.
 */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { lint } from "../server/engine/lint";
import { parseDockerfile } from "../server/text/dockerfile";
import { startSession } from "./session";

const corpus = path.join(process.cwd(), "test/corpus");
const texts = readdirSync(corpus)
  .filter((name) => name.endsWith("Dockerfile"))
  .map((name) => readFileSync(path.join(corpus, name), "utf8"));
const settings = { rules: {}, all: true };
const facts = { today: "2026-11-23" };

async function main(): Promise<void> {
  console.log("Keystroke to diagnostics over stdio, 60 lines, ms (median / 95th percentile)");
  print("every rule", await roundTrips({ rules: {} }));
  print("nothing checked", await roundTrips({ enable: false }));

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
    const parse = time(rounds, () => inputs.forEach(parseDockerfile)) / inputs.length;
    const files = inputs.map(parseDockerfile);
    const check = time(rounds, () => {
      for (const [index] of files.entries()) lint(parseDockerfile(inputs[index] as string), facts, settings);
    });
    console.log(
      `${name.padEnd(24)} ${parse.toFixed(2).padStart(8)} ${(check / inputs.length - parse).toFixed(2).padStart(8)}`,
    );
  }
}

/** Milliseconds from sending a change to the answer to the pull that follows it. */
async function roundTrips(configuration: unknown): Promise<number[]> {
  const session = await startSession({ settings: configuration });
  const uri = "untitled:Dockerfile";
  const text = sixtyLines();
  session.open(uri, text);
  const times: number[] = [];
  for (let version = 2; version < 520; version++) {
    const start = performance.now();
    session.change(uri, version, `${text}# ${version}\n`);
    await session.pull(uri);
    if (version >= 20) times.push(performance.now() - start);
  }
  await session.end();
  return times.sort((one, other) => one - other);
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

function print(name: string, sorted: readonly number[]): void {
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
  console.log(`${name.padEnd(24)} ${at(0.5).padStart(8)} ${at(0.95).padStart(8)}`);
}

void main();
