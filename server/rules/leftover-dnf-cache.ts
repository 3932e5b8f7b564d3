import { dnfPrograms } from "../data/systemManagers";
import { cacheFixes, leftoverRpmCaches, rpmCacheOf } from "../packages/caches";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: dnfPrograms,
  id: "leftover-dnf-cache",
  title: "dnf leaves its package lists in the image",
  severity: "info",
  category: "packages",
  aliases: ["DL3040"],
  why:
    "dnf keeps what it knows of its repositories under `/var/cache`: tens of megabytes that nothing reads once the image is built. " +
    "Delete them in the `RUN` that fetched them, for a later one cannot take them out of this layer, or keep them in a cache mount.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3040",
    "https://docs.docker.com/build/cache/optimize/#use-cache-mounts",
  ],
  bad: "FROM fedora:43\nRUN dnf install -y httpd",
  good: "FROM fedora:43\nRUN dnf install -y httpd && dnf clean all",

  *check(file) {
    for (const run of leftoverRpmCaches(file, dnfPrograms)) {
      const name = run.command.name ?? "dnf";
      yield {
        span: run.command.words[0] ?? run.command,
        message: `${name} leaves its package lists in the image`,
        fixes: cacheFixes(file, run, `${name} clean all`, rpmCacheOf(run)),
      };
    }
  },
} satisfies DockerfileRule;
