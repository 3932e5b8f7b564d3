import deprecated from "spdx-license-ids/deprecated.json";
import current from "spdx-license-ids/index.json";
import { checkLabels } from "../instructions/labels";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["LABEL"],
  id: "label-not-license",
  title: "The label must be an SPDX licence identifier",
  severity: "warning",
  category: "metadata",
  aliases: ["DL3054"],
  why:
    "The project's configuration says what its labels must hold, so that tools can read them. " +
    "This one is an identifier of the SPDX licence list, as `MIT` or `Apache-2.0`.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3054"],
  policy: { labelSchema: { "org.opencontainers.image.licenses": "spdx" } },
  bad: 'FROM node:24-slim\nLABEL org.opencontainers.image.licenses="MIT License"',
  good: 'FROM node:24-slim\nLABEL org.opencontainers.image.licenses="MIT"',

  check: (file, facts) => checkLabels(file, facts, "spdx", "an identifier of the SPDX licence list", isValid),
} satisfies DockerfileRule;

const identifiers: ReadonlySet<string> = new Set([...current, ...deprecated]);

function isValid(value: string): boolean {
  return identifiers.has(value);
}
