import { asksFor, withYes } from "../text/assent";
import { dnfPrograms } from "../text/packages";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "dnf-without-yes",
  title: "dnf asks before it installs, and nobody answers",
  severity: "warning",
  category: "packages",
  aliases: ["DL3038"],
  why: "dnf asks whether the packages are right; without a terminal it takes silence for a no, and the build stops. With `-y` it goes on.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3038"],
  bad: "FROM fedora:43\nRUN dnf install httpd && dnf clean all",
  good: "FROM fedora:43\nRUN dnf install -y httpd && dnf clean all",

  *check(file) {
    for (const question of asksFor(file, dnfPrograms)) yield withYes(question);
  },
} satisfies DockerfileRule;
