import { makeAbsolute, relativeWorkdirs } from "../instructions/workdirs";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["WORKDIR"],
  id: "relative-later-workdir",
  title: "The WORKDIR starts from the one before it",
  severity: "off",
  category: "correctness",
  aliases: ["DL3000"],
  why:
    "A relative `WORKDIR` starts from the one before it, so that the reader has to add them up, and moving one " +
    "line moves the folder. An absolute path says where the files are.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#workdir",
    "https://github.com/hadolint/hadolint/wiki/DL3000",
  ],
  bad: "FROM node:24-slim\nWORKDIR /app\nWORKDIR server",
  good: "FROM node:24-slim\nWORKDIR /app\nWORKDIR /app/server",

  *check(file) {
    for (const workdir of relativeWorkdirs(file)) {
      if (workdir.isFirst) continue;
      const folder = workdir.instruction.before.workdir;
      yield {
        span: workdir.word,
        message: `${workdir.word.text} starts from ${folder ?? "the WORKDIR before it"}; a whole path needs no other line`,
        fixes: folder === undefined ? [] : makeAbsolute(workdir, folder, { safe: true }),
      };
    }
  },
} satisfies DockerfileRule;
