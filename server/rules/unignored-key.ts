import { copiedUnasked } from "../context/contextCopies";
import { doubtOf } from "../context/namedInSources";
import { keyFiles } from "../context/secretFiles";
import { addPatterns, lastPattern } from "../edits/ignoreEdits";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "unignored-key",
  title: "A private key is not left out of the build context",
  severity: "warning",
  category: "build-context",
  practice: "ignored-files",
  ofContext: true,
  why:
    "A private key that `COPY .` puts into a layer can be read by everyone with the image, and deleting it in a later layer does not help. " +
    "Where the build needs it, mount it: `RUN --mount=type=secret` or `--mount=type=ssh`.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  bad: "node_modules\n",
  good: "node_modules\n**/server.key\n",
  files: { "certs/server.key": "" },

  *check(file, facts) {
    const [sent] = copiedUnasked(file, facts, keyFiles(facts.files ?? []));
    if (sent === undefined) return;
    const pattern = `**/${sent.slice(sent.lastIndexOf("/") + 1)}`;
    yield {
      span: lastPattern(file),
      message: `The private key ${sent} is sent to the build and copied into the image`,
      fixes: [{ title: `Add ${pattern}`, safe: false, ...doubtOf([sent], facts), edits: addPatterns(file, pattern) }],
    };
  },
} satisfies IgnoreRule;
