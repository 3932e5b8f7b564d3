import { comparedPatterns, lineNumber, mayOverlap } from "../context/ignorePatterns";
import { removeLine } from "../edits/edits";
import type { IgnorePattern, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "duplicate-pattern",
  title: "The same pattern stands further up",
  severity: "hint",
  category: "build-context",
  why: "Once is enough. Slashes around a pattern and `./` before it mean nothing: `dist`, `/dist`, `./dist` and `dist/` are the same.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "dist\nnode_modules\n/dist/\n",
  good: "dist\nnode_modules\n",

  *check(file) {
    const latest = new Map<string, IgnorePattern>();
    for (const pattern of comparedPatterns(file)) {
      const key = `${pattern.negated ? "!" : ""}${pattern.pattern}`;
      const earlier = latest.get(key);
      if (!earlier) {
        latest.set(key, pattern);
        continue;
      }
      // Between the two, an exception may have taken back what the second leaves out again.
      const isNeeded = file.patterns.some(
        (other) =>
          earlier.start < other.start &&
          other.start < pattern.start &&
          other.negated !== pattern.negated &&
          mayOverlap(other, pattern),
      );
      if (isNeeded) {
        latest.set(key, pattern);
        continue;
      }
      yield {
        span: pattern,
        message: `"${earlier.text}" in line ${lineNumber(earlier)} says the same`,
        related: [{ ...earlier, message: "the first one" }],
        fixes: [{ title: `Remove "${pattern.text}"`, safe: true, edits: [removeLine(file.text, pattern)] }],
      };
    }
  },
} satisfies IgnoreRule;
