import { createRenamer } from "../instructions/stageNames";
import type { DockerfileRule, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "duplicate-stage-name",
  title: "Two stages have the same name",
  severity: "warning",
  category: "stages",
  aliases: ["DL3024", "DuplicateStageName"],
  why:
    "From here on the name means this stage, so that the one above can no longer be copied from or built by " +
    "`--target`. Give every stage a name of its own; upper and lower case do not tell them apart.",
  sources: ["https://docs.docker.com/reference/build-checks/duplicate-stage-name/"],
  bad: "FROM node:24 AS build\n\nFROM node:24-slim AS build\nUSER node",
  good: "FROM node:24 AS build\n\nFROM node:24-slim AS build-2\nUSER node",

  *check(file) {
    const named = new Map<string, Word>();
    const renamer = createRenamer(file);
    for (const stage of file.stages) {
      const { name } = stage;
      const lower = name?.value?.toLowerCase();
      if (!name || lower === undefined) continue;
      const first = named.get(lower);
      if (!first) {
        named.set(lower, name);
        continue;
      }
      const free = renamer.freeName(lower);
      const edits = renamer.rename(stage, free);
      yield {
        span: name,
        message: `Another stage is called ${name.text} already, and can no longer be reached by its name`,
        related: [{ start: first.start, end: first.end, message: "the other stage of this name" }],
        // Builds by `--target` have to follow.
        fixes: edits.length > 0 ? [{ title: `Rename it to ${free}`, safe: false, optional: true, edits }] : [],
      };
    }
  },
} satisfies DockerfileRule;
