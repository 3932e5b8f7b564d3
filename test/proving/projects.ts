/**
 * `npm run proof`: builds and runs each project of test/projects as it is and hardened, by what `drydock prove` does it with,
 * and prints what changed as one table. Ends with 1 when a hardened project is worse, or does not answer.
 *
 * `npm run proof -- express nest` takes only the projects that are named; `--json` prints all that was measured
 * instead of the table; `--keep` leaves images and folders behind and says where; `--level everything` hardens as the
 * command line does with it; `--projects FOLDER` takes the projects of another folder.
 * DRYDOCK_PROOF_BUILD_ARGS holds more arguments for the builds, separated by spaces: "--network=host".
 *
 * A project is a Dockerfile as people write it, what it builds, and proof.json: the `port` (or several, any of which may
 * answer), the `path` to ask for, what the `body` of the answer has in it, and where there are such, a `devDependency`
 * that must not ship, the `volumes` that it is run with, and the `secretArgument` that the Dockerfile as it is takes a
 * token by.
 */

import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { oneOf } from "../../server/cli/usage";
import { harden } from "../../server/engine/harden";
import { type Builder, findBuilder } from "../../server/host/builder";
import { proveHardening } from "../../server/host/proveHardening";
import { parseDockerfile } from "../../server/syntax/dockerfile";
import { copyOf, judge, needToken, readProject, secretWords, writeHardened } from "./projectCopy";
import { type Result, reason, summary } from "./summary";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    level: { type: "string", default: "recommended" },
    projects: { type: "string", default: "test/projects" },
  },
});
const level = oneOf("--level", options.level, ["safe", "recommended", "everything"] as const);
const buildWords = (process.env.DRYDOCK_PROOF_BUILD_ARGS ?? "").split(" ").filter(Boolean);

/** In ms. */
const limits = { build: 900_000, answer: 60_000, pull: 900_000 };

async function main(): Promise<number> {
  const all = readdirSync(options.projects).sort();
  const unknown = positionals.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`No such project: ${unknown}. There are: ${all.join(", ")}.`);
  const calledOff = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => calledOff.abort());
  const builder = await findBuilder(undefined, process.cwd(), calledOff.signal);
  if (typeof builder === "string") {
    console.log(`Proof skipped: ${builder}.`);
    return 0;
  }

  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drydock-proof-")));
  const results: Result[] = [];
  try {
    for (const name of positionals.length > 0 ? positionals : all) {
      const source = path.join(options.projects, name);
      const missing = await missingImage(builder, readFileSync(path.join(source, "Dockerfile"), "utf8"));
      if (missing === undefined) results.push(await prove(builder, name, source, path.join(folder, name)));
      else console.error(`${name} skipped: there is no ${missing} to be had.`);
    }
  } catch (error) {
    // What is known by then took its time.
    if (!calledOff.signal.aborted) throw error;
    console.error("Interrupted; what was made is removed.");
  } finally {
    if (options.keep) console.error(`Kept: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }

  console.log(options.json ? JSON.stringify(results, undefined, 2) : summary(results));
  const failures = results.flatMap((result) => {
    const why = reason(result);
    return why === undefined ? [] : [`\n${result.name}: ${why}.\n${(result.after ?? result.before).log}`];
  });
  for (const failure of failures) console.error(failure);
  if (calledOff.signal.aborted) return 130;
  return failures.length > 0 ? 1 : 0;
}

/** Proves one project in a copy with files in it that must not ship. */
async function prove(builder: Builder, name: string, source: string, folder: string): Promise<Result> {
  const expected = readProject(source);
  const { copy, token } = await copyOf(source, path.join(folder, "naive"));
  const naive = await judge(copy);
  const { text, facts, settings } = naive;
  const hardenWithout = (skip: readonly string[]) => harden(text, facts, settings, { level, skip });
  const hardened = hardenWithout([]);
  const after = await judge(await writeHardened(copy, path.join(folder, "hardened"), hardened));
  const again = harden(after.text, after.facts, after.settings, { level });
  // It must come after hardening, which minds scripts.
  if (expected.secretArgument !== undefined) await needToken(copy);
  const proof = await proveHardening({
    builder,
    file: path.join(copy, "Dockerfile"),
    text,
    facts,
    context: copy,
    harden: hardenWithout,
    buildWords: [...buildWords, ...(await secretWords(folder, expected.secretArgument, hardened.build, token))],
    runWords: (expected.volumes ?? []).flatMap((volume) => ["--volume", volume]),
    question: { path: expected.path, text: expected.body, ports: [expected.port].flat() },
    network: "none",
    withServices: false,
    limits,
    keep: options.keep,
    say: (message) => console.error(`${name}: ${message} …`),
  });
  return {
    name,
    expected,
    ...proof,
    findings: { before: naive.findings, after: after.findings },
    isSettled: again.text === after.text && again.files.length === 0,
  };
}

/** The image that a project starts from and that cannot be had here; undefined when all can. */
async function missingImage(builder: Builder, text: string): Promise<string | undefined> {
  const { stages } = parseDockerfile(text);
  const names = new Set(stages.map(({ name }) => name?.text.toLowerCase()));
  for (const image of stages.map(({ base }) => base?.text ?? "scratch")) {
    if (image === "scratch" || image.includes("$") || names.has(image.toLowerCase())) continue;
    if ((await builder.run(["image", "inspect", image])).code === 0) continue;
    if ((await builder.run(["pull", "--quiet", image], limits.pull)).code !== 0) return image;
  }
  return undefined;
}

void main().then((code) => {
  process.exitCode = code;
});
