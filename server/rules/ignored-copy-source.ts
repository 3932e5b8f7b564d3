import { type CopySource, contextSources } from "../text/context";
import { decide, mayReinclude } from "../text/dockerignore";
import { removeLine } from "../text/edits";
import type { DockerfileRule, Facts, Fix, IgnorePattern } from "../types";

export default {
  on: "Dockerfile",
  id: "ignored-copy-source",
  title: "A file that is copied is left out of the build context by the ignore file",
  severity: "warning",
  category: "build-context",
  aliases: ["CopyIgnoredFile"],
  why:
    "The build never sees what the ignore file leaves out, so that this instruction fails with “not found” although the file is there. " +
    "The last pattern that matches decides.",
  sources: ["https://docs.docker.com/reference/build-checks/copy-ignored-file/"],
  bad: "FROM node:24-slim\nCOPY config.json /app/",
  good: "FROM node:24-slim\nCOPY config.json /app/",
  files: { "config.json": "{}", ".dockerignore": "node_modules\nconfig.json\n" },
  filesAfter: { ".dockerignore": "node_modules\n" },

  *check(file, facts) {
    const { ignore } = facts;
    if (!ignore) return;
    for (const source of contextSources(file)) {
      const pattern = whatIgnores(source, facts);
      if (!pattern) continue;
      yield {
        span: source.word,
        message: `${source.path === "." ? "Everything" : source.path} is left out of the build context by "${pattern.text}" in ${ignore.path}`,
        related: [{ ...pattern, file: ignore.path, message: "this pattern leaves it out" }],
        fixes: fixes(source, pattern, ignore.path, ignore.text),
      };
    }
  },
} satisfies DockerfileRule;

/** The pattern that decides, when nothing at or below the source is sent; "." needs a pattern for all. */
function whatIgnores({ path }: CopySource, { ignore }: Facts): IgnorePattern | undefined {
  if (!ignore || path.startsWith("..")) return undefined;
  if (path === "." || /[*?[]/.test(path)) {
    // Whatever the wildcard finds is left out when the same pattern says so.
    const isAll = path === "." ? /^\*\*?(?:\/\*)?$/ : undefined;
    const all = ignore.patterns.findLast(({ pattern }) => isAll?.test(pattern) ?? pattern === path);
    return all && !ignore.patterns.some(({ negated }) => negated) ? all : undefined;
  }
  const { ignored, by } = decide(ignore, path);
  return ignored && !mayReinclude(ignore, path) ? by : undefined;
}

function fixes({ path }: CopySource, pattern: IgnorePattern, file: string, text: string): Fix[] {
  const reinclude: Fix = {
    title: `Add !${path} to ${file}`,
    safe: false,
    edits: [
      {
        file,
        start: text.length,
        end: text.length,
        text: `${text === "" || text.endsWith("\n") ? "" : "\n"}!${path}\n`,
      },
    ],
  };
  if (path === ".") return [];
  if (pattern.pattern !== path) return [reinclude];
  return [
    { title: `Remove "${pattern.text}" from ${file}`, safe: false, edits: [{ file, ...removeLine(text, pattern) }] },
    reinclude,
  ];
}
