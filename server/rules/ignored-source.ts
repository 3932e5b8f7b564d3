import { contextSourcesOf } from "../context/contextSources";
import { isEverything } from "../context/ignorePatterns";
import { ignoredBy, isLeftOut } from "../context/leftOut";
import { keepFixes } from "../edits/ignoreEdits";
import type { Facts, IgnoreFile, IgnorePattern, IgnoreRule, Related } from "../types";

export default {
  on: ".dockerignore",
  id: "ignored-source",
  title: "A pattern leaves out what the Dockerfile copies",
  severity: "warning",
  category: "build-context",
  ofContext: true,
  why:
    "The build never sees what is left out here, so that the instruction that copies or mounts it fails with “not found” although the file is there. " +
    "Take the pattern out, or except the file from it with `!` below.",
  sources: [
    "https://docs.docker.com/reference/build-checks/copy-ignored-file/",
    "https://docs.docker.com/build/concepts/context/#dockerignore-files",
  ],
  bad: "node_modules\nconfig.json\n",
  good: "node_modules\n",
  files: { "config.json": "{}", Dockerfile: "FROM node:24-slim\nCOPY config.json /app/\n" },

  *check(file, facts) {
    for (const [pattern, uses] of usesByPattern(file, facts)) {
      const [{ path, related } = { path: "", related: undefined }] = uses;
      const paths = [...new Set(uses.map((use) => use.path))];
      const others = paths.length > 1 ? ` and ${paths.length - 1} more` : "";
      yield {
        span: pattern,
        message: `"${pattern.text}" leaves ${path}${others} out of the build context, which ${related?.file ?? "the Dockerfile"} needs`,
        related: uses.map((use) => use.related),
        fixes: keepFixes(file, pattern, ...paths),
      };
    }
  },
} satisfies IgnoreRule;

interface Use {
  readonly path: string;
  readonly related: Related;
}

/** What the Dockerfiles ask for in vain, by the pattern that leaves it out. */
function usesByPattern(file: IgnoreFile, facts: Facts): ReadonlyMap<IgnorePattern, Use[]> {
  const found = new Map<IgnorePattern, Use[]>();
  for (const dockerfile of facts.dockerfiles ?? []) {
    for (const source of contextSourcesOf(dockerfile)) {
      const { span, path, isGlob, isMount } = source;
      // Of a folder that is not left out itself, an image may have no need.
      const [pattern] = isGlob || isLeftOut(source, file) ? ignoredBy(source, file, facts) : [];
      if (!pattern || isEverything(file, pattern)) continue;
      const related = { ...span, file: dockerfile.path, message: `${path} is ${isMount ? "mounted" : "copied"} here` };
      found.set(pattern, [...(found.get(pattern) ?? []), { path, related }]);
    }
  }
  return found;
}
