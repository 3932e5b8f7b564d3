import { replace } from "../text/edits";
import { type Install, needsDevDependencies, projectInstallsOf, shipsModules } from "../text/install";
import { copyWithoutLockfile, lockfileOf } from "../text/lockfile";
import { omitFlag } from "../text/nodeVersion";
import { isForDevelopment } from "../text/purpose";
import { flagValue, hasFlag, subcommand } from "../text/shell";
import type { Dockerfile, DockerfileRule, Edit, Facts, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "npm-install",
  title: "npm install may install other versions than the lock file says",
  severity: "warning",
  category: "node",
  why:
    "`npm install` changes the lock file where it does not fit package.json, so that two builds of the same commit may differ. " +
    "`npm ci` installs exactly what the lock file says, and fails when it cannot.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-ci"],
  bad: "FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm install",
  good: "FROM node:24-slim\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev",
  files: { "package.json": "{}", "package-lock.json": "{}" },

  *check(file, facts) {
    if (isForDevelopment(file, facts)) return;
    for (const install of file.stages.flatMap(projectInstallsOf)) {
      const { command, manager, isFrozen } = install;
      const verb = subcommand(command);
      if (manager !== "npm" || isFrozen !== false || !verb || hasFlag(command, "--package-lock-only", "--no-save"))
        continue;
      const lockfile = lockfileOf("npm", facts);
      const names = copiesByName(file, "package-lock.json");
      if (facts.project && !lockfile && !names) {
        const other = facts.project.lockfiles.find((path) => !path.startsWith("package") && !path.startsWith("npm-"));
        if (other) continue;
        yield {
          span: verb,
          severity: "info",
          message:
            "npm install picks the newest fitting versions, since the build context has no package-lock.json for npm ci",
          note: "Run `npm install` once in the project and commit the `package-lock.json` that it writes; then use `npm ci` here.",
        };
        continue;
      }
      const isSure = lockfile !== undefined || names;
      yield { span: verb, severity: isSure ? "warning" : "info", fixes: isSure ? fixes(file, install, facts) : [] };
    }
  },
} satisfies DockerfileRule;

function fixes(file: Dockerfile, install: Install, facts: Facts): Fix[] {
  const { command, instruction } = install;
  const verb = subcommand(command);
  const { stage } = instruction;
  if (!verb || !stage || (verb.text !== verb.value && !instruction.exec)) return [];
  const quote = instruction.exec ? '"' : "";
  const missing = copyWithoutLockfile(file, install);
  const lockfile: Edit[] = missing
    ? [{ start: missing.source.end, end: missing.source.end, text: ` ${siblingOf(missing.source.text)}` }]
    : [];
  const ci = { title: "Use npm ci", safe: false, edits: [replace(verb, `${quote}ci${quote}`), ...lockfile] };
  const omits = install.omitsDev !== false || flagValue(command, "--include") !== undefined;
  if (omits || !shipsModules(file, stage) || needsDevDependencies(install, facts)) return [ci];
  const flag = omitFlag(stage);
  const text = instruction.exec ? `"ci", "${flag}"` : `ci ${flag}`;
  return [{ ...ci, title: `Use npm ci ${flag}`, edits: [replace(verb, text), ...lockfile] }, ci];
}

function siblingOf(manifest: string): string {
  return manifest.replace(/package\.json$/, "package-lock.json");
}

function copiesByName(file: Dockerfile, name: string): boolean {
  return file.instructions.some(
    ({ keyword, words, flags }) =>
      keyword === "COPY" &&
      !flags.some((flag) => flag.name === "from") &&
      words.some(({ value }) => value?.endsWith(name)),
  );
}
