import { unpinnedFindings } from "../packages/packages";
import { flagValue, operands, runs } from "../syntax/shell";
import type { Command, DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["zypper"],
  id: "unpinned-zypper-package",
  title: "A package is installed by zypper without a version",
  severity: "off",
  category: "packages",
  aliases: ["DL3037"],
  why:
    "Without a version each build takes whatever the repository offers on that day. " +
    "The rule is off by default because repositories drop old builds, and a pinned build then fails; a base image pinned by digest changes less.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3037"],
  bad: "FROM opensuse/leap:15.6\nRUN zypper install -y httpd && zypper clean",
  good: 'FROM opensuse/leap:15.6\nRUN zypper install -y "httpd>=2.4" && zypper clean',

  *check(file) {
    yield* unpinnedFindings(file, { packages: named, isPinned, consequence: "each build takes the newest one" });
  },
} satisfies DockerfileRule;

/** Patterns, products and patches have no version to choose. */
function named(command: Command) {
  const isInstall = runs(command, "zypper install", "zypper in");
  return isInstall && (flagValue(command, "-t", "--type") ?? "package") === "package" ? operands(command) : [];
}

/** By version or range, or as a file or address. A minus or exclamation mark removes a package. */
function isPinned(name: string): boolean {
  return /[=<>]|\.rpm$|^[/.!-]|:/.test(name);
}
