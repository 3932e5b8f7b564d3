/** Sources of which the ignore file leaves nothing. */

import type { Facts, IgnoreFile, IgnorePattern } from "../types";
import { type ContextSource, filesBelow, matchesOf, wholeContext } from "./contextSources";
import { decide, mayReinclude, parseIgnore } from "./dockerignore";

/** The patterns that leave out everything that a source takes; none when some of it is sent, or may be. */
export function ignoredBy(source: ContextSource, ignore: IgnoreFile, facts: Facts): IgnorePattern[] {
  const { path, isGlob } = source;
  const context = wholeContext(facts);
  const matches = isGlob && context ? matchesOf(context, path) : [];
  if (path === "." || (isGlob && matches.length === 0)) return byTheSame(path, ignore);
  if (isGlob) return mayAllowMore(ignore, path) ? [] : byFiles(ignore, matches, facts);
  if (context?.isFile(path)) return byFiles(ignore, [path], facts);
  const { ignored, by } = decide(ignore, path);
  if (mayReinclude(ignore, path)) return [];
  return ignored && by ? [by] : context ? byFiles(ignore, [path], facts) : [];
}

/** Whatever a wildcard finds is left out when the same pattern says so; all files are by one for all. */
function byTheSame(path: string, { patterns }: IgnoreFile): IgnorePattern[] {
  const all = patterns.findLast(({ pattern }) => (path === "." ? /^\*\*?(?:\/\*)?$/.test(pattern) : pattern === path));
  return all && !patterns.some(({ negated }) => negated) ? [all] : [];
}

/** What leaves out all files at or below these paths, each pattern once. */
function byFiles(ignore: IgnoreFile, paths: readonly string[], { files = [] }: Facts): IgnorePattern[] {
  const patterns = new Set<IgnorePattern>();
  for (const path of paths) {
    for (const file of filesBelow(files, path)) {
      const { ignored, by } = decide(ignore, file);
      if (!ignored || !by) return [];
      patterns.add(by);
    }
  }
  return [...patterns];
}

/** Whether the ignore file allows something that a wildcard may find, when it comes to be. */
function mayAllowMore({ patterns }: IgnoreFile, glob: string): boolean {
  const parsed = parseIgnore(`/${glob}`);
  return patterns.some(
    ({ negated, pattern }) => negated && (/[*?[\\]/.test(pattern) || decide(parsed, pattern).ignored),
  );
}
