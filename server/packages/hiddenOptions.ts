/** Whether options of a package manager hide in words that only the shell knows: the others of the command are known. */

import { literal } from "../syntax/options";
import { unixCommands } from "../syntax/runs";
import { operands } from "../syntax/shell";
import type { Command, Instruction, Word } from "../types";

/**
 * Whether a word of a command may be an option that nobody sees: `apt-get install $OPTIONS curl`. What the RUN itself,
 * an ARG or ENV says of a variable is known; a variable behind packages holds more of them, unless its name speaks of options.
 */
export function hidesOptions(command: Command, instruction: Instruction): boolean {
  const named = operands(command).filter(({ value }) => value !== undefined);
  const first = named[0]?.start ?? Number.POSITIVE_INFINITY;
  return command.words.some((word, index) => {
    if (index === 0 || word.value !== undefined || !/^["']?[$`%@]/.test(word.text)) return false;
    const [, list] = /^"?\$\{([A-Za-z_]\w*)\[[@*]\]\}"?$/.exec(word.text) ?? [];
    const variable = list ?? /^["']?\$\{?([A-Za-z_]\w*)\}?["']?$/.exec(word.text)?.[1];
    const value =
      list === undefined ? variable && valueOf(variable, word, instruction) : arrayValues(list, instruction);
    if (value !== undefined) return /(?:^|\s)-/.test(value);
    return variable === undefined || word.start < first || /opt|flag|arg|param/i.test(variable);
  });
}

/** What the RUN has set a variable to, if only once, else what holds in the stage. */
function valueOf(name: string, { start }: Word, instruction: Instruction): string | undefined {
  const set = unixCommands(instruction).flatMap(({ assignments, words, name: program }) => [
    ...assignments
      .filter((assignment) => assignment.name.value === name)
      .map(({ value, start: at }) => ({ value, at })),
    ...(/^(?:export|read|local|declare)$/.test(program ?? "") ? words : [])
      .filter((word) => new RegExp(`^${name}(?:=|$)`).test(literal(word)))
      .map((word) => ({ value: undefined, at: word.start })),
  ]);
  if (set.length === 0) return loopValues(name, instruction) ?? instruction.variable(name);
  const [only] = set;
  return set.length === 1 && only && only.at < start ? only.value?.value : undefined;
}

/** What `for NAME in curl git` goes through, if that is written out. */
function loopValues(name: string, { script }: Instruction): string | undefined {
  const loop = new RegExp(`(?:^|[\\s;&|({])for\\s{1,9}${name}\\s{1,9}in\\s([^;\\n]{0,2000})`);
  const [, values] = loop.exec(script?.source?.text ?? "") ?? [];
  return values === undefined || /[$`]/.test(values) ? undefined : values;
}

/** What a list of bash holds that the RUN writes out once: `names=(curl git)`. */
function arrayValues(name: string, { script }: Instruction): string | undefined {
  const text = script?.source?.text ?? "";
  const all = [...text.matchAll(new RegExp(`(?<![\\w$])${name}(?:\\+?=|\\[)`, "g"))];
  const [, values] = new RegExp(`(?<![\\w$])${name}=\\(([^()]{0,2000})\\)`).exec(text) ?? [];
  // A use in braces is no second assignment.
  const isOnly = all.filter(({ index }) => text[index - 1] !== "{").length === 1;
  return values === undefined || !isOnly || /[$`]/.test(values) ? undefined : values;
}
