import { managerOf, managerPrograms } from "../data/packageManagers";
import {
  copyWithoutLockfile,
  editsToCopyToo,
  lacksLockfile,
  lockfileOf,
  runsWithoutLockfile,
  usualLockfile,
} from "../locks/lockfile";
import { factsFor } from "../node/installProject";
import { type Install, projectInstallsOf } from "../packages/install";
import { hasFlag, subcommand } from "../syntax/shell";
import type { DockerfileRule, Facts } from "../types";
import { baseName } from "../util/paths";

export default {
  on: "Dockerfile",
  needs: [...managerPrograms],
  id: "lockfile-not-copied",
  title: "The install needs a lock file that has not been copied",
  severity: "error",
  category: "node",
  why:
    "`npm ci` and the frozen installs of pnpm and of newer versions of yarn read the lock file and fail without it; yarn 1 and bun then install the newest versions. " +
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
      if (!found || !runsWithoutLockfile(file, install, own)) continue;
      const { source } = found;
      const lockfile = baseName(lockfileOf(install.manager, own) ?? usualLockfile(install.manager));
      const isMissing = own.project?.lockfiles.length === 0;
      const isAtWill = installsAtWill(install, own);
      const where = isMissing ? "which is not in the build context" : "which is not copied";
      yield {
        span: source,
        severity: isAtWill ? "warning" : undefined,
        message: isAtWill
          ? `The install in this stage is to obey ${lockfile}, ${where}: it installs whatever versions are newest`
          : isMissing
            ? `The install in this stage needs ${lockfile}, which is not in the build context: run the install once and commit it`
            : `The install in this stage needs ${lockfile} as well, and fails without it`,
        fixes: isMissing
          ? []
          : [
              {
                title: `Copy ${lockfile}, too`,
                safe: false,
                edits: editsToCopyToo(found, lockfile),
              },
            ],
      };
    }
  },
} satisfies DockerfileRule;

/** Whether a frozen install surely or perhaps goes on without a lock file: of yarn, that is the first version alone. */
function installsAtWill({ manager, command }: Install, { project }: Facts): boolean {
  const { frozenWithoutLockfile } = managerOf(manager, project?.manager);
  return frozenWithoutLockfile === true && !hasFlag(command, "--immutable", "--immutable-cache");
}
