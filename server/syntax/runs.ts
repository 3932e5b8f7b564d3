/** The RUN instructions of a file and the commands in them. */

import type { Command, Dockerfile, Instruction } from "../types";
import { once } from "../util/memoize";

/** The RUN instructions of a file, those outside of stages and ONBUILD included. */
export function runsOf(file: Dockerfile): Instruction[] {
  return file.instructions.filter(({ keyword }) => keyword === "RUN");
}

/** A command and the RUN that it is part of. */
export interface Run {
  readonly command: Command;
  readonly instruction: Instruction;
}

/** The commands of every RUN for a Unix shell, in order; those of ONBUILD and of a file without FROM included. */
export const commandsOf = once((file: Dockerfile): readonly Run[] =>
  runsOf(file).flatMap((instruction) => unixCommands(instruction).map((command) => ({ command, instruction }))),
);

/** The commands of an instruction, if it is not for PowerShell or cmd. */
export function unixCommands({ script }: Instruction): readonly Command[] {
  return script?.language === "powershell" || script?.language === "cmd" ? [] : (script?.commands ?? []);
}

/** What a stage and its parents have done by the end of an instruction, itself included. */
export function instructionsUntil(file: Dockerfile, { stage, start }: Instruction): Instruction[] {
  const chain = new Set([stage]);
  for (let parent = stage?.parent; parent; parent = parent.parent) chain.add(parent);
  return file.instructions.filter((other) => other.start <= start && chain.has(other.stage));
}
