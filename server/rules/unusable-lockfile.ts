import { managerPrograms } from "../data/packageManagers";
import { stopOfFrozen } from "../locks/freezing";
import { ignoredByYarn } from "../locks/ignoredLock";
import { factsFor } from "../node/installProject";
import { projectInstallsOf } from "../packages/install";
import { subcommand } from "../syntax/shell";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: [...managerPrograms],
  id: "unusable-lockfile",
  title: "The install cannot obey the lock file",
  severity: "warning",
  category: "node",
  ofContext: true,
  why:
    "A frozen install (`npm ci`, `--frozen-lockfile`, `--immutable`) stops where the lock file does not fit package.json, and where it was written by a newer package manager in a form that this one cannot read: " +
    "npm 6 of Node.js 14 ends at a lock file of version 3 with *Cannot read properties of undefined*.",
  sources: [
    "https://docs.npmjs.com/cli/commands/npm-ci",
    "https://docs.npmjs.com/cli/configuring-npm/package-lock-json#lockfileversion",
  ],
  files: {
    "package.json": '{ "dependencies": { "ms": "2.1.3" } }',
    "package-lock.json": '{ "lockfileVersion": 3, "packages": { "": {} } }',
  },
  bad: "FROM node:14-slim\nCOPY package.json package-lock.json ./\nRUN npm ci",
  good: "FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm install",

  *check(file, facts) {
    for (const install of file.stages.flatMap(projectInstallsOf)) {
      const { command, manager, isFrozen } = install;
      const span = subcommand(command) ?? command.words[0] ?? command;
      const reason = isFrozen ? stopOfFrozen(file, install, factsFor(file, install, facts)) : undefined;
      if (reason !== undefined) yield { span, message: `This stops the build: ${reason}`, note: noteFor(manager) };
      const ignored = ignoredByYarn(install, factsFor(file, install, facts));
      if (ignored !== undefined) {
        yield {
          span,
          message: `${ignored}: it installs what is newest, and nobody hears of it`,
          note: "`corepack use yarn@4` in the project writes `packageManager` to package.json, by which `corepack enable` in the image takes that version.",
        };
      }
    }
  },
} satisfies DockerfileRule;

function noteFor(manager: string): string {
  return `Run \`${manager} install\` in the project with the version that the image has, and commit the lock file that it writes; or move to an image with a newer one.`;
}
