import { type ContextSource, contextSourcesOf } from "../context/contextSources";
import { ignoredBy, isLeftOut } from "../context/leftOut";
import { removeLine } from "../edits/edits";
import { keepFixes } from "../edits/ignoreEdits";
import { covers } from "../syntax/dockerignore";
import type { DockerfileRule, Fix, IgnoreFile, IgnorePattern } from "../types";

export default {
  on: "Dockerfile",
  id: "ignored-copy-source",
  title: "A file that is copied is left out of the build context by the ignore file",
  severity: "warning",
  category: "build-context",
  breaks: true,
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
    const known = new Map<string, readonly IgnorePattern[]>();
    for (const source of contextSourcesOf(file)) {
      const { path, span, isGlob } = source;
      const key = `${isGlob} ${path}`;
      const patterns = known.get(key) ?? ignoredBy(source, ignore, facts);
      known.set(key, patterns);
      const [pattern, ...others] = patterns;
      if (!pattern) continue;
      const what =
        path === "." ? "Everything" : isLeftOut(source, ignore) ? path : `Everything ${inOrOf(source)} ${path}`;
      const more = others.length > 0 ? " and other patterns" : "";
      // BuildKit's check compares names as they are written, and not at all where anything is taken back.
      const isChecked =
        !source.isMount &&
        ignore.patterns.every((it) => !it.negated) &&
        ignore.patterns.some((it) => covers(it, source.value));
      yield {
        span,
        aliases: isChecked ? undefined : [],
        // An empty folder may be all that is wanted: no build fails.
        severity: isGlob || path === "." || isLeftOut(source, ignore) ? undefined : "info",
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
  const file = ignore.path;
  const isSame = pattern.pattern === path;
  const isPart = !isSame && !isLeftOut(source, ignore);
  if (path === "." || (isPart && !isGlob && !isOne)) return [];
  const removal = { title: `Remove "${pattern.text}"`, safe: false, edits: [removeLine(ignore.text, pattern)] };
  const ways = isPart && !isGlob ? [removal] : keepFixes(ignore, pattern, path);
  return ways.map(({ title, edits }) => ({
    title: title.startsWith("Remove") ? `${title} from ${file}` : `Add !${path} to ${file}`,
    safe: false,
    // The pattern may be there for more than this; what to do about parts of a folder is hard to tell.
    optional: isPart ? true : undefined,
    edits: edits.map((edit) => ({ ...edit, file })),
  }));
}
