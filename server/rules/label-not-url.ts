import { checkLabels } from "../instructions/labels";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["LABEL"],
  id: "label-not-url",
  title: "The label must be a URL",
  severity: "warning",
  category: "metadata",
  aliases: ["DL3052"],
  why:
    "The project's configuration says what its labels must hold, so that tools can read them. " +
    "This one is an address with its scheme.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3052"],
  policy: { labelSchema: { "org.opencontainers.image.url": "url" } },
  bad: 'FROM node:24-slim\nLABEL org.opencontainers.image.url="example"',
  good: 'FROM node:24-slim\nLABEL org.opencontainers.image.url="https://example.com/app"',

  check: (file, facts) => checkLabels(file, facts, "url", "a URL with its scheme", isValid),
} satisfies DockerfileRule;

/** Absolute, with any scheme. */
function isValid(value: string): boolean {
  try {
    new URL(value);
    return true;
  } catch {
    return false;
  }
}
