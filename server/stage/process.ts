/** What a container made from a stage runs: ENTRYPOINT and CMD put together as Docker does. */

import { initNames } from "../data/initPrograms";
import type { Instruction, Stage, Word } from "../types";

export interface MainProcess {
  readonly entrypoint: Instruction | undefined;
  readonly command: Instruction | undefined;
  /** The instruction that names the program: ENTRYPOINT if there is one, else CMD. */
  readonly starts: Instruction;
  /** A shell is PID 1: shell form, or exec form of `sh -c`. */
  readonly isShell: boolean;
  /** An init (dumb-init, tini …) that stands before the program. */
  readonly init: Word | undefined;
  /** Program and arguments, behind an init and its options; in shell form those of its only command, else empty. */
  readonly argv: readonly Word[];
}

/** The last ENTRYPOINT and CMD of a stage and its parents; undefined when the base image decides alone. */
export function mainProcess(stage: Stage): MainProcess | undefined {
  const entrypoint = lastOf(stage, "ENTRYPOINT");
  const command = lastOf(stage, "CMD");
  const starts = entrypoint && !isEmpty(entrypoint) ? entrypoint : command;
  if (!starts || isEmpty(starts)) return undefined;
  const words = starts.exec
    ? [...starts.words, ...(starts === entrypoint && command?.exec ? command.words : [])]
    : onlyCommand(starts);
  const shell = shellWord(words[0]?.value) && words[1]?.value?.startsWith("-") && words[1].value.includes("c");
  const split = splitInit(words);
  return {
    entrypoint,
    command,
    starts,
    isShell: !starts.exec || Boolean(shell),
    init: split.init,
    argv: split.argv,
  };
}

/** The name of a program without its folder. */
export function programName(path: string | undefined): string | undefined {
  return path?.replace(/^.*[/\\]/, "");
}

/** Whether a word names an init. */
export function isInit(word: Word | undefined): boolean {
  return initNames.has(programName(word?.value) ?? "");
}

function splitInit(words: readonly Word[]): { init: Word | undefined; argv: readonly Word[] } {
  const [init] = words;
  if (!isInit(init)) return { init: undefined, argv: words };
  let at = 1;
  while (words[at]?.value?.startsWith("-")) {
    const option = words[at++]?.value;
    if (option === "--") break;
    if (option === "-e" || option === "-p" || option === "--rewrite" || option === "-r") at++;
  }
  return { init, argv: words.slice(at) };
}

function onlyCommand({ script }: Instruction): readonly Word[] {
  const [command, ...more] = script?.commands.filter(({ within }) => within.length === 0) ?? [];
  return command && more.length === 0 ? command.words : [];
}

function shellWord(path: string | undefined): boolean {
  return /^(?:ba|da|a|z|k)?sh$/.test(programName(path) ?? "");
}

function isEmpty({ exec, words, argumentText }: Instruction): boolean {
  return exec ? words.length === 0 : argumentText === "";
}

function lastOf(stage: Stage, keyword: string): Instruction | undefined {
  const own = stage.instructions.findLast((instruction) => instruction.keyword === keyword && !instruction.onbuild);
  return own ?? (stage.parent && lastOf(stage.parent, keyword));
}
