/** What runs as somebody else than root, and is sure to: a command that may fail for want of rights and nobody minds is not. */

import { type Call, callsOf } from "../image/calls";
import type { Owner } from "../image/model";
import { userBefore } from "../image/owners";
import { folderBefore } from "../stage/folders";
import { isRootUser } from "../stage/users";
import { mindsFailures } from "../syntax/errexit";
import { runsOf } from "../syntax/runs";
import type { Command, Dockerfile, Instruction } from "../types";
import { memoize } from "../util/memoize";

/** A RUN and who it works as. */
export interface UnprivilegedRun {
  readonly instruction: Instruction;
  readonly user: Owner;
  /** The name or number of that user, for people. */
  readonly name: string;
}

/** The RUNs of a file that certainly work as somebody else than root. */
export const unprivilegedRuns = memoize((file: Dockerfile): readonly UnprivilegedRun[] => {
  const known = new Map<string, Owner | undefined>();
  return runsOf(file).flatMap((instruction) => {
    const { stage, before, onbuild } = instruction;
    if (!stage || onbuild || isRootUser(before.user?.value)) return [];
    const key = `${stage.index} ${before.user?.set.start}`;
    if (!known.has(key)) known.set(key, userBefore(instruction));
    const user = known.get(key);
    const name = user?.name ?? user?.id?.toString();
    if (!user || user.id === 0 || name === undefined || isRootUser(name)) return [];
    return [{ instruction, user, name }];
  });
});

/** The commands of a RUN that certainly run, as its USER, and whose failure somebody notices. */
export const certainCalls = memoize((instruction: Instruction): readonly Call[] => {
  const { script } = instruction;
  if (!script || script.errors.length > 0 || (script.language !== "sh" && script.language !== "bash")) return [];
  const { commands } = script;
  const last = commands.findLast(({ within }) => within.length === 0);
  return callsOf(instruction, folderBefore(instruction)).filter(({ command, user }, index) => {
    if (!user || command.within.length > 0 || command.wrappers.some(({ value }) => value === "xargs")) return false;
    return (command === last || !isAlwaysFine(last)) && isNoticed(commands, index) && !isGuarded(commands, index);
  });
});

/** Whether the failure of a command is lost, because another list follows it and a shell minds the last alone: `touch /x; echo`. */
export function failsUnseen(instruction: Instruction, command: Command): boolean {
  const outer = (instruction.script?.commands ?? []).filter(({ within }) => within.length === 0);
  const ending = outer.find(({ start, next }) => start >= command.start && (next === ";" || next === "\n"));
  return ending !== undefined && ending !== outer.at(-1) && !mindsFailures(instruction);
}

function isAlwaysFine(command: Command | undefined): boolean {
  const [program, argument] = command?.words ?? [];
  return /^(?:true|:)$/.test(program?.value ?? "") || (program?.value === "exit" && argument?.value === "0");
}

/** No `||` takes its failure, nor that of the list which it is part of. */
function isNoticed(commands: readonly Command[], index: number): boolean {
  if (commands[index]?.next === "|") return false;
  for (const { within, next } of commands.slice(index)) {
    if (next === "||" || next === "&") return false;
    if (within.length === 0 && next !== "&&" && next !== "|") return true;
  }
  return true;
}

/** Whether a command of a list stands behind `||`, or behind `&&` and a test. @param index of the command in it. */
export function isGuarded(commands: readonly Command[], index: number): boolean {
  let operator = commands[index]?.operator;
  for (let at = index - 1; at >= 0 && (operator === "&&" || operator === "||" || operator === "|"); at--) {
    const before = commands[at] as Command;
    if (operator === "||" || before.operator === "||") return true;
    if (before.within.length > 0) continue;
    if (operator === "&&" && (before.name === undefined || tests.has(before.name))) return true;
    operator = before.operator;
  }
  return operator === "||";
}

/** Commands whose failure is an answer. */
const tests = new Set("test [ [[ grep egrep command which type id getent mountpoint cmp diff".split(" "));
