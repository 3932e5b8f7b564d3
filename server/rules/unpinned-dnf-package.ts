import { dnfPrograms } from "../data/systemManagers";
import { isRpmPinned, rpmPackages, unpinnedFindings } from "../packages/packages";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: dnfPrograms,
  id: "unpinned-dnf-package",
  title: "A package is installed by dnf without a version",
  severity: "off",
  category: "packages",
  aliases: ["DL3041"],
  why:
    "Without a version each build takes whatever the repository offers on that day. " +
    "The rule is off by default because repositories drop old builds, and a pinned build then fails; a base image pinned by digest changes less.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3041"],
  bad: "FROM fedora:43\nRUN dnf install -y httpd && dnf clean all",
  good: "FROM fedora:43\nRUN dnf install -y httpd-2.4.65 && dnf clean all",

  *check(file) {
    yield* unpinnedFindings(file, {
      packages: (command) => rpmPackages(command, dnfPrograms),
      isPinned: isRpmPinned,
      consequence: "each build takes the newest one",
    });
  },
} satisfies DockerfileRule;
