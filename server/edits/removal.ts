/** Taking commands, words and whole instructions out of a Dockerfile so that layout and comments stay. */

import type { Command, Comment, Dockerfile, Edit, Instruction, Span } from "../types";
import { lineEnd, lineStart, removeInstruction, replace } from "./edits";

/** Takes an instruction out with its lines; comments between its continued lines stay. */
export function dropInstruction(file: Dockerfile, instruction: Instruction): Edit[] {
  const comments = commentsWithin(file, instruction);
  if (comments.length === 0) return [removeInstruction(file, instruction)];
  const edits: Edit[] = [];
  let at = lineStart(file.text, instruction.start);
  for (const comment of comments) {
    edits.push({ start: at, end: lineStart(file.text, comment.start), text: "" });
    at = startOfNextLine(file, comment.end);
  }
  edits.push({ start: at, end: startOfNextLine(file, instruction.end), text: "" });
  return edits.filter(({ start, end }) => end > start);
}

/**
 * Takes commands out of a RUN together with what joins them to the others; the whole RUN when none is left.
 * undefined where the shell could not be parsed, and where a command is nested, piped on or an alternative (`||`).
 */
export function removeCommands(
  file: Dockerfile,
  instruction: Instruction,
  commands: readonly Command[],
): Edit[] | undefined {
  const { script } = instruction;
  if (commands.length === 0) return [];
  if (!script || script.form === "exec" || script.errors.length > 0) return undefined;
  const gone = new Set(commands);
  const { outer, nested } = split(script.commands);
  if (commands.some((command) => !outer.includes(command))) return undefined;
  if (nested.length === 0 && outer.every((command) => gone.has(command))) return dropInstruction(file, instruction);
  if (commands.some(opensHeredoc) || (script.form === "shell" && instruction.heredocs.length > 0)) return undefined;

  const edits: Edit[] = [];
  for (let first = 0; first < outer.length; first++) {
    if (!gone.has(outer[first] as Command)) continue;
    let last = first;
    while (last + 1 < outer.length && gone.has(outer[last + 1] as Command)) last++;
    const range = rangeOf(outer, first, last);
    if (!range || nested.some(({ start, end }) => range.start < end && start < range.end)) return undefined;
    const whole = script.form === "heredoc" ? wholeLines(file, outer[first] as Command, outer[last] as Command) : [];
    edits.push(...(whole.length > 0 ? whole : removeRange(file, range, range.isTail)));
    first = last;
  }
  return edits;
}

/** Whether the lines below a command are its input. */
export function opensHeredoc({ redirects }: Command): boolean {
  return redirects.some(({ operator }) => /(?<!<)<<-?$/.test(operator));
}

/** Takes some of several items out of an instruction or command: sources of COPY, assignments of ENV, operands. */
export function removeItems(file: Dockerfile, items: readonly Span[], gone: readonly Span[]): Edit[] {
  const edits: Edit[] = [];
  for (let first = 0; first < items.length; first++) {
    const start = items[first] as Span;
    if (!gone.includes(start)) continue;
    let last = first;
    while (last + 1 < items.length && gone.includes(items[last + 1] as Span)) last++;
    const [before, after] = [items[first - 1], items[last + 1]];
    const end = (items[last] as Span).end;
    const endsLine = file.text.slice(end, lineEnd(file.text, end)).trim() === "";
    if (after) edits.push(...removeRange(file, { start: start.start, end: after.start }, false));
    else if (endsLine) edits.push(...removeRange(file, { start: before?.end ?? start.start, end }, true));
    else edits.push(replace({ start: blankBefore(file, before, start), end }, ""));
    first = last;
  }
  return edits;
}

/** Where the blanks before an item begin, when nothing else stands there. */
function blankBefore({ text }: Dockerfile, before: Span | undefined, { start }: Span): number {
  return before && /^[ \t]+$/.test(text.slice(before.end, start)) ? before.end : start;
}

/** Top-level commands, and those inside compound commands (`if`, `( … )`), which no top-level command spans. */
function split(commands: readonly Command[]): { outer: Command[]; nested: Command[] } {
  const outer: Command[] = [];
  const nested: Command[] = [];
  for (const command of commands) {
    if (command.within.length === 0) outer.push(command);
    else if (command.start >= (outer.at(-1)?.end ?? -1)) nested.push(command);
  }
  return { outer, nested };
}

function rangeOf(
  outer: readonly Command[],
  first: number,
  last: number,
): (Span & { readonly isTail: boolean }) | undefined {
  const [start, end] = [outer[first] as Command, outer[last] as Command];
  const [before, after] = [outer[first - 1], outer[last + 1]];
  const joins = [start.operator, end.next];
  if (joins.some((operator) => operator === "|" || operator === "||" || operator === "&")) return undefined;
  if (end.next !== undefined && !after && end.next !== "\n" && end.next !== ";") return undefined;
  if (after && (!before || end.next === "&&" || end.next === start.operator)) {
    return { start: start.start, end: after.start, isTail: false };
  }
  return before && { start: before.end, end: end.end, isTail: true };
}

/** Lines of a heredoc that hold nothing but the commands. */
function wholeLines(file: Dockerfile, first: Command, last: Command): Edit[] {
  const start = lineStart(file.text, first.start);
  const end = lineEnd(file.text, last.end);
  const rest = file.text.slice(start, first.start) + file.text.slice(last.end, end);
  return /^[\s;]*$/.test(rest) ? [{ start, end: startOfNextLine(file, last.end), text: "" }] : [];
}

/** Removes a range but the comment lines in it. A tail reaches to the end of its instruction. */
function removeRange(file: Dockerfile, range: Span, isTail: boolean): Edit[] {
  const { text, eol, escape } = file;
  const comments = commentsWithin(file, range);
  const [first, last] = [comments[0], comments.at(-1)];
  if (!first || !last) return [replace(range, "")];
  const edits: Edit[] = [];
  const firstLine = lineStart(text, first.start);
  const isLineStart = text.slice(lineStart(text, range.start), range.start).trim() === "";
  if (isTail) edits.push({ start: range.start, end: firstLine - eol.length, text: "" });
  else if (isLineStart) edits.push({ start: lineStart(text, range.start), end: firstLine, text: "" });
  else edits.push({ start: range.start, end: firstLine, text: `${escape}${eol}` });
  for (const [index, comment] of comments.entries()) {
    const following = comments[index + 1];
    if (following)
      edits.push({ start: startOfNextLine(file, comment.end), end: lineStart(text, following.start), text: "" });
  }
  const lastLine = lineStart(text, range.end);
  const indent = /^[ \t]*/.exec(text.slice(lastLine, range.end))?.[0].length ?? 0;
  if (isTail) edits.push({ start: last.end, end: range.end, text: "" });
  else edits.push({ start: startOfNextLine(file, last.end), end: lastLine, text: "" });
  if (!isTail) edits.push({ start: lastLine + indent, end: range.end, text: "" });
  return edits.filter(({ start, end, text }) => end > start || text !== "");
}

function commentsWithin({ comments }: Dockerfile, { start, end }: Span): Comment[] {
  return comments.filter((comment) => comment.inside && start <= comment.start && comment.end <= end);
}

/** Offset of the line after the one that an offset is in. */
function startOfNextLine({ text }: Dockerfile, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline + 1;
}
