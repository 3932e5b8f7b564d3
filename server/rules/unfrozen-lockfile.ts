import { managerOf, managerPrograms } from "../data/packageManagers";
import { addArguments } from "../edits/edits";
import { held, noteOf, obstacleToFreezing } from "../locks/freezing";
import { lockfileOf, usualLockfile } from "../locks/lockfile";
import { factsFor } from "../node/installProject";
import { projectInstallsOf } from "../packages/install";
import { isForDevelopment } from "../stage/purpose";
import { subcommand } from "../syntax/shell";
import type { DockerfileRule } from "../types";
import { baseName } from "../util/paths";

export default {
  on: "Dockerfile",
  needs: [...managerPrograms],
  id: "unfrozen-lockfile",
  title: "The install may change the lock file instead of obeying it",
  severity: "warning",
  category: "node",
  practice: "production-dependencies",
  why:
    "Without this option the package manager resolves versions anew where the lock file does not fit package.json, so that two builds of the same commit may differ. " +
    "With it the build stops instead, and tells you that the lock file must be updated.",
  sources: [
    "https://classic.yarnpkg.com/en/docs/cli/install",
    "https://pnpm.io/cli/install",
    "https://bun.sh/docs/cli/install",
  ],
  bad: "FROM node:24-slim\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm install --prod",
  good: "FROM node:24-slim\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm install --frozen-lockfile --prod",
  files: { "package.json": "{}", "pnpm-lock.yaml": "" },

  *check(file, facts) {
    if (isForDevelopment(file, facts)) return;
    for (const install of file.stages.flatMap(projectInstallsOf)) {
      const { command, manager, isFrozen } = install;
      // npm has a verb of its own for it, which another rule asks for.
      const own = factsFor(file, install, facts);
      const [flag] = managerOf(manager, own.project?.manager).frozen;
      if (flag === undefined || isFrozen !== false) continue;
      const lockfile = lockfileOf(manager, own);
      const hasLockfile = lockfile !== undefined;
      if (own.project && !hasLockfile) continue;
      const after = subcommand(command) ?? command.words[0];
      const edit = after && addArguments(command, flag, after);
      const obstacle = hasLockfile ? obstacleToFreezing(file, install, own) : undefined;
      yield {
        span: after ?? command,
        severity: hasLockfile ? "warning" : "info",
        message: `Without ${flag}, ${manager} may install other versions than ${baseName(lockfile ?? usualLockfile(manager))} says`,
        fixes: edit && held([{ title: `Add ${flag}`, safe: false, edits: [edit] }], obstacle),
        note: noteOf(obstacle),
      };
    }
  },
} satisfies DockerfileRule;
