/** CMD below an ENTRYPOINT: whether its words start a program, or are arguments of one. */

import { isUnixShell, startOf } from "../stage/process";
import type { Facts, Instruction, Stage, Word } from "../types";
import { baseEntrypoint } from "./baseEntrypoint";
import { allProcesses, type Process, startProcess } from "./processes";

/** The program that gets the words of a stage's CMD as its arguments; undefined when there is none, or it is not known. */
export function takerOf(stage: Stage, facts: Facts): Process | undefined {
  const start = startOf(stage);
  if (!start?.command || (start.starts === start.command && baseEntrypoint(stage).length === 0)) return undefined;
  const [first] = start.command.exec ? start.command.words : [start.command.argument];
  const at = first?.start;
  if (at === undefined) return undefined;
  return allProcesses(startProcess(stage, facts)).find(
    ({ kind, argv, file, starts }) =>
      kind === "program" &&
      starts.length === 0 &&
      file === undefined &&
      !isIn(argv[0], start.command) &&
      argv.some((word) => isIn(word, start.command)),
  );
}

/** Whether the words of an instruction begin with the program, as far as known. */
export function startsProgram(instruction: Instruction, facts: Facts): boolean | undefined {
  const { keyword, stage } = instruction;
  if (keyword !== "CMD") return true;
  if (!stage) return undefined;
  const start = startOf(stage);
  const isFirst = start?.starts === instruction || start?.entrypoint === undefined;
  if (isFirst) return baseEntrypoint(stage).length === 0;
  const all = allProcesses(startProcess(stage, facts));
  if (all.some(({ argv, command }) => !command && isIn(argv[0], instruction))) return true;
  return takerOf(stage, facts) ? false : undefined;
}

function isIn(word: Word | undefined, instruction: Instruction | undefined): boolean {
  return (
    word !== undefined && instruction !== undefined && instruction.start <= word.start && word.end <= instruction.end
  );
}

/** The shell that CMD or ENTRYPOINT start, by its form or by name; undefined where they start none, or have no effect. */
export function shellOf(instruction: Instruction, facts: Facts): Process | undefined {
  const { stage, keyword, onbuild } = instruction;
  const start = stage && !onbuild && (keyword === "CMD" || keyword === "ENTRYPOINT") ? startOf(stage) : undefined;
  if (!stage || (start?.entrypoint !== instruction && start?.command !== instruction)) return undefined;
  return allProcesses(startProcess(stage, facts)).find(
    ({ kind, argv, command }) => kind === "shell" && !command && isIn(argv[0], instruction),
  );
}

/** The word that a shell takes for its script. */
export function scriptOfShell({ argv }: Process): Word | undefined {
  return behindScript(argv)?.script;
}

/** The words behind the script that a shell is given by `-c`: they become $0, $1 … of it. */
export function behindScript(
  words: readonly Word[],
): { readonly script: Word; readonly given: readonly Word[] } | undefined {
  if (!isUnixShell(words[0])) return undefined;
  let isScript = false;
  for (const [index, word] of words.entries()) {
    if (index === 0) continue;
    const text = word.value ?? "";
    if (!/^[-+]./.test(text)) return isScript ? { script: word, given: words.slice(index + 1) } : undefined;
    if (/^-[^-]*c/.test(text)) isScript = true;
    // Its value follows.
    if (/^[-+][^-]*o$/.test(text)) return undefined;
  }
  return undefined;
}

/** Whether a script asks for the words that it is given; undefined when it is not known. */
export function readsArguments(script: string | undefined): boolean | undefined {
  return script === undefined ? undefined : /\$(?:[0-9@*#]|\{[#!]?[0-9@*])|\b(?:shift|getopts)\b/.test(script);
}
