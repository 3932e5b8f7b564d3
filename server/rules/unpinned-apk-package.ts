import { unpinnedFindings } from "../packages/packages";
import { operands, runs } from "../syntax/shell";
import type { Command, DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["apk"],
  id: "unpinned-apk-package",
  title: "A package of Alpine is installed without a version",
  severity: "off",
  category: "packages",
  aliases: ["DL3018"],
  why:
    "Without a version each build takes whatever the repository offers on that day. " +
    "The rule is off by default because Alpine keeps only the newest build of a package, so that an exact version soon breaks the build: " +
    "a range (`curl=~8.14`) or a base image pinned by digest lasts longer.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3018",
    "https://docs.docker.com/build/building/best-practices/#version-pinning",
  ],
  bad: "FROM alpine:3.22\nRUN apk add --no-cache curl",
  good: 'FROM alpine:3.22\nRUN apk add --no-cache "curl=~8.14"',

  *check(file) {
    yield* unpinnedFindings(file, { packages: named, isPinned, consequence: "each build takes the newest one" });
  },
} satisfies DockerfileRule;

function named(command: Command) {
  return runs(command, "apk add") ? operands(command) : [];
}

/** By version or range, or as a file. `!name` forbids a package, `.name` is a virtual one. */
function isPinned(name: string): boolean {
  return /[=~<>]|\.apk$|^[!.]/.test(name);
}
