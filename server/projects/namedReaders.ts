/** Programs that stop where a file is missing that they are given, by their manuals: `chmod +x start.sh`. */

import { hasFlag, operands } from "../syntax/shell";
import type { Command, Word } from "../types";

/** The files that a command of a program has to find, by the name of the program. */
export const namedReaders: ReadonlyMap<string, (command: Command) => readonly Word[]> = new Map([
  // Behind the mode or the owner.
  ...of("chmod chown chgrp", (command) =>
    hasFlag(command, "-f", "--silent", "--quiet", "--reference") ? [] : operands(command).slice(1),
  ),
  ...of("cp mv", (command) => (hasFlag(command, "-t", "--target-directory") ? [] : operands(command).slice(0, -1))),
  ...of("cat dpkg unzip", (command) => (hasFlag(command, "-l", "-f") ? [] : operands(command).slice(0, 1))),
  ...of("sed", (command) =>
    hasFlag(command, "-i", "--in-place") && !hasFlag(command, "-e", "-f", "-s") ? operands(command).slice(1) : [],
  ),
  ...of("tar", ({ words: [, mode, archive] }) =>
    archive && /^-?[a-z]{0,9}x[a-z]{0,9}f$/.test(mode?.value ?? "") ? [archive] : [],
  ),
  // Behind options that change nothing about it.
  ...of("sh bash ash dash zsh", ({ words }) => firstBehind(words, /^-[eux]+$/)),
  ...of("python python3", ({ words }) => firstBehind(words, /^-[uBOEs]+$/)),
  ...of("node php ruby perl source .", ({ words }) => firstBehind(words, /^$/)),
]);

/** Of them, those that read the file, change nothing of it and read no other. */
export const plainReaders: ReadonlySet<string> = new Set(["cp", "cat", "dpkg", "unzip", "tar"]);

function of(names: string, files: (command: Command) => readonly Word[]) {
  return names.split(" ").map((name) => [name, files] as const);
}

/** The first word behind the program and such options, unless it is an option. */
function firstBehind(words: readonly Word[], idle: RegExp): readonly Word[] {
  const word = words.slice(1).find(({ value }) => !idle.test(value ?? "-"));
  return word && !word.value?.startsWith("-") ? [word] : [];
}
