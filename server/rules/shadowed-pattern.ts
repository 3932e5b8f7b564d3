import { comparedPatterns, includes, lineNumber } from "../context/ignorePatterns";
import { removeLine } from "../edits/edits";
import type { IgnorePattern, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "shadowed-pattern",
  title: "A wider pattern leaves out the same and more",
  severity: "hint",
  category: "build-context",
  why: "A pattern for a folder leaves out all that is in it, and `**/name` also the `name` at the root. The narrower pattern can go.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "docs\ndocs/drafts\n",
  good: "docs\n",

  *check(file) {
    // Only above the first exception does the order mean nothing.
    const patterns = comparedPatterns(file);
    const first = file.patterns.find(({ negated }) => negated)?.start ?? file.text.length;
    const free = patterns.filter(({ start }) => start < first);
    for (const pattern of free) {
      const wider = free.find((other) => isWider(other, pattern));
      if (!wider) continue;
      yield {
        span: pattern,
        message: `"${wider.text}" in line ${lineNumber(wider)} leaves this out as well`,
        related: [{ ...wider, message: "the wider pattern" }],
        fixes: [{ title: `Remove "${pattern.text}"`, safe: true, edits: [removeLine(file.text, pattern)] }],
      };
    }
  },
} satisfies IgnoreRule;

/** Of two that stand for the same, the first counts as wider. */
function isWider(wider: IgnorePattern, pattern: IgnorePattern): boolean {
  if (wider.pattern === pattern.pattern || !includes(wider, pattern)) return false;
  return wider.start < pattern.start || !includes(pattern, wider);
}
