import { managerPrograms } from "../data/packageManagers";
import { managerSwitch } from "../node/managerSwitch";
import { foreignInstalls } from "../node/ownManager";
import { isForDevelopment } from "../stage/purpose";
import { subcommand } from "../syntax/shell";
import type { DockerfileRule } from "../types";
import { isReason } from "../util/reason";

export default {
  on: "Dockerfile",
  needs: [...managerPrograms],
  id: "foreign-package-manager",
  title: "Another package manager installs than the one that keeps the lock file",
  severity: "warning",
  category: "node",
  practice: "production-dependencies",
  why:
    "A package manager does not obey the lock file of another one: it takes the newest versions that package.json allows, so that two builds of the same commit differ, and the image from what was tested. " +
    "Install with the package manager of the project, as locked.",
  sources: ["https://nodejs.org/api/packages.html#packagemanager"],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY package.json yarn.lock ./\nRUN npm install --production",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY package.json yarn.lock ./\nRUN yarn install --frozen-lockfile --production",
  files: { "package.json": "{}", "yarn.lock": "" },

  *check(file, facts) {
    if (isForDevelopment(file, facts)) return;
    for (const foreign of foreignInstalls(file, facts)) {
      const { install, own, lockfile } = foreign;
      const { command, manager } = install;
      const edits = managerSwitch(file, foreign, facts);
      yield {
        span: subcommand(command) ?? command.words[0] ?? command,
        message: `${manager} does not obey ${lockfile}, which ${own.program} keeps: it installs whatever versions are newest`,
        ...(isReason(edits)
          ? { note: `The change to ${own.program} is left to you because ${edits.reason}.` }
          : { fixes: [{ title: `Install by ${own.program}, as locked`, safe: false, isFirst: true, edits }] }),
      };
    }
  },
} satisfies DockerfileRule;
