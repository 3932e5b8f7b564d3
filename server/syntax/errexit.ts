/** Whether a shell ends at the first command that fails. */

import type { Command, Dockerfile, Instruction } from "../types";
import { unixCommands } from "./runs";

/** Whether a word of a shell's options says so: `-e`, `-euxo`, the `errexit` behind `-o`. */
export function isErrexit(word: string): boolean {
  return /^-(?=[a-z]*e)[a-z]+$|^errexit$/.test(word);
}

/** Whether a RUN looks at failures in a way of its own: by `set -e`, a trap, or the options of its shell. */
export function mindsFailures(run: Instruction): boolean {
  if ((run.before.shell ?? []).some(isErrexit)) return true;
  return unixCommands(run).some(
    ({ name, words }) => name === "trap" || (name === "set" && words.some(({ text }) => isErrexit(text))),
  );
}

/** Whether the shell ends where a command fails: `set -e` before it, in SHELL, or behind the `#!` of a heredoc. */
export function exitsAtErrors(file: Dockerfile, instruction: Instruction, { start }: Command): boolean {
  const sets = unixCommands(instruction).filter(({ name, start: at }) => name === "set" && at < start);
  const { script, before } = instruction;
  const interpreter = script ? (/^#![^\n]*/.exec(file.text.slice(script.start, script.end))?.[0] ?? "") : "";
  return (
    sets.some(({ words }) => words.some(({ value }) => isErrexit(value ?? ""))) ||
    before.shell?.slice(1).some(isErrexit) === true ||
    interpreter.split(/\s+/).some(isErrexit)
  );
}
