/** RUN instructions that build nothing: what they install, other rules judge. */

import { systemManagers } from "../data/systemManagers";
import { fileCommands, systemCommands } from "../data/systemPrograms";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Command, Instruction } from "../types";
import { installsIn } from "./install";

/** Whether a RUN does nothing but install packages, of the distribution or of the project, and change files and accounts. */
export function isPreparation(instruction: Instruction): boolean {
  const installs = new Set(installsIn(instruction).map(({ command }) => command));
  return commandsIn(instruction).every((command) => installs.has(command) || prepares(command));
}

function prepares(command: Command): boolean {
  const { name = "" } = command;
  if (Object.hasOwn(systemCommands, name) || fileCommands.has(name) || managers.has(name)) return true;
  return runs(
    command,
    "pip install",
    "pip3 install",
    "corepack enable",
    "deno cache",
    "deno install",
    "npm cache",
    "yarn cache",
  );
}

const managers = new Set([...systemManagers, "pacman", "ln", "export"]);
