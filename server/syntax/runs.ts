/** The RUN instructions of a file and the commands in them, by the programs that they start. */

import type { Command, Dockerfile, Instruction, Stage } from "../types";
import { memoize } from "../util/memoize";
import { instructionsOf } from "./instructions";

/**
 * The RUN instructions of a file, those outside of stages and of ONBUILD included.
 * @param programs only those that start one of these, in whatever shell.
 */
export function runsOf(file: Dockerfile, ...programs: readonly string[]): readonly Instruction[] {
  const all = instructionsOf(file, "RUN");
  if (programs.length === 0) return all;
  const starting = new Set(startsOf(file, programs).map(({ instruction }) => instruction));
  return starting.size === 0 ? [] : all.filter((instruction) => starting.has(instruction));
}

/** A command and the RUN that it is part of. */
export interface Run {
  readonly command: Command;
  readonly instruction: Instruction;
}

/**
 * The commands of every RUN for a Unix shell, in order; those of ONBUILD and of a file without FROM included.
 * @param programs only those of these programs: a file that starts none of them is not walked.
 */
export function commandsOf(file: Dockerfile, ...programs: readonly string[]): readonly Run[] {
  if (programs.length === 0) return unixRuns(file);
  const found = startsOf(file, programs).filter(({ instruction }) => isForUnix(instruction));
  if (programs.length === 1 || found.length <= 1) return found;
  const commands = new Set(found.map(({ command }) => command));
  return unixRuns(file).filter(({ command }) => commands.has(command));
}

/**
 * The commands that an instruction starts, in whatever shell; none where it starts nothing.
 * @param programs only those of these programs.
 */
export function commandsIn(instruction: Instruction | undefined, ...programs: readonly string[]): readonly Command[] {
  const commands = instruction?.script?.commands ?? [];
  if (programs.length === 0) return commands;
  return commands.filter(({ name }) => name !== undefined && programs.includes(name));
}

/** The commands of an instruction, if it is not for PowerShell or cmd. */
export function unixCommands(instruction: Instruction): readonly Command[] {
  return isForUnix(instruction) ? commandsIn(instruction) : [];
}

function isForUnix({ script }: Instruction): boolean {
  return script?.language !== "powershell" && script?.language !== "cmd";
}

const unixRuns = memoize((file: Dockerfile): readonly Run[] =>
  runsOf(file).flatMap((instruction) => unixCommands(instruction).map((command) => ({ command, instruction }))),
);

/** The commands of each RUN by the name of the program, in order. Built once for each file, when somebody asks first. */
const byProgram = memoize((file: Dockerfile): ReadonlyMap<string, readonly Run[]> => {
  const index = new Map<string, Run[]>();
  for (const instruction of runsOf(file)) {
    for (const command of commandsIn(instruction)) {
      if (command.name === undefined) continue;
      const known = index.get(command.name);
      if (known) known.push({ command, instruction });
      else index.set(command.name, [{ command, instruction }]);
    }
  }
  return index;
});

/** Program by program. */
function startsOf(file: Dockerfile, programs: readonly string[]): readonly Run[] {
  const index = byProgram(file);
  return programs.flatMap((program) => index.get(program) ?? []);
}

/**
 * For a test of instructions: where the first one starts that passes it, in a stage or in those that it starts from;
 * infinity where none does. Each stage is looked through once, however many of its instructions ask.
 */
export function startOfFirst(test: (instruction: Instruction) => boolean): (stage: Stage | undefined) => number {
  const own = memoize((stage: Stage) => stage.instructions.find(test)?.start);
  return (stage) => {
    let first = Number.POSITIVE_INFINITY;
    for (let link = stage; link; link = link.parent) first = own(link) ?? first;
    return first;
  };
}

/** What a stage and its parents have done by the end of an instruction, itself included. */
export function instructionsUntil(file: Dockerfile, { stage, start }: Instruction): Instruction[] {
  const chain = new Set([stage]);
  for (let parent = stage?.parent; parent; parent = parent.parent) chain.add(parent);
  return file.instructions.filter((other) => other.start <= start && chain.has(other.stage));
}
