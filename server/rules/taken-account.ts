import { takenAccounts } from "../rights/takenAccounts";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: ["RUN"],
  id: "taken-account",
  title: "The image has an account of that name or number already",
  severity: "warning",
  category: "user",
  breaks: true,
  why:
    "`useradd`, `groupadd`, `adduser` and `addgroup` refuse a name or a number that is taken, so that the build stops: the images of Node.js have the user `node` with 1000, those of Ubuntu since 23.04 the user `ubuntu`. " +
    "Use the account that is there, or take another number, which matters for files outside of the image alone.",
  sources: [
    "https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#non-root-user",
    "https://manpages.debian.org/groupadd.8",
  ],
  bad: "FROM node:24-slim\nRUN groupadd --gid 1000 app && useradd --uid 1000 --gid app app\nUSER app",
  good: "FROM node:24-slim\nRUN groupadd --gid 1001 app && useradd --uid 1001 --gid app app\nUSER app",

  *check(file) {
    for (const stage of file.stages) {
      for (const { word, value, kind, owner, isDefault } of takenAccounts(file, stage)) {
        const whose = value === owner ? `a ${kind} "${owner}"` : `the ${kind} "${owner}" with ${value}`;
        yield {
          span: word,
          severity: isDefault ? "info" : undefined,
          message: `"${stage.base?.text}" has ${whose} already, so that the build stops here${isDefault ? " unless it is given another value" : ""}`,
        };
      }
    }
  },
} satisfies DockerfileRule;
