import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "unused-ignore-comment",
  title: "The comment ignores a rule that finds nothing here",
  severity: "info",
  category: "metadata",
  ofIgnoreComments: true,
  why: "What the comment was for has been mended or moved, or the name of the rule is misspelt. Left alone, it hides the next finding of that rule, or nothing at all.",
  sources: ["https://github.com/hadolint/hadolint#inline-ignores"],
  bad: "FROM node:24-slim\n# drydock ignore=root-user -- binds to port 80\nUSER node",
  good: "FROM node:24-slim\nUSER node",

  // What other rules find is not known to a rule: engine/unused.ts finds this after all of them have run.
  check: () => [],
} satisfies DockerfileRule;
