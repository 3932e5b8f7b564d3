/**
 * `drydock mcp`: the Model Context Protocol over stdio, one JSON-RPC message a line. Each tool is a command of this command
 * line, run in a process of its own, so that nothing hangs and nothing but answers stands on stdout.
 */

import { realpath } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { displayName, version } from "../../package.json";
import { hardenLevels } from "../engine/levels";
import { runProgram } from "../host/runProgram";
import { type Fields, fieldsOf, isFields, readJson, stringOf } from "../util/json";
import { parseOptions, wrongUsage } from "./usage";

interface Tool {
  readonly name: string;
  readonly description: string;
  readonly properties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
  /** What is run for these arguments. Throws, in words, where they are wrong. */
  words(given: Fields): readonly string[] | Promise<readonly string[]>;
}

const file = { type: "string", description: "Path of a Dockerfile or ignore file" };
const level = { enum: hardenLevels, description: "How much is done; default: recommended" };
const readsOnly = { readOnlyHint: true, openWorldHint: false };

const tools: readonly Tool[] = [
  {
    name: "lint",
    description: "Problems of Dockerfiles and ignore files, with places and fixes, as JSON.",
    properties: { path: { type: "string", description: "File, folder, or compose file" } },
    required: ["path"],
    words: (given) => ["lint", "--format", "json", "--fail-on", "none", "--", textIn(given, "path")],
  },
  {
    name: "explain",
    description: "What a rule is about: why, before and after, sources.",
    properties: { rule: { type: "string", description: "Its id, or its name in hadolint, BuildKit or ShellCheck" } },
    required: ["rule"],
    words: (given) => ["explain", "--", textIn(given, "rule")],
  },
  {
    name: "harden_plan",
    description:
      "What hardening a Dockerfile would come to, as JSON: texts, steps, what is left and why. Writes nothing.",
    properties: { path: file, level },
    required: ["path"],
    words: (given) => ["harden", "--json", ...levelIn(given), "--", textIn(given, "path")],
  },
  {
    name: "harden_apply",
    description: "Hardens a Dockerfile below the current folder and writes it, with its ignore file. Plan first.",
    properties: { path: file, level, write: { const: true, description: "Must be true: files are changed" } },
    required: ["path", "write"],
    async words(given) {
      if (given.write !== true) throw new Error("Nothing is written unless write is true");
      const name = textIn(given, "path");
      await assertBelow(name);
      const plan = await runSelf(["harden", "--json", ...levelIn(given), "--", name]);
      const { context, files } = fieldsOf(readJson(plan.output));
      for (const it of Array.isArray(files) ? files : [])
        await assertBelow(path.join(stringOf(context) ?? "", stringOf(fieldsOf(it).path) ?? ""));
      return ["harden", "--write", ...levelIn(given), "--", name];
    },
  },
  {
    name: "context",
    description: "What docker build would be sent of a folder, and what its ignore file leaves out, as JSON.",
    properties: { path: { type: "string", description: "The folder" } },
    required: ["path"],
    words: (given) => ["context", "--format", "json", "--", textIn(given, "path")],
  },
];

/** Serves a client until its input ends. */
export async function runMcp(args: string[]): Promise<number> {
  if (parseOptions(args, {}).positionals.length > 0) throw wrongUsage("mcp takes no file");
  for await (const line of createInterface({ input: process.stdin })) {
    const answer = line.trim() === "" ? undefined : await answerTo(line);
    if (answer) process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...answer })}\n`);
  }
  return 0;
}

async function answerTo(line: string): Promise<object | undefined> {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return { id: null, error: { code: -32700, message: "This is no JSON" } };
  }
  if (!isFields(message) || typeof message.method !== "string")
    return isFields(message) && "id" in message && ("result" in message || "error" in message)
      ? undefined
      : { id: null, error: { code: -32600, message: "This is no request" } };
  const { id, method } = message;
  // Notifications have no answer.
  if (id === undefined) return undefined;
  const params = fieldsOf(message.params);
  switch (method) {
    case "initialize":
      return { id, result: { protocolVersion: versionFor(params), capabilities: { tools: {} }, serverInfo } };
    case "ping":
      return { id, result: {} };
    case "tools/list":
      return { id, result: { tools: tools.map(described) } };
    case "tools/call": {
      const tool = tools.find(({ name }) => name === params.name);
      if (!tool) return { id, error: { code: -32602, message: `There is no tool ${String(params.name)}` } };
      return { id, result: await call(tool, fieldsOf(params.arguments)) };
    }
    default:
      return { id, error: { code: -32601, message: `There is no method ${method}` } };
  }
}

const serverInfo = { name: displayName, version };

/** Those whose messages are the same as far as tools go; the client's own where it is one of them. */
const versions = ["2025-06-18", "2025-03-26", "2024-11-05"];

function versionFor({ protocolVersion }: Fields): string {
  return versions.find((it) => it === protocolVersion) ?? (versions[0] as string);
}

function described({ name, description, properties, required }: Tool): object {
  const annotations = name === "harden_apply" ? { readOnlyHint: false, openWorldHint: false } : readsOnly;
  return { name, description, inputSchema: { type: "object", properties, required }, annotations };
}

/** Whatever is wrong goes to the model, which can do better then. */
async function call(tool: Tool, given: Fields): Promise<object> {
  try {
    const { code, all, output } = await runSelf(await tool.words(given));
    const isError = code !== 0;
    return { content: [{ type: "text", text: isError || output.trim() === "" ? all.trim() : output.trim() }], isError };
  } catch (error) {
    return { content: [{ type: "text", text: error instanceof Error ? error.message : String(error) }], isError: true };
  }
}

/** Milliseconds for one tool. */
const patience = 60_000;

function runSelf(words: readonly string[]) {
  // In an executable of its own there is no script beside it.
  const [program = "", script = ""] = process.argv;
  return runProgram(process.execPath, [...(script === program ? [] : [script]), ...words], {
    cwd: process.cwd(),
    timeout: patience,
  });
}

function textIn(given: Fields, key: string): string {
  const text = stringOf(given[key]);
  // Stdin is where the requests come from.
  if (text === undefined || text === "" || text === "-") throw new Error(`${key} must be a text that names something`);
  return text;
}

function levelIn({ level }: Fields): readonly string[] {
  return level === undefined ? [] : [`--level=${String(level)}`];
}

/** Throws for what lies, links resolved, outside of the current folder; what is not there yet counts by its folder. */
async function assertBelow(name: string): Promise<void> {
  const file = path.resolve(name);
  const real = await realpath(file).catch(async () =>
    path.join(await realpath(path.dirname(file)), path.basename(file)),
  );
  const way = path.relative(await realpath("."), real);
  if (way === "" || way === ".." || way.startsWith(`..${path.sep}`) || path.isAbsolute(way))
    throw new Error(`${name} does not lie below the current folder: nothing is written there`);
}
