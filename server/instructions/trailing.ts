/** Comments behind an instruction, which Docker takes for its arguments. */

import { insertBefore } from "../edits/edits";
import type { Dockerfile, Edit, Fix, Instruction, Span } from "../types";

/** Takes what begins with `#` at a word to a line of its own above; undefined when it is none or goes on below. */
export function liftComment(file: Dockerfile, instruction: Instruction, word: Span): Fix | undefined {
  const { end } = instruction.argument;
  const comment = file.text.slice(word.start, end);
  if (!comment.startsWith("#") || /[\r\n]/.test(comment)) return undefined;
  const before = file.text.slice(instruction.start, word.start);
  const start = word.start - (/(?<![ \t])[ \t]*$/.exec(before)?.[0].length ?? 0);
  if (start <= instruction.name.end) return undefined;
  const edits: Edit[] = [insertBefore(file, instruction, comment), { start, end, text: "" }];
  return { title: "Put the comment on a line of its own", safe: true, edits };
}
