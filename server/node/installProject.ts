/** Which project of the build context an install is for: the one of the folder that it runs in, or is led to. */

import { allProcesses, startProcess } from "../image/processes";
import { leadsAway, placeOfInstall } from "../locks/installPlace";
import { callsDevDependency, type Install, needsDevDependencies, startsDevDependency } from "../packages/install";
import { mainProcess } from "../stage/process";
import type { Dockerfile, Facts, Project } from "../types";
import { memoizeFor } from "../util/memoize";
import { projectAt, projectOf } from "./entry";

/**
 * What is known of the project that an install is for. The facts themselves while that is the one at the context root,
 * or may be; else the same facts with the other project, or without any when `cd` or an option such as `--prefix` leads
 * to a folder whose package.json is not known.
 */
export function factsFor(file: Dockerfile, install: Install, facts: Facts): Facts {
  const { instruction } = install;
  const project = leadsAway(install)
    ? projectAt(file, instruction, placeOfInstall(install), facts)
    : projectOf(file, instruction, facts);
  return project === facts.project ? facts : withProject(facts, project ?? "none");
}

const withProject = memoizeFor(
  (facts: Facts, project: Project | "none"): Facts => ({
    ...facts,
    project: project === "none" ? undefined : project,
  }),
);

/**
 * Whether something after an install needs dev dependencies, be it by the scripts of the project at the root, or because
 * the container starts, in the folder of a workspace, what that has for development: `npx tsx server.ts`.
 */
export function needsDevLater(file: Dockerfile, install: Install, facts: Facts): boolean {
  const own = factsFor(file, install, facts);
  return (
    needsDevDependencies(install, own) ||
    (own !== facts && needsDevDependencies(install, facts)) ||
    startsForDevelopment(file, facts)
  );
}

/** Whether what the container starts, by entry scripts as well, is a program of a dev dependency of the project in its folder. */
export const startsForDevelopment = memoizeFor((file: Dockerfile, facts: Facts): boolean => {
  const { final } = file;
  const main = final && mainProcess(final);
  const project = main && projectOf(file, main.command ?? main.starts, facts);
  if (!final || !project) return false;
  const inScripts = allProcesses(startProcess(final, facts)).filter((process) => process.file !== undefined);
  return (
    startsDevDependency(final, project) ||
    inScripts.some(({ argv }) => {
      const words = argv.map(({ value, text }) => value ?? text);
      return !/^(?:echo|printf)$/.test(words[0] ?? "") && callsDevDependency(words, project);
    })
  );
});
