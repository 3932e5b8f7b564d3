import { asksFor, withYes } from "../text/assent";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "yum-without-yes",
  title: "yum asks before it installs, and nobody answers",
  severity: "warning",
  category: "packages",
  aliases: ["DL3030"],
  why: "yum asks whether the packages are right; without a terminal it takes silence for a no, and the build stops. With `-y` it goes on.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3030"],
  bad: "FROM amazonlinux:2\nRUN yum install httpd && yum clean all",
  good: "FROM amazonlinux:2\nRUN yum install -y httpd && yum clean all",

  *check(file) {
    for (const question of asksFor(file, ["yum"])) yield withYes(question);
  },
} satisfies DockerfileRule;
