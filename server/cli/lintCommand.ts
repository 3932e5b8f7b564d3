import { watch } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { namedImages } from "../context/namedImages";
import { secretValuesOf } from "../context/shownText";
import { lintImages } from "../engine/imagesAlone";
import { lint, lintIgnore } from "../engine/lint";
import { shellcheckScripts } from "../engine/shellcheckFindings";
import { forgetFolders } from "../host/folderNames";
import { findShellcheck } from "../host/shellcheckProgram";
import { parseDockerfile } from "../syntax/dockerfile";
import { parseIgnore } from "../syntax/dockerignore";
import { fileKind } from "../syntax/fileKind";
import {
  type AskShellcheck,
  type Dockerfile,
  type FailLimit,
  failLimits,
  type Host,
  type Settings,
  severities,
} from "../types";
import { ahead } from "../util/ahead";
import { memoizeFor } from "../util/memoize";
import { variablesBeside } from "../workspace/besideCompose";
import { today } from "../workspace/facts";
import { beyond, readBaseline, usualBaseline, writeBaseline } from "./baseline";
import { type Configured, configurations } from "./configured";
import { type Format, formats } from "./formats";
import { statistics } from "./formatText";
import { filesIn, isIgnoreFile, readInput, repositoryAround, rootsOf, surround, uriOfFile } from "./inputs";
import { type Findings, openCache } from "./lintCache";
import { type MeantFile, meantFiles, saysBuilds } from "./meantFiles";
import type { Report } from "./report";
import { isColourful, oneOf, parseOptions, print, wrongUsage } from "./usage";

/** Which files are meant, and how they are judged: the same for all commands that look for findings. */
const judging = {
  all: { type: "boolean", default: false },
  context: { type: "string" },
  target: { type: "string" },
  shellcheck: { type: "boolean", default: false },
  exclude: { type: "string", multiple: true, default: [] as string[] },
  "no-gitignore": { type: "boolean", default: false },
  "allow-no-files": { type: "boolean", default: false },
  "stdin-filename": { type: "string" },
  config: { type: "string" },
} as const;

interface Judging {
  readonly all: boolean;
  readonly context?: string;
  readonly target?: string;
  readonly shellcheck: boolean;
  readonly exclude: readonly string[];
  readonly "no-gitignore": boolean;
  readonly "allow-no-files": boolean;
  readonly "stdin-filename"?: string;
  readonly config?: string;
  readonly cache?: boolean;
  readonly "no-cache"?: boolean;
  readonly "cache-location"?: string;
}

const options = {
  ...judging,
  format: { type: "string" },
  output: { type: "string", short: "o" },
  "fail-on": { type: "string" },
  "max-warnings": { type: "string" },
  baseline: { type: "string" },
  fix: { type: "boolean", default: false },
  unsafe: { type: "boolean", default: false },
  "fix-dry-run": { type: "boolean", default: false },
  quiet: { type: "boolean", short: "q", default: false },
  statistics: { type: "boolean", default: false },
  watch: { type: "boolean", short: "w", default: false },
  cache: { type: "boolean", default: false },
  "no-cache": { type: "boolean", default: false },
  "cache-location": { type: "string" },
  color: { type: "string", default: "auto" },
} as const;

/** `drydock lint`: reports what is wrong. */
export async function runLint(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, options);
  const format = oneOf(
    "--format",
    values.format ?? process.env.DRYDOCK_FORMAT ?? "text",
    Object.keys(formats) as Format[],
  );
  const color = oneOf("--color", values.color, ["auto", "always", "never"] as const);
  const given = values["fail-on"];
  const failOn = given === undefined ? undefined : oneOf("--fail-on", given, failLimits);
  const most = values["max-warnings"] === undefined ? undefined : amountOf("--max-warnings", values["max-warnings"]);
  if (positionals.length === 0) throw wrongUsage("lint needs a file");
  if (values.unsafe && !values.fix && !values["fix-dry-run"]) throw wrongUsage("--unsafe goes with --fix");
  if (values.watch && positionals.includes("-")) throw wrongUsage("stdin cannot be watched");
  if (values["fix-dry-run"] || values.fix) {
    if (positionals.includes("-")) throw wrongUsage("stdin cannot be written; see drydock harden");
    const { runHarden } = await import("./hardenCommand");
    const level = values.unsafe ? "recommended" : "safe";
    const status = await runHarden([
      ...["--level", level, values["fix-dry-run"] ? "--diff" : "--write"],
      ...values.exclude.flatMap((pattern) => ["--exclude", pattern]),
      ...(values["no-gitignore"] ? ["--no-gitignore"] : []),
      ...(values["allow-no-files"] ? ["--allow-no-files"] : []),
      ...(values.config === undefined ? [] : ["--config", values.config]),
      ...(values.context === undefined ? [] : ["--context", values.context]),
      ...(values.target === undefined ? [] : ["--target", values.target]),
      ...positionals,
    ]);
    if (values["fix-dry-run"] || status === 2) return status;
  }

  const once = async (): Promise<number> => {
    const { reports, isComplete, limits } = await reportsOf(positionals, values);
    const baseline = values.baseline === undefined ? undefined : await readBaseline(values.baseline);
    const shown = baseline ? reports.map((report) => beyond(baseline, report)) : reports;
    const looks = { isColourful: values.output === undefined && isColourful(color), isQuiet: values.quiet };
    const text = formats[format](shown, looks);
    if (values.output === undefined) print(text);
    else await writeFile(values.output, `${text}\n`);
    if (values.statistics) print(statistics(shown));
    if (!isComplete) return 2;
    const isFailure = shown.some(({ problems }, index) => {
      const limit = failOn ?? limits[index] ?? "warning";
      const failing = limit === "none" ? [] : severities.slice(0, severities.indexOf(limit) + 1);
      return problems.some(({ severity }) => failing.includes(severity));
    });
    const warnings = shown.flatMap(({ problems }) => problems.filter(({ severity }) => severity === "warning")).length;
    return isFailure || (most !== undefined && warnings > most) ? 1 : 0;
  };
  const status = await once();
  return values.watch ? watchFor(positionals, once) : status;
}

/** `drydock baseline update`: accepts what there is. */
export async function runBaseline(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    ...judging,
    baseline: { type: "string", default: usualBaseline },
  });
  const [verb, ...names] = positionals;
  if (verb !== "update") throw wrongUsage('baseline knows one thing to do: "update"');
  if (names.length === 0) throw wrongUsage("baseline update needs a file");
  const { reports, isComplete } = await reportsOf(names, values);
  if (!isComplete) return 2;
  await writeBaseline(values.baseline, reports, path.dirname(path.resolve(values.baseline)));
  console.error(`${reports.flatMap(({ problems }) => problems).length} known findings in ${values.baseline}`);
  return 0;
}

function amountOf(option: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw wrongUsage(`${option} takes a number, not "${value}"`);
  return Number(value);
}

interface Reported {
  readonly reports: readonly Report[];
  /** From which severity on each of them fails, as its configuration says. */
  readonly limits: readonly (FailLimit | undefined)[];
  /** Every file could be read. */
  readonly isComplete: boolean;
}

/** Files that are read while others are judged. */
const readAhead = 16;

async function reportsOf(given: readonly string[], values: Judging): Promise<Reported> {
  const ask = values.shellcheck ? await findShellcheck(console.error)(undefined) : undefined;
  if (values.shellcheck && !ask) throw wrongUsage("there is no ShellCheck on the PATH");
  const files = await meantFiles(given, {
    exclude: values.exclude,
    withIgnored: values["no-gitignore"],
    buildFiles: "given",
    mayBeNone: values["allow-no-files"],
  });
  const names = files.map(({ name }) => name);
  const roots = rootsOf(given, names, values.context);
  const disk = filesIn(roots);
  const isKept = (values.cache || values["cache-location"] !== undefined) && !values["no-cache"];
  // What ShellCheck will say is not known before it has been asked.
  const cache = isKept && !ask ? openCache(disk, values["cache-location"]) : undefined;
  const host = cache?.host ?? disk;
  const configOf = configurations(disk, values);
  const reports: Report[] = [];
  const limits: (FailLimit | undefined)[] = [];
  /** Found, and left out by the configuration. */
  let left = 0;
  const read = async (file: MeantFile) => {
    const text = await readInput(file.name, file.isNamed, roots);
    if (text === undefined) return undefined;
    // What comes by stdin is judged as the file that it says it is.
    const name = file.name === "-" ? (values["stdin-filename"] ?? "-") : file.name;
    const configured = await configOf(name);
    if (configured.isExcluded && !file.isNamed) return { isLeft: true } as const;
    const judging = settingsFor(file, values);
    const place = path.resolve(name);
    const { context, target, all } = judging;
    const key = [name, text, repositoryAround(path.dirname(place)), context, target, all, configured, process.cwd()];
    const build = file.build?.name;
    const id = `${build ?? ""}\n${place}`;
    const isKeepable = name !== "-";
    const kept = isKeepable ? await cache?.recall(id, key) : undefined;
    const find = () => check(host, name, text, configured, judging, ask);
    const judge = () => (cache && isKeepable ? cache.find(id, key, find) : find());
    return { isLeft: false, report: { name, path: pathOf(name), text, build }, configured, kept, judge } as const;
  };
  for await (const input of ahead(files, readAhead, read)) {
    if (input?.isLeft) left++;
    if (!input || input.isLeft) continue;
    const { report, configured, kept, judge } = input;
    reports.push({ ...report, ...(kept ?? (await judge())) });
    limits.push(configured.failOn);
  }
  cache?.save();
  return { reports, limits, isComplete: reports.length + left === files.length };
}

/** What a file of builds says goes before what is found out, and after what was given. */
function settingsFor({ build }: MeantFile, values: Judging): Judging {
  return build
    ? { ...values, context: values.context ?? build.context, target: values.target ?? build.target }
    : values;
}

function pathOf(name: string): string {
  const repository = name === "-" ? undefined : repositoryAround(path.dirname(path.resolve(name)));
  const shown = repository === undefined ? name : path.relative(repository, path.resolve(name));
  return shown.split(path.sep).join("/").replace(/^\.\//, "");
}

async function check(
  host: Host,
  name: string,
  text: string,
  { configuration, context: byFile, target: targetByFile }: Configured,
  { context = byFile, target = targetByFile, all }: Judging,
  ask: AskShellcheck | undefined,
): Promise<Findings> {
  const settings = settingsOf(configuration, all);
  if (saysBuilds(name)) {
    const images = await namedImages(name, text, await variablesBeside(host, uriOfFile(name), text));
    return { problems: lintImages(text, images, { today: today() }, settings) };
  }
  const file = isIgnoreFile(name) ? undefined : parseDockerfile(text);
  const surroundings = await surround(host, name, text, context, file);
  const facts = { ...surroundings.facts, policy: configuration.policy, target };
  if (!file) return { problems: lintIgnore(parseIgnore(text), facts, settings) };
  const shellcheck = ask && (await answersOf(file, ask));
  return { problems: lint(file, { ...facts, shellcheck }, settings), secrets: secretValuesOf(file) };
}

/** The same for all files that share a configuration. */
const settingsOf = memoizeFor(
  ({ settings }: Configured["configuration"], all: boolean): Settings => ({ ...settings, all }),
);

async function answersOf(file: Dockerfile, ask: AskShellcheck) {
  const asked = shellcheckScripts(file).map(async (script) => [script.key, (await ask(script)) ?? []] as const);
  return new Map(await Promise.all(asked));
}

// --------------------------------------------------------------------- watch

/** In ms: what is written at once is looked at once. */
const settle = 100;

/** Looks again whenever something changes that may matter, until the process is ended. */
function watchFor(names: readonly string[], look: () => Promise<unknown>): Promise<number> {
  return new Promise((_, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let isLooking = false;
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (isLooking) return again();
        isLooking = true;
        print(`\n${new Date().toLocaleTimeString()}`);
        forgetFolders();
        look().then(() => {
          isLooking = false;
        }, reject);
      }, settle);
    };
    for (const folder of new Set(
      names.map((name) => (fileKind(name) ? path.dirname(path.resolve(name)) : path.resolve(name))),
    ))
      watch(folder, { recursive: true }, (_event, name) => {
        if (name === null || matters(String(name))) again();
      }).on("error", reject);
    console.error("Watching; Ctrl+C ends it.");
  });
}

function matters(name: string): boolean {
  return !/(?:^|[\\/])(?:node_modules|\.git)[\\/]|\.drydock$/.test(name);
}
