import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { lineMaskOf } from "../context/shownText";
import type { HardenOptions } from "../engine/choosing";
import { type Hardened, harden, hardenIgnore } from "../engine/harden";
import { hardenLevels } from "../engine/levels";
import type { Reason } from "../engine/steps";
import { practicesInShort } from "../features/hardenSummary";
import { writeDocument } from "../host/textFiles";
import type { Host } from "../types";
import { counted } from "../util/amounts";
import { pathBelow } from "../util/uris";
import { visible } from "../util/visible";
import { type Configured, configurations } from "./configured";
import { complain, filesIn, isIgnoreFile, readInput, rootsOf, surround } from "./inputs";
import { meantFiles } from "./meantFiles";
import { oneOf, parseOptions, print, rulesNamed, wrongUsage } from "./usage";

const known = {
  level: { type: "string", default: "recommended" },
  skip: { type: "string", multiple: true, default: [] as string[] },
  include: { type: "string", multiple: true, default: [] as string[] },
  diff: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  check: { type: "boolean", default: false },
  exclude: { type: "string", multiple: true, default: [] as string[] },
  "no-gitignore": { type: "boolean", default: false },
  "allow-no-files": { type: "boolean", default: false },
  context: { type: "string" },
  target: { type: "string" },
  config: { type: "string" },
  "read-only-files": { type: "boolean", default: false },
} as const;

/** `drydock harden`: prints, shows or writes the hardened files, and says what was done and why. */
export async function runHarden(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, known);
  const options: HardenOptions = {
    level: oneOf("--level", values.level, hardenLevels),
    skip: values.skip.flatMap(idsOf),
    include: values.include.flatMap(idsOf),
  };
  const outputs = [values.diff, values.write, values.json, values.check].filter(Boolean).length;
  if (positionals.length === 0) throw wrongUsage("harden needs a file");
  if (outputs > 1) throw wrongUsage("--diff, --write, --json and --check exclude each other");
  if (values.write && positionals.includes("-")) throw wrongUsage("stdin cannot be written");
  const meant = await meantFiles(positionals, {
    exclude: values.exclude,
    withIgnored: values["no-gitignore"],
    mayBeNone: values["allow-no-files"],
  });
  // Of several builds of one file the settings are found out again.
  const named = new Set(meant.filter(({ isNamed }) => isNamed).map(({ name }) => name));
  const names = [...new Set(meant.map(({ name }) => name))];
  const isSingle = positionals.length === 1 && names[0] === positionals[0];
  if (!isSingle && outputs === 0) throw wrongUsage("several files and folders need --diff, --write, --json or --check");
  const roots = rootsOf(positionals, names, values.context);
  const { results, drafts, left } = await hardenAll(names, named, roots, options, values);
  const isComplete = results.length + left === names.length;

  if (values.check) {
    for (const { name } of drafts.values()) print(visible(name));
    if (isComplete) return drafts.size > 0 ? 1 : 0;
  } else if (values.json) print(asJson(isSingle ? results[0] : results));
  else for (const result of results) console.error(visible(isSingle ? report(result) : summary(result)));
  // What goes into a file must stay what it is.
  const shown = process.stdout.isTTY ? visible : (text: string) => text;
  if (values.diff) for (const draft of drafts.values()) process.stdout.write(shown(masked(draft, patch(draft))));
  let isWritten = true;
  if (values.write) for (const draft of drafts.values()) if (!(await write(draft, roots))) isWritten = false;
  if (outputs === 0) for (const { hardened } of results) process.stdout.write(shown(hardened.text));
  return isComplete && isWritten ? 0 : 2;
}

interface Given {
  readonly context?: string;
  readonly target?: string;
  readonly config?: string;
  readonly "read-only-files": boolean;
}

/**
 * Hardens files one after the other, each as those before it have left what they share.
 * @param named those that were given by their names, which no configuration leaves out.
 * @returns `left`: how many the configuration leaves out. What cannot be read has said so, and is in neither.
 */
async function hardenAll(
  names: readonly string[],
  named: ReadonlySet<string>,
  roots: readonly string[],
  options: HardenOptions,
  given: Given,
): Promise<{ results: readonly Result[]; drafts: Drafts; left: number }> {
  const drafts: Drafts = new Map();
  const results: Result[] = [];
  let left = 0;
  const host = withDrafts(filesIn(roots), drafts);
  const configOf = configurations(host, given);
  for (const name of names) {
    const text = drafts.get(keyOf(name))?.after ?? (await readInput(name, named.has(name), roots));
    if (text === undefined) continue;
    const configured = await configOf(name);
    if (configured.isExcluded && !named.has(name)) {
      left++;
      continue;
    }
    const result = await hardenOne(host, name, text, options, configured, given);
    for (const change of result.changes) keep(drafts, change);
    results.push(result);
  }
  return { results, drafts, left };
}

async function hardenOne(
  host: Host,
  name: string,
  text: string,
  options: HardenOptions,
  { configuration: { settings, policy }, ...configured }: Configured,
  given: Given,
): Promise<Result> {
  const { root, facts: around } = await surround(host, name, text, given.context ?? configured.context);
  const readOnlyFiles = given["read-only-files"] || policy.readOnlyFiles;
  const facts = { ...around, policy: { ...policy, readOnlyFiles }, target: given.target ?? configured.target };
  const hardened = (isIgnoreFile(name) ? hardenIgnore : harden)(text, facts, settings, options);
  const context = given.context ?? folderFrom(path.dirname(name), root);
  const files: Change[] = [{ name, before: text, after: hardened.text }];
  for (const file of hardened.files) {
    const before = facts.ignore?.path === file.path ? facts.ignore.text : facts.contents?.get(file.path);
    files.push({ name: path.join(context, file.path), before, after: file.text });
  }
  return { name, context, hardened, changes: files.filter(({ before, after }) => before !== after) };
}

function idsOf(name: string): string[] {
  return rulesNamed(name).map(({ id }) => id);
}

/** The path of the folder at `uri`, absolute or not as `folder` is written; `folder` itself when there is none. */
function folderFrom(folder: string, uri: string | undefined): string {
  return uri === undefined ? folder : path.join(folder, path.relative(path.resolve(folder), fileURLToPath(uri)));
}

// ------------------------------------------------------------------- drafts

interface Change {
  /** As shown: given on the command line, or from the build context that was given. */
  readonly name: string;
  /** undefined when there is no such file. */
  readonly before: string | undefined;
  readonly after: string;
}

/** What would be written, by absolute path: each file sees what those before it make of a shared .dockerignore. */
type Drafts = Map<string, Change>;

function keyOf(name: string): string {
  return name === "-" ? name : path.resolve(name);
}

function keep(drafts: Drafts, change: Change): void {
  const earlier = drafts.get(keyOf(change.name));
  drafts.set(keyOf(change.name), earlier ? { ...earlier, after: change.after } : change);
}

/** A host to which drafts are files already. */
function withDrafts(host: Host, drafts: Drafts): Host {
  const uris = () => [...drafts.keys()].filter((key) => key !== "-").map((key) => pathToFileURL(key).href);
  return {
    ...host,
    read: async (uri) => drafts.get(fileURLToPath(uri))?.after ?? host.read(uri),
    async list(uri) {
      const listing = await host.list(uri);
      if (!listing) return undefined;
      const paths = new Set(listing.paths);
      for (const path of uris().map((draft) => pathBelow(draft, uri))) if (path !== undefined) paths.add(path);
      return paths.size === listing.paths.length ? listing : { ...listing, paths: [...paths].sort() };
    },
  };
}

/** What a person sees of a difference. */
function masked({ before = "" }: Change, difference: string): string {
  if (!process.stdout.isTTY) return difference;
  return difference.split("\n").map(lineMaskOf(before)).join("\n");
}

function patch({ name, before, after }: Change): string {
  const from = before === undefined ? "/dev/null" : name;
  return createTwoFilesPatch(from, name, before ?? "", after, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  });
}

/** Whether it could be written; if not, says why, and goes on with the others. */
async function write({ name, before, after }: Change, roots: readonly string[]): Promise<boolean> {
  try {
    await writeDocument(name, before, after, roots);
    console.error(`${before === undefined ? "created" : "changed"} ${name}`);
    return true;
  } catch (error) {
    complain(`cannot write ${name}`, error);
    return false;
  }
}

// -------------------------------------------------------------------- report

interface Result {
  readonly name: string;
  /** The folder that the paths of other files start from. */
  readonly context: string;
  readonly hardened: Hardened;
  readonly changes: readonly Change[];
}

/** Lines count from 1, as everywhere on the command line. */
function asJson(results: Result | readonly Result[] | undefined): string {
  const dataOf = ({ name, context, hardened }: Result) => ({ file: name, context, ...hardened });
  const data = results && ("hardened" in results ? dataOf(results) : results.map(dataOf));
  return JSON.stringify(data, (key, value) => (key === "line" ? value + 1 : value), 2);
}

/** Every step with its reasons, what is left, what else could be done, and the score. */
function report(result: Result): string {
  const { steps, left, score, build } = result.hardened;
  const offered = steps.filter(({ isTaken }) => !isTaken);
  const parts = [
    steps
      .filter(({ isTaken }) => isTaken)
      .flatMap(({ rule, titles, reasons }) => [
        `${titles.join("; ")} [${rule}]`,
        ...reasons.map((reason) => `  ${located(result, reason)}`),
      ]),
    left.flatMap((it) => [`Left: ${located(result, it)} [${it.rule}]`, `  ${it.hint}`]),
    offered.map(({ rule, titles }) => `Not done: ${titles.join("; ")} (--include ${rule})`),
    score ? [`${practicesInShort(score)} practices`, ...judgements(score)] : [],
    others(result).map(({ name, before }) => `${before === undefined ? "Creates" : "Changes"} ${name}, too`),
    build === undefined ? [] : [`Build it with the secrets from now on:\n  ${build}`],
  ];
  return parts.flatMap((lines) => (lines.length > 0 ? [lines.join("\n")] : [])).join("\n\n");
}

/** "app/Dockerfile: 12 steps, 1 problem left, 3 of 10 → 10 of 10 practices; creates app/.dockerignore" */
function summary(result: Result): string {
  const { steps, left, score } = result.hardened;
  const taken = steps.filter(({ isTaken }) => isTaken).length;
  const parts = [
    taken === 0 ? "nothing to do" : counted(taken, "step"),
    ...(left.length > 0 ? [`${counted(left.length, "problem")} left`] : []),
    ...(score ? [`${practicesInShort(score)} practices`] : []),
  ];
  const more = others(result).map(({ name, before }) => `; ${before === undefined ? "creates" : "changes"} ${name}`);
  return `${result.name}: ${parts.join(", ")}${more.join("")}`;
}

function others({ name, changes }: Result): readonly Change[] {
  return changes.filter((change) => change.name !== name);
}

function located({ name, context }: Result, { file, line, message }: Reason): string {
  const place = file === undefined ? name : path.join(context, file);
  if (line !== undefined) return `${place}:${line + 1} ${message}`;
  // What hardening itself has written stands in no line yet.
  return file === undefined ? message : `${place} ${message}`;
}

type Scores = NonNullable<Hardened["score"]>;

/** The practices that are new, missing, ignored or not known, these three with the reason. */
function judgements({ before, after }: Scores): string[] {
  return after.practices.flatMap(({ practice, title, state, missing, doubt }) => {
    const [reason, ...more] = missing;
    if (reason)
      return [`  ✗ ${title}: ${reason.message} [${reason.rule}]${more.length > 0 ? ` (+${more.length})` : ""}`];
    if (state === "ignored") return [`  ⊘ ${title}: ignored by you, ${doubt}`];
    if (doubt !== undefined) return [`  ? ${title}: not known, ${doubt}`];
    const was = before.practices.find((it) => it.practice === practice)?.state;
    return was === "missing" && state === "met" ? [`  ✓ ${title}`] : [];
  });
}
