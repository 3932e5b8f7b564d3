import { factsFor } from "../node/installProject";
import { projectInstallsOf } from "../packages/install";
import { inherited } from "../stage/users";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Command, DockerfileRule, Facts, Stage } from "../types";

export default {
  on: "Dockerfile",
  needs: ["pnpm"],
  id: "unpinned-package-manager",
  title: "corepack takes whatever version of the package manager is the newest",
  severity: "info",
  category: "node",
  why:
    "corepack goes by the field `packageManager` of package.json. Without it, it asks the registry for the newest release, so that the same " +
    "Dockerfile builds with another pnpm tomorrow, which may refuse the lock file of today. " +
    "`corepack use pnpm@latest` writes the field, with the version that is in use now.",
  sources: ["https://github.com/nodejs/corepack#readme", "https://nodejs.org/api/packages.html#packagemanager"],
  bad: "FROM node:24-slim\nRUN corepack enable\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm install --frozen-lockfile",
  good:
    "FROM node:24-slim\nRUN corepack enable && corepack prepare pnpm@10.24.0 --activate\nWORKDIR /app\n" +
    "COPY package.json pnpm-lock.yaml ./\nRUN pnpm install --frozen-lockfile",
  files: { "package.json": "{}", "pnpm-lock.yaml": "lockfileVersion: '9.0'\n" },

  *check(file, facts) {
    const told = new Set<Command>();
    for (const stage of file.stages) {
      // The newest yarn that it takes by itself has been the same for years.
      const install = projectInstallsOf(stage).find(({ manager }) => manager === "pnpm");
      const enabling = install && enablingCommand(stage, install.instruction.start);
      if (!install || !enabling || told.has(enabling) || /COREPACK_DEFAULT_TO_LATEST|COREPACK_HOME/.test(file.text))
        continue;
      if (!saysNothing(facts) || !saysNothing(factsFor(file, install, facts))) continue;
      told.add(enabling);
      const { start, end } = enabling;
      yield {
        span: { start, end },
        message:
          "package.json names no packageManager, so that corepack takes whichever pnpm is the newest when the image is built",
      };
    }
  },
} satisfies DockerfileRule;

/** `corepack enable` above an install, where nothing names a version. */
function enablingCommand(stage: Stage, until: number): Command | undefined {
  const commands = inherited(stage)
    .filter(({ start }) => start <= until)
    .flatMap((instruction) => commandsIn(instruction));
  const names = (command: Command) =>
    runs(command, "corepack", "npm") &&
    command.words.some(({ value, text }) => /^pnpm@(?!latest$)/.test(value ?? text));
  return commands.some(names) ? undefined : commands.find((command) => runs(command, "corepack enable"));
}

/** Whether package.json is known and chooses no version, in whatever field. */
function saysNothing({ project, contents }: Facts): boolean {
  if (!project || project.managerVersion !== undefined) return false;
  return !/"(?:packageManager|devEngines)"/.test(contents?.get(project.manifest) ?? '"packageManager"');
}
