/** Installs of Python projects by a lock file: uv, pipenv, poetry, PDM. */

import { type PythonManager, pythonManagers } from "../data/pythonManagers";
import { inherited } from "../stage/users";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Instruction, Stage } from "../types";

export interface PythonInstall {
  readonly instruction: Instruction;
  readonly command: Command;
  readonly manager: PythonManager;
  /** It obeys the lock file, or stops. */
  readonly isFrozen: boolean;
  /** It leaves development packages out. */
  readonly omitsDev: boolean;
}

/** Those of a stage, its parents left aside, in order. */
export function pythonInstallsOf(stage: Stage): PythonInstall[] {
  return stage.instructions.flatMap((instruction) =>
    instruction.keyword === "RUN" && !instruction.onbuild
      ? commandsIn(instruction).flatMap((command) => installOf(command, instruction, stage) ?? [])
      : [],
  );
}

function installOf(command: Command, instruction: Instruction, stage: Stage): PythonInstall | undefined {
  const manager = pythonManagers.find(({ program, verb }) => runs(command, `${program} ${verb}`));
  if (!manager || hasFlag(command, "--dry-run", "--script", "--help")) return undefined;
  // Named packages are another matter: they change the lock file on purpose.
  if (manager.program === "pipenv" && operands(command).length > 0) return undefined;
  const isSet = (names: readonly string[]) =>
    names.some(
      (name) =>
        instruction.argumentText.includes(`${name}=`) ||
        inherited(stage).some(({ assignments }) => assignments.some((it) => it.name.value === name)),
    );
  const flags = (options: readonly string[]) => options.map((option) => option.split(" ")[0] ?? option);
  const { frozen, production, variables } = manager;
  return {
    instruction,
    command,
    manager,
    isFrozen: frozen.length === 0 || hasFlag(command, ...flags(frozen)) || isSet(variables.frozen),
    omitsDev: production.length === 0 || hasFlag(command, ...flags(production)) || isSet(variables.production),
  };
}
