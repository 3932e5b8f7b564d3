import { checkLabels } from "../instructions/labels";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["LABEL"],
  id: "label-not-email",
  title: "The label must be an email address",
  severity: "warning",
  category: "metadata",
  aliases: ["DL3058"],
  why:
    "The project's configuration says what its labels must hold, so that tools can read them. " +
    "This one is an email address.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3058"],
  policy: { labelSchema: { contact: "email" } },
  bad: 'FROM node:24-slim\nLABEL contact="Ada"',
  good: 'FROM node:24-slim\nLABEL contact="ada@example.com"',

  check: (file, facts) => checkLabels(file, facts, "email", "an email address", isValid),
} satisfies DockerfileRule;

function isValid(value: string): boolean {
  return /^(?:[^\s@"<>(),:;[\]\\]+|"[^"\r\n]+")@(?:[\w-]+(?:\.[\w-]+)*|\[[\w:.]+\])$/.test(value);
}
