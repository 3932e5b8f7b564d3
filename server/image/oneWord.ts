/** Whole commands in one word of exec form, which is taken for the name of a program. */

import { isCopy } from "../syntax/instructions";
import { commandKeywords } from "../syntax/keywords";
import type { Dockerfile, Facts, Instruction, Word } from "../types";
import { startsProgram } from "./handedOver";
import { startProcess } from "./processes";

/** The first word of an instruction in exec form where it holds a command with its arguments: `["node server.js"]`. */
export function commandInOneWord(file: Dockerfile, instruction: Instruction, facts: Facts): Word | undefined {
  const { keyword, exec, onbuild, words } = instruction;
  const [first] = words;
  if (!exec || onbuild || !commandKeywords.has(keyword) || !first || !isCommand(file, first.value ?? ""))
    return undefined;
  return isProgram(instruction, facts) ? first : undefined;
}

/** Neither a path with a blank in it, nor something that the file speaks of elsewhere. */
function isCommand(file: Dockerfile, value: string): boolean {
  const [, program = "", next = ""] = /^\s*(\S+)\s+(\S*)/.exec(value) ?? [];
  if (program === "" || (program.includes("/") && /^[^-/].*\/|^$/.test(next))) return false;
  return !file.instructions.some((copy) => isCopy(copy) && copy.words.some((word) => word.value?.endsWith(value)));
}

/** Docker itself looks for it: an entry script may do otherwise, and what an unknown image has in front is not known. */
function isProgram(instruction: Instruction, facts: Facts): boolean {
  const { keyword, stage } = instruction;
  if (keyword !== "CMD") return true;
  const root = stage && startProcess(stage, facts);
  return root?.isFirst !== undefined && startsProgram(instruction, facts) === true;
}
