import { managerPrograms } from "../data/packageManagers";
import { copyWithoutLockfile, lacksLockfile, lockfileOf, usualLockfile } from "../locks/lockfile";
import { factsFor } from "../node/installProject";
import { projectInstallsOf } from "../packages/install";
import { subcommand } from "../syntax/shell";
import type { DockerfileRule } from "../types";
import { baseName } from "../util/paths";

export default {
  on: "Dockerfile",
  needs: [...managerPrograms],
  id: "lockfile-not-copied",
  title: "The install needs a lock file that has not been copied",
  severity: "error",
  category: "node",
  why:
    "`npm ci` and the frozen installs of yarn, pnpm and bun read the lock file and fail without it. " +
    "Copy it together with package.json, before the install.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-ci"],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci --omit=dev",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev",

  *check(file, facts) {
    for (const install of file.stages.flatMap(projectInstallsOf)) {
      if (!install.isFrozen) continue;
      const own = factsFor(file, install, facts);
      const found = copyWithoutLockfile(file, install, own);
      if (!found && lacksLockfile(file, install, own)) {
        yield {
          span: subcommand(install.command) ?? install.command,
          severity: "warning",
          message:
            "npm ci needs package-lock.json, which is not in the build context: run npm install once and commit it",
          fixes: [],
        };
      }
      if (!found) continue;
      const { source } = found;
      const lockfile = baseName(lockfileOf(install.manager, own) ?? usualLockfile(install.manager));
      const isMissing = own.project?.lockfiles.length === 0;
      const path = source.text.replace(/package\.json/, lockfile);
      const quoted = found.copy.exec ? `, ${path}` : ` ${path}`;
      yield {
        span: source,
        message: isMissing
          ? `The install in this stage needs ${lockfile}, which is not in the build context: run the install once and commit it`
          : `The install in this stage needs ${lockfile} as well, and fails without it`,
        fixes: isMissing
          ? []
          : [
              {
                title: `Copy ${lockfile}, too`,
                safe: false,
                edits: [{ start: source.end, end: source.end, text: quoted }],
              },
            ],
      };
    }
  },
} satisfies DockerfileRule;
