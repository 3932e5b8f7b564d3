import { replace } from "../edits/edits";
import { flagKindOf } from "../syntax/flags";
import { flagOf, instructionsOf, takesFromContext } from "../syntax/instructions";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["://", "git@"],
  id: "copied-url",
  title: "COPY does not download, so that the build fails",
  severity: "error",
  category: "correctness",
  why: "`COPY` takes files of the build context or of another stage. `ADD` downloads, and checks what it gets by `--checksum`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#add"],
  bad: "FROM node:24-slim\nCOPY https://example.com/config.json /app/",
  good: "FROM node:24-slim\nADD https://example.com/config.json /app/",

  *check(file) {
    for (const instruction of instructionsOf(file, "COPY")) {
      const { words, flags, name, onbuild } = instruction;
      if (!takesFromContext(instruction) || flagOf(instruction, "parents")) continue;
      const url = words.slice(0, -1).find(({ value }) => /^https?:\/\/|^git@[\w.-]+:/.test(value ?? ""));
      if (!url || flags.some((flag) => !flagKindOf(file, instruction, flag))) continue;
      const add = file.text.slice(name.start, name.end) === "copy" ? "add" : "ADD";
      yield {
        span: url,
        message: "COPY takes files of the build context only; ADD downloads",
        severity: onbuild ? "warning" : undefined,
        fixes: [{ title: `Write ${add}`, safe: false, edits: [replace(name, add)] }],
      };
    }
  },
} satisfies DockerfileRule;
