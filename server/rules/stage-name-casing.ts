import { createRenamer } from "../instructions/stageNames";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "stage-name-casing",
  title: "The name of a stage is written in lower case",
  severity: "hint",
  category: "stages",
  aliases: ["StageNameCasing"],
  why:
    "`--from` compares names of stages without regard to case, so that `Build` and `build` are the same one; " +
    "`FROM` finds them in lower case only. So written they stand out from the keywords and look the same everywhere.",
  sources: ["https://docs.docker.com/reference/build-checks/stage-name-casing/"],
  bad: "FROM node:24 AS Build\n\nFROM node:24-slim\nCOPY --from=Build /app /app",
  good: "FROM node:24 AS build\n\nFROM node:24-slim\nCOPY --from=build /app /app",

  *check(file) {
    const renamer = createRenamer(file);
    for (const stage of file.stages) {
      const { name } = stage;
      const lower = name?.text.toLowerCase();
      if (!name || lower === undefined || name.text === lower) continue;
      const edits = renamer.rename(stage, lower);
      yield {
        span: name,
        message: `The stage ${name.text} is written ${lower} by convention; Docker does not tell the two apart`,
        fixes: edits.length > 0 ? [{ title: `Write ${lower}`, safe: true, edits }] : [],
      };
    }
  },
} satisfies DockerfileRule;
