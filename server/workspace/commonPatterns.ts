/** What people leave out of build contexts, and what of it there is in this one. */

import { automation, junk } from "../context/unwanted";
import { memoize } from "../util/memoize";

/** Offered wherever they are missing. */
const always: readonly string[] = [
  "**/node_modules",
  "**/npm-debug.log*",
  "**/.env",
  "**/.env.*",
  "**/.npmrc",
  "**/*.pem",
  "**/*.key",
  "**/*.log",
  "**/.DS_Store",
  ".git",
  ".gitignore",
  "**/Dockerfile*",
  "**/.dockerignore",
];

/** Offered where there is something that they match. Like all here, they have one star in their name at most. */
const whenFound: readonly string[] = [
  ...automation,
  ...junk.patterns.map(({ text }) => text),
  ".gitattributes",
  ".hg",
  ".svn",
  ".devcontainer",
  "compose*",
  "docker-compose*",
  "docker-bake*",
  "**/.editorconfig",
  "**/.next",
  "**/.nuxt",
  "**/*.pyc",
  "**/*.egg-info",
  "**/target",
  "**/*.tfstate",
  "**/*.tfvars",
  "**/.aws",
  "**/.ssh",
  "**/*.p12",
  "**/*.pfx",
  "**/*.bak",
  "**/__tests__",
  "docs",
  "README*",
  "LICENSE*",
  "CHANGELOG*",
].filter((pattern) => !always.includes(pattern) && !always.includes(`**/${pattern}`));

/** What follows a `!`, behind a pattern that takes too much. */
const kept: readonly string[] = ["**/.env.example", "**/README.md"];

interface CommonPattern {
  /** Without `!`. */
  readonly pattern: string;
  /** The first paths that it matches, folders without a slash at the end. */
  readonly matches: readonly string[];
}

/**
 * The common patterns that make sense for a build context.
 * @param files as `Facts.files`.
 * @param isNegated to be written behind a `!`.
 */
export function commonPatterns(files: readonly string[], isNegated: boolean): CommonPattern[] {
  const found = matchesIn(files);
  const list = (patterns: readonly string[]) =>
    patterns.map((pattern) => ({ pattern, matches: found.get(pattern) ?? [] }));
  return [
    ...list(isNegated ? kept : always),
    ...list(isNegated ? [] : whenFound).filter((it) => it.matches.length > 0),
  ];
}

/** A path that the pattern matches, whether it exists or not. */
export function exampleOf(pattern: string): string {
  return nameOf(pattern).replace("*", "x");
}

/** Whether a path at the root of a context is itself such a pattern. */
export function isCommon(path: string): boolean {
  return byName.get(path)?.includes(path) ?? false;
}

function nameOf(pattern: string): string {
  return pattern.replace("**/", "");
}

/** So many matches of one pattern are kept. */
const mostMatches = 20;

/** By pattern, what it matches. All patterns are a name, the end of one (`*.log`) or the beginning of one (`README*`). */
const matchesIn = memoize((files: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const matches = new Map<string, string[]>();
  let folder = "";
  for (const path of files) {
    const slash = path.lastIndexOf("/");
    if (!path.startsWith(folder) || slash + 1 !== folder.length) {
      const next = path.slice(0, slash + 1);
      // Only the folders in which the path before it does not lie are new.
      for (let end = next.indexOf("/"); end !== -1; end = next.indexOf("/", end + 1)) {
        if (!folder.startsWith(next.slice(0, end + 1))) look(path.slice(0, end), matches);
      }
      folder = next;
    }
    if (slash + 1 < path.length) look(path, matches);
  }
  return matches;
});

function look(path: string, matches: Map<string, string[]>): void {
  const start = path.lastIndexOf("/") + 1;
  const dot = path.lastIndexOf(".");
  // Nearly all paths are done with before anything is cut out of them.
  const mayEnd = dot >= start && endingLengths.has(path.length - dot);
  if (!mayEnd && !firstLetters.has(path.charAt(start))) return;
  if (mayEnd) for (const pattern of byEnding.get(path.slice(dot)) ?? []) add(matches, pattern, path);
  const name = path.slice(start);
  for (const pattern of byName.get(name) ?? []) add(matches, pattern, path);
  for (const pattern of byFirstLetter.get(name.charAt(0)) ?? []) {
    if (name.startsWith(nameOf(pattern).slice(0, -1))) add(matches, pattern, path);
  }
}

function add(matches: Map<string, string[]>, pattern: string, path: string): void {
  const list = matches.get(pattern);
  if (list && list.length >= mostMatches) return;
  if (!pattern.startsWith("**/") && path.includes("/")) return;
  if (list) list.push(path);
  else matches.set(pattern, [path]);
}

const all = [...always, ...whenFound, ...kept];
const byName = groupBy(
  all.filter((pattern) => !nameOf(pattern).includes("*")),
  nameOf,
);
const byEnding = groupBy(
  all.filter((pattern) => nameOf(pattern).startsWith("*")),
  (pattern) => nameOf(pattern).slice(1),
);
const beginnings = all.filter((pattern) => nameOf(pattern).endsWith("*"));
const byFirstLetter = groupBy(beginnings, (pattern) => nameOf(pattern).charAt(0));
const firstLetters = new Set([...byName.keys(), ...byFirstLetter.keys()].map((name) => name.charAt(0)));
const endingLengths = new Set([...byEnding.keys()].map((ending) => ending.length));

function groupBy(patterns: readonly string[], keyOf: (pattern: string) => string): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const pattern of patterns) groups.set(keyOf(pattern), [...(groups.get(keyOf(pattern)) ?? []), pattern]);
  return groups;
}
