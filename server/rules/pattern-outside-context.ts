import { isOutside, matchesAmong } from "../context/ignorePatterns";
import { removeLine, replace } from "../edits/edits";
import { parseIgnore } from "../syntax/dockerignore";
import type { Facts, Fix, IgnoreFile, IgnorePattern, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "pattern-outside-context",
  title: "The pattern lies outside the build context",
  severity: "warning",
  category: "build-context",
  why: "Patterns start at the root of the build context, with or without a leading slash, and nothing above it or elsewhere on the machine is ever sent.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\n../secrets\n",
  good: "node_modules\n",

  *check(file, facts) {
    const exists = matchesAmong(facts.files, /^(?:home|Users|mnt|~|\$|[A-Za-z]:?)\//);
    for (const pattern of file.patterns) {
      if (!isOutside(pattern) || exists(pattern)) continue;
      yield {
        span: pattern,
        message: `"${pattern.text}" matches nothing: patterns start at the root of the build context and stay in it`,
        severity: pattern.error === undefined ? undefined : "error",
        fixes: fixes(file, pattern, facts),
      };
    }
  },
} satisfies IgnoreRule;

function fixes({ text }: IgnoreFile, pattern: IgnorePattern, { files, isPartial }: Facts): Fix[] {
  // Without a list of all files, a folder "home" could be meant after all.
  const isSure = (files !== undefined && !isPartial) || pattern.pattern.startsWith("..");
  const removal: Fix = {
    title: `Remove "${pattern.text}"`,
    safe: isSure && pattern.error === undefined,
    edits: [removeLine(text, pattern)],
  };
  const inside = /^(?:\.\.\/)+([^.].*)/.exec(pattern.pattern)?.[1];
  const name = `${pattern.negated ? "!" : ""}${inside}`;
  if (inside === undefined || parseIgnore(name).patterns[0]?.error !== undefined) return [removal];
  return [removal, { title: `Write "${name}"`, safe: false, edits: [replace(pattern, name)] }];
}
