import { checkLabels } from "../instructions/labels";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["LABEL"],
  id: "label-not-time",
  title: "The label must be a date with time as in RFC 3339",
  severity: "warning",
  category: "metadata",
  aliases: ["DL3053"],
  why:
    "The project's configuration says what its labels must hold, so that tools can read them. " +
    "This one is a moment, written as `2026-11-23T10:00:00Z`.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3053"],
  policy: { labelSchema: { "org.opencontainers.image.created": "rfc3339" } },
  bad: 'FROM node:24-slim\nLABEL org.opencontainers.image.created="2026-11-23"',
  good: 'FROM node:24-slim\nLABEL org.opencontainers.image.created="2026-11-23T10:00:00Z"',

  check: (file, facts) => checkLabels(file, facts, "rfc3339", "a time as in RFC 3339", isValid),
} satisfies DockerfileRule;

const date = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const time = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

function isValid(value: string): boolean {
  return date.test(value.slice(0, 10)) && /[T ]/i.test(value.charAt(10)) && time.test(value.slice(11));
}
