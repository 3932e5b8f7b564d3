import { isContextRoot } from "../context/ignorePatterns";
import { removeLine, replace } from "../edits/edits";
import type { Fix, IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "meaningless-pattern",
  title: "The pattern stands for the root of the build context, which is always sent",
  severity: "warning",
  category: "build-context",
  why: "`.` and `/` stand for the folder itself and neither leave out nor take back what is in it. `*` stands for everything in it.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: ".\nnode_modules\n",
  good: "node_modules\n",

  *check({ text, patterns }) {
    for (const pattern of patterns) {
      if (!isContextRoot(pattern) || pattern.error !== undefined) continue;
      const removal: Fix = { title: `Remove "${pattern.text}"`, safe: true, edits: [removeLine(text, pattern)] };
      const all = pattern.negated ? "!*" : "*";
      const widening: Fix = { title: `Write "${all}"`, safe: false, edits: [replace(pattern, all)] };
      // Exceptions need something to take back from.
      const isAllMeant = !pattern.negated && patterns.find(({ start }) => start > pattern.start)?.negated;
      yield {
        span: pattern,
        message: `"${pattern.text}" has no effect: it stands for the folder itself, not for what is in it`,
        fixes: isAllMeant ? [widening, removal] : [removal, widening],
      };
    }
  },
} satisfies IgnoreRule;
