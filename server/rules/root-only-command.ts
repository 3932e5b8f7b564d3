import { imageFiles } from "../image/imageFiles";
import { runAsRoot } from "../rights/grants";
import { rootOnlyCalls } from "../rights/rootOnly";
import { unprivilegedRuns } from "../rights/unprivileged";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "root-only-command",
  title: "Only root can do this, and the USER in force is somebody else",
  severity: "warning",
  category: "user",
  why:
    "Packages, accounts and the owners of files are root's to change: as another user these commands fail, and the build with them. " +
    "Do such work above the `USER` that gives root up, or name `USER root` for it and the other user again behind it.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#user",
    "https://docs.docker.com/build/building/best-practices/#user",
  ],
  bad: "FROM node:24-slim\nUSER node\nRUN apt-get update && apt-get install -y curl",
  good: "FROM node:24-slim\nRUN apt-get update && apt-get install -y curl\nUSER node",

  *check(file, facts) {
    const found = unprivilegedRuns(file).flatMap(({ instruction, name }) => {
      const [first] = rootOnlyCalls(instruction, imageFiles(file, facts));
      return first ? [{ instruction, name, first }] : [];
    });
    const all = new Set(found.map(({ instruction }) => instruction));
    for (const { instruction, name, first } of found) {
      const fix = runAsRoot(file, instruction, all);
      yield {
        span: first.word,
        message: `Only root may run "${first.title}", but this RUN works as "${name}"`,
        fixes: fix && [fix],
      };
    }
  },
} satisfies DockerfileRule;
