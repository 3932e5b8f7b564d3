import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { harden } from "../engine/harden";
import { hardenLevels } from "../engine/levels";
import { builderNames, findBuilder } from "../host/builder";
import { type Proof, proveHardening } from "../host/proveHardening";
import { didRun, table } from "../proof/comparison";
import { isAskable } from "../proof/probes";
import { visible } from "../util/visible";
import { configurations } from "./configured";
import { filesIn, isIgnoreFile, readInput, rootsOf, surround } from "./inputs";
import { interrupted, untilInterrupted } from "./interrupted";
import { oneOf, parseOptions, print, rulesNamed, wrongUsage } from "./usage";

/** `drydock prove`: builds and starts a Dockerfile as it is and hardened, and shows what differs. Nothing is written to the project. */
export async function runProve(args: string[]): Promise<number> {
  const end = args.indexOf("--");
  const { values, positionals } = parseOptions(end < 0 ? args : args.slice(0, end), {
    level: { type: "string", default: "recommended" },
    skip: { type: "string", multiple: true, default: [] as string[] },
    include: { type: "string", multiple: true, default: [] as string[] },
    context: { type: "string" },
    target: { type: "string" },
    builder: { type: "string" },
    config: { type: "string" },
    network: { type: "string", default: "none" },
    "with-services": { type: "boolean", default: false },
    env: { type: "string", multiple: true, default: [] as string[] },
    "env-file": { type: "string", multiple: true, default: [] as string[] },
    volume: { type: "string", multiple: true, default: [] as string[] },
    port: { type: "string", multiple: true, default: [] as string[] },
    path: { type: "string", default: "/" },
    expect: { type: "string" },
    timeout: { type: "string", default: "900" },
    wait: { type: "string", default: "30" },
    keep: { type: "boolean", default: false },
    format: { type: "string", default: "text" },
    report: { type: "string" },
  });
  const format = oneOf("--format", values.format, ["text", "json"] as const);
  const level = oneOf("--level", values.level, hardenLevels);
  const named = values.builder === undefined ? undefined : oneOf("--builder", values.builder, builderNames);
  const limits = { build: secondsOf("--timeout", values.timeout), answer: secondsOf("--wait", values.wait) };
  const question = questionOf(values);
  const idsOf = (name: string) => rulesNamed(name).map(({ id }) => id);
  const [skip, include] = [values.skip.flatMap(idsOf), values.include.flatMap(idsOf)];
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0 || name === "-" || isIgnoreFile(name))
    throw wrongUsage("prove needs one Dockerfile");

  const roots = rootsOf(positionals, positionals, values.context);
  const host = filesIn(roots);
  const text = await readInput(name, true, roots);
  if (text === undefined) return 2;
  const { configuration, context: configured, target } = await configurations(host, values)(name);
  const { settings, policy } = configuration;
  const { root, facts: known } = await surround(host, name, text, values.context ?? configured);
  const facts = { ...known, policy, target: values.target ?? target };
  const context = root === undefined ? path.dirname(path.resolve(name)) : fileURLToPath(root);

  const hardened = (skipped: readonly string[]) =>
    harden(text, facts, settings, { level, include, skip: [...skip, ...skipped] });
  const buildWords = end < 0 ? [] : args.slice(end + 1);
  const { build } = hardened([]);
  // It would fail for want of them, and no step would be to blame.
  if (build !== undefined && !buildWords.some((word) => /^--secret(?:=|$)/.test(word)))
    return complain(`hardened, it mounts secrets, as in "${build}": give them after --`);
  const runWords = [
    ...values["env-file"].flatMap((file) => ["--env-file", path.resolve(file)]),
    ...values.env.flatMap((variable) => ["--env", variable]),
    ...values.volume.flatMap((folder) => ["--volume", folderOf(folder)]),
  ];

  const { signal, stop } = untilInterrupted();
  const say = (message: string) => console.error(visible(`${message} …`));
  try {
    const builder = await findBuilder(named, process.cwd(), signal);
    if (typeof builder === "string") return complain(builder);
    say(`${shortest(name)} in the context ${shortest(context)}, by ${builder.name}`);
    const proof = await proveHardening({
      builder,
      file: path.resolve(name),
      text,
      facts,
      context,
      harden: hardened,
      buildWords,
      runWords,
      question,
      network: values.network,
      withServices: values["with-services"],
      limits,
      keep: values.keep,
      say,
    });
    if (proof.obstacle !== undefined) return complain(proof.obstacle);
    const json = JSON.stringify({ file: name, context, ...proof }, undefined, 2);
    if (values.report !== undefined) await writeFile(values.report, `${json}\n`);
    // The table is no part of what has been said so far.
    console.error("");
    print(format === "json" ? json : visible(report(proof)));
    if (!proof.before.isBuilt) return complain("it cannot be built as it is, so that nothing is proved");
    return proof.worse.length > 0 ? 1 : 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    console.error("drydock: interrupted; what was made for the proof is removed");
    return interrupted;
  } finally {
    stop();
  }
}

function complain(message: string): number {
  console.error(visible(`drydock: ${message}`));
  return 2;
}

/** A path as it is seen from here, unless that leads up. */
function shortest(given: string): string {
  const relative = path.relative("", given) || ".";
  return relative.startsWith("..") ? given : relative;
}

/** What is asked of the program. Throws wrong usage for what is no path or no port. */
function questionOf(asked: { readonly path: string; readonly expect?: string; readonly port: readonly string[] }) {
  if (!isAskable(asked.path)) throw wrongUsage(`--path takes a path like /health, not "${asked.path}"`);
  if (asked.expect === "") throw wrongUsage("--expect takes a text");
  const ports = asked.port.map(Number);
  const wrong = asked.port.find((port) => !/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535);
  if (wrong !== undefined) throw wrongUsage(`--port takes a number of a port, not "${wrong}"`);
  return { path: asked.path, text: asked.expect, ports: ports.length > 0 ? ports : undefined };
}

/** A folder of the container that becomes a new volume: with a colon it would be one that is there, or a folder of this machine. */
function folderOf(folder: string): string {
  if (!/^\/[^:]+$/.test(folder)) throw wrongUsage(`--volume takes a folder of the container, not "${folder}"`);
  return folder;
}

/** Milliseconds. Throws wrong usage for what is no number of seconds. */
function secondsOf(option: string, value: string): number {
  const seconds = Number(value);
  // What is more, timers of Node.js take for nothing.
  if (!(seconds > 0) || seconds > 86_400) throw wrongUsage(`${option} takes seconds, not "${value}"`);
  return seconds * 1000;
}

// -------------------------------------------------------------------- report

function report({ before, after, worse, culprits }: Proof): string {
  if (!before.isBuilt) return before.log;
  if (!after) return "Nothing to do: it is hardened already.";
  const parts = [table(before, after, process.stdout.columns ?? Number.POSITIVE_INFINITY)];
  const logs = { before, after };
  for (const [title, { log, isBuilt, isRunning }] of Object.entries(logs))
    if (log !== "" && (!isBuilt || isRunning === false || worse.length > 0))
      parts.push(`Log ${title}:\n${indented(log)}`);
  if (worse.length > 0) parts.push(`Worse: ${worse.join("; ")}.`, blame(culprits));
  else if (before.isRunning && !before.answer)
    parts.push("Not worse, as far as it can be told of what answers nothing.");
  else if (didRun(before)) parts.push("Not worse.");
  else
    parts.push("It builds, but it does not run as it is either, without what it needs beside it: more is not proved.");
  return parts.join("\n\n");
}

function blame(culprits: readonly string[] | undefined): string {
  if (!culprits) return "No step was found to be to blame: it may be worse by chance. Run it again.";
  const options = culprits.map((rule) => `--skip ${rule}`).join(" ");
  return `To blame: ${culprits.join(", ")}. Without ${culprits.length === 1 ? "that" : "them"} nothing is worse: harden ${options}`;
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
