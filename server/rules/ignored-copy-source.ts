import { appendPatterns } from "../text/context";
import { type ContextSource, contextSourcesOf, filesBelow, matchesOf, wholeContext } from "../text/contextSources";
import { decide, mayReinclude, parseIgnore } from "../text/dockerignore";
import { removeLine } from "../text/edits";
import type { DockerfileRule, Facts, Fix, IgnoreFile, IgnorePattern } from "../types";

export default {
  on: "Dockerfile",
  id: "ignored-copy-source",
  title: "A file that is copied is left out of the build context by the ignore file",
  severity: "warning",
  category: "build-context",
  ofContext: true,
  aliases: ["CopyIgnoredFile"],
  why:
    "The build never sees what the ignore file leaves out, so that this instruction fails with “not found” although the file is there. " +
    "Of a folder or a wildcard nothing may be left, which no build complains of. " +
    "The last pattern that matches decides.",
  sources: ["https://docs.docker.com/reference/build-checks/copy-ignored-file/"],
  bad: "FROM node:24-slim\nCOPY config.json /app/",
  good: "FROM node:24-slim\nCOPY config.json /app/",
  files: { "config.json": "{}", ".dockerignore": "node_modules\nconfig.json\n" },
  filesAfter: { ".dockerignore": "node_modules\n" },

  *check(file, facts) {
    const { ignore } = facts;
    if (!ignore) return;
    for (const source of contextSourcesOf(file)) {
      const { path, span, isOutside } = source;
      const [pattern, ...others] = isOutside ? [] : ignoredBy(source, ignore, facts);
      if (!pattern) continue;
      const what =
        path === "." ? "Everything" : isWhole(source, ignore) ? path : `Everything ${inOrOf(source)} ${path}`;
      const more = others.length > 0 ? " and other patterns" : "";
      yield {
        span,
        // An empty folder may be all that is wanted: no build fails.
        severity: source.isGlob || path === "." || isWhole(source, ignore) ? undefined : "info",
        message: `${what} is left out of the build context by "${pattern.text}"${more} in ${ignore.path}`,
        related: [pattern, ...others]
          .slice(0, mostRelated)
          .map((it) => ({ ...it, file: ignore.path, message: "this pattern leaves it out" })),
        fixes: fixes(source, pattern, ignore, others.length === 0),
      };
    }
  },
} satisfies DockerfileRule;

const mostRelated = 4;

/** The patterns that leave out everything that a source takes; none when some of it is sent, or may be. */
function ignoredBy(source: ContextSource, ignore: IgnoreFile, facts: Facts): IgnorePattern[] {
  const { path, isGlob } = source;
  const context = wholeContext(facts);
  const matches = isGlob && context ? matchesOf(context, path) : [];
  if (path === "." || (isGlob && matches.length === 0)) return byTheSame(path, ignore);
  if (isGlob) return mayAllowMore(ignore, path) ? [] : byFiles(ignore, matches, facts);
  if (context?.files.has(path)) return byFiles(ignore, [path], facts);
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

/** Whether it is the path itself that is left out, rather than all that is in a folder. */
function isWhole({ path, isGlob }: ContextSource, ignore: IgnoreFile): boolean {
  return !isGlob && decide(ignore, path).ignored;
}

function inOrOf({ isGlob }: ContextSource): string {
  return isGlob ? "that matches" : "in";
}

function fixes(
  source: ContextSource,
  pattern: IgnorePattern,
  ignore: IgnoreFile & { path: string },
  isOne: boolean,
): Fix[] {
  const { path, isGlob } = source;
  if (path === ".") return [];
  const { path: file, text } = ignore;
  const isSame = pattern.pattern === path;
  // The pattern may be there for more than this; what to do about parts of a folder is hard to tell.
  const optional = isSame || isWhole(source, ignore) ? undefined : true;
  const removal: Fix = {
    title: `Remove "${pattern.text}" from ${file}`,
    safe: false,
    optional,
    edits: [{ file, ...removeLine(text, pattern) }],
  };
  const exception: Fix = {
    title: `Add !${path} to ${file}`,
    safe: false,
    optional,
    edits: [{ file, ...appendPatterns(ignore, `!${path}`) }],
  };
  if (isSame) return isOne ? [removal, exception] : [exception];
  return isGlob || isWhole(source, ignore) ? [exception] : isOne ? [removal] : [];
}
