import { addArguments } from "../edits/edits";
import { commandsIn, runsOf } from "../syntax/runs";
import { hasFlag, isOpaque, runs } from "../syntax/shell";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["npm"],
  id: "npm-cache-clean-without-force",
  title: "npm refuses to clean its cache without --force",
  severity: "warning",
  category: "node",
  why: "Since version 5, `npm cache clean` only prints an error and fails unless `--force` is given, and the build stops there.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-cache"],
  bad: "FROM node:24-slim\nRUN npm ci --omit=dev && npm cache clean",
  good: "FROM node:24-slim\nRUN npm ci --omit=dev && npm cache clean --force",

  *check(file) {
    for (const instruction of runsOf(file, "npm")) {
      for (const command of commandsIn(instruction, "npm")) {
        if (!runs(command, "npm cache clean", "npm cache clear", "npm cache rm") || hasFlag(command, "--force", "-f"))
          continue;
        const last = command.words.at(-1);
        if (isOpaque(command) || !last || command.next === "||") continue;
        const edit = addArguments(command, "--force");
        yield {
          span: { start: command.words[0]?.start ?? command.start, end: last.end },
          fixes: edit && [{ title: "Add --force", safe: false, edits: [edit] }],
        };
      }
    }
  },
} satisfies DockerfileRule;
