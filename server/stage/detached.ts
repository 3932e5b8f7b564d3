/** A process manager that puts the program into the background, where Docker no longer sees it, or does not heed signals. */

import { toolOf } from "../data/tools";
import { parseExec } from "../syntax/shell";
import type { Command, Instruction, Stage, Word } from "../types";
import { programName, startOf, topLevel } from "./process";
import { stopSignal } from "./stopSignal";

/** What starts the program in the background. */
export interface Detached {
  /** CMD or ENTRYPOINT. */
  readonly instruction: Instruction;
  /** `pm2 start server.js`. */
  readonly words: readonly Word[];
  /** What keeps the container going meanwhile: `pm2 logs`, `tail -f`; undefined: nothing does. */
  readonly keeper: string | undefined;
  /** Nothing else is started there. */
  readonly isAlone: boolean;
  /** The option by which the process manager stays, without heeding signals: `--no-daemon`; undefined where it leaves. */
  readonly stays?: string | undefined;
}

/** The start of a stage by a process manager that leaves the foreground, or stays without heeding signals; undefined where that is not seen. */
export function detachedStart(stage: Stage): Detached | undefined {
  const start = startOf(stage);
  for (const instruction of [start?.command, start?.entrypoint]) {
    const found = instruction && detachedBy(instruction, startsDaemon);
    const stays = found?.words.map(({ value = "" }) => value).find((word) => staying.has(word));
    // Other signals it may well heed.
    if (stays !== undefined && stopSignal(stage) !== "SIGTERM") return undefined;
    if (found) return { ...found, stays };
  }
  return undefined;
}

/**
 * The first command of CMD or ENTRYPOINT that a test says to leave the foreground. `isWhole`: nothing but what keeps the
 * container going follows.
 */
export function detachedBy(
  instruction: Instruction,
  leaves: (command: Command) => boolean,
): (Detached & { readonly isWhole: boolean }) | undefined {
  const commands = commandsOf(instruction);
  const at = commands.findIndex(leaves);
  const command = commands[at];
  if (!command) return undefined;
  const later = commands.slice(at + 1);
  const keepers = later.filter(keeps);
  return {
    instruction,
    words: command.words,
    keeper: keepers[0]?.words
      .slice(0, 2)
      .map(({ value, text }) => value ?? text)
      .join(" "),
    isAlone: keepers.length === commands.length - 1 && command.wrappers.length === 0,
    isWhole: keepers.length === later.length && !goesOn(instruction, command),
  };
}

/** Whether a loop, a condition or another nesting follows, in which something may go on. */
function goesOn(instruction: Instruction, command: Command): boolean {
  const all = instruction.exec ? parseExec(instruction.words).commands : (instruction.script?.commands ?? []);
  return all.some(({ start, within }) => start > command.start && within.length > command.within.length);
}

/** The commands of a shell, or the words of exec form as one. */
function commandsOf(instruction: Instruction): readonly Command[] {
  if (!instruction.exec) return topLevel(instruction.script?.commands ?? []);
  const [outer, ...inner] = parseExec(instruction.words).commands;
  return inner.length > 0 ? inner.filter(({ within }) => within.length === 1) : outer ? [outer] : [];
}

/** Measured with pm2 6: with each of them, process 1 goes on after SIGTERM. */
export const staying: ReadonlySet<string> = new Set(["--no-daemon", "--attach"]);

/** What starts the same as a call of pm2 that leaves, or does not heed signals, in the foreground and heeding them. */
export function byRuntime([program = "", ...rest]: readonly string[]): readonly string[] {
  return [program.replace(/pm2$/, "pm2-runtime"), ...rest.filter((word) => !staying.has(word))];
}

function startsDaemon({ words }: Command): boolean {
  const [program, ...rest] = words.map(({ value }) => value);
  const tool = toolOf(programName(program) ?? "");
  if (tool?.detaches === undefined || !rest.includes(tool.detaches)) return false;
  const first = rest.find((word) => word !== undefined && !word.startsWith("-"));
  return first === tool.detaches;
}

/** Whether a command only waits, or shows what others write. */
function keeps({ name, words }: Command): boolean {
  const [first, second] = words.slice(1).map(({ value }) => value ?? "");
  if (name === "pm2") return /^(?:logs?|monit)$/.test(first ?? "");
  if (name === "tail") return /^-\w*[fF]|^--follow/.test(first ?? "") || /^-\w*[fF]/.test(second ?? "");
  return name === "sleep" || name === "cat" || name === "wait";
}
