/** What the patterns of an ignore file mean to one another, and what people write who take the file for another kind. */

import { lineStart } from "../edits/edits";
import { covers, decide } from "../syntax/dockerignore";
import type { IgnoreFile, IgnorePattern, Span } from "../types";
import { filterOnce } from "../util/listing";
import { memoize } from "../util/memoize";

// ------------------------------------------------------- what is no pattern

/** Offset of the `#` of a comment behind a pattern, which Docker takes for a part of the name; undefined: there is none. */
export function commentBehind({ text, start }: IgnorePattern): number | undefined {
  const blank = text.search(/\s#[\s\w]/);
  return blank < 1 || text.startsWith("#") || text[blank - 1] === "\\" ? undefined : start + blank + 1;
}

/** Whether a pattern is a comment that does not begin in the first column. */
export function isIndentedComment({ text }: IgnorePattern): boolean {
  // `#*#` stands for the copies that Emacs keeps.
  return /^#(?:$|\s|#|\w[^*?]*$)/.test(text);
}

/** Whether a pattern lies outside the build context: above it, on a drive of Windows or in someone's home folder. */
export function isOutside({ text, pattern }: IgnorePattern): boolean {
  return (
    /^\.\.(?:\/|$)/.test(pattern) ||
    /^!?\s*(?:[A-Za-z]:[\\/]|~\/|\$\{?(?:HOME|PWD|USER)\}?\/|\/(?:home|Users|mnt\/[a-z]|[a-z]\/Users)\/[^/*]+\/[^/])/.test(
      text,
    )
  );
}

/** Whether a pattern stands for the root of the build context, which is always sent: `.` or `/`. */
export function isContextRoot({ pattern }: IgnorePattern): boolean {
  return pattern === "." || pattern === "/";
}

/** Whether backslashes stand where slashes belong, as in `src\bin`; `\#`, `\*`, `\.` and the like are escapes. */
export function hasWindowsSeparators({ text }: IgnorePattern): boolean {
  return /(?:^!?|[\w)\].*@-])\\\w[\w.\\/-]/.test(text) && !text.includes("[");
}

/** Characters that take no room. Joiners are left out: emoji and some scripts need them. */
export const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;

/** Whether a pattern leaves out everything and no exception takes anything back: then nothing else needs saying. */
export function isEverything({ patterns }: IgnoreFile, { pattern }: IgnorePattern): boolean {
  return /^(?:\*\*\/)*\*\*?$/.test(pattern) && !patterns.some(({ negated }) => negated);
}

/** The patterns of a file that Docker takes and that are meant as such: no comments, nothing outside the context. */
export function soundPatterns({ patterns }: IgnoreFile): IgnorePattern[] {
  return patterns.filter(
    (pattern) =>
      pattern.error === undefined &&
      !isContextRoot(pattern) &&
      !invisible.test(pattern.text) &&
      !pattern.text.includes("\r") &&
      !isIndentedComment(pattern) &&
      commentBehind(pattern) === undefined &&
      !isOutside(pattern) &&
      !hasWindowsSeparators(pattern),
  );
}

/** Tells whether a pattern stands for something in the context. Looks, once, for the paths that `part` is found in. */
export function matchesAmong(files: readonly string[] | undefined, part: RegExp): (pattern: IgnorePattern) => boolean {
  let paths: readonly string[] | undefined;
  return (pattern) => {
    paths ??= (files ?? []).filter((path) => part.test(path));
    return paths.some((path) => covers(pattern, path));
  };
}

/** Every pattern is compared with every other: no file that a person has written is longer. */
const mostCompared = 500;

/** `soundPatterns`, for those who compare each with all others: none of a file that is too long for that. */
export function comparedPatterns(file: IgnoreFile): IgnorePattern[] {
  return file.patterns.length > mostCompared ? [] : soundPatterns(file);
}

/** Where a pattern is without its `!` and what white space follows that. */
export function nameSpan({ text, start, end }: IgnorePattern): Span {
  return { start: start + (/^!\s*/.exec(text)?.[0].length ?? 0), end };
}

/** The line of a span with its indentation, without its line end; a byte order mark is no part of it. */
export function wholeLine(text: string, { start, end }: Span): Span {
  const first = lineStart(text, start);
  return { start: text.startsWith("\ufeff", first) ? first + 1 : first, end };
}

/** 1-based. */
export function lineNumber({ line }: IgnorePattern): number {
  return line + 1;
}

// ------------------------------------------------------------ nested matches

/** Names that stand in any folder of a project, so that a pattern for the root alone is hardly meant. */
const commonNames =
  "node_modules bower_components jspm_packages .env .npmrc .netrc __pycache__ .pytest_cache .mypy_cache .ruff_cache " +
  ".venv .DS_Store Thumbs.db desktop.ini .nyc_output .eslintcache .next .nuxt .turbo .parcel-cache .svelte-kit " +
  ".gradle .terraform .idea .vscode";

const commonEndings = "log pyc pyo pyd swp swo tmp bak pem key p12 pfx tsbuildinfo env";

/** Patterns for those names and endings, for files of values of the environment, and for logs of package managers. */
const everywhere = new RegExp(
  `^(?:${anyOf(commonNames)}|\\*\\.(?:${anyOf(commonEndings)}|py\\[[cod]+\\])` +
    "|\\.env[.*].*|(?:npm|yarn|pnpm|lerna)-(?:(?:debug|error)\\.log\\*?|debug\\*))$",
);

/** Paths below the root that such a pattern may stand for. */
const nested = new RegExp(
  `/(?:${anyOf(commonNames)}|\\.env[^/]*|(?:npm|yarn|pnpm|lerna)-[^/]*|[^/]*\\.(?:${anyOf(commonEndings)}))(?:/|$)`,
);

function anyOf(words: string): string {
  return words.replaceAll(".", "\\.").replaceAll(" ", "|");
}

/** Of the files of a context, those that `isRootOnly` patterns would match if they held in every folder, and a few more. */
export const nestedPaths = filterOnce((path) => nested.test(path));

/** Whether a pattern names something at the root that stands in any folder. `/name` says that the root is meant. */
export function isRootOnly({ text, pattern, negated, error }: IgnorePattern): boolean {
  return everywhere.test(pattern) && !negated && error === undefined && !text.startsWith("/");
}

/**
 * The pattern that would leave a path out if patterns without a slash held in every folder, as they do in .gitignore;
 * undefined when none would, or when the path stands at the root.
 */
export function rootOnlyPattern({ patterns }: IgnoreFile, path: string): IgnorePattern | undefined {
  const names = path.split("/").slice(1);
  return patterns.find((pattern) => isRootOnly(pattern) && names.some((name) => name !== "" && covers(pattern, name)));
}

/**
 * Whether a path that one pattern leaves out is taken back by an exception that is meant for it, as `!.env`
 * is for that file; one for a folder above it, or for everything in that, says nothing about the path.
 */
export function isKeptOnPurpose(file: IgnoreFile, path: string): boolean {
  const { ignored, by, matching } = decide(file, path);
  if (ignored || !by?.negated || !matching.some((isMatch, index) => isMatch && !file.patterns[index]?.negated))
    return false;
  const name = by.pattern.slice(by.pattern.lastIndexOf("/") + 1);
  return /[^*?.]/.test(name) && !covers(by, path.replace(/\/?(?<![^/])[^/]+\/?$/, ""));
}

// ---------------------------------------------------------- between patterns

/**
 * Whether everything that `inner` covers is covered by `outer`, too: the paths that it matches and all below them.
 * False when it cannot be told.
 */
export function includes(outer: IgnorePattern, inner: IgnorePattern): boolean {
  return isIncluded(outer, inner, false);
}

/**
 * Whether every path that `inner` matches itself is matched by `outer` itself, not only by way of a folder above it.
 * Docker forgets a pattern that changes nothing for the folder it matches, so that only this holds in any order.
 */
export function includesDirectly(outer: IgnorePattern, inner: IgnorePattern): boolean {
  return isIncluded(outer, inner, true);
}

/** Whether some path may be covered by both patterns; true when it cannot be told. */
export function mayOverlap(one: IgnorePattern, other: IgnorePattern): boolean {
  const left = segmentsOf(one);
  const right = segmentsOf(other);
  if (!left || !right) return !isContextRoot(one) && !isContextRoot(other);
  const seen = new Set<number>();

  function meet(a: number, b: number): boolean {
    const x = left?.[a];
    const y = right?.[b];
    // What goes on lies below what has ended.
    if (x === undefined || y === undefined) return true;
    const state = a * (mostSegments + 2) + b;
    if (seen.has(state)) return false;
    seen.add(state);
    if (x === "**") return meet(a + 1, b) || meet(a, b + 1);
    if (y === "**") return meet(a, b + 1) || meet(a + 1, b);
    return mayBeEqual(x, y) && meet(a + 1, b + 1);
  }
  return meet(0, 0);
}

/** The pattern that takes back what a negated one re-includes; undefined when none does for certain. */
export function overriderOf({ patterns }: IgnoreFile, negated: IgnorePattern): IgnorePattern | undefined {
  const index = patterns.indexOf(negated);
  const isFirst = !patterns.slice(0, index).some((earlier) => !earlier.negated && mayOverlap(earlier, negated));
  return patterns
    .slice(index + 1)
    .findLast((later) => !later.negated && (isFirst ? includes : includesDirectly)(later, negated));
}

function isIncluded(outer: IgnorePattern, inner: IgnorePattern, isDirect: boolean): boolean {
  if (outer.error !== undefined || inner.error !== undefined) return false;
  if (outer.pattern === inner.pattern) return true;
  const left = segmentsOf(outer);
  const right = segmentsOf(inner);
  if (!left || !right) return false;
  const seen = new Set<number>();

  function holds(a: number, b: number): boolean {
    const x = left?.[a];
    const y = right?.[b];
    if (x === undefined) return y === undefined || !isDirect;
    const state = a * (mostSegments + 2) + b;
    if (seen.has(state)) return false;
    seen.add(state);
    if (x === "**") return holds(a + 1, b) || (y !== undefined && holds(a, b + 1));
    if (y === undefined) return false;
    if (y === "**") return !isDirect && x === "*" && a + 1 === left?.length;
    return matchesSegment(x, y) && holds(a + 1, b + 1);
  }
  return holds(0, 0);
}

/** Longer patterns are not compared. */
const mostSegments = 16;

/** What is between the slashes, where `**` stands for any number of folders, also none, and is never the last. */
type Segments = readonly string[];

/** undefined for patterns that cannot be taken apart at their slashes, or that stand for nothing in the context. */
const segmentsOf = memoize(({ pattern, error }: IgnorePattern): Segments | undefined => {
  // A negated set matches a slash as well, and escapes hide what is meant.
  if (error !== undefined || pattern === "." || pattern === "/" || /[[\\]/.test(pattern)) return undefined;
  // `**name` without further wildcards matches every path with that ending.
  const segments = pattern.replace(/^\*\*(?=[^*?/][^*?/]*$)/, "**/*").split("/");
  if (segments.length > mostSegments || segments.some((segment) => /.\*\*|\*\*./.test(segment))) return undefined;
  return segments.at(-1) === "**" ? [...segments, "*"] : segments;
});

function mayBeEqual(one: string, other: string): boolean {
  if (!/[*?]/.test(one)) return matchesSegment(other, one);
  if (!/[*?]/.test(other)) return matchesSegment(one, other);
  const heads = [literalHead(one), literalHead(other)] as const;
  const tails = [literalTail(one), literalTail(other)] as const;
  return (
    (heads[0].startsWith(heads[1]) || heads[1].startsWith(heads[0])) &&
    (tails[0].endsWith(tails[1]) || tails[1].endsWith(tails[0]))
  );
}

function literalHead(segment: string): string {
  return segment.slice(0, segment.search(/[*?]/));
}

function literalTail(segment: string): string {
  return segment.slice(Math.max(segment.lastIndexOf("*"), segment.lastIndexOf("?")) + 1);
}

/** Whether a segment with `*` and `?` stands for a name, or for all that another segment stands for. */
function matchesSegment(segment: string, name: string): boolean {
  const wanted = Array.from(segment);
  const chars = Array.from(name);
  let star = -1;
  let from = 0;
  let at = 0;
  for (let i = 0; i < chars.length; ) {
    if (wanted[at] === "*") {
      star = at++;
      from = i;
    } else if ((wanted[at] === "?" && chars[i] !== "*") || (wanted[at] !== undefined && wanted[at] === chars[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++from;
    } else return false;
  }
  return wanted.slice(at).every((char) => char === "*");
}

// ---------------------------------------------------------- other languages

/** More patterns than this are no help to anyone. */
const mostAlternatives = 24;

/**
 * The patterns that a shell would make of `a.{b,c}`, `{1..3}`, `@(a|b)` and `?(a|b)`, each with the `!` before it.
 * undefined when there are too many, or none that Docker's syntax can say.
 */
export function alternatives(text: string): string[] | undefined {
  const results = new Set<string>();
  const open = [text];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const found = /(?<!\\)(?:([?*+@!])\(([^()|]*\|[^()]*)\)|\{([^{},]*,[^{}]*)\}|\{(\d{1,3})\.\.(\d{1,3})\})/.exec(
      next,
    );
    if (!found) results.add(next);
    const [whole = "", kind, choices, list, from, to] = found ?? [];
    if (!found) continue;
    if (kind !== undefined && !"@?".includes(kind)) return undefined;
    const parts = list?.split(",") ?? choices?.split("|") ?? numbers(Number(from), Number(to));
    const end = next.slice(found.index + whole.length);
    const given = next.slice(0, found.index);
    open.push(...(kind === "?" ? ["", ...parts] : parts).map((part) => given + part + end));
    if (open.length + results.size > mostAlternatives) return undefined;
  }
  // An empty choice may leave nothing.
  return [...results].filter((line) => /[^!/\s]/.test(line));
}

function numbers(from: number, to: number): string[] {
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => String(from + index * step));
}
