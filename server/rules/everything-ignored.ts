import { contextSourcesOf } from "../context/contextSources";
import { soundPatterns } from "../context/ignorePatterns";
import { appendPatterns } from "../edits/ignoreEdits";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "everything-ignored",
  title: "Everything is left out, so that the build has nothing to copy",
  severity: "warning",
  category: "build-context",
  ofContext: true,
  why: "`*` leaves out all files and folders. What the Dockerfile copies has to be taken back below it by patterns with `!`.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "*\n",
  good: "*\n!package.json\n!src\n",
  files: { "package.json": "{}", Dockerfile: "FROM node\nCOPY package.json ./\nCOPY src/ src/" },

  *check(file, { dockerfiles = [] }) {
    const pattern = soundPatterns(file).find(({ pattern }) => /^(?:\*\*\/)*\*\*?$/.test(pattern));
    if (!pattern || file.patterns.some(({ negated }) => negated)) return;
    const sources = dockerfiles.flatMap((dockerfile) =>
      contextSourcesOf(dockerfile).flatMap((source) => (source.isMount ? [] : [{ ...source, file: dockerfile.path }])),
    );
    const [first] = sources;
    if (!first) return;
    const named = sources
      .filter(({ path, isOutside }) => !isOutside && path !== "." && !coversEverything(path))
      .map(({ path }) => path);
    const lines = [...new Set(named)].map((path) => `!${path}`);
    yield {
      span: pattern,
      message: `"${pattern.text}" leaves out everything, although ${first.file} copies ${first.path === "." ? "the build context" : first.path}`,
      related: sources.slice(0, mostRelated).map(({ span, path, file }) => ({
        ...span,
        file,
        message: `${path === "." ? "the whole context" : path} is copied here`,
      })),
      fixes:
        lines.length > 0
          ? [
              {
                title: lines.length === 1 ? `Add ${lines[0]}` : `Take back the ${lines.length} paths that are copied`,
                safe: false,
                edits: [appendPatterns(file, ...lines)],
              },
            ]
          : [],
    };
  },
} satisfies IgnoreRule;

const mostRelated = 10;

function coversEverything(path: string): boolean {
  return /^[*/]+$/.test(path);
}
