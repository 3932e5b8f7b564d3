import { comparedPatterns, mayOverlap, overriderOf } from "../context/ignorePatterns";
import { removeLine } from "../edits/edits";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "negation-without-effect",
  title: "Nothing above leaves out what this exception takes back",
  severity: "info",
  category: "build-context",
  why:
    "A pattern with `!` takes back what a pattern above it has left out; without one it does nothing. " +
    "Often the two are in the wrong order, or the pattern above has another name or folder than its author thinks.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: ".env\n!.env.example\n",
  good: ".env\n",

  *check(file) {
    for (const pattern of comparedPatterns(file)) {
      if (!pattern.negated || overriderOf(file, pattern)) continue;
      const isBefore = ({ start }: { start: number }) => start < pattern.start;
      if (file.patterns.some((other) => isBefore(other) && !other.negated && mayOverlap(other, pattern))) continue;
      yield {
        span: pattern,
        message: `No pattern above leaves out "${pattern.pattern}", so that there is nothing to take back`,
        fixes: [{ title: `Remove "${pattern.text}"`, safe: true, edits: [removeLine(file.text, pattern)] }],
      };
    }
  },
} satisfies IgnoreRule;
