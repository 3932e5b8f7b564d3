import { labelKindOf, labelsOf } from "../instructions/labels";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["LABEL"],
  id: "empty-label",
  title: "The label has no value",
  severity: "warning",
  category: "metadata",
  aliases: ["DL3051"],
  why: "The project's configuration demands this label, and an empty one says nothing.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3051"],
  policy: { labelSchema: { team: "text" } },
  bad: 'FROM node:24-slim\nLABEL team=""',
  good: 'FROM node:24-slim\nLABEL team="web"',

  *check(file, facts) {
    for (const { name, word, value } of labelsOf(file)) {
      if (labelKindOf(facts, name) === undefined || (value && value.value !== "")) continue;
      yield { span: word, message: `The label ${name} is demanded and has no value` };
    }
  },
} satisfies DockerfileRule;
