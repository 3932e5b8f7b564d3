import { stat } from "node:fs/promises";
import path from "node:path";
import { type BuildContext, buildContext, findIgnoreFile, readText } from "../host/files";
import { decide, matching, parseIgnore } from "../syntax/dockerignore";
import type { IgnoreFile, IgnorePattern } from "../types";
import { counted, formatAmount, formatBytes } from "../util/amounts";
import { oneOf, parseOptions, print, wrongUsage } from "./usage";

/** `drydock context`: what a build is sent of a folder, or why a path is sent or not. */
export async function runContext(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    format: { type: "string", default: "text" },
    file: { type: "string", short: "f" },
    explain: { type: "string", multiple: true, default: [] as string[] },
  });
  const format = oneOf("--format", values.format, ["text", "json"] as const);
  if (positionals.length === 0) throw wrongUsage("context needs a folder");
  if (values.file !== undefined && !(await stat(values.file).catch(() => undefined))?.isFile())
    throw wrongUsage(`--file names no Dockerfile: ${values.file}`);
  const answers = [];
  for (const dir of positionals) {
    const ignore = await readIgnore(dir, values.file);
    if (values.explain.length === 0) answers.push({ dir, ignore, ...(await buildContext(dir, ignore)) });
    for (const name of values.explain) answers.push(await explain(dir, ignore, name));
  }
  const texts = answers.map((it) => ("files" in it ? describe(it) : describeExplained(it)));
  // The parsed ignore file is no part of the answer.
  const data = answers.map((it) => ({ ...it, ignore: undefined }));
  print(format === "json" ? JSON.stringify(data, undefined, 2) : texts.join("\n\n"));
  return 0;
}

type IgnoreFileAt = IgnoreFile & { readonly name: string };

async function readIgnore(dir: string, dockerfile: string | undefined): Promise<IgnoreFileAt | undefined> {
  const file = await findIgnoreFile(dockerfile, dir);
  const text = file === undefined ? undefined : await readText(file, []);
  return file === undefined || text === undefined ? undefined : { ...parseIgnore(text), name: path.relative("", file) };
}

// ------------------------------------------------------------------- totals

/** How many folders and patterns are shown. */
const most = 10;

function describe({ dir, ignore, files, ignored }: BuildContext & { dir: string; ignore?: IgnoreFileAt }): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const left = `${counted(ignored.length, "path")} left out`;
  const byPattern = new Map<string, number>();
  for (const { pattern, line } of ignored) {
    const key = `${ignore?.name}:${line}  ${pattern}`;
    byPattern.set(key, (byPattern.get(key) ?? 0) + 1);
  }
  const patterns = [...byPattern].sort((one, other) => other[1] - one[1]).slice(0, most);
  return [
    `${dir}: ${formatAmount({ files: files.length, bytes })} sent; ${ignore ? left : "nothing left out, there is no .dockerignore"}`,
    ...biggest(files).map(
      ([name, amount]) => `  ${formatBytes(amount.bytes).padStart(7)}  ${name}${inFiles(name, amount)}`,
    ),
    ...patterns.map(
      ([pattern, count], index) => `${index === 0 ? "left out by\n" : ""}  ${String(count).padStart(7)}  ${pattern}`,
    ),
  ].join("\n");
}

interface Sum {
  files: number;
  bytes: number;
}

/** The biggest folders at any depth, and files at the top. A folder that is little more than one in it is left out. */
function biggest(files: BuildContext["files"]): [name: string, amount: Sum][] {
  const sums = new Map<string, Sum>();
  const add = (name: string, bytes: number) => {
    const sum = sums.get(name) ?? { files: 0, bytes: 0 };
    sums.set(name, { files: sum.files + 1, bytes: sum.bytes + bytes });
  };
  for (const { path: name, bytes } of files) {
    for (let end = name.indexOf("/"); end !== -1; end = name.indexOf("/", end + 1)) add(name.slice(0, end + 1), bytes);
    if (!name.includes("/")) add(name, bytes);
  }
  const parentOf = (name: string) => name.slice(0, name.lastIndexOf("/", name.length - 2) + 1);
  const hollow = new Set<string>();
  for (const [name, { bytes }] of sums) {
    const parent = sums.get(parentOf(name));
    if (name.endsWith("/") && parent && bytes > 0 && parent.bytes * 0.9 <= bytes) hollow.add(parentOf(name));
  }
  const shown = [...sums].filter(([name]) => !hollow.has(name));
  return shown.sort((one, other) => other[1].bytes - one[1].bytes).slice(0, most);
}

function inFiles(name: string, { files }: Sum): string {
  return name.endsWith("/") ? `  (${files.toLocaleString("en-US")} ${files === 1 ? "file" : "files"})` : "";
}

// ------------------------------------------------------------------ explain

interface Explained {
  readonly dir: string;
  readonly path: string;
  readonly ignored: boolean;
  /** What decides; absent when no pattern matches. */
  readonly by: Matched | undefined;
  /** All that match the path or a folder above it, in the order of the file, the one that decides included. */
  readonly matches: readonly Matched[];
  readonly exists: boolean;
  readonly ignore: IgnoreFileAt | undefined;
}

interface Matched {
  readonly pattern: string;
  readonly line: number;
}

/** @param name from the folder, or from where one stands when it leads into the folder. */
async function explain(dir: string, ignore: IgnoreFileAt | undefined, name: string): Promise<Explained> {
  const inside = path
    .relative(dir, path.isAbsolute(name) ? name : path.join(dir, name))
    .split(path.sep)
    .join("/");
  const fromHere = path.relative(dir, name).split(path.sep).join("/");
  const exists = (relative: string) => stat(path.join(dir, relative)).then(Boolean, () => false);
  const isFromHere = !(await exists(inside)) && !fromHere.startsWith("..") && (await exists(fromHere));
  const shown = isFromHere ? fromHere : inside;
  if (shown === "" || shown === ".." || shown.startsWith("../")) throw wrongUsage(`${name} is not in ${dir}`);
  const { ignored, by } = ignore ? decide(ignore, shown) : { ignored: false, by: undefined };
  return {
    dir,
    path: shown,
    ignored,
    by: by && matched(by),
    matches: ignore ? matching(ignore, shown).map(matched) : [],
    exists: isFromHere || (await exists(inside)),
    ignore,
  };
}

function matched({ text, line }: IgnorePattern): Matched {
  return { pattern: text, line: line + 1 };
}

function describeExplained({ dir, path: name, ignored, by, matches, exists, ignore }: Explained): string {
  const place = `${name} in ${dir}${exists ? "" : ", which does not exist,"}`;
  if (!ignore) return `${place} is sent: there is no .dockerignore`;
  if (!by) return `${place} is sent: no pattern of ${ignore.name} matches it`;
  const others = matches.filter(({ line }) => line !== by.line).reverse();
  return [
    `${place} is ${ignored ? "left out" : "sent"}`,
    `  ${ignore.name}:${by.line}  ${by.pattern}  decides`,
    ...others.map(({ line, pattern }) => `  ${ignore.name}:${line}  ${pattern}  matches, too`),
  ].join("\n");
}
