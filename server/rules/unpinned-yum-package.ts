import { isRpmPinned, rpmPackages, unpinnedFindings } from "../packages/packages";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["yum"],
  id: "unpinned-yum-package",
  title: "A package is installed by yum without a version",
  severity: "off",
  category: "packages",
  aliases: ["DL3033"],
  why:
    "Without a version each build takes whatever the repository offers on that day. " +
    "The rule is off by default because repositories drop old builds, and a pinned build then fails; a base image pinned by digest changes less.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3033"],
  bad: "FROM amazonlinux:2\nRUN yum install -y httpd && yum clean all",
  good: "FROM amazonlinux:2\nRUN yum install -y httpd-2.4.62 && yum clean all",

  *check(file) {
    yield* unpinnedFindings(file, {
      packages: (command) => rpmPackages(command, ["yum"]),
      isPinned: isRpmPinned,
      consequence: "each build takes the newest one",
    });
  },
} satisfies DockerfileRule;
