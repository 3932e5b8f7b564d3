import { commentBehind, matchesAmong, wholeLine } from "../context/ignorePatterns";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "comment-behind-pattern",
  title: "A comment behind a pattern is taken for a part of the name",
  severity: "warning",
  category: "build-context",
  why: "Only a `#` at the beginning of a line starts a comment. With more behind it, the pattern stands for a file that does not exist, and nothing is left out.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules # dependencies\n",
  good: "# dependencies\nnode_modules\n",

  *check(file, { files }) {
    const exists = matchesAmong(files, /#/);
    for (const pattern of file.patterns) {
      const start = commentBehind(pattern);
      if (start === undefined || exists(pattern)) continue;
      const name = file.text.slice(pattern.start, start).trimEnd();
      const line = wholeLine(file.text, pattern).start;
      yield {
        span: { start, end: pattern.end },
        message: `Docker takes the comment for a part of the name, so that "${name}" has no effect`,
        severity: pattern.error === undefined ? undefined : "error",
        fixes: [
          {
            title: "Move the comment above the pattern",
            safe: false,
            edits: [
              { start: line, end: line, text: file.text.slice(start, pattern.end) + file.eol },
              { start: pattern.start + name.length, end: pattern.end, text: "" },
            ],
          },
        ],
      };
    }
  },
} satisfies IgnoreRule;
