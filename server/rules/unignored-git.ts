import { appendPatterns, firstSent, lastPattern, servesWholeCopy } from "../text/context";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "unignored-git",
  title: "The .git folder is not left out of the build context",
  severity: "warning",
  category: "build-context",
  why:
    "`.git` holds the whole history, deleted secrets included, and `COPY .` puts it into the image. " +
    "Every commit changes it, so the layer is never found in the build cache.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\n",
  good: "node_modules\n.git\n",
  files: { ".git/": "" },

  *check(file, facts) {
    if (!facts.files?.includes(".git/") || !servesWholeCopy(facts) || !firstSent(file, [".git"])) return;
    yield {
      span: lastPattern(file),
      message: "The .git folder is sent to the build and copied into the image with its whole history",
      fixes: [{ title: "Add .git", safe: false, edits: [appendPatterns(file, ".git")] }],
    };
  },
} satisfies IgnoreRule;
