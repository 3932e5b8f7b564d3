import { appendPatterns, firstSent, isKeyFile, lastPattern, servesWholeCopy } from "../text/context";
import type { IgnoreRule } from "../types";

export default {
  on: ".dockerignore",
  id: "unignored-key",
  title: "A private key is not left out of the build context",
  severity: "warning",
  category: "build-context",
  why:
    "A private key that `COPY .` puts into a layer can be read by everyone with the image, and deleting it in a later layer does not help. " +
    "Where the build needs it, mount it: `RUN --mount=type=secret` or `--mount=type=ssh`.",
  sources: ["https://docs.docker.com/build/building/secrets/"],
  bad: "node_modules\n",
  good: "node_modules\n**/server.key\n",
  files: { "certs/server.key": "" },

  *check(file, facts) {
    const sent = servesWholeCopy(facts) && firstSent(file, (facts.files ?? []).filter(isKeyFile));
    if (!sent) return;
    const pattern = `**/${sent.slice(sent.lastIndexOf("/") + 1)}`;
    yield {
      span: lastPattern(file),
      message: `The private key ${sent} is sent to the build and copied into the image`,
      fixes: [{ title: `Add ${pattern}`, safe: false, edits: [appendPatterns(file, pattern)] }],
    };
  },
} satisfies IgnoreRule;
