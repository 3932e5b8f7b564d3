/** The variables that the shell of a RUN takes from its environment. */

import { unixCommands } from "../syntax/runs";
import type { Instruction, Word } from "../types";

/** One that is replaced by its value and has no default. */
export interface ShellVariable {
  readonly name: string;
  readonly word: Word;
}

/** Those that each shell sets for itself. Source: the manuals of bash and dash. */
export const ownOfShell: RegExp =
  /^(?:PWD|OLDPWD|PPID|SHLVL|IFS|UID|EUID|GROUPS|RANDOM|SECONDS|LINENO|OPT\w+|BASH\w*|HOSTNAME|_)$/;

/**
 * Those of a RUN that is no heredoc, but for what it or its shell sets in any way, and what it asks for whether it is set; none
 * where a file that it reads, or text that it evaluates, may set some. Words with single quotes, in which nothing is replaced, are left out.
 */
export function shellVariables(instruction: Instruction): readonly ShellVariable[] {
  const { script, keyword, argumentText, before, mounts } = instruction;
  if (keyword !== "RUN" || script?.form !== "shell" || script.errors.length > 0 || !argumentText.includes("$"))
    return [];
  // A login shell reads profiles, and bash the file of a variable.
  if (before.shell?.some((word) => /^-\w{0,9}l|^--login$/.test(word)) || instruction.variable("BASH_ENV") !== undefined)
    return [];
  const given = new Set(mounts.flatMap(({ options }) => options.get("env") ?? []));
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
  const set = new Set([...argumentText.matchAll(setting)].flatMap((names) => names.slice(1).filter(Boolean)));
  return words.flatMap((word) => {
    if (word.text.includes("'")) return [];
    const found = [...word.text.matchAll(/(?<!\\)\$(?:\{([A-Za-z_]\w{0,99})\}|([A-Za-z_]\w{0,99}))/g)];
    return found.flatMap(([, braced, plain]) => {
      const name = braced ?? plain ?? "";
      return set.has(name) || given.has(name) || ownOfShell.test(name) ? [] : [{ name, word }];
    });
  });
}

/** What gives a variable of the shell a value, or asks whether it has one: `A=1`, `A+=1`, `for a in`, `printf -v a`, `${A:-1}`. */
const setting =
  /(?<![\w$])([A-Za-z_]\w{0,99})\+?=|\b(?:for|select|printf[ \t]{1,9}-v)[ \t]{1,9}([A-Za-z_]\w{0,99})\b|\{([A-Za-z_]\w{0,99}):?[-+=]/g;
