/** Edits: applying them, and building the usual ones so that the author's layout and comments stay. */

import type { Command, Dockerfile, Edit, Fix, Flag, Instruction, Redirect, Script, Span, Word } from "../types";
import { countWhile } from "../util/sorted";

/** Applies disjoint edits of one text; edits that overlap an earlier one are left out. */
export function apply(text: string, edits: readonly Edit[]): string {
  let result = "";
  let from = 0;
  for (const edit of [...edits].sort(byPosition)) {
    if (edit.start < from || edit.end > text.length) continue;
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
}

/** Whether two fixes can both be applied: no edits of theirs overlap or insert at the same place. */
export function areDisjoint(one: Fix, other: Fix): boolean {
  return one.edits.every((a) => other.edits.every((b) => !touch(a, b)));
}

/** Whether two edits overlap or insert at the same place. */
export function touch(a: Edit, b: Edit): boolean {
  return !(
    a.file !== b.file ||
    a.end < b.start ||
    b.end < a.start ||
    (a.end === b.start && a.end > a.start && b.end > b.start) ||
    (b.end === a.start && b.end > b.start && a.end > a.start)
  );
}

export function byPosition(one: Span, other: Span): number {
  return one.start - other.start || one.end - other.end;
}

/** Whether a word stands in one piece: continued lines can cut it, with comments between them. */
export function isWhole({ start, end, text }: Word): boolean {
  return end - start === text.length;
}

export function replace(span: Span, text: string): Edit {
  return { start: span.start, end: span.end, text };
}

/** Inserts whole lines above an instruction and the comments that belong to it. `lines` come without a line end. */
export function insertBefore(file: Dockerfile, instruction: Instruction, ...lines: string[]): Edit {
  const start = lineStart(file.text, firstComment(file, instruction));
  return { start, end: start, text: lines.map((line) => line + file.eol).join("") };
}

/** Inserts whole lines below an instruction. `lines` come without a line end. */
export function insertAfter(file: Dockerfile, instruction: Instruction, ...lines: string[]): Edit {
  const start = lineEnd(file.text, instruction.end);
  return { start, end: start, text: lines.map((line) => file.eol + line).join("") };
}

/** Takes an instruction out with its line; comments above it stay. */
export function removeInstruction(file: Dockerfile, instruction: Instruction): Edit {
  return removeLine(file.text, instruction);
}

/** Takes out the whole lines that a span touches, with one line end. */
export function removeLine(text: string, span: Span): Edit {
  const start = lineStart(text, span.start);
  const end = lineEnd(text, span.end);
  if (end < text.length) return { start, end: end + (text[end] === "\r" ? 2 : 1), text: "" };
  const newline = start > 0 ? (text[start - 2] === "\r" ? 2 : 1) : 0;
  return { start: start - newline, end, text: "" };
}

/** Adds a flag (`--chown=node:node`) before the arguments of an instruction. */
export function addFlag(instruction: Instruction, flag: string): Edit {
  const at = instruction.flags.at(-1)?.end ?? instruction.name.end;
  return { start: at, end: at, text: ` ${flag}` };
}

/** Takes a flag out with the blanks before it; undefined where a comment stands among those. */
export function removeFlag(file: Dockerfile, instruction: Instruction, flag: Flag): Edit | undefined {
  const before = instruction.flags[instruction.flags.indexOf(flag) - 1] ?? instruction.name;
  if (file.comments.some(({ start }) => before.end <= start && start < flag.start)) return undefined;
  return { start: before.end, end: flag.end, text: "" };
}

/** A keyword in upper or lower case, as the instruction has its own. */
export function keywordLike({ text }: Dockerfile, { name }: Instruction, keyword: string): string {
  return /[A-Z]/.test(text.slice(name.start, name.end)) ? keyword : keyword.toLowerCase();
}

/** Adds arguments behind a word of a command (default: its last), keeping exec form. */
export function addArguments(command: Command, text: string, after = command.words.at(-1)): Edit | undefined {
  if (!after || command.within.includes("sh -c")) return undefined;
  const isExec = /^"/.test(after.text) && after.end - after.start === JSON.stringify(after.value ?? "").length;
  const words = isExec
    ? text
        .split(" ")
        .map((word) => `, ${JSON.stringify(word)}`)
        .join("")
    : ` ${text}`;
  return { start: after.end, end: after.end, text: words };
}

/**
 * Adds a command to the end of what a RUN does: `&& command` in the layout of the instruction, a line in a heredoc.
 * undefined for exec form, for a list that ends with `;`, `&` or `||`, where the shell could not be parsed, and where a heredoc
 * of the shell takes all that follows.
 */
export function appendCommand(file: Dockerfile, instruction: Instruction, command: string): Edit | undefined {
  const { script } = instruction;
  if (!script || script.form === "exec" || script.errors.length > 0) return undefined;
  if (script.form === "heredoc") {
    if (endsWithinHeredoc(file, script)) return undefined;
    const lead = file.text.slice(script.start, script.end);
    const indent = /(?:^|\n)([\t ]*)\S[^\n]*\r?\n$/.exec(lead)?.[1] ?? "";
    return { start: script.end, end: script.end, text: `${indent}${command}${file.eol}` };
  }
  if (instruction.heredocs.length > 0 || /(?:;|&|\|\||\|)\s*$/.test(instruction.argumentText)) return undefined;
  const { end } = instruction.argument;
  // `a || b && c` runs c in either case, and a comment would swallow it.
  if (script.commands.some(({ within, operator }) => within.length === 0 && operator === "||")) return undefined;
  if (file.text.slice(script.commands.at(-1)?.end ?? end, end).includes("#")) return undefined;
  return { start: end, end, text: `${joint(file, instruction)}&& ${command}` };
}

/** Whether a comment of the shell stands behind the last command of an instruction: nothing can be added after it. */
export function endsWithComment({ text }: Dockerfile, { script, argument }: Instruction): boolean {
  const last = script?.commands.reduce((latest, { end }) => Math.max(latest, end), script.start) ?? argument.start;
  return script?.form === "shell" && text.slice(last, argument.end).includes("#");
}

/** What stands before an added `&&`: a blank, or a continued line that is indented as the other lines of the RUN are. */
export function joint(file: Dockerfile, instruction: Instruction): string {
  const written = file.text.slice(instruction.start, instruction.argument.end);
  const lines = written.split(/\r?\n/);
  if (lines.length === 1) return " ";
  const continued = lines.slice(1).filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  const leading = continued.findLast((line) => /^\s*&&/.test(line)) ?? continued.at(-1) ?? "    ";
  return ` ${file.escape}${file.eol}${/^\s*/.exec(leading)?.[0] ?? "    "}`;
}

/** The whole lines of an instruction and of the comments directly above it, without the last line end. */
export function blockOf(file: Dockerfile, instruction: Instruction): Span {
  return {
    start: lineStart(file.text, firstComment(file, instruction)),
    end: lineEnd(file.text, instruction.end),
  };
}

/** Offset of the first comment line that stands directly above an instruction, else of the instruction. */
function firstComment({ comments, directives }: Dockerfile, instruction: Instruction): number {
  let line = instruction.line;
  let start = instruction.start;
  const above = countWhile(comments, (comment) => comment.line < instruction.line);
  for (let at = above - 1; at >= 0; at--) {
    const comment = comments[at];
    if (!comment) break;
    if (comment.line !== line - 1 || comment.inside || directives.some(({ start }) => start === comment.start)) break;
    line = comment.line;
    start = comment.start;
  }
  return start;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Offset of the line end (`\r\n` or `\n`) behind an offset, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  if (newline < 0) return text.length;
  return text[newline - 1] === "\r" && newline > offset ? newline - 1 : newline;
}

/** Whether the last heredoc of a script has no end of its own: the shell warns and reads on. One that came before would hide it. */
function endsWithinHeredoc({ text }: Dockerfile, { commands, end }: Script): boolean {
  const last = commands
    .flatMap(({ redirects }) => redirects.filter(({ operator }) => operator.startsWith("<<") && operator !== "<<<"))
    .reduce<Redirect | undefined>((latest, it) => (latest && latest.start > it.start ? latest : it), undefined);
  if (!last) return false;
  const name = last.target?.text.replace(/["'\\]/g, "");
  const [, ...lines] = text.slice(last.end, end).split(/\r?\n/);
  return !lines.some((line) => (last.operator === "<<-" ? line.replace(/^\t+/, "") : line) === name);
}
