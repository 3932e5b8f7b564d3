import { execFormFixes, shellFormOf } from "../node/start";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "init-in-shell-form",
  title: "The init runs below a shell, so that it is not the first process",
  severity: "warning",
  category: "signals",
  practice: "signals",
  aliases: ["DL3025", "JSONArgsRecommended"],
  why:
    "An init such as dumb-init or tini passes signals on and reaps ended processes, which only works as first " +
    "process of the container. Shell form puts `/bin/sh -c` before it, and signals end there. Write it in exec " +
    "form.",
  sources: [
    "https://github.com/Yelp/dumb-init#using-a-shebang",
    "https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example",
  ],
  bad: "FROM node:22-alpine\nRUN apk add --no-cache dumb-init\nCMD dumb-init node server.js",
  good: 'FROM node:22-alpine\nRUN apk add --no-cache dumb-init\nCMD ["dumb-init", "node", "server.js"]',

  *check(file, facts) {
    for (const instruction of file.instructions) {
      if (shellFormOf(file, instruction) !== "init") continue;
      const name = instruction.script?.commands[0]?.name ?? "The init";
      yield {
        span: instruction.argument,
        message: `${name} runs below a shell and is not the first process, so that it gets no signals to pass on`,
        fixes: execFormFixes(file, instruction, facts),
      };
    }
  },
} satisfies DockerfileRule;
