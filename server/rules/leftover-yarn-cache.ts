import { managerOf } from "../data/packageManagers";
import { hasMissedCache, mayCatch } from "../packages/cacheMounts";
import { cacheFixes, leftoverCaches } from "../packages/caches";
import { installsIn, isInMount } from "../packages/install";
import { isForDevelopment } from "../stage/purpose";
import { runsOf } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { DockerfileRule } from "../types";

const { cache } = managerOf("yarn");

export default {
  on: "Dockerfile",
  needs: ["yarn"],
  id: "leftover-yarn-cache",
  title: "yarn leaves its download cache in the image",
  severity: "info",
  category: "node",
  aliases: ["DL3060"],
  why:
    "yarn keeps every package that it downloads a second time in its cache folder, which nothing reads once the image is built. " +
    "A cache mount keeps it out of the layer and makes the next build faster; `yarn cache clean` in the same `RUN` only keeps it out.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3060",
    "https://classic.yarnpkg.com/en/docs/cli/cache",
    "https://docs.docker.com/build/cache/optimize/#use-cache-mounts",
  ],
  bad: "FROM node:24-slim\nRUN yarn install --frozen-lockfile",
  good: "FROM node:24-slim\nRUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --frozen-lockfile",

  *check(file, facts) {
    // What yarn berry keeps in the project's folder is what the program runs from.
    if (isForDevelopment(file, facts) || managerOf("yarn", facts.project?.manager).name !== "yarn") return;
    const all = runsOf(file).flatMap(installsIn);
    const installs = new Set(all.flatMap(({ manager, command }) => (manager === "yarn" ? [command] : [])));
    // Who installs what is thrown away does so for the cache.
    const warming = new Set(all.filter(isInMount).map(({ instruction }) => instruction));
    const left = leftoverCaches(
      file,
      [".cache/yarn", cache.folder],
      (command) => installs.has(command),
      (command) => runs(command, ...cache.calls),
      (instruction) => warming.has(instruction) || mayCatch(instruction, "yarn", facts),
    );
    for (const run of left) {
      const { command, instruction } = run;
      yield {
        span: command.words[0] ?? command,
        fixes: hasMissedCache(instruction, facts)
          ? undefined
          : cacheFixes(file, run, cache.clean, cache.folder).reverse(),
      };
    }
  },
} satisfies DockerfileRule;
