/** Where in an instruction a place is. */

import type { Dockerfile, Instruction, Span } from "../types";
import { countWhile } from "../util/sorted";

/** The instruction that an offset is in, or right behind. */
export function instructionAt({ instructions }: Dockerfile, offset: number): Instruction | undefined {
  const found = instructions[countWhile(instructions, ({ start }) => start <= offset) - 1];
  return found && offset <= found.end ? found : undefined;
}

/** The same where the blanks behind its last word count, too: what is typed there belongs to it. */
export function typedInstruction(file: Dockerfile, offset: number): Instruction | undefined {
  const { text } = file;
  const found = instructionAt(file, offset);
  if (found) return found;
  let at = offset;
  while (at > 0 && /[ \t]/.test(text[at - 1] as string)) at--;
  const before = instructionAt(file, at);
  if (before || text[at - 1] !== "\n") return before;
  // Behind a line that is continued, if nothing follows yet.
  return continuedAbove(file, at);
}

function continuedAbove(file: Dockerfile, lineStart: number): Instruction | undefined {
  let at = lineStart - 1;
  while (at > 0 && /[ \t\r]/.test(file.text[at - 1] as string)) at--;
  if (file.text[at - 1] !== file.escape) return undefined;
  at--;
  while (at > 0 && /[ \t]/.test(file.text[at - 1] as string)) at--;
  return instructionAt(file, at);
}

/** Whether an offset is in the body of a heredoc. */
export function isInBody({ heredocs }: Instruction, offset: number): boolean {
  return heredocs.some(({ body }) => body.start <= offset && offset < body.end);
}

/** The word that is being typed at an offset, up to it: what stands behind the last blank. */
export function typedWord({ text }: Dockerfile, offset: number, from = 0): Span & { readonly text: string } {
  let start = offset;
  while (start > from && !/[\s]/.test(text[start - 1] as string)) start--;
  return { start, end: offset, text: text.slice(start, offset) };
}

/** Whether no argument stands before a word that is being typed, though flags may. */
export function isFirstWord({ argument }: Instruction, word: Span): boolean {
  return argument.start >= word.start || argument.end === argument.start;
}
