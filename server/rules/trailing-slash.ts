import { soundPatterns } from "../context/ignorePatterns";
import { replace } from "../edits/edits";
import { parseIgnore } from "../syntax/dockerignore";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "trailing-slash",
  title: "A slash behind a pattern means nothing",
  severity: "off",
  category: "build-context",
  why: "Unlike in `.gitignore`, a pattern with a slash behind it is not for folders only: Docker takes the slash away, and files of that name are left out as well.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "dist/\n",
  good: "dist\n",

  *check(file) {
    for (const pattern of soundPatterns(file)) {
      const bare = pattern.text.replace(/(?<!\/)\/+$/, "");
      if (bare === pattern.text) continue;
      const span = { start: pattern.start + bare.length, end: pattern.end };
      const [same] = parseIgnore(bare).patterns;
      yield {
        span,
        message: `The slash means nothing: "${pattern.text}" leaves out files of that name as well`,
        fixes:
          same?.pattern === pattern.pattern
            ? [{ title: "Remove the slash", safe: true, edits: [replace(span, "")] }]
            : [],
      };
    }
  },
} satisfies IgnoreRule;
