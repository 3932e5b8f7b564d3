/** Whether a shell ends at the first command that fails. */

import type { Command, Dockerfile, Instruction } from "../types";
import { memoize } from "../util/memoize";
import { unixCommands } from "./runs";

/** Whether a word of a shell's options says so: `-e`, `-euxo`, the `errexit` behind `-o`. */
export function isErrexit(word: string): boolean {
  return /^-(?=[a-z]*e)[a-z]+$|^errexit$/.test(word);
}

/** Whether a RUN looks at failures in a way of its own: by `set -e`, a trap, or the options of its shell. */
export function mindsFailures(run: Instruction): boolean {
  if ((run.script?.options ?? run.before.shell ?? []).some(isErrexit)) return true;
  return unixCommands(run).some(
    ({ name, words }) => name === "trap" || (name === "set" && words.some(({ text }) => isErrexit(text))),
  );
}

/** Whether the shell ends where a command fails: `set -e` before it, in SHELL, or behind the `#!` of a heredoc. */
export function exitsAtErrors(file: Dockerfile, instruction: Instruction, { start }: Command): boolean {
  const { script, before } = instruction;
  if (firstErrexit(instruction) < start) return true;
  if ((script?.options ?? before.shell?.slice(1) ?? []).some(isErrexit)) return true;
  const interpreter = script ? (/^#![^\n]*/.exec(file.text.slice(script.start, script.end))?.[0] ?? "") : "";
  return interpreter.split(/\s+/).some(isErrexit);
}

/** Where a RUN first says `set -e`; infinity where it does not. */
const firstErrexit = memoize((run: Instruction): number => {
  const isSet = ({ name, words }: Command) => name === "set" && words.some(({ value }) => isErrexit(value ?? ""));
  return unixCommands(run).find(isSet)?.start ?? Number.POSITIVE_INFINITY;
});

/** Whether the build ends when a command of a RUN that is run fails: nothing catches that, and no other command decides how the RUN ends. */
export function stopsBuild(file: Dockerfile, run: Instruction, command: Command): boolean {
  if (command.next === "|") return false;
  // Of `a && b; c` the shell goes on with c, with `set -e` as well, which looks at the last of a list alone.
  if (command.next === "&&" && command.within.length === 0) {
    const later =
      run.script?.commands.filter(({ start, within }) => start > command.start && within.length === 0) ?? [];
    return later.every(({ operator }) => operator === "&&" || operator === "|");
  }
  return !/^[;\n]$/.test(command.next ?? "") || exitsAtErrors(file, run, command) || isLast(run, command);
}

function isLast({ script }: Instruction, { start }: Command): boolean {
  return script?.commands.findLast((other) => other.start > start) === undefined;
}
