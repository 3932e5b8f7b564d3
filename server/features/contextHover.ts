/** What a pattern of an ignore file, or a source in a Dockerfile, does to the build context where somebody points at it. */

import { type ContextSource, contextSourcesOf, hasWildcard } from "../context/contextSources";
import { matchesOf, mayExist, wholeContext } from "../context/contextTree";
import { takes } from "../context/takenFiles";
import { covers, decide, decideIn, escapePath, leavingOut, mayReinclude } from "../syntax/dockerignore";
import type { Amount, Dockerfile, Facts, IgnoreFile, IgnorePattern, Span } from "../types";
import { formatAmount, formatBytes } from "../util/amounts";
import { entriesIn } from "../util/listing";
import type { Selection, Share } from "../workspace/census";
import { code } from "./markdown";

export interface PartOfHover {
  readonly span: Span;
  readonly markdown: string;
}

/**
 * What the pattern at an offset leaves out or brings back, as markdown. Undefined where there is none that works.
 * @param shares those of the patterns, by their index; undefined while they are being counted.
 * @param isComplete all files have been counted.
 */
export function ignoreHover(
  file: IgnoreFile,
  offset: number,
  facts: Facts,
  shares?: readonly Share[],
  isComplete = true,
): PartOfHover | undefined {
  const index = file.patterns.findIndex((pattern) => contains(pattern, offset));
  const pattern = file.patterns[index];
  if (!pattern || pattern.error !== undefined || !facts.files) return undefined;
  const share = shares?.[index];
  const does = pattern.negated ? "Brings back" : "Leaves out";
  const amount = share ? `${amountOf(share, isComplete)}:\n\n${biggest(share)}` : "counting…";
  const parts =
    share?.files === 0 ? [whyNothing(file, pattern, facts)] : [`${does} ${amount}`, overriding(file, pattern, facts)];
  return { span: { start: pattern.start, end: pattern.end }, markdown: paragraphs(parts) };
}

/** The source at an offset, as `amountBelow` of the census takes it; undefined when there is none that is known. */
export function sourceAt(file: Dockerfile, offset: number): string | undefined {
  const source = findSource(file, offset);
  if (source?.hasParents) return escapePath(leadOf(source), false);
  // In a mount, nothing is a wildcard.
  return source?.isGlob === false ? escapePath(source.path, false) : source?.path;
}

/** Tells by the path of a file below that source whether it counts; undefined where all do. */
export function filterAt(file: Dockerfile, offset: number): ((path: string) => boolean) | undefined {
  const source = findSource(file, offset);
  return source && isFiltered(source) ? (path) => takes(source, path) : undefined;
}

/**
 * What the source of COPY, ADD or a bind mount at an offset takes from the build context, as markdown: how much, what,
 * which secrets, and what the ignore file keeps from it. Undefined where there is no source that is known.
 * @param selection what `sourceAt` selects; undefined while that is being counted, or when there is nothing.
 * @param isComplete all files have been counted.
 */
export function copyHover(
  file: Dockerfile,
  offset: number,
  facts: Facts,
  selection?: Selection,
  isComplete = true,
): PartOfHover | undefined {
  const source = findSource(file, offset);
  const roots = source && facts.files ? rootsOf(source, facts) : [];
  if (!source || (roots.length === 0 && !selection)) return undefined;
  const does = source.isMount ? "Mounts" : "Copies";
  const parts = [
    `${does} ${selection ? whatIsTaken(selection, isComplete) : "counting…"}`,
    selection && secretsIn(selection),
    leftOut(source, roots, facts, selection?.ignored, isComplete),
  ];
  return { span: source.span, markdown: paragraphs(parts) };
}

function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

function paragraphs(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part).join("\n\n");
}

// ----------------------------------------------------------------- a pattern

function biggest(share: Share): string {
  const lines = share.biggest.map(
    (it) => `- ${code(it.path)}: ${it.isFolder ? formatAmount(it) : formatBytes(it.bytes)}`,
  );
  const shown = share.biggest.reduce((sum, { files }) => sum + files, 0);
  return [...lines, ...(shown < share.files ? ["- …"] : [])].join("\n");
}

/** So many times a path is compared with a pattern at most: what is said on top of the numbers are but examples. */
const mostComparisons = 100_000;
const mostFiles = 20_000;

/** A pattern that decides about nothing: it finds nothing, or others decide. */
function whyNothing(file: IgnoreFile, pattern: IgnorePattern, facts: Facts): string {
  const example = matched(pattern, facts).next().value;
  if (example === undefined) {
    return isUnsure(pattern, facts)
      ? "Decides about nothing that is known of the build context."
      : "Matches nothing in the build context.";
  }
  return (
    overriding(file, pattern, facts) ??
    `Matches ${code(example)}, which ${pattern.negated ? "nothing leaves out before" : "is left out in any case"}.`
  );
}

/** A later pattern that decides about something that this one matches. */
function overriding(file: IgnoreFile, pattern: IgnorePattern, facts: Facts): string | undefined {
  if (file.patterns.at(-1) === pattern) return undefined;
  let looks = mostComparisons / file.patterns.length;
  for (const path of matched(pattern, facts)) {
    if (--looks < 0) return undefined;
    const { by } = decide(file, path);
    if (by && by.start > pattern.start) {
      return `${code(by.text)} on line ${by.line + 1} comes later and decides about ${code(path)}.`;
    }
  }
  return undefined;
}

/** The paths that a pattern matches by itself. */
function* matched(pattern: IgnorePattern, { files = [] }: Facts): Generator<string> {
  for (const file of files.slice(0, mostFiles)) {
    const path = file.replace(/\/$/, "");
    if (covers(pattern, path)) yield path;
  }
}

/** Whether there are files that nobody has looked at, and that the pattern may match. */
function isUnsure(pattern: IgnorePattern, { files = [], isPartial }: Facts): boolean {
  if (isPartial || files.length > mostFiles) return true;
  const alone = { text: "", eol: "\n", patterns: [{ ...pattern, negated: true }], comments: [] } as const;
  return files.some((path) => path.endsWith("/") && mayReinclude(alone, path.slice(0, -1)));
}

// ------------------------------------------------------------------ a source

function findSource(file: Dockerfile, offset: number): ContextSource | undefined {
  return contextSourcesOf(file).find(({ span, isOutside }) => contains(span, offset) && !isOutside);
}

/** Whether it takes less than all that is below its path. */
function isFiltered({ hasParents, excludes }: ContextSource): boolean {
  return hasParents || excludes !== undefined;
}

/** The folder or file below which everything lies that a source with `--parents` finds: what stands before wildcards. */
function leadOf({ path }: ContextSource): string {
  const names = path.split("/");
  const wild = names.findIndex(hasWildcard);
  return wild < 0 ? path : names.slice(0, wild).join("/") || ".";
}

/** The files and folders that a source names. */
function rootsOf(source: ContextSource, facts: Facts): readonly string[] {
  const path = source.hasParents ? leadOf(source) : source.path;
  const isGlob = source.isGlob && !source.hasParents;
  if (path === ".") return [""];
  const tree = wholeContext(facts);
  if (!tree) return isGlob ? [] : [path];
  return isGlob ? matchesOf(tree, path) : mayExist(tree, path) ? [path] : [];
}

function whatIsTaken({ sent, first }: Selection, isComplete: boolean): string {
  return sent.files === 0 ? "no file" : `${amountOf(sent, isComplete)}: ${list(first, sent.files)}`;
}

function secretsIn({ secrets }: Selection): string | undefined {
  if (secrets.length === 0) return undefined;
  return `**Secrets by their names:** ${list(secrets.slice(0, mostNames), secrets.length)}`;
}

const mostNames = 5;

function list(names: readonly string[], count: number): string {
  return names.map(code).join(", ") + (count > names.length ? " …" : "");
}

/** What the ignore file leaves out of some files and folders, by the patterns that do it. */
function leftOut(
  source: ContextSource,
  roots: readonly string[],
  { files = [], ignore }: Facts,
  ignored: Amount | undefined,
  isComplete: boolean,
): string | undefined {
  if (!ignore || ignored?.files === 0) return undefined;
  const lines = [...ignoredIn(source, roots, files, ignore)].map(([{ text, line }, [first = "", ...others]]) => {
    return `- ${code(first)}${others.length > 0 ? " and others" : ""} by ${code(text)} (${ignore.path}:${line + 1})`;
  });
  if (lines.length > mostNames) lines.splice(mostNames, lines.length, "- …");
  if (lines.length === 0) return undefined;
  return `Left out${ignored ? ` ${amountOf(ignored, isComplete)}` : ""}:\n\n${lines.join("\n")}`;
}

/** What is left out, two examples for a pattern, those at the top first. A folder stands for its inside. */
function ignoredIn(
  source: ContextSource,
  roots: readonly string[],
  files: readonly string[],
  ignore: IgnoreFile,
): ReadonlyMap<IgnorePattern, readonly string[]> {
  const examples = new Map<IgnorePattern, string[]>();
  const folders: string[] = [];
  let looks = mostComparisons / ignore.patterns.length;
  const look = (path: string, isFolder: boolean, decision = decide(ignore, path)) => {
    looks--;
    const by = leavingOut(ignore, path, isFolder, decision);
    // What is not taken anyway is no example.
    if (by && isFiltered(source) && !takes(source, isFolder ? `${path}/` : path)) return;
    const paths = by && examples.get(by);
    if (paths && paths.length < 2) paths.push(path);
    else if (by && !paths) examples.set(by, [path]);
    else if (isFolder && !by) folders.push(path);
  };
  for (const root of roots.slice(0, looks)) root === "" ? folders.push("") : look(root, true);
  for (const folder of folders) {
    const above = folder === "" ? undefined : decide(ignore, folder);
    for (const { name, isFolder } of entriesIn(files, folder)) {
      const path = folder === "" ? name : `${folder}/${name}`;
      look(path, isFolder, decideIn(ignore, above, path));
      if (looks < 0) return examples;
    }
  }
  return examples;
}

// ---------------------------------------------------------------------- words

function amountOf(amount: Amount, isComplete: boolean): string {
  return `${isComplete ? "" : "at least "}${formatAmount(amount)}`;
}
