import { isKeptOnPurpose, isRootOnly, nameSpan, nestedPaths, soundPatterns } from "../context/ignorePatterns";
import { covers, decide } from "../syntax/dockerignore";
import type { Facts, IgnoreFile, IgnorePattern, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "root-only-pattern",
  title: "The pattern matches at the root of the build context only",
  severity: "warning",
  category: "build-context",
  ofContext: true,
  why:
    "Unlike in `.gitignore`, a name without a slash stands for the root of the build context alone. " +
    "With `**/` before it, it stands for every folder, the root included.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\n",
  good: "**/node_modules\n",
  files: { "package.json": "{}", "api/node_modules/": "" },

  *check(file, facts) {
    const patterns = soundPatterns(file).filter(isRootOnly);
    const isFirst = ({ pattern }: IgnorePattern, at: number) => patterns.findIndex((o) => o.pattern === pattern) === at;
    for (const pattern of patterns.slice(0, mostAsked).filter(isFirst)) {
      const path = nestedMatch(file, pattern, facts);
      if (path === undefined) continue;
      const { start, end } = nameSpan(pattern);
      const lead = /^(?:\.\/)*/.exec(pattern.text)?.[0].length ?? 0;
      yield {
        span: { start, end },
        message: `"${pattern.text}" matches at the root of the build context only, so that ${path.replace(/\/$/, "")} is sent`,
        severity: isJunk(pattern) ? "info" : undefined,
        fixes: [{ title: `Add **/ before it`, safe: false, edits: [{ start, end: start + lead, text: "**/" }] }],
      };
    }
  },
} satisfies IgnoreRule;

/** Every such pattern is held against every file. */
const mostAsked = 50;

/** A path further down that the pattern would match there, and that is sent without anyone having said so. */
function nestedMatch(file: IgnoreFile, pattern: IgnorePattern, { files = [] }: Facts): string | undefined {
  return nestedPaths(files).find((path) => {
    const names = path.split("/").slice(1);
    if (!names.some((name) => name !== "" && covers(pattern, name))) return false;
    return !decide(file, path).ignored && !isKeptOnPurpose(file, path);
  });
}

/** What only makes the context larger. */
function isJunk({ pattern }: IgnorePattern): boolean {
  return !/^\.env|node_modules|^\.n(?:pm|et)rc$|\.(?:pem|key|p12|pfx|env)$/.test(pattern);
}
