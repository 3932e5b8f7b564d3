import { invisible, matchesAmong } from "../context/ignorePatterns";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "invisible-character",
  title: "The pattern holds a character that cannot be seen",
  severity: "warning",
  category: "build-context",
  why: "A byte order mark in the middle of a file, a blank without width or a mark of direction is a part of the name for Docker. They come in by joining files and by copying from web pages.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\n\ufeff.env\n",
  good: "node_modules\n.env\n",

  *check({ patterns }, { files }) {
    const exists = matchesAmong(files, invisible);
    for (const pattern of patterns) {
      const found = [...pattern.text.matchAll(new RegExp(invisible, "g"))];
      const [first] = found;
      if (!first || exists(pattern)) continue;
      const code = first[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      yield {
        span: pattern,
        message: `The pattern holds U+${code}, which cannot be seen and is a part of the name for Docker`,
        fixes: [
          {
            title: found.length === 1 ? "Remove it" : `Remove ${found.length} such characters`,
            safe: false,
            edits: found.map(({ index }) => ({
              start: pattern.start + index,
              end: pattern.start + index + 1,
              text: "",
            })),
          },
        ],
      };
    }
  },
} satisfies IgnoreRule;
