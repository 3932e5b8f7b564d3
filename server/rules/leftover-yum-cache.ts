import { cacheFixes, leftoverRpmCaches, rpmCacheOf } from "../packages/caches";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["yum"],
  id: "leftover-yum-cache",
  title: "yum leaves its package lists in the image",
  severity: "info",
  category: "packages",
  aliases: ["DL3032"],
  why:
    "yum keeps what it knows of its repositories under `/var/cache/yum`: tens of megabytes that nothing reads once the image is built. " +
    "Delete them in the `RUN` that fetched them, for a later one cannot take them out of this layer, or keep them in a cache mount.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3032",
    "https://docs.docker.com/build/cache/optimize/#use-cache-mounts",
  ],
  bad: "FROM amazonlinux:2\nRUN yum install -y httpd",
  good: "FROM amazonlinux:2\nRUN yum install -y httpd && yum clean all",

  *check(file) {
    for (const run of leftoverRpmCaches(file, ["yum"])) {
      const fixes = cacheFixes(file, run, "yum clean all", rpmCacheOf(run));
      yield { span: run.command.words[0] ?? run.command, fixes };
    }
  },
} satisfies DockerfileRule;
