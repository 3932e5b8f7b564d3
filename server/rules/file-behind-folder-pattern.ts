import { soundPatterns, wholeLine } from "../context/ignorePatterns";
import { lineEnd } from "../edits/edits";
import { covers, decide } from "../syntax/dockerignore";
import type { IgnoreFile, IgnorePattern, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "file-behind-folder-pattern",
  title: "The pattern with a slash behind it leaves out a file as well",
  severity: "info",
  category: "build-context",
  ofContext: true,
  why: "Unlike in `.gitignore`, a slash behind a pattern does not mean folders only: Docker takes it away. A file of that name is left out of the build context, too.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "**/build/\n",
  good: "**/build/\n!scripts/build\n",
  files: { "scripts/build": "", "dist/build/a.js": "" },

  *check(file, { files = [] }) {
    const byName = new Map<string, IgnorePattern>();
    for (const pattern of soundPatterns(file)) {
      const name = pattern.pattern.slice(pattern.pattern.lastIndexOf("/") + 1);
      if (!pattern.negated && pattern.text.endsWith("/") && /^[^*?[\\]+$/.test(name)) byName.set(name, pattern);
    }
    if (byName.size === 0) return;
    for (const path of files) {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const pattern = byName.get(name);
      if (!pattern || !isLeftOutItself(file, pattern, path)) continue;
      byName.delete(name);
      const at = lineEnd(file.text, pattern.end);
      const { start } = wholeLine(file.text, pattern);
      const indentation = file.text.slice(start, pattern.start);
      yield {
        span: pattern,
        message: `${path} is no folder and is left out as well: a slash behind a pattern does not mean folders only`,
        fixes: [
          {
            title: `Add !${path}`,
            safe: false,
            optional: true,
            edits: [{ start: at, end: at, text: `${file.eol}${indentation}!${path}` }],
          },
        ],
      };
    }
  },
} satisfies IgnoreRule;

function isLeftOutItself(file: IgnoreFile, pattern: IgnorePattern, path: string): boolean {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  if (!covers(pattern, path) || covers(pattern, folder)) return false;
  const { ignored, by } = decide(file, path);
  return ignored && by === pattern && !(folder !== "" && decide(file, folder).ignored);
}
