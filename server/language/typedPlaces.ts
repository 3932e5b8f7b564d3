/** Where in an instruction a place is. */

import type { Dockerfile, Instruction, Span } from "../types";

/** The instruction that an offset is in, or right behind; by halves, for some ask about many places. */
export function instructionAt({ instructions }: Dockerfile, offset: number): Instruction | undefined {
  let low = 0;
  let high = instructions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instructions[middle] as Instruction).start <= offset) low = middle + 1;
    else high = middle;
  }
  const found = instructions[low - 1];
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
