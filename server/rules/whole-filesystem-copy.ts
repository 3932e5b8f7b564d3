import { isWhole, replace } from "../edits/edits";
import { stageSourcesOf } from "../image/stageSources";
import type { DockerfileRule, Stage } from "../types";

export default {
  on: "Dockerfile",
  id: "whole-filesystem-copy",
  title: "The whole file system of another stage is copied",
  severity: "warning",
  category: "stages",
  why:
    "Sources of `COPY --from` start at the root of that stage, not at its `WORKDIR`: `.` is everything there, the operating " +
    "system with its compilers included. Name what the image needs.",
  sources: [
    "https://docs.docker.com/build/building/multi-stage/",
    "https://docs.docker.com/reference/dockerfile/#copy---from",
  ],
  bad: "FROM node:24-slim AS build\nWORKDIR /app\nRUN npm ci\n\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=build . .",
  good: "FROM node:24-slim AS build\nWORKDIR /app\nRUN npm ci\n\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=build /app .",

  *check(file) {
    for (const { instruction, stage, word, path, isRelative } of stageSourcesOf(file)) {
      const target = instruction.stage?.base;
      // An image of one layer is made so.
      if (path !== "/" || !target || target.name === "scratch" || !isBuilt(stage)) continue;
      const { workdir } = stage.after;
      const isElsewhere = workdir !== undefined && workdir !== "/";
      const where = isElsewhere ? `, not at its WORKDIR ${workdir}` : "";
      yield {
        span: word,
        message: `${word.text} is the whole file system of ${stage.name?.text ?? `stage ${stage.index}`}: sources of COPY --from start at the root of the stage${where}`,
        fixes:
          isElsewhere && isWhole(word) && /^[\w./-]+$/.test(workdir)
            ? [
                {
                  title: `Copy ${workdir}`,
                  safe: false,
                  optional: !isRelative,
                  edits: [replace(word, instruction.exec ? `"${workdir}"` : workdir)],
                },
              ]
            : [],
      };
    }
  },
} satisfies DockerfileRule;

/** Whether a stage adds to an image that holds a system: one from scratch holds what was copied, and one that only names an image is meant whole. */
function isBuilt(stage: Stage): boolean {
  const { base } = stage;
  if (!base || base.name === "scratch") return false;
  for (let link: Stage | undefined = stage; link; link = link.parent) {
    if (link.instructions.some(({ keyword, onbuild }) => !onbuild && /^(?:RUN|COPY|ADD)$/.test(keyword))) return true;
  }
  return false;
}
