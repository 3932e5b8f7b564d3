import { servesWholeCopy, someSent } from "../context/contextCopies";
import { found, junk } from "../context/unwanted";
import { addPatterns, lastPattern } from "../edits/ignoreEdits";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "unignored-junk",
  title: "Logs, caches or settings of an editor are not left out of the build context",
  severity: "info",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "What tools leave behind on your machine is of no use in the image, and it changes all the time, so that `COPY .` is never found in the build cache. " +
    "The fix adds what exists, no more.",
  sources: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "node_modules\n",
  good: "node_modules\n**/.vscode\n",
  files: { ".vscode/settings.json": "{}" },

  *check(file, facts) {
    if (!servesWholeCopy(facts)) return;
    const sent = someSent(file, facts, found(junk, facts.files ?? []));
    if (sent.size === 0) return;
    const patterns = [...sent.keys()];
    const paths = [...sent.values()];
    const others = paths.length > 2 ? ` and ${paths.length - 2} more of the kind` : "";
    yield {
      span: lastPattern(file),
      message: `${paths.slice(0, 2).join(", ")}${others} would be copied into the image, which has no use for it`,
      fixes: [{ title: `Add ${patterns.join(", ")}`, safe: false, edits: addPatterns(file, ...patterns) }],
    };
  },
} satisfies IgnoreRule;
