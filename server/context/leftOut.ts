/** What the ignore file leaves of the build context: of a source that is copied, and of a file. */

import { decide, ignores, mayReinclude, parseIgnore } from "../syntax/dockerignore";
import type { Facts, IgnoreFile, IgnorePattern } from "../types";
import { filesBelow, pathSet } from "../util/listing";
import type { ContextSource } from "./contextSources";
import { matchesOf, wholeContext } from "./contextTree";
import { includes, isEverything, mayOverlap } from "./ignorePatterns";

/** Whether a file of the build context is there, and nothing keeps it from the build. */
export function isSent(path: string, { files = [], ignore }: Pick<Facts, "files" | "ignore">): boolean {
  return pathSet(files).has(path) && !ignores(ignore, path);
}

/** The patterns that leave out everything that a source takes; none when some of it is sent, or may be. */
export function ignoredBy(source: ContextSource, ignore: IgnoreFile, facts: Facts): IgnorePattern[] {
  const { path, isGlob, isOutside, hasParents } = source;
  if (isOutside || (isGlob && hasParents)) return [];
  const context = wholeContext(facts);
  const matches = isGlob && context ? matchesOf(context, path) : [];
  if (path === ".") return byEverything(ignore);
  if (isGlob && matches.length === 0) return byWider(ignore, path);
  if (isGlob) return mayAllowMore(ignore, path) ? [] : byFiles(ignore, matches, facts);
  if (context?.isFile(path)) return byFiles(ignore, [path], facts);
  const { ignored, by } = decide(ignore, path);
  if (mayReinclude(ignore, path)) return [];
  return ignored && by ? [by] : context ? byFiles(ignore, [path], facts) : [];
}

/** Whether it is the path itself that is left out, rather than all that is in a folder or that a wildcard finds. */
export function isLeftOut({ path, isGlob }: ContextSource, ignore: IgnoreFile): boolean {
  return !isGlob && decide(ignore, path).ignored;
}

function byEverything(ignore: IgnoreFile): IgnorePattern[] {
  const all = ignore.patterns.findLast((it) => isEverything(ignore, it));
  return all ? [all] : [];
}

/** The pattern that leaves out whatever a wildcard may find, files that are not there yet among them. */
function byWider({ patterns }: IgnoreFile, glob: string): IgnorePattern[] {
  const [inner] = parseIgnore(`/${glob}`).patterns;
  if (!inner || inner.error !== undefined || glob.includes("**")) return [];
  const wider = patterns.findLast((it) => !it.negated && it.error === undefined && includes(it, inner));
  return wider && !patterns.some((it) => it.negated && mayOverlap(it, inner)) ? [wider] : [];
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
