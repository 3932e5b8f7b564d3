import { replace } from "../edits/edits";
import { held, noteOf, obstacleToFreezing } from "../locks/freezing";
import { copyWithoutLockfile, editsToCopyToo, lockfileOf } from "../locks/lockfile";
import { omitFlag } from "../locks/managerVersion";
import { startsDevelopment } from "../node/developmentServer";
import { factsFor, needsDevLater } from "../node/installProject";
import { loadedDevDependency } from "../node/loadedPackages";
import { type Install, installsOf, projectInstallsOf, shipsModules } from "../packages/install";
import { packageCi } from "../packages/packageCi";
import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { instructionsOf, takesFromContext } from "../syntax/instructions";
import { commandsIn, commandsOf } from "../syntax/runs";
import { flagValue, hasFlag, operands, runs, subcommand } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Facts, Finding, Fix } from "../types";
import { folderOf, pathIn } from "../util/paths";

export default {
  on: "Dockerfile",
  needs: ["npm"],
  id: "npm-install",
  title: "npm install may install other versions than the lock file says",
  severity: "warning",
  category: "node",
  practice: "production-dependencies",
  why:
    "`npm install` changes the lock file where it does not fit package.json, so that two builds of the same commit may differ. " +
    "`npm ci` installs exactly what the lock file says, and fails when it cannot.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-ci"],
  bad: 'FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm install\nCMD ["node", "server.js"]',
  good: 'FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev\nCMD ["node", "server.js"]',
  files: { "package.json": "{}", "package-lock.json": "{}" },

  *check(file, facts) {
    if (isForDevelopment(file, facts)) return;
    const isLocked = lockfileOf("npm", facts) !== undefined;
    const names = copiesByName(file, "package-lock.json");
    yield* file.stages.flatMap(installsOf).flatMap((install) => packageCi(install, isLocked));
    if (isLocked) yield* commandsOf(file, "npm").flatMap(({ command }) => pastTheLock(command) ?? []);
    for (const install of file.stages.flatMap(projectInstallsOf)) {
      const { command, manager, isFrozen } = install;
      const verb = subcommand(command);
      if (manager !== "npm" || isFrozen !== false || !verb || isMeant(install)) continue;
      const own = factsFor(file, install, facts);
      const { project } = own;
      const lockfile = lockfileOf("npm", own);
      const isNamed = names && own === facts;
      if (project && !lockfile && !isNamed) {
        const other = project.lockfiles.find((path) => !path.startsWith("package") && !path.startsWith("npm-"));
        if (other) continue;
        yield {
          span: verb,
          severity: "info",
          message: `npm install picks the newest fitting versions, since the build context has no ${pathIn(folderOf(project.manifest), "package-lock.json")} for npm ci`,
          note: "Run `npm install` once in the project and commit the `package-lock.json` that it writes; then use `npm ci` here.",
        };
        continue;
      }
      const isSure = lockfile !== undefined || isNamed;
      const obstacle = isSure ? obstacleToFreezing(file, install, own) : undefined;
      yield {
        span: verb,
        severity: isSure ? "warning" : "info",
        fixes: isSure ? held(fixes(file, install, facts, own), obstacle) : [],
        note: noteOf(obstacle),
      };
    }
  },
} satisfies DockerfileRule;

/** A call that goes past a lock file on purpose: it stays, and what comes of it is said. */
function pastTheLock(command: Command): Finding | undefined {
  const verb = subcommand(command);
  if (!verb || hasFlag(command, "-g", "--global", "--prefix", "-C", "--package-lock-only")) return undefined;
  const isAlone = operands(command).length === 0;
  const span = command.words.find(({ value }) => value === "--no-package-lock") ?? verb;
  if (runs(command, "npm install", "npm i") && isAlone && span !== verb)
    return {
      span,
      severity: "info",
      message: "With --no-package-lock, npm takes the newest fitting versions and not those of package-lock.json",
    };
  if (!runs(command, "npm update", "npm upgrade", "npm up") || !isAlone) return undefined;
  return { span, severity: "info", message: "npm update takes newer versions than package-lock.json says" };
}

/** Told to leave the lock file alone, or what is left to do where there is none for the npm ci before. */
function isMeant({ command, instruction }: Install): boolean {
  if (hasFlag(command, "--package-lock-only", "--no-save", "--no-package-lock", "--no-lockfile")) return true;
  const isCase = command.within.includes("if") || command.within.includes("case");
  return isCase && commandsIn(instruction).some((other) => runs(other, "npm ci"));
}

/** @param own the facts of the project that it installs. */
function fixes(file: Dockerfile, install: Install, facts: Facts, own: Facts): Fix[] {
  const { command, instruction } = install;
  const verb = subcommand(command);
  const { stage } = instruction;
  if (!verb || !stage || (verb.text !== verb.value && !instruction.exec)) return [];
  const quote = instruction.exec ? '"' : "";
  const missing = copyWithoutLockfile(file, install, own);
  const lockfile = missing ? editsToCopyToo(missing, "package-lock.json") : [];
  const ci = { title: "Use npm ci", safe: false, edits: [replace(verb, `${quote}ci${quote}`), ...lockfile] };
  const omits = install.omitsDev !== false || flagValue(command, "--include") !== undefined;
  const starts = file.final && mainProcess(file.final);
  if (
    omits ||
    !starts ||
    !shipsModules(file, stage) ||
    needsDevLater(file, install, facts) ||
    startsDevelopment(file, facts) ||
    loadedDevDependency(file, facts)
  )
    return [ci];
  const flag = omitFlag(install, own);
  const text = instruction.exec ? `"ci", "${flag}"` : `ci ${flag}`;
  return [{ ...ci, title: `Use npm ci ${flag}`, edits: [replace(verb, text), ...lockfile] }, ci];
}

function copiesByName(file: Dockerfile, name: string): boolean {
  return instructionsOf(file, "COPY").some(
    (copy) => takesFromContext(copy) && copy.words.some(({ value }) => value?.endsWith(name)),
  );
}
