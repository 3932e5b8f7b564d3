/** What one keystroke costs in files of three lengths, over stdio, beside servers that do less: in turn, so that all have the same weather. */

import { existsSync } from "node:fs";
import path from "node:path";
import type { Diagnostic } from "vscode-languageserver";
import { type Session, startSession } from "../session";

/** A file that nobody has mended yet, of about so many lines, with about as many findings. */
export function naiveFile(lines: number): string {
  const stages = Math.round(lines / stageOf(0).split("\n").length);
  return Array.from({ length: stages }, (_, index) => stageOf(index)).join("");
}

function stageOf(index: number): string {
  return [
    `FROM node:20 AS stage${index}`,
    `WORKDIR /app${index}`,
    "ADD . .",
    `ENV API_KEY=abc${index}`,
    "RUN apt-get update",
    "RUN apt-get install curl git -y",
    "RUN npm install",
    `RUN cd src && npm run build${index}`,
    `RUN wget http://example.com/f${index}.tgz && tar xzf f${index}.tgz`,
    `EXPOSE ${3000 + (index % 1000)}`,
    `RUN pip install flask==${index}`,
    `RUN curl -sL https://example.org/s${index}.sh | bash`,
    `RUN sudo chmod 777 /app${index}`,
    "ENTRYPOINT npm start",
    `CMD node server${index}.js`,
    "",
  ].join("\n");
}

interface Server {
  readonly name: string;
  readonly program: readonly string[];
  /** What makes its answer come at once. */
  readonly settings?: unknown;
}

const bench = path.join(process.cwd(), "test/bench");

/** Ours, one that does nothing, and those of others that are installed: nothing of the project needs them. */
function servers(): Server[] {
  const peer = (name: string, file: string): Server[] => {
    const program = path.join(process.cwd(), "node_modules", file);
    return existsSync(program) ? [{ name, program: [program, "--stdio"] }] : [];
  };
  return [
    { name: "a server that does nothing", program: [path.join(bench, "nothing.mjs")] },
    { name: "drydock", program: ["dist/server/node.js", "--stdio"], settings: { rules: {} } },
    { name: "drydock, nothing checked", program: ["dist/server/node.js", "--stdio"], settings: { enable: false } },
    ...peer("dockerfile-language-server-nodejs", "dockerfile-language-server-nodejs/bin/docker-langserver"),
  ];
}

/** Prints milliseconds from a change to what is published: median and 95th percentile. */
export async function benchKeystrokes(): Promise<void> {
  for (const [lines, rounds] of [
    [60, 160],
    [500, 60],
    [2000, 40],
  ] as const) {
    const text = naiveFile(lines);
    const typists = await Promise.all(servers().map((server) => startTyping(server, text)));
    // The code is warm before anything is measured.
    for (let round = 0; round < rounds; round++) {
      for (const typist of typists) await typist.type(round > rounds / 4);
    }
    const found = typists[1]?.findings() ?? 0;
    console.log(`\nKeystroke to diagnostics, ${lines} lines, ${found} findings, ms (median / 95th percentile)`);
    for (const { name, times, end } of typists) {
      print(name, times);
      await end();
    }
  }
}

async function startTyping({ name, program, settings = {} }: Server, text: string) {
  const session: Session = await startSession({ program, settings, capabilities: {} });
  const uri = "untitled:Dockerfile";
  let last: readonly Diagnostic[] = [];
  let heard = () => {};
  let version = 1;
  session.listen<{ version?: number; diagnostics: Diagnostic[] }>("textDocument/publishDiagnostics", (params) => {
    if (params.version !== undefined && params.version !== version) return;
    last = params.diagnostics;
    heard();
  });
  const next = () => new Promise<void>((resolve) => (heard = resolve));
  const opened = next();
  session.open(uri, text, "dockerfile");
  await opened;
  const middle = text.indexOf("RUN cd src", text.length / 2) + "RUN cd src".length;
  const times: number[] = [];
  return {
    name,
    times,
    findings: () => last.length,
    end: () => session.end(),
    async type(isMeasured: boolean): Promise<void> {
      const published = next();
      const start = performance.now();
      version++;
      session.change(uri, version, `${text.slice(0, middle)}${"x".repeat(version % 9)}${text.slice(middle)}`);
      await published;
      if (isMeasured) times.push(performance.now() - start);
      // Nobody types faster: what is left to do is done meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 60));
    },
  };
}

/** Prints the median and the 95th percentile. */
export function print(name: string, times: readonly number[]): void {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
  console.log(`${name.padEnd(34)} ${at(0.5).padStart(8)} ${at(0.95).padStart(8)}`);
}
