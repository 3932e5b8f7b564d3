/** What nobody wants to hear of a text while it is being typed. */

import { keywords } from "../syntax/keywords";
import type { Dockerfile, Problem } from "../types";

/**
 * Leaves out the errors about an instruction of which no more than the beginning of a keyword is there, at the very end of
 * the text: whoever typed that goes on. For editors alone; a file that is built and ends so is wrong.
 */
export function withoutTyped(file: Dockerfile, problems: Problem[]): Problem[] {
  const typed = typedInstruction(file);
  if (!typed) return problems;
  return problems.filter(({ severity, span }) => severity !== "error" || span.end < typed.start);
}

function typedInstruction({ text, instructions }: Dockerfile) {
  const last = instructions.at(-1);
  if (!last || last.flags.length > 0 || last.heredocs.length > 0 || last.argument.end > last.argument.start)
    return undefined;
  const written = text.slice(last.name.start, last.name.end).toUpperCase();
  const isAtEnd = /^[ \t]*$/.test(text.slice(last.name.end));
  const isBegun = [...keywords].some((keyword) => keyword.startsWith(written));
  return isAtEnd && isBegun ? last : undefined;
}
