import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "hadolint-ignore-comment",
  title: "A hadolint rule is switched off here",
  severity: "off",
  category: "metadata",
  aliases: ["DL1001"],
  why:
    "For projects that want exceptions in their configuration, where all of them are seen at once, and not spread " +
    "over the files.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL1001"],
  bad: "FROM node:24-slim\n# hadolint ignore=DL3003\nRUN cd /app && npm ci",
  good: "FROM node:24-slim\nRUN cd /app && npm ci",

  *check(file) {
    for (const { start, end, text } of file.comments) {
      const rules = /^hadolint\s+ignore\s*=\s*([\w,\s]+)/i.exec(text)?.[1]?.trim();
      if (rules) yield { span: { start, end }, message: `The comment switches ${rules} off for the next instruction` };
    }
  },
} satisfies DockerfileRule;
