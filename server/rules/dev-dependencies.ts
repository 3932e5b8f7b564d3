import { managerOf, managerPrograms } from "../data/packageManagers";
import { addArguments } from "../edits/edits";
import { managerVersionOf, omitFlag } from "../locks/managerVersion";
import { omitsDevBySettings } from "../locks/omittedBySettings";
import { pruneAtEnd } from "../multistage/stagePrune";
import { startsDevelopment } from "../node/developmentServer";
import { factsFor, needsDevLater, startsForDevelopment } from "../node/installProject";
import { loadedDevDependency } from "../node/loadedPackages";
import { type Install, projectInstallsOf, prunesLater } from "../packages/install";
import { mistakenOmission } from "../packages/mistakenOptions";
import { isFetchedLater, shipperOf } from "../packages/shippedModules";
import { isShellForPeople, mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { subcommand } from "../syntax/shell";
import type { Dockerfile, DockerfileRule, Facts } from "../types";

export default {
  on: "Dockerfile",
  needs: [...managerPrograms],
  id: "dev-dependencies",
  title: "Dev dependencies are installed into the final image",
  severity: "warning",
  category: "node",
  practice: "production-dependencies",
  why:
    "Compilers, test runners and linters are of no use when the application runs, but make the image larger and bring their vulnerabilities. " +
    "Leave them out, or install them in a build stage of which the final image only takes the result.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-ci#omit"],
  bad: 'FROM node:24-slim\nCOPY package*.json ./\nRUN npm ci\nCMD ["node", "server.js"]',
  good: 'FROM node:24-slim\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCMD ["node", "server.js"]',

  *check(file, facts) {
    if (isForDevelopment(file, facts)) return;
    // What an image is used for that starts nothing by itself, nobody can tell.
    const main = file.final && mainProcess(file.final);
    if (!main) return;
    const isWorkbench = isShellForPeople(main.argv);
    for (const stage of file.stages) {
      for (const install of projectInstallsOf(stage)) {
        const shipper = shipperOf(file, stage, install);
        if (!shipper) continue;
        const own = factsFor(file, install, facts);
        // Of what is meant to leave them out and does not, unknown-npm-option tells.
        if (leavesOut(file, install, own) || prunesLater(install) || mistakenOmission(install.command)) continue;
        if (own.project && Object.keys(own.project.devDependencies).length === 0) continue;
        const { command, manager } = install;
        const span = subcommand(command) ?? command.words[0] ?? command;
        const flag = flagFor(install, own);
        const loaded = loadedDevDependency(file, facts);
        // What a stage in between does with them is its own affair.
        const isNeeded =
          loaded || shipper !== stage || needsDevLater(file, install, facts) || startsDevelopment(file, facts);
        const remedy = shipper === stage ? "build in a stage of its own" : "copy what runs alone";
        const isFetched = isFetchedLater(file, stage, own.project);
        const edit =
          flag && !isNeeded && !isFetched && addArguments(command, flag, subcommand(command) ?? command.words[0]);
        const isStarted = loaded || startsForDevelopment(file, facts) || startsDevelopment(file, facts);
        const prune = isNeeded && !isStarted && !isFetched ? pruneAtEnd(file, install, own) : undefined;
        yield {
          span,
          severity: own.project && !isWorkbench ? "warning" : "info",
          message: loaded
            ? `Dev dependencies stay in the final image, since ${loaded.file} loads ${loaded.name}, which package.json lists as one: move it to dependencies`
            : isNeeded || isFetched
              ? `Dev dependencies, which the build may need, stay in the final image: ${remedy}, or prune them afterwards`
              : `${manager} installs dev dependencies into the final image, where nothing uses them`,
          fixes: edit
            ? [
                {
                  title: `Add ${flag}`,
                  safe: false,
                  optional: manager === "npm" && managerVersionOf(install, own) === undefined,
                  edits: [edit],
                },
              ]
            : prune
              ? [{ title: "Take them out once all is built", safe: false, edits: [prune] }]
              : [],
        };
      }
    }
  },
} satisfies DockerfileRule;

/** Whether they are left out, or nobody can tell. Of the generations that are called yarn, not every one heeds NODE_ENV. */
function leavesOut(file: Dockerfile, install: Install, facts: Facts): boolean {
  const { omitsDev, command, manager } = install;
  if (omitsDevBySettings(file, install, facts)) return true;
  const { obeysNodeEnv } = managerOf(manager, facts.project?.manager);
  const isByVariable = omitsDev === true && !command.words.some(({ value = "" }) => value.startsWith("--prod"));
  const isKnown = manager === "yarn" && facts.project?.manager !== undefined;
  return omitsDev !== false && !(isByVariable && isKnown && !obeysNodeEnv);
}

/** undefined for yarn berry, which has another command for it. */
function flagFor(install: Install, facts: Facts): string | undefined {
  const { manager } = install;
  return manager === "npm" ? omitFlag(install, facts) : managerOf(manager, facts.project?.manager).production[0];
}
