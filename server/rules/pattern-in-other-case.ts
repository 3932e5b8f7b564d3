import { comparedPatterns } from "../context/ignorePatterns";
import { caseMatch, firstMatch, isUnlisted, writePattern } from "../context/patternMatches";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "pattern-in-other-case",
  title: "A pattern matches nothing because of upper and lower case",
  severity: "info",
  category: "build-context",
  ofContext: true,
  why:
    "Docker tells upper and lower case apart in patterns, also on Windows and macOS, where the file system does not. " +
    "As it is written, the pattern leaves nothing out.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\nDocs\n",
  good: "node_modules\ndocs\n",
  files: { "docs/a.md": "" },

  *check(file, { files, isPartial }) {
    if (!files || isPartial) return;
    for (const pattern of comparedPatterns(file)) {
      if (isUnlisted(pattern) || firstMatch(pattern, files) !== undefined) continue;
      const match = caseMatch(file, pattern, files);
      if (!match) continue;
      const { path, written } = match;
      yield {
        span: pattern,
        message: `"${pattern.text}" does not match ${path}, which is written in another case`,
        fixes:
          written === undefined
            ? []
            : [{ title: `Change it to ${written}`, safe: false, edits: [writePattern(pattern, written)] }],
      };
    }
  },
} satisfies IgnoreRule;
