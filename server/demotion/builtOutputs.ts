/** What a RUN of a stage builds, and root owns therefore. */

import { startWriters } from "../data/startWrites";
import { toolOf } from "../data/tools";
import { folderBefore } from "../image/folders";
import { projectInstallsOf } from "../packages/install";
import { allRuns, runOf } from "../packages/scripts";
import { programName } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Facts, Instruction, Stage } from "../types";

/** The last RUN of a stage or its parents that builds a folder, by the tools that it starts; undefined where none does. */
export function outputsOf(stage: Stage, path: string, facts: Facts): Instruction | undefined {
  return inherited(stage).findLast((instruction) => {
    if (instruction.keyword !== "RUN") return false;
    const folder = folderBefore(instruction);
    if (resolvePath(folder, "node_modules") === path) {
      return projectInstallsOf(stage).some((install) => install.instruction === instruction);
    }
    return commandsIn(instruction).some((command) => {
      if (resolvePath(folder, ".venv") === path) return runs(command, "uv sync", "uv venv");
      const words = command.words.map(({ value, text }) => value ?? text);
      return allRuns(runOf(words, facts.project, facts.files)).some(({ argv }) =>
        outputsOfTool(programName(argv[0]) ?? "", argv[1] ?? "").some((inside) => resolvePath(folder, inside) === path),
      );
    });
  });
}

/** The folders that a tool fills when it builds. */
function outputsOfTool(program: string, word: string): readonly string[] {
  const tool = toolOf(program);
  const verb = word.startsWith("-") ? "" : word;
  if (tool?.builds !== "always" && !tool?.builds?.includes(verb)) return [];
  return [
    ...(tool.outputs ?? []),
    ...startWriters.filter((row) => row.program === program).flatMap(({ trees = [] }) => trees),
  ];
}
