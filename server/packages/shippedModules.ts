/** Through which stages the packages of an install get into the image. */

import { findStage } from "../syntax/dockerfile";
import { flagOf, isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Dockerfile, Project, Stage } from "../types";
import { callsDevDependency, type Install, projectInstallsOf, prunings, shipsModules } from "./install";

/**
 * The stage out of which the packages that a stage installs get into the image: itself, or one that builds upon it, or
 * takes its packages to the same place, and leaves them as they are. undefined where none of them ships, as far as known.
 */
export function shipperOf(file: Dockerfile, stage: Stage, install: Install): Stage | undefined {
  if (shipsModules(file, stage, install)) return stage;
  for (const later of file.stages.slice(stage.index + 1)) {
    // What ships has been asked above.
    if (later.ships) continue;
    const found =
      takesModules(file, later, stage) && !changesModules(later) ? shipperOf(file, later, install) : undefined;
    if (found) return found;
  }
  return undefined;
}

/**
 * Whether a stage that goes on from another, or takes its packages, starts a program of a dev dependency by npx, which
 * fetches another version where the install has left it out.
 */
export function isFetchedLater(file: Dockerfile, stage: Stage, project: Project | undefined): boolean {
  return file.stages.slice(stage.index + 1).some((later) => {
    const isLater = takesModules(file, later, stage) && projectInstallsOf(later).length === 0;
    return isLater && (startsByNpx(later, project) || isFetchedLater(file, later, project));
  });
}

function startsByNpx({ instructions }: Stage, project: Project | undefined): boolean {
  return instructions.some(
    (instruction) =>
      instruction.keyword === "RUN" &&
      commandsIn(instruction).some(
        (command) =>
          runs(command, "npx", "npm exec", "npm x", "bunx") &&
          callsDevDependency(
            command.words.map(({ value = "" }) => value),
            project,
          ),
      ),
  );
}

function takesModules(file: Dockerfile, later: Stage, stage: Stage): boolean {
  if (later.parent === stage) return true;
  return later.instructions.some((instruction) => {
    const from = isCopy(instruction) ? flagOf(instruction, "from")?.value?.value : undefined;
    const isFrom = from !== undefined && findStage(file, from, later) === stage;
    return isFrom && instruction.words.slice(0, -1).some(({ value }) => /(?:^|\/)node_modules\/*$/.test(value ?? ""));
  });
}

function changesModules(stage: Stage): boolean {
  if (projectInstallsOf(stage).length > 0) return true;
  const commands = stage.instructions.flatMap(({ keyword, script }) =>
    keyword === "RUN" ? (script?.commands ?? []) : [],
  );
  return commands.some((command) => runs(command, ...prunings) || /^(?:rm|mv)$/.test(command.name ?? ""));
}
