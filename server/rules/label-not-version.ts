import { valid } from "semver";
import { checkLabels } from "../instructions/labels";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["LABEL"],
  id: "label-not-version",
  title: "The label must be a semantic version",
  severity: "warning",
  category: "metadata",
  aliases: ["DL3056"],
  why:
    "The project's configuration says what its labels must hold, so that tools can read them. " +
    "This one is a semantic version, as `1.4.0` or `2.0.0-rc.1`.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3056"],
  policy: { labelSchema: { "org.opencontainers.image.version": "semver" } },
  bad: 'FROM node:24-slim\nLABEL org.opencontainers.image.version="v1"',
  good: 'FROM node:24-slim\nLABEL org.opencontainers.image.version="1.4.0"',

  check: (file, facts) => checkLabels(file, facts, "semver", "a semantic version", isValid),
} satisfies DockerfileRule;

/** semver takes a leading v and blanks; the standard does not. */
function isValid(value: string): boolean {
  return /^\d/.test(value) && !/\s$/.test(value) && valid(value) !== null;
}
