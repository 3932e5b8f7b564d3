import { liftComment, trailingComment } from "../instructions/trailing";
import { instructionsOf } from "../syntax/instructions";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "comment-behind-arguments",
  title: "Docker takes a comment behind an instruction for arguments",
  severity: "warning",
  category: "correctness",
  why:
    "A comment needs a line of its own: behind `COPY`, `VOLUME` or `ARG` each of its words is one more argument, and behind " +
    "`WORKDIR` or `USER` it is part of the name, behind `ENV name value` part of the value.",
  sources: ["https://docs.docker.com/reference/dockerfile/#format"],
  bad: "FROM debian:13-slim\nWORKDIR /srv # all of it",
  good: "FROM debian:13-slim\n# all of it\nWORKDIR /srv",

  *check(file) {
    for (const instruction of instructionsOf(file, "ARG", "VOLUME", "WORKDIR", "COPY", "ADD", "USER", "ENV")) {
      const span = trailingComment(file, instruction);
      if (!span) continue;
      const fix = instruction.onbuild ? undefined : liftComment(file, instruction, span);
      yield {
        span,
        message: `Docker takes this comment for ${effects.get(instruction.keyword) ?? "files to copy"}: it needs a line of its own`,
        severity: instruction.keyword === "USER" && !instruction.onbuild ? "error" : undefined,
        // What the image is made of changes, and is what was meant.
        fixes: fix && [{ ...fix, safe: false }],
      };
    }
  },
} satisfies DockerfileRule;

const effects: ReadonlyMap<string, string> = new Map([
  ["ARG", "more build arguments"],
  ["ENV", "part of the value"],
  ["VOLUME", "more volumes"],
  ["WORKDIR", "part of the folder's name"],
  ["USER", "part of the user's name, which no account has"],
]);
