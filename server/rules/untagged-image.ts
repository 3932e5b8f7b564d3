import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "untagged-image",
  title: "The base image has no tag",
  severity: "warning",
  category: "base-image",
  why: "x.",
  bad: "FROM node",
  good: "FROM node:20",
  *check(file) {
    for (const stage of file.stages) {
      if (stage.base && !stage.parent && stage.image && !stage.base.tag) yield { span: stage.image };
    }
  },
} satisfies DockerfileRule;
