/** What becomes of the shell that CMD or ENTRYPOINT starts, and so of the signals that Docker sends. */

import { serverPrograms } from "../data/servers";
import { shortPrograms } from "../data/startPrograms";
import { scriptOfShell, shellOf, takerOf } from "../image/handedOver";
import type { Process } from "../image/processes";
import { programName, startOf } from "../stage/process";
import { isWindows } from "../stage/shellText";
import type { Facts, Instruction, Word } from "../types";
import { endsWithExec, isAfterthought } from "./start";

/**
 * - "handed over": it does not start; its words go to the program of ENTRYPOINT.
 * - "exec": its script ends with exec.
 * - "in a group": an init signals all processes below it.
 * - "becomes a manager": it turns into a package manager, which stands before the program as well.
 * - "becomes the program": this shell turns into its last command by itself.
 * - "stays": it stays, and passes no signal on.
 * - "unclear": nothing tells.
 */
type Fate = "handed over" | "exec" | "in a group" | "becomes a manager" | "becomes the program" | "stays" | "unclear";

/** What becomes of a shell; `program` gets its words, or is what it turns into, as far as known. */
export interface ShellFate {
  readonly fate: Fate;
  readonly program: string | undefined;
}

/** What becomes of the shell that an instruction in shell form stands for. */
export function shellFate(instruction: Instruction, facts: Facts): ShellFate {
  const { stage, keyword } = instruction;
  const isArguments = keyword === "CMD" && stage !== undefined && startOf(stage)?.command === instruction;
  const taker = isArguments ? takerOf(stage, facts) : undefined;
  if (taker) return { fate: "handed over", program: programName(taker.argv[0]?.value) };
  if (endsWithExec(instruction)) return { fate: "exec", program: undefined };
  const shell = shellOf(instruction, facts);
  if (shell?.isInGroup) return { fate: "in a group", program: undefined };
  if (!shell || isLate(shell) || !shell.handsOver) return { fate: "stays", program: undefined };
  const isManager = shell.starts.at(-1)?.kind === "package call";
  return { fate: isManager ? "becomes a manager" : "becomes the program", program: lastProgram(shell) };
}

/** A shell in exec form: `["sh", "-c", "…"]`. */
interface WrittenShell extends ShellFate {
  readonly script: Word;
  /** It is the first process; undefined when that is not known. */
  readonly isFirst: boolean | undefined;
  /** Something that it starts runs until it is told to end. */
  readonly startsServer: boolean;
}

/**
 * What becomes of the shell that an instruction in exec form names; undefined where it names none, or its signals are no matter: its
 * script ends with exec or sets traps, starts only what ends by itself, or an init signals all.
 */
export function writtenShell(instruction: Instruction, facts: Facts): WrittenShell | undefined {
  const shell = shellOf(instruction, facts);
  const script = shell && scriptOfShell(shell);
  const last = shell?.starts.at(-1);
  // Words that are not written there have no place of their own.
  if (!script || script.start === script.end || !last || shell.isInGroup || isWindows(instruction)) return undefined;
  const handsOver = isLate(shell) ? false : shell.handsOver;
  if (last.command?.wrappers[0]?.value === "exec" && !isLate(shell)) return undefined;
  if (instruction.script?.commands.some(({ name }) => name === "trap")) return undefined;
  const names = shell.starts.map(({ argv }) => programName(argv[0]?.value) ?? "");
  if (names.every((name) => shortPrograms.has(name))) return undefined;
  return {
    fate: handsOver === false ? "stays" : handsOver ? "becomes the program" : "unclear",
    program: lastProgram(shell),
    script,
    isFirst: shell.isFirst,
    startsServer: names.some((name) => serverPrograms.has(name)),
  };
}

/** Whether what runs long has ended before the shell turns into anything. */
function isLate({ starts }: Process): boolean {
  const last = starts.at(-1)?.command;
  const commands = starts.flatMap(({ command }) => command ?? []);
  return last !== undefined && isAfterthought(last, commands);
}

function lastProgram({ starts }: Process): string | undefined {
  return programName(starts.at(-1)?.argv[0]?.value);
}
