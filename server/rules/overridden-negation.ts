import { comparedPatterns, includes, lineNumber, overriderOf, wholeLine } from "../context/ignorePatterns";
import { secretOf } from "../context/secretFiles";
import { lineEnd, removeLine } from "../edits/edits";
import type { Edit, Fix, IgnoreFile, IgnorePattern, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "overridden-negation",
  title: "A pattern further down leaves out again what this exception takes back",
  severity: "warning",
  category: "build-context",
  why: "The last pattern that matches decides. An exception with `!` belongs below every pattern that it takes something back from.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "!package.json\n*\n",
  good: "*\n!package.json\n",

  *check(file) {
    for (const pattern of comparedPatterns(file)) {
      const overrider = pattern.negated ? overriderOf(file, pattern) : undefined;
      if (!overrider) continue;
      yield {
        span: pattern,
        message: `"${overrider.text}" in line ${lineNumber(overrider)} leaves "${pattern.pattern}" out again, since the last pattern that matches decides`,
        related: [{ ...overrider, message: "this pattern comes later" }],
        fixes: fixes(file, pattern, overrider),
      };
    }
  },
} satisfies IgnoreRule;

function fixes(file: IgnoreFile, pattern: IgnorePattern, overrider: IgnorePattern): Fix[] {
  const removal: Fix = {
    title: `Remove "${pattern.text}"`,
    safe: false,
    edits: [removeLine(file.text, pattern)],
  };
  const isRepeated = file.patterns.some(
    (other) => other.negated && other.start > overrider.start && includes(other, pattern),
  );
  if (isRepeated || secretOf(pattern)) return [removal];
  const move: Fix = {
    title: `Move it below "${overrider.text}"`,
    safe: false,
    edits: moveBelow(file, pattern, overrider),
  };
  return [move, removal];
}

/** Exceptions directly below the target stay in front. */
function moveBelow({ text, eol, patterns }: IgnoreFile, pattern: IgnorePattern, target: IgnorePattern): Edit[] {
  let last = target;
  for (const next of patterns.slice(patterns.indexOf(target) + 1)) {
    if (!next.negated || next.line !== last.line + 1) break;
    last = next;
  }
  const line = wholeLine(text, pattern);
  const at = lineEnd(text, last.end);
  return [removeLine(text, line), { start: at, end: at, text: eol + text.slice(line.start, line.end) }];
}
