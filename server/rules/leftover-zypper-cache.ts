import { cacheFixes, leftoverCaches } from "../packages/caches";
import { runsOneOf } from "../packages/packages";
import { runs } from "../syntax/shell";
import type { DockerfileRule } from "../types";

const folder = "/var/cache/zypp";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["zypper"],
  id: "leftover-zypper-cache",
  title: "zypper leaves its package lists in the image",
  severity: "info",
  category: "packages",
  aliases: ["DL3036"],
  why:
    "zypper keeps what it knows of its repositories under `/var/cache/zypp`: tens of megabytes that nothing reads once the image is built. " +
    "Delete them in the `RUN` that fetched them, for a later one cannot take them out of this layer, or keep them in a cache mount.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3036",
    "https://docs.docker.com/build/cache/optimize/#use-cache-mounts",
  ],
  bad: "FROM opensuse/leap:15.6\nRUN zypper -n install httpd",
  good: "FROM opensuse/leap:15.6\nRUN zypper -n install httpd && zypper clean --all",

  *check(file) {
    const left = leftoverCaches(
      file,
      [folder],
      (command) => runsOneOf(command, ["zypper"], ["install", "in", "update", "up", "dist-upgrade", "dup", "patch"]),
      (command) => runs(command, "zypper clean", "zypper cc"),
    );
    for (const run of left) {
      const fixes = cacheFixes(file, run, "zypper clean --all", folder);
      yield { span: run.command.words[0] ?? run.command, fixes };
    }
  },
} satisfies DockerfileRule;
