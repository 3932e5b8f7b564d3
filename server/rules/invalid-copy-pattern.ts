import { isRemote } from "../context/archives";
import { hasWildcard } from "../context/contextSources";
import { replace } from "../edits/edits";
import { patternError } from "../syntax/ignoreMatcher";
import { isCopy } from "../syntax/instructions";
import type { DockerfileRule, Fix, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "invalid-copy-pattern",
  title: "Docker cannot read the wildcards of this source, so that the build fails",
  severity: "error",
  category: "correctness",
  why:
    "With `*`, `?` or `[` in it, a source of COPY or ADD is a pattern, and `[` begins a set of characters that `]` must end. " +
    "A bracket that is part of a name is written `[[]`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#pattern-matching", "https://pkg.go.dev/path/filepath#Match"],
  bad: "FROM scratch\nCOPY pages/[id.js /pages/",
  good: "FROM scratch\nCOPY pages/[[]id.js /pages/",

  *check({ instructions, escape }) {
    for (const instruction of instructions) {
      // What begins with a bracket was to be a JSON array. On Windows, a backslash is no more than a separator.
      if (!isCopy(instruction) || instruction.argumentText.startsWith("[") || escape === "`") continue;
      for (const word of instruction.words.slice(0, -1)) {
        const { value } = word;
        if (value === undefined || !hasWildcard(value) || isRemote(value) || value.includes("<<")) continue;
        const error = patternError(value);
        if (error === undefined) continue;
        yield {
          span: word,
          message: `Docker refuses this pattern, so that the build fails: ${error.charAt(0).toLowerCase()}${error.slice(1)}`,
          fixes: literalBrackets(word),
        };
      }
    }
  },
} satisfies DockerfileRule;

/** The brackets as part of the name. */
function literalBrackets(word: Word): Fix[] {
  const text = word.text.replaceAll("[", "[[]");
  if (word.end - word.start !== word.text.length || patternError(text) !== undefined) return [];
  return [{ title: "Take the bracket for part of the name", safe: false, edits: [replace(word, text)] }];
}
