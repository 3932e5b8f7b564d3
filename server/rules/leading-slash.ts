import { nameSpan, soundPatterns } from "../context/ignorePatterns";
import { replace } from "../edits/edits";
import { parseIgnore } from "../syntax/dockerignore";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "leading-slash",
  title: "A slash before a pattern means nothing",
  severity: "off",
  category: "build-context",
  why: "All patterns start at the root of the build context: `/dist` and `dist` are the same. A name that stands in any folder needs `**/` before it.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "/dist\n",
  good: "dist\n",

  *check(file) {
    for (const pattern of soundPatterns(file)) {
      const name = nameSpan(pattern);
      const slashes = /^\/+/.exec(file.text.slice(name.start, name.end))?.[0].length;
      if (slashes === undefined) continue;
      const span = { start: name.start, end: name.start + slashes };
      const bare = pattern.text.slice(0, name.start - pattern.start) + pattern.text.slice(span.end - pattern.start);
      const [same] = parseIgnore(bare).patterns;
      // Without its slash, `/#a` is a comment.
      const isSame = same?.pattern === pattern.pattern && same.negated === pattern.negated;
      yield {
        span,
        message: `The slash means nothing: "${pattern.text}" is "${pattern.pattern}" at the root of the build context`,
        fixes: isSame
          ? [
              { title: "Remove the slash", safe: true, edits: [replace(span, "")] },
              { title: "Match in every folder", safe: false, edits: [replace(span, "**/")] },
            ]
          : [],
      };
    }
  },
} satisfies IgnoreRule;
