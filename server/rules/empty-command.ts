import { removeInstruction } from "../edits/edits";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "empty-command",
  title: "The instruction names no command",
  severity: "warning",
  category: "signals",
  aliases: ["JSONArgsRecommended"],
  why:
    "`CMD` and `ENTRYPOINT` with nothing behind them are accepted and take away what the base image would run, which is seldom meant. " +
    "Write what to run, or `CMD []` where the command of the base image shall go.",
  sources: ["https://docs.docker.com/reference/dockerfile/#cmd"],
  bad: "FROM node:24-slim\nUSER node\nCMD",
  good: "FROM node:24-slim\nUSER node",

  *check(file) {
    for (const instruction of file.instructions) {
      const { keyword, argumentText, exec, flags, name, stage } = instruction;
      if ((keyword !== "CMD" && keyword !== "ENTRYPOINT") || argumentText !== "" || exec || flags.length > 0) continue;
      const isEarlier = stage?.instructions.some((other) => other.keyword === keyword && other !== instruction);
      yield {
        span: name,
        message: `${keyword} names no command, so that it takes away what the base image would run`,
        fixes: isEarlier
          ? []
          : [
              {
                title: `Remove the empty ${keyword}`,
                safe: false,
                optional: true,
                edits: [removeInstruction(file, instruction)],
              },
            ],
      };
    }
  },
} satisfies DockerfileRule;
