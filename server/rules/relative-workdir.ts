import { baseFolder, makeAbsolute, type RelativeWorkdir, relativeWorkdirs } from "../instructions/workdirs";
import type { DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  needs: ["WORKDIR"],
  id: "relative-workdir",
  title: "A relative WORKDIR depends on the folder that the base image has set",
  severity: "warning",
  category: "correctness",
  aliases: ["DL3000", "WorkdirRelativePath"],
  why:
    "A relative `WORKDIR` starts from the one before it, and the first of a stage from that of the base image: " +
    "another image, or another version of it, moves the application. Write the whole path.",
  sources: [
    "https://docs.docker.com/reference/build-checks/workdir-relative-path/",
    "https://docs.docker.com/reference/dockerfile/#workdir",
  ],
  bad: "FROM node:24-slim\nWORKDIR app",
  good: "FROM node:24-slim\nWORKDIR /app",

  *check(file) {
    for (const workdir of relativeWorkdirs(file)) {
      if (!workdir.isFirst) continue;
      yield {
        span: workdir.word,
        message: `${workdir.word.text} is relative, so that it depends on the folder that the base image has set`,
        fixes: fixes(workdir),
      };
    }
  },
} satisfies DockerfileRule;

function fixes(workdir: RelativeWorkdir): Fix[] {
  const folder = baseFolder(workdir.instruction.stage);
  // Most images have set none.
  return folder === undefined
    ? makeAbsolute(workdir, "/", { safe: false, optional: true })
    : makeAbsolute(workdir, folder, { safe: true });
}
