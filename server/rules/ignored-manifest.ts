import { contextPaths } from "../context/contextSources";
import { isEverything } from "../context/ignorePatterns";
import { keepFixes } from "../edits/ignoreEdits";
import { neededFiles } from "../node/needs";
import { decide } from "../syntax/dockerignore";
import type { Facts, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "ignored-manifest",
  title: "A pattern leaves out what the install or the build reads",
  severity: "warning",
  category: "build-context",
  ofContext: true,
  why:
    "`COPY .` brings only what the ignore file lets through, so that the install or the build that follows misses its manifest, lock file or settings. " +
    "It fails, or does something else than on your machine: without a lock file, other versions are installed.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\npackage-lock.json\n",
  good: "node_modules\n",
  files: {
    "package.json": "{}",
    "package-lock.json": "{}",
    Dockerfile: "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
  },

  *check(file, facts) {
    for (const { path, command, dockerfile, instruction } of needs(facts)) {
      const { ignored, by } = decide(file, path);
      if (!ignored || !by || isEverything(file, by)) continue;
      const { start, end } = instruction.name;
      yield {
        span: by,
        message: `"${by.text}" leaves ${path} out of the build context, which "${command}" in ${dockerfile} needs`,
        related: [{ start, end, file: dockerfile, message: `"${command}" runs here` }],
        fixes: keepFixes(file, by, path),
      };
    }
  },
} satisfies IgnoreRule;

/** Each file once, without those that a Dockerfile names: their absence is reported as that of a source. */
function needs(facts: Facts) {
  const { dockerfiles = [] } = facts;
  const seen = new Set(contextPaths(...dockerfiles));
  return dockerfiles.flatMap((dockerfile) =>
    neededFiles(dockerfile, facts).flatMap((need) => {
      if (seen.has(need.path)) return [];
      seen.add(need.path);
      return [{ ...need, dockerfile: dockerfile.path }];
    }),
  );
}
