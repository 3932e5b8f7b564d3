/** What only the program of a Node.js project uses, and no step of its build. */

import { runtimePackages } from "../data/systemPrograms";
import { packagesOfTool, toolsFor } from "../data/tools";
import { installsIn } from "../packages/install";
import { commandsIn } from "../syntax/runs";
import type { Instruction, Project, Stage } from "../types";
import { systemPackagesIn } from "./classify";

/** Whether a RUN brings nothing but what the program uses: packages of the distribution, or what keeps it running. */
export function isForRuntime(instruction: Instruction, stage: Stage, project: Project | undefined): boolean {
  const names = systemPackagesIn(instruction);
  if (names.length > 0) return names.every(runtimeOnly(instruction, stage, project));
  const installs = installsIn(instruction);
  if (installs.length === 0 || installs.length !== commandsIn(instruction).length) return false;
  const words = wordsOfSteps(instruction, stage, project);
  return installs.every(
    ({ isGlobal, packages }) =>
      isGlobal &&
      packages.length > 0 &&
      packages.every(({ value = "" }) => {
        const name = value.replace(/(.)@.*/s, "$1");
        return runners.has(name) && !words.has(name);
      }),
  );
}

/** Packages that start a program, and have no part in building it. */
const runners: ReadonlySet<string> = new Set(toolsFor("process manager", "watcher").flatMap(packagesOfTool));

/** Whether a package is for the program alone, so that no step of the build and no script names it. */
export function runtimeOnly(
  instruction: Instruction,
  stage: Stage,
  project: Project | undefined,
): (name: string) => boolean {
  const scripts = new Set(Object.values(project?.scripts ?? {}).flatMap(wordsIn));
  const words = wordsOfSteps(instruction, stage, undefined);
  const isNamed = (name: string) => words.has(name) || scripts.has(name);
  return (name) => runtimePackages.has(name) && !isNamed(name) && !isNamed(name.replace(/-.*/, ""));
}

/** The words of the other RUNs, and of the scripts that they name, which may call each other. */
function wordsOfSteps(instruction: Instruction, stage: Stage, project: Project | undefined): ReadonlySet<string> {
  const steps = stage.instructions.filter((other) => other.keyword === "RUN" && other !== instruction);
  const words = new Set(steps.flatMap(({ argumentText }) => wordsIn(argumentText)));
  const scripts = project?.scripts ?? {};
  const isBuilt = words.has("run") || Object.keys(scripts).some((name) => words.has(name) && name !== "install");
  return isBuilt ? new Set([...words, ...Object.values(scripts).flatMap(wordsIn)]) : words;
}

function wordsIn(text: string): string[] {
  return text.split(/[^\w-]+/);
}
