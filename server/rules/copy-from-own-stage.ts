import { stageReferences } from "../instructions/stageNames";
import { firstUnknown } from "../syntax/keywords";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["from="],
  id: "copy-from-own-stage",
  title: "A stage cannot copy from itself",
  severity: "error",
  category: "stages",
  aliases: ["DL3023"],
  why:
    "What a stage copies from must be built before it, so that the build fails. " +
    "Copy from an earlier stage, or use `cp` in a `RUN`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#copy---from"],
  bad: "FROM node:24 AS build\nCOPY --from=build /app /srv",
  good: "FROM node:24 AS build\nRUN cp -r /app /srv",

  *check(file) {
    const unknown = firstUnknown(file);
    for (const { start, end, text, stage, instruction } of stageReferences(file)) {
      const own = instruction.stage;
      if (stage || !own || instruction.keyword === "FROM") continue;
      if (text.toLowerCase() !== own.name?.value?.toLowerCase() && text !== String(own.index)) continue;
      if ((unknown.get(own) ?? file.text.length) < start) continue;
      yield { span: { start, end }, message: `${text} is this very stage, which cannot copy from itself` };
    }
  },
} satisfies DockerfileRule;
