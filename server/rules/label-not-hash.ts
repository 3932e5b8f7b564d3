import { checkLabels } from "../instructions/labels";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["LABEL"],
  id: "label-not-hash",
  title: "The label must be a Git hash",
  severity: "warning",
  category: "metadata",
  aliases: ["DL3055"],
  why:
    "The project's configuration says what its labels must hold, so that tools can read them. " +
    "This one is the hash of a commit: all of it, or its first seven digits.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3055"],
  policy: { labelSchema: { "org.opencontainers.image.revision": "hash" } },
  bad: 'FROM node:24-slim\nLABEL org.opencontainers.image.revision="main"',
  good: 'FROM node:24-slim\nLABEL org.opencontainers.image.revision="1a2b3c4"',

  check: (file, facts) => checkLabels(file, facts, "hash", "a Git hash", isValid),
} satisfies DockerfileRule;

/** Of SHA-1, short or whole, or of SHA-256. */
function isValid(value: string): boolean {
  return /^(?:[0-9a-f]{7}|[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}
