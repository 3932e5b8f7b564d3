import { createRenamer } from "../instructions/stageNames";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "reserved-stage-name",
  title: "The name of the stage means something else to Docker",
  severity: "warning",
  category: "stages",
  aliases: ["DL3063", "ReservedStageName"],
  why:
    "`scratch` is the empty image and `context` the build context: a stage of that name cannot be told from them. " +
    "Call it otherwise.",
  sources: ["https://docs.docker.com/reference/build-checks/reserved-stage-name/"],
  bad: "FROM node:24 AS context\n\nFROM node:24-slim\nCOPY --from=context /app /app",
  good: "FROM node:24 AS context-stage\n\nFROM node:24-slim\nCOPY --from=context-stage /app /app",

  *check(file) {
    const renamer = createRenamer(file);
    for (const stage of file.stages) {
      const { name } = stage;
      const lower = name?.value?.toLowerCase();
      if (!name || (lower !== "scratch" && lower !== "context")) continue;
      const free = renamer.freeName(`${lower}-stage`);
      const edits = renamer.rename(stage, free);
      yield {
        span: name,
        message: `To Docker ${name.text} is ${lower === "scratch" ? "the empty image" : "the build context"}, not a stage`,
        fixes: edits.length > 0 ? [{ title: `Rename it to ${free}`, safe: false, optional: true, edits }] : [],
      };
    }
  },
} satisfies DockerfileRule;
