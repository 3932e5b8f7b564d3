/** Programs that services of compose start in an image: in place of its own, and to ask how it does. */

import { shellBuiltins } from "../data/startPrograms";
import { baseOf } from "../image/programs";
import type { ProgramUse } from "../image/programUses";
import { serviceCalls } from "../image/shipped";
import { mainProcess } from "../stage/process";
import { parseExec } from "../syntax/shell";
import type { Dockerfile, Facts } from "../types";

/** The first program of each command, and the one that a shell starts first; nothing where an ENTRYPOINT of the base may do anything with it. */
export function serviceUses(file: Dockerfile, facts: Facts): ProgramUse[] {
  const { final } = file;
  const word = final?.image;
  const instruction = final?.from;
  if (!final || !word || !instruction || final.parent) return [];
  const isTaken = !mainProcess(final)?.entrypoint && baseOf(final, facts)?.entrypoint === undefined;
  return serviceCalls(file, facts).flatMap(({ argv, service }): ProgramUse[] => {
    if (isTaken && !service.isCheck) return [];
    const words = argv.map((value) => ({ start: word.start, end: word.end, text: value, value }));
    const commands = parseExec(words).commands.slice(0, 2);
    return commands.flatMap(({ name, words: [first], within }) => {
      // What stands in a condition may be asked for.
      const isPlain = within.every((part) => part === "sh -c");
      if (name === undefined || !isPlain || first?.value !== name || shellBuiltins.has(name)) return [];
      return [{ name, word, instruction, command: undefined, at: { stage: final }, script: undefined, service }];
    });
  });
}
