/** Which project of the build context an install is for: the one of the folder that it runs in, or is led to. */

import { callsOf, placeOf } from "../image/calls";
import { folderBefore } from "../image/folders";
import { type Install, needsDevDependencies } from "../packages/install";
import { readPackageCall } from "../packages/packageCalls";
import { commandsIn } from "../syntax/runs";
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

/** Whether another folder than the working directory may be meant. */
function leadsAway(install: Install): boolean {
  const { command, instruction } = install;
  return (
    targetOf(install) !== undefined ||
    commandsIn(instruction, "cd", "pushd", "popd").some(({ start }) => start < command.start)
  );
}

function targetOf({ command }: Install): string | undefined {
  const call = readPackageCall(command.words.map(({ value, text }) => value ?? text));
  return call?.target?.kind === "folder" ? call.target.name : undefined;
}

/** The folder of the image that it works in: absolute, undefined when that is not known. */
function placeOfInstall(install: Install): string | undefined {
  const { command, instruction } = install;
  const call = callsOf(instruction, folderBefore(instruction)).find((it) => it.command === command);
  const target = targetOf(install);
  return target === undefined ? call?.folder : call && placeOf(call, target);
}

/** Whether something after an install needs dev dependencies, be it by the scripts of the project at the root. */
export function needsDevLater(file: Dockerfile, install: Install, facts: Facts): boolean {
  const own = factsFor(file, install, facts);
  return needsDevDependencies(install, own) || (own !== facts && needsDevDependencies(install, facts));
}
