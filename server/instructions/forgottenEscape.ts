/** Lines that were meant to go on with the one above, which lacks the escape character at its end. */

import { insertAfter, lineStart } from "../edits/edits";
import { keywords } from "../syntax/keywords";
import type { Dockerfile, Fix, Instruction, Span } from "../types";
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
  const comment = commentBehindEscape(file, above);
  // Another escape character behind it would comment out all that follows.
  if (comment) return [liftedAbove(file, comment)];
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

/** The comment that stands between an escape character and the end of its line: `git \\ # vcs`. */
function commentBehindEscape({ text, escape }: Dockerfile, { end }: Instruction): Span | undefined {
  const start = lineStart(text, end);
  const line = text.slice(start, end);
  const at = line.lastIndexOf(`${escape} `);
  const gap = /^[ \t]+(?=#)/.exec(at < 0 ? "" : line.slice(at + 1))?.[0].length;
  return gap === undefined ? undefined : { start: start + at + 1, end };
}

/** Docker leaves out lines that begin with `#`, even between continued ones. */
function liftedAbove({ text, eol }: Dockerfile, comment: Span): Fix {
  const start = lineStart(text, comment.start);
  const indent = /^[ \t]*/.exec(text.slice(start, comment.start))?.[0] ?? "";
  const line = `${indent}${text.slice(comment.start, comment.end).trim()}${eol}`;
  const edits = [
    { start, end: start, text: line },
    { start: comment.start, end: comment.end, text: "" },
  ];
  return { title: "Put the comment on a line of its own", safe: false, edits };
}

/** Why the line above does not go on, as a clause. */
export function lackOf({ text, escape }: Dockerfile, above: Instruction): string {
  const { end } = above.argument;
  const line = text.slice(lineStart(text, end), end);
  const at = line.lastIndexOf(`${escape} `);
  const isBeforeComment =
    at >= 0 &&
    line
      .slice(at + 1)
      .trimStart()
      .startsWith("#");
  return isBeforeComment
    ? `the comment behind the ${escape} above keeps that line from going on`
    : `a ${escape} is missing at the end of the line above`;
}
