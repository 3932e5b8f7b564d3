import { dnfPrograms } from "../data/systemManagers";
import { unanswered } from "../packages/packages";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: dnfPrograms,
  id: "dnf-without-yes",
  title: "dnf asks for confirmation, which nobody can give during a build",
  severity: "warning",
  category: "packages",
  aliases: ["DL3038"],
  why: "dnf shows what it is going to do and asks whether that is right. A build has no input, which dnf takes for a no, and stops: answer with `-y`.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3038"],
  bad: "FROM fedora:43\nRUN dnf install httpd && dnf clean all",
  good: "FROM fedora:43\nRUN dnf install -y httpd && dnf clean all",

  *check(file) {
    yield* unanswered(file, dnfPrograms);
  },
} satisfies DockerfileRule;
