import { commentBehind, hasWindowsSeparators, isIndentedComment, isOutside } from "../context/ignorePatterns";
import { removeLine, replace } from "../edits/edits";
import { parseIgnore } from "../syntax/dockerignore";
import type { Fix, IgnorePattern, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "invalid-pattern",
  title: "Docker cannot read this pattern and refuses the whole file",
  severity: "error",
  category: "build-context",
  why: "One malformed pattern fails the build. A backslash makes the character behind it literal: `\\[`.",
  sources: [
    "https://docs.docker.com/build/concepts/context/#dockerignore-files",
    "https://pkg.go.dev/path/filepath#Match",
  ],
  bad: "[draft.md\n",
  good: "\\[draft.md\n",

  *check({ text, patterns }) {
    for (const pattern of patterns) {
      const { error } = pattern;
      if (error === undefined || isReportedElsewhere(pattern)) continue;
      const fix = repair(pattern);
      yield {
        span: pattern,
        message: `Docker refuses the whole file because of this pattern: ${error.charAt(0).toLowerCase()}${error.slice(1)}`,
        fixes: /^!\s*[./]*$/.test(pattern.text)
          ? [{ title: `Remove "${pattern.text}"`, safe: false, edits: [removeLine(text, pattern)] }]
          : fix && [fix],
      };
    }
  },
} satisfies IgnoreRule;

/** Other rules say what was meant. */
function isReportedElsewhere(pattern: IgnorePattern): boolean {
  return (
    pattern.text.includes("\r") ||
    isIndentedComment(pattern) ||
    commentBehind(pattern) !== undefined ||
    isOutside(pattern) ||
    hasWindowsSeparators(pattern)
  );
}

/** No path is longer. */
const longestRepaired = 4096;

/** The least change that makes the pattern valid. */
function repair(pattern: IgnorePattern): Fix | undefined {
  const { text } = pattern;
  if (text.length > longestRepaired) return undefined;
  const repairs: readonly ((text: string) => string)[] = [
    (given) => given.replace(/\\$/, ""),
    (given) => given.replace(/\\(?=[0-9A-Za-z]|[^\0-\x7f])/g, ""),
    (given) => given.replace(/\[(\^?)-/, "[$1\\-").replace("-]", "\\-]"),
    (given) => given.replace(/\[(\^?)\](?=[^[\]/]*\])/, "[$1\\]"),
    swapRanges,
    (given) => given.replace(/\[(?=[^[]*$)/, "\\["),
    (given) => given.replaceAll("[", "\\["),
  ];
  const repaired = repairs.map((change) => change(text)).find((changed) => isValid(changed));
  if (repaired === undefined) return undefined;
  return { title: `Write "${repaired}"`, safe: false, edits: [replace(pattern, repaired)] };
}

/** Turns ranges in sets round that begin with the later letter. */
function swapRanges(text: string): string {
  const swap = (set: string) =>
    set.replace(/([0-9A-Za-z])-([0-9A-Za-z])/g, (range, a, b) => (a > b ? `${b}-${a}` : range));
  const parts = text.split("]");
  const rest = parts.pop() ?? "";
  const swapped = parts.map((part) => {
    const start = part.lastIndexOf("[") + 1;
    return `${part.slice(0, start)}${swap(part.slice(start))}]`;
  });
  return swapped.join("") + rest;
}

function isValid(text: string): boolean {
  const { patterns } = parseIgnore(text);
  return patterns.length === 1 && patterns[0]?.error === undefined;
}
