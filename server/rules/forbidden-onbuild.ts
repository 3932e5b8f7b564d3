import { asLabel } from "../instructions/maintainer";
import type { Dockerfile, DockerfileRule, Edit, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["onbuild"],
  id: "forbidden-onbuild",
  title: "ONBUILD does not take this instruction, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  aliases: ["DL3043"],
  why:
    "`ONBUILD` keeps an instruction for the builds that start from this image. " +
    "`FROM`, `MAINTAINER` and another `ONBUILD` cannot be kept so.",
  sources: ["https://docs.docker.com/reference/dockerfile/#onbuild"],
  bad: "FROM node:24-slim\nONBUILD ONBUILD RUN npm ci",
  good: "FROM node:24-slim\nONBUILD RUN npm ci",

  *check(file) {
    for (const instruction of file.instructions) {
      const { keyword, onbuild, name } = instruction;
      if (!onbuild || !(keyword === "ONBUILD" || keyword === "FROM" || keyword === "MAINTAINER")) continue;
      const edit = repair(file, instruction);
      yield {
        span: name,
        message: `ONBUILD does not take ${keyword}, so that the build fails`,
        fixes: edit && [
          { title: keyword === "ONBUILD" ? "Delete one ONBUILD" : "Write it as a label", safe: true, edits: [edit] },
        ],
      };
    }
  },
} satisfies DockerfileRule;

function repair(file: Dockerfile, instruction: Instruction): Edit | undefined {
  const { keyword, name, argument } = instruction;
  if (keyword === "MAINTAINER") return asLabel(file, instruction);
  const hasMore = keyword === "ONBUILD" && /^[ \t]+$/.test(file.text.slice(name.end, argument.start));
  const more = /^(?:ONBUILD[ \t]+)+(?=\S)/i.exec(file.text.slice(argument.start, argument.end))?.[0] ?? "";
  return hasMore ? { start: name.start, end: argument.start + more.length, text: "" } : undefined;
}
