import { aptPrograms } from "../data/systemManagers";
import { unpinnedFindings } from "../packages/packages";
import { operands, runs } from "../syntax/shell";
import type { Command, DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: aptPrograms,
  id: "unpinned-apt-package",
  title: "A package of Debian or Ubuntu is installed without a version",
  severity: "off",
  category: "packages",
  aliases: ["DL3008"],
  why:
    "Without a version each build takes whatever the mirror offers on that day. " +
    "The rule is off by default because mirrors drop old builds soon, and a pinned build then fails: " +
    "a base image pinned by digest, or a mirror that keeps snapshots, holds all packages in place at once.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3008",
    "https://docs.docker.com/build/building/best-practices/#version-pinning",
  ],
  bad: "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl",
  good: "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl=8.14.*",

  *check(file) {
    yield* unpinnedFindings(file, { packages: named, isPinned, consequence: "each build takes the newest one" });
  },
} satisfies DockerfileRule;

function named(command: Command) {
  return runs(command, "apt-get install", "apt install", "aptitude install") ? operands(command) : [];
}

/** By version, by release (`curl/testing`), or as a file. A minus behind the name removes the package. */
function isPinned(name: string): boolean {
  return /[=/]|\.deb$|-$/.test(name);
}
