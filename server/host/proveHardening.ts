/** Proves on a real engine that what Harden makes of a Dockerfile does what the Dockerfile as it is does. */

import { createHash } from "node:crypto";
import { copyFile, lstat, mkdir, readFile, readlink, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Hardened } from "../engine/harden";
import { shippedViews } from "../image/shipped";
import { findCulprits } from "../proof/bisection";
import { worsened } from "../proof/comparison";
import type { Measurement } from "../proof/measurement";
import type { Question } from "../proof/probes";
import {
  devDependencies,
  isTelling,
  mountedValues,
  type SecretValue,
  secretPaths,
  secretValues,
} from "../proof/secretTraces";
import { startOf } from "../proof/serviceStart";
import { parseDockerfile } from "../syntax/dockerfile";
import { parseIgnore } from "../syntax/dockerignore";
import { fileKind } from "../syntax/fileKind";
import type { BuildDefinition, Facts } from "../types";
import type { Builder } from "./builder";
import { buildContext, readText } from "./files";
import { openServices, type Services } from "./services";
import { openWorkshop, type Plan, type Variant, type Workshop } from "./workshop";

export interface Proving {
  readonly builder: Builder;
  /** Absolute path of the Dockerfile, what is written in it, and what is known around it. */
  readonly file: string;
  readonly text: string;
  readonly facts: Facts;
  /** Absolute path of the build context. */
  readonly context: string;
  /** Hardens it without the steps of some rules. */
  harden(skipped: readonly string[]): Hardened;
  /** More words of every build, after those that say which context, file and target. */
  readonly buildWords: readonly string[];
  /** More words of every start, after what compose says. */
  readonly runWords: readonly string[];
  /** What is asked of the program. */
  readonly question: Question;
  readonly network: string;
  /** The services that compose starts before the one that is proved run beside it, in a network of their own. */
  readonly withServices: boolean;
  /** In ms. */
  readonly limits: Plan["limits"];
  /** Everything stays as it is at the end. */
  readonly keep: boolean;
  /** Told what is going on. */
  say(message: string): void;
}

/** Plain data. */
export interface Proof {
  readonly before: Measurement;
  /** undefined when the Dockerfile as it is cannot be built, or nothing is changed. */
  readonly after?: Measurement;
  /** What has become worse, in words. */
  readonly worse: readonly string[];
  /** The rules whose steps make it so; absent where nothing is worse, or they were not found. */
  readonly culprits?: readonly string[];
  /** Why nothing was tried, in words. */
  readonly obstacle?: string;
}

/** Builds, starts and compares both; on a difference for the worse, finds out which steps are to blame. Removes what it makes. */
export async function proveHardening(proving: Proving): Promise<Proof> {
  const { builder, file, text, facts, context, keep, say } = proving;
  const workshop = await openWorkshop(builder, await planOf(proving));
  let services: Services | string | undefined;
  try {
    services = await servicesOf(proving, workshop);
    if (typeof services === "string") return refused(services);
    const beside = services;
    let obstacle: string | undefined;
    const measureVariant = async (variant: Variant, isQuick?: boolean) => {
      obstacle ??= await beside?.renew();
      return obstacle === undefined ? workshop.measure(variant, isQuick, beside?.network) : unbuilt;
    };
    say("Building and starting it as it is");
    const before = await measureVariant({
      name: "before",
      dockerfile: file,
      ignoreFile: undefined,
      context,
      base: baseOf(text, facts),
    });
    if (obstacle !== undefined) return refused(obstacle);
    const hardened = proving.harden([]);
    const isSame = hardened.text === text && hardened.files.length === 0;
    if (!before.isBuilt || isSame) return { before, worse: [] };

    /** Several ways of leaving steps out may end in the same files. */
    const known = new Map<string, Measurement>();
    let tries = 0;
    const measure = async (made: Hardened, title: string, isQuick = false) => {
      const key = JSON.stringify([made.text, made.files]);
      const measured = known.get(key);
      if (measured) return measured;
      say(title);
      const name = tries === 0 ? "after" : `try-${tries}`;
      tries++;
      const result = await measureVariant(await write(made, await workshop.folder(name), name, proving), isQuick);
      known.set(key, result);
      return result;
    };
    const after = await measure(hardened, "Building and starting it hardened");
    const worse = worsened(before, after);
    if (worse.length === 0) return { before, after, worse };

    say(`Worse: ${worse.join("; ")}. Looking for the step that is to blame`);
    const steps = hardened.steps.filter(({ isTaken }) => isTaken).map(({ rule }) => rule);
    // What lies in the layers need not be looked for again where it makes no difference.
    const isQuick = worsened(before, { ...after, secrets: undefined, devDependencies: undefined }).length > 0;
    const culprits = await findCulprits(steps, async (skipped) => {
      const title = `Trying ${steps.length - skipped.length} of ${steps.length} steps`;
      const measured = await measure(proving.harden(skipped), title, isQuick);
      return worsened(before, measured).length > 0;
    });
    return { before, after, worse, culprits };
  } finally {
    if (!keep && typeof services === "object") await services.close();
    if (keep) say(`Kept: ${workshop.describe()}`);
    else await workshop.close();
  }
}

const unbuilt: Measurement = { isBuilt: false, buildTime: 0, log: "" };

function refused(obstacle: string): Proof {
  return { before: unbuilt, worse: [], obstacle };
}

/** The services beside the one that is proved, where they are asked for; why there are none, in words. */
async function servicesOf({ builder, facts, context, withServices }: Proving, workshop: Workshop) {
  if (!withServices) return undefined;
  const build = definitionOf(facts);
  if (build?.kind !== "compose") return "no service of compose builds it";
  const up = build.context.split("/").flatMap((name) => (name === "" || name === "." ? [] : [".."]));
  return openServices(
    builder,
    path.resolve(context, ...up, build.file),
    build.name,
    await workshop.folder("services"),
    workshop.name,
  );
}

/** Writes what Harden has made into a folder, with a copy of the context where it changes more of that than the ignore file. */
async function write(made: Hardened, folder: string, name: string, { context, facts }: Proving): Promise<Variant> {
  const dockerfile = path.join(folder, "Dockerfile");
  await writeFile(dockerfile, made.text);
  const isIgnore = (path: string) => fileKind(path) === ".dockerignore";
  const ignore = made.files.find(({ path }) => isIgnore(path))?.text ?? facts.ignore?.text;
  const ignoreFile = ignore === undefined ? undefined : `${dockerfile}.dockerignore`;
  // It goes before the one in the context.
  if (ignoreFile !== undefined) await writeFile(ignoreFile, ignore ?? "");
  const variant = { name, dockerfile, ignoreFile, base: baseOf(made.text, facts) };
  const changed = made.files.filter(({ path }) => !isIgnore(path));
  if (changed.length === 0) return { ...variant, context };

  const copy = path.join(folder, "context");
  const { files } = await buildContext(context, ignore === undefined ? undefined : parseIgnore(ignore));
  for (const { path: file } of files) await copyEntry(path.join(context, file), path.join(copy, file));
  for (const { path: file, text } of changed) {
    const target = path.join(copy, file);
    // Nothing of the project is changed, whatever a path says.
    if (path.relative(copy, target).startsWith("..")) throw new Error(`${file} lies outside of the build context`);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  return { ...variant, context: copy };
}

/** A link stays one. */
async function copyEntry(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  const stats = await lstat(from).catch(() => undefined);
  if (stats?.isSymbolicLink()) await symlink(await readlink(from), to);
  else if (stats?.isFile()) await copyFile(from, to);
}

// ----------------------------------------------------------------------- plan

async function planOf(proving: Proving): Promise<Plan> {
  const { text, facts, context, buildWords, question, network, limits } = proving;
  const build = definitionOf(facts);
  const target = facts.target || build?.target;
  const args = Object.entries(build?.args ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : ["--build-arg", `${name}=${value}`],
  );
  const { runWords, command } = startOf(build?.service);
  const { files, values: ofFiles } = await readSecrets(context, facts);
  const given = [...args, ...buildWords].map((word) => word.replace(/^--build-arg=/, ""));
  const values = [...ofFiles, ...secretValues(given.join("\n")), ...(await mountedSecrets(buildWords))];
  return {
    buildWords: [...args, ...(target ? ["--target", target] : []), ...buildWords],
    runWords: [...runWords, ...proving.runWords],
    command,
    question,
    network,
    helper: parseDockerfile(text).stages.find(({ base, ships }) => base !== undefined && !ships)?.base?.text,
    wanted: { files, packages: new Set(devDependencies(facts)), values: values.filter(isTelling).slice(0, mostValues) },
    values,
    limits,
  };
}

/** The build that is proved: the first that makes an image to run. */
function definitionOf({ context, target }: Facts): BuildDefinition | undefined {
  const builds = context?.builds.filter(({ isNoImage }) => !isNoImage) ?? [];
  return builds.find((build) => !target || build.target === target) ?? builds[0];
}

/** The image that what ships starts from. */
function baseOf(text: string, facts: Facts): string | undefined {
  const [file] = shippedViews(parseDockerfile(text), facts);
  return file.final?.base?.text;
}

/** More values are not looked for in the layers. */
const mostValues = 20;

/** What the files and variables hold that `--secret` gives to a build: `--secret id=token,src=token.txt`, `--secret=id=TOKEN,env=TOKEN`. */
async function mountedSecrets(words: readonly string[]): Promise<readonly SecretValue[]> {
  const given = words.flatMap((word, index) =>
    word === "--secret"
      ? [words[index + 1] ?? ""]
      : word.startsWith("--secret=")
        ? [word.slice("--secret=".length)]
        : [],
  );
  const values: SecretValue[] = [];
  for (const text of given) {
    const fields = new Map(text.split(",").map((field) => field.split("=", 2) as [string, string | undefined]));
    const id = fields.get("id") ?? "secret";
    const file = fields.get("src") ?? fields.get("source");
    const held =
      file === undefined ? process.env[fields.get("env") ?? id] : await readText(path.resolve(file), [], largest);
    if (held !== undefined) values.push(...mountedValues(id, held));
  }
  return values;
}

/** No file with secrets is larger, in bytes. */
const largest = 1_000_000;

/** What the files with secrets hold, to know it again. It is neither shown nor kept. */
async function readSecrets(context: string, facts: Facts) {
  const files = [];
  const values = [];
  for (const name of secretPaths(facts)) {
    const file = path.join(context, name);
    const text = await readText(file, [context], largest);
    if (text === undefined || text.trim() === "") continue;
    const bytes = await readFile(file);
    files.push({ name, size: bytes.length, hash: createHash("sha256").update(bytes).digest("hex") });
    if (/(?:^|\/)\.(?:env|npmrc)[^/]*$/.test(name)) values.push(...secretValues(text));
  }
  return { files, values };
}
