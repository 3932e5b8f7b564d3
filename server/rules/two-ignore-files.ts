import { wholeContextSources } from "../context/contextCopies";
import { contextPaths } from "../context/contextSources";
import { soundPatterns } from "../context/ignorePatterns";
import { firstMatch } from "../context/patternMatches";
import { takes } from "../context/takenFiles";
import { appendPatterns } from "../edits/ignoreEdits";
import { covers, decide, parseIgnore } from "../syntax/dockerignore";
import type { Dockerfile, DockerfileRule, Facts, IgnorePattern } from "../types";

export default {
  on: "Dockerfile",
  id: "two-ignore-files",
  title: "The ignore file of this Dockerfile replaces .dockerignore and lets through what that leaves out",
  severity: "info",
  category: "build-context",
  ofContext: true,
  why:
    "Where there is an ignore file that is named after the Dockerfile, Docker does not read `.dockerignore`, nor does it put the two together. " +
    "What should be left out of both builds stands in both files.",
  sources: ["https://docs.docker.com/build/concepts/context/#filename-and-location"],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY . .",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY . .",
  files: { ".dockerignore": "notes\n", "Dockerfile.dockerignore": "node_modules\n", "notes/a.txt": "" },
  filesAfter: { "Dockerfile.dockerignore": "node_modules\nnotes\n" },

  *check(file, facts) {
    const [source] = wholeContextSources(file);
    const { ignore } = facts;
    const missing = source && ignore ? missingPatterns(file, facts) : [];
    const [first] = missing;
    if (!source || !ignore || !first) return;
    const patterns = missing.map(({ pattern }) => pattern.text);
    yield {
      span: source.span,
      message: `${ignore.path} replaces .dockerignore, so that this copies ${first.path}, which only .dockerignore leaves out`,
      related: missing.slice(0, mostRelated).map(({ pattern: { start, end } }) => ({
        start,
        end,
        file: ".dockerignore",
        message: `this pattern is missing from ${ignore.path}`,
      })),
      fixes: [
        {
          title: `Add ${patterns.join(", ")} to ${ignore.path}`,
          safe: false,
          optional: true,
          edits: [{ file: ignore.path, ...appendPatterns(ignore, ...patterns) }],
        },
      ],
    };
  },
} satisfies DockerfileRule;

const mostRelated = 5;

interface Missing {
  readonly pattern: IgnorePattern;
  /** What it leaves out and the ignore file in force does not. */
  readonly path: string;
}

/** The patterns of .dockerignore whose files the ignore file in force sends, without saying so by an exception. */
function missingPatterns(file: Dockerfile, { ignore, files, contents }: Facts): Missing[] {
  const text = contents?.get(".dockerignore");
  if (!ignore || !files || text === undefined || ignore.path === ".dockerignore") return [];
  const general = parseIgnore(text);
  // A list of what is allowed is meant for one build.
  if (general.patterns.some(({ pattern }) => /^\*\*?(?:\/\*)?$/.test(pattern))) return [];
  const named = contextPaths(file);
  const wholes = wholeContextSources(file);
  return soundPatterns(general).flatMap((pattern) => {
    const isNeeded = pattern.negated || named.some((path) => covers(pattern, path));
    const path = isNeeded ? undefined : firstMatch(pattern, files);
    if (path === undefined || !decide(general, path).ignored) return [];
    if (!wholes.some((source) => takes(source, path))) return [];
    const { ignored, by } = decide(ignore, path);
    return ignored || by ? [] : [{ pattern, path }];
  });
}
