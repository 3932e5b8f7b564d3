import { isWhole, replace } from "../edits/edits";
import { gonePackages } from "../locks/gonePackages";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["apt"],
  id: "unavailable-package",
  title: "The release of Debian or Ubuntu has no package of this name",
  severity: "warning",
  category: "packages",
  breaks: true,
  why:
    "Packages come and go with the releases of a distribution: `python` has become `python3`, `netcat` a choice of two, `openjdk-11` left with Debian 11. " +
    "apt says that it is *unable to locate* the package, or that it *has no installation candidate*, and the build stops, often after nothing but the base image has moved on.",
  sources: ["https://www.debian.org/distrib/packages", "https://packages.ubuntu.com/"],
  bad: "FROM debian:12-slim\nRUN apt-get update && apt-get install -y --no-install-recommends netcat && rm -rf /var/lib/apt/lists/*",
  good: "FROM debian:12-slim\nRUN apt-get update && apt-get install -y --no-install-recommends netcat-openbsd && rm -rf /var/lib/apt/lists/*",

  *check(file, facts) {
    for (const stage of file.stages) {
      for (const { word, name, release, isDefault, successor } of gonePackages(file, stage, facts)) {
        const isFixed = successor !== undefined && word.text === name && isWhole(word);
        yield {
          span: word,
          severity: isDefault ? "info" : undefined,
          message: `${release} has no package ${name}, so that the build stops here${isDefault ? " unless it is given another release" : ""}${successor === undefined ? "" : `: it has ${successor}`}`,
          fixes: isFixed ? [{ title: `Install ${successor}`, safe: false, edits: [replace(word, successor)] }] : [],
        };
      }
    }
  },
} satisfies DockerfileRule;
