/** The variables that the shell of a RUN takes from its environment. */

import { unixCommands } from "../syntax/runs";
import type { Instruction, Word } from "../types";

/** One that is replaced by its value and has no default. */
export interface ShellVariable {
  readonly name: string;
  readonly word: Word;
}

/**
 * Those of a RUN that is no heredoc, but for what it sets itself in any way; none where a file that it reads, or text that
 * it evaluates, may set some. Words with single quotes, in which nothing is replaced, are left out.
 */
export function shellVariables(instruction: Instruction): readonly ShellVariable[] {
  const { script, keyword, argumentText } = instruction;
  if (keyword !== "RUN" || script?.form !== "shell" || script.errors.length > 0 || !argumentText.includes("$"))
    return [];
  const commands = unixCommands(instruction);
  if (
    commands.some(({ name }) => name === undefined || /^(?:\.|source|eval|read|getopts|mapfile|readarray)$/.test(name))
  )
    return [];
  const words = commands.flatMap((command) => [
    ...command.words,
    ...command.assignments.flatMap(({ value }) => value ?? []),
    ...command.redirects.flatMap(({ target }) => target ?? []),
  ]);
  return words.flatMap((word) => {
    if (word.text.includes("'")) return [];
    const found = [...word.text.matchAll(/(?<!\\)\$(?:\{([A-Za-z_]\w{0,99})\}|([A-Za-z_]\w{0,99}))/g)];
    return found.flatMap(([, braced, plain]) => {
      const name = braced ?? plain ?? "";
      const isSet = new RegExp(`(?:^|[^\\w$])${name}\\+?=|\\bfor\\s+${name}\\b`).test(argumentText);
      return isSet ? [] : [{ name, word }];
    });
  });
}
