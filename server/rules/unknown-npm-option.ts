import { managerPrograms } from "../data/packageManagers";
import { replace } from "../edits/edits";
import { managerVersionOf, omitFlag } from "../locks/managerVersion";
import { startsDevelopment } from "../node/developmentServer";
import { factsFor, needsDevLater } from "../node/installProject";
import { loadedDevDependency } from "../node/loadedPackages";
import { projectInstallsOf } from "../packages/install";
import { mistakenOmission } from "../packages/mistakenOptions";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: [...managerPrograms],
  id: "unknown-npm-option",
  title: "npm has no such option and passes over it",
  severity: "warning",
  category: "node",
  practice: "production-dependencies",
  why:
    "npm says nothing of an option that it does not know, or warns at most, and goes on without it: with `--omit-dev` it installs the dev " +
    "dependencies all the same. The option is called `--omit=dev`.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-ci#omit"],
  bad: "FROM node:24-slim\nCOPY package*.json ./\nRUN npm ci --omit-dev",
  good: "FROM node:24-slim\nCOPY package*.json ./\nRUN npm ci --omit=dev",

  *check(file, facts) {
    for (const stage of file.stages) {
      for (const install of projectInstallsOf(stage)) {
        const word = mistakenOmission(install.command);
        if (!word) continue;
        const own = factsFor(file, install, facts);
        const flag = omitFlag(install, own) ?? "--omit=dev";
        const isOmitted = install.omitsDev === true;
        const isNeeded =
          needsDevLater(file, install, facts) ||
          startsDevelopment(file, facts) ||
          loadedDevDependency(file, facts) !== undefined;
        const optional = isNeeded || managerVersionOf(install, own) === undefined || undefined;
        yield {
          span: word,
          severity: isOmitted ? "info" : undefined,
          message: isOmitted
            ? `npm has no option ${word.text} and passes over it`
            : `npm has no option ${word.text} and installs the dev dependencies all the same`,
          fixes: [{ title: `Use ${flag}`, safe: false, optional, edits: [replace(word, flag)] }],
        };
      }
    }
  },
} satisfies DockerfileRule;
