import { comparedPatterns } from "../context/ignorePatterns";
import { firstMatch, isUnlisted, meantPattern, writePattern } from "../context/patternMatches";
import { removeLine } from "../edits/edits";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "pattern-without-match",
  title: "A pattern matches nothing, but something of nearly that name exists",
  severity: "info",
  category: "build-context",
  ofContext: true,
  why:
    "A misspelt or outdated pattern leaves nothing out, and Docker does not say so. " +
    "Only patterns are reported beside which something of a similar name exists that is sent to the build.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\nsecret-notes\n",
  good: "node_modules\nsecret_notes\n",
  files: { "secret_notes/a.txt": "" },

  *check(file, facts) {
    const { files, isPartial } = facts;
    if (!files || isPartial) return;
    for (const pattern of comparedPatterns(file)) {
      if (pattern.negated || isUnlisted(pattern) || firstMatch(pattern, files) !== undefined) continue;
      const meant = meantPattern(file, pattern, facts);
      if (meant === undefined) continue;
      yield {
        span: pattern,
        message: `"${pattern.text}" matches nothing in the build context; did you mean ${meant}?`,
        fixes: [
          { title: `Change it to ${meant}`, safe: false, edits: [writePattern(pattern, meant)] },
          { title: `Remove "${pattern.text}"`, safe: false, optional: true, edits: [removeLine(file.text, pattern)] },
        ],
      };
    }
  },
} satisfies IgnoreRule;
