import { isIndentedComment, matchesAmong, wholeLine } from "../context/ignorePatterns";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "indented-comment",
  title: "An indented comment is a pattern for Docker",
  severity: "info",
  category: "build-context",
  why: "Docker looks for `#` before it takes white space away, so that an indented comment becomes one more pattern. A bracket in it can make Docker refuse the file.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "  # dependencies\nnode_modules\n",
  good: "# dependencies\nnode_modules\n",

  *check(file, { files }) {
    const exists = matchesAmong(files, /^#/);
    for (const pattern of file.patterns) {
      if (!isIndentedComment(pattern) || exists(pattern)) continue;
      const { start } = wholeLine(file.text, pattern);
      yield {
        span: pattern,
        message:
          pattern.error === undefined
            ? undefined
            : "Docker takes an indented comment for a pattern, and refuses the whole file because of this one",
        severity: pattern.error === undefined ? undefined : "error",
        fixes: [
          { title: "Remove the white space before it", safe: true, edits: [{ start, end: pattern.start, text: "" }] },
        ],
      };
    }
  },
} satisfies IgnoreRule;
