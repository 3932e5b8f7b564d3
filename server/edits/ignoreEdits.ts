/** Edits of an ignore file that let paths in or keep them out. */

import { decide, escapePath, parseIgnore } from "../syntax/dockerignore";
import type { Edit, Fix, IgnoreFile, IgnorePattern, Span } from "../types";
import { baseName } from "../util/paths";
import { apply, lineEnd, removeLine } from "./edits";

/**
 * What makes Docker leave a path out of the build context, or keep it in: a pattern that does the opposite for this
 * path alone goes, or one is added at the end.
 * @param path from the root of the build context, without a slash at the end.
 * @returns undefined when the path is as wanted, or cannot be made so.
 */
export function editFor(file: IgnoreFile, path: string, keep: boolean): Edit | undefined {
  const isAsWanted = ({ ignored }: { ignored: boolean }) => ignored !== keep;
  if (isAsWanted(decide(file, path))) return undefined;
  const name = escapePath(path);
  const opposite = file.patterns.filter(({ pattern, negated }) => pattern === name && negated !== keep);
  const candidates: Edit[] = opposite.length === 1 ? opposite.map((it) => removeLine(file.text, it)) : [];
  candidates.push(appendPatterns(file, `${keep ? "!" : ""}${name}`));
  return candidates.find((edit) => isAsWanted(decide(parseIgnore(apply(file.text, [edit])), path)));
}

/** The ways to keep paths in the context that a pattern leaves out: the pattern goes, or exceptions follow it. */
export function keepFixes({ text, eol }: IgnoreFile, pattern: IgnorePattern, ...paths: string[]): Fix[] {
  const at = lineEnd(text, pattern.end);
  const lines = paths.map((path) => `!${path}`);
  const exception: Fix = {
    title: `Add ${lines.join(", ")} below it`,
    safe: false,
    edits: [{ start: at, end: at, text: lines.map((line) => eol + line).join("") }],
  };
  if (paths.length > 1 || pattern.pattern !== paths[0]) return [exception];
  const removal: Fix = { title: `Remove "${pattern.text}"`, safe: false, edits: [removeLine(text, pattern)] };
  return /[*?[]/.test(pattern.pattern) ? [removal] : [removal, exception];
}

/** Appends lines to an ignore file, in its own line end. */
export function appendPatterns({ text, eol }: IgnoreFile, ...lines: string[]): Edit {
  const lead = text === "" || text.endsWith("\n") ? "" : eol;
  return { start: text.length, end: text.length, text: lead + lines.map((line) => line + eol).join("") };
}

/**
 * Adds patterns in the style of an ignore file: where somebody keeps its groups sorted, each goes to its place in the
 * group that it fits best; else all go to the end, and so do exceptions, for which the order counts.
 */
export function addPatterns(file: IgnoreFile, ...lines: string[]): Edit[] {
  const groups = groupsOf(file);
  const isFree = ![...lines, ...file.patterns.map(({ text }) => text)].some((line) => line.startsWith("!"));
  const key = isFree ? orderOf(groups) : undefined;
  if (!key) return [appendPatterns(file, ...lines)];
  const isAnchored = file.patterns.every(({ text }) => /^(?:\/|\*\*)/.test(text));
  const inserted = new Map<number, string[]>();
  for (const line of lines) {
    const isFolder = !fileName.test(baseName(line));
    const group =
      groups.findLast((each) => each.every(({ text }) => text.endsWith("/") === isFolder)) ?? groups.at(-1) ?? [];
    const hasSlashes = isFolder && group.every(({ text }) => text.endsWith("/"));
    const text = `${isAnchored && !/^(?:\/|\*\*)/.test(line) ? "/" : ""}${line}${hasSlashes && !line.endsWith("/") ? "/" : ""}`;
    const next = group.find((other) => key(other.text) > key(text));
    const last = group.at(-1);
    const at = next ? next.start : last ? lineEnd(file.text, last.end) : file.text.length;
    const found = inserted.get(at) ?? [];
    inserted.set(
      at,
      [...found, text].sort((one, other) => (key(one) < key(other) ? -1 : 1)),
    );
  }
  return [...inserted].map(([at, added]) => {
    const isAbove = file.patterns.some(({ start }) => start === at);
    return { start: at, end: at, text: added.map((line) => (isAbove ? line + file.eol : file.eol + line)).join("") };
  });
}

/**
 * The same for patterns that belong to one that stands there: below it, where that decides as it does at the end.
 * @param samples paths that the patterns are about.
 */
export function addPatternsBelow(
  file: IgnoreFile,
  anchor: IgnorePattern | undefined,
  lines: readonly string[],
  samples: readonly string[],
): Edit[] {
  const atEnd = addPatterns(file, ...lines);
  if (!anchor) return atEnd;
  const at = lineEnd(file.text, anchor.end);
  const below: Edit = { start: at, end: at, text: lines.map((line) => file.eol + line).join("") };
  const decisions = (edits: readonly Edit[]) => {
    const result = parseIgnore(apply(file.text, edits));
    return samples.map((path) => decide(result, path).ignored).join();
  };
  return decisions([below]) === decisions(atEnd) ? [below] : atEnd;
}

/** Last names of paths that tell a file rather than a folder. */
const fileName =
  /^(?:[^.]+\..|\*\..|[A-Z][A-Za-z]+file|\.(?:env|npmrc|dockerignore|gitignore|gitattributes|DS_Store|coverage|eslintcache)|LICEN[CS]E$|README)/;

/** Patterns on lines that follow one another. */
function groupsOf({ patterns }: IgnoreFile): IgnorePattern[][] {
  const groups: IgnorePattern[][] = [];
  for (const pattern of patterns) {
    const group = groups.at(-1);
    if (group && group.at(-1)?.line === pattern.line - 1) group.push(pattern);
    else groups.push([pattern]);
  }
  return groups;
}

/** By what the groups of a file are sorted, but for one slip; undefined where that cannot be told. */
function orderOf(groups: readonly (readonly IgnorePattern[])[]): ((text: string) => string) | undefined {
  const pairs = groups.flatMap((group) =>
    group.slice(1).map((pattern, index) => [group[index]?.text ?? "", pattern.text] as const),
  );
  if (pairs.length < fewestPairs) return undefined;
  return orders.find(
    (key) => pairs.filter(([one, other]) => key(one) > key(other)).length <= Math.min(1, pairs.length / 5),
  );
}

/** Fewer lines are sorted by chance. */
const fewestPairs = 4;

const orders: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toLowerCase(),
  (text) => text.toLowerCase().replace(/^(?:\*\*\/|[/.])+/, ""),
];

/** Where a missing pattern is reported: at the last pattern, behind which it belongs. */
export function lastPattern({ patterns }: IgnoreFile): Span {
  return patterns.at(-1) ?? { start: 0, end: 0 };
}
