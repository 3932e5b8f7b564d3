/** Whether a shell ends at the first command that fails. */

import type { Instruction } from "../types";
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
