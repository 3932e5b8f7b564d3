/** Lines that were meant to go on with the one above, which lacks the escape character at its end. */

import { insertAfter, lineStart } from "../edits/edits";
import { keywords } from "../syntax/keywords";
import type { Dockerfile, Fix, Instruction } from "../types";
import { misspelt } from "../util/similar";

/** Instructions that are written over several lines. */
const isLong = new Set(["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ENV", "LABEL", "ARG", "COPY", "ADD", "EXPOSE"]);

/** Whether a line was meant to go on with the one above. */
export function continuesLine(file: Dockerfile, instruction: Instruction, above: Instruction, root: string): boolean {
  const { name, start, onbuild } = instruction;
  if (onbuild || !isLong.has(root) || above.heredocs.length > 0) return false;
  const written = file.text.slice(name.start, name.end);
  if (/^(?:&&|\|\|?|[;)}\]"'<>\\]|--?\w|\$)/.test(written)) return true;
  const isIndented = start > lineStart(file.text, start);
  return isIndented && !/^[A-Z]{3,}$/.test(written) && nearKeyword(instruction) === undefined;
}

/** Ends the line above with the escape character; not across an empty line, which would end up within an instruction. */
export function joinLines(file: Dockerfile, instruction: Instruction, above: Instruction): Fix[] {
  const between = file.text.slice(above.end, lineStart(file.text, instruction.start));
  const at = insertAfter(file, above).start;
  const rest = file.text.slice(above.end, at);
  // Joined, a `<<` would open a heredoc and take the lines below along.
  const opensHeredoc = file.text.slice(instruction.start, instruction.end).includes("<<");
  if (opensHeredoc || /\n[ \t]*\r?\n/.test(between) || /\S/.test(rest)) return [];
  return [
    {
      title: `Add ${file.escape} to the line above`,
      safe: false,
      edits: [{ start: at, end: at, text: ` ${file.escape}` }],
    },
  ];
}

/** The keyword that a misspelt one is near to, in upper case. */
export function nearKeyword({ keyword }: Instruction): string | undefined {
  return /^[A-Z]+$/.test(keyword) ? misspelt(keyword, [...keywords]) : undefined;
}
