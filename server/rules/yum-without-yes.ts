import { unanswered } from "../packages/packages";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["yum"],
  id: "yum-without-yes",
  title: "yum asks for confirmation, which nobody can give during a build",
  severity: "warning",
  category: "packages",
  aliases: ["DL3030"],
  why: "yum shows what it is going to do and asks whether that is right. A build has no input, which yum takes for a no, and stops: answer with `-y`.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3030"],
  bad: "FROM amazonlinux:2\nRUN yum install httpd && yum clean all",
  good: "FROM amazonlinux:2\nRUN yum install -y httpd && yum clean all",

  *check(file) {
    yield* unanswered(file, ["yum"]);
  },
} satisfies DockerfileRule;
