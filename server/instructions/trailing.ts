/** Comments behind an instruction, which Docker takes for its arguments. */

import { insertBefore, lineEnd, lineStart } from "../edits/edits";
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

/** Instructions that take any number of words, or blanks in one: nothing else tells a comment behind them. */
const takers = new Set(["ARG", "VOLUME", "WORKDIR", "COPY", "ADD", "USER"]);

/** `ENV LEVEL one # depth`: the old form takes the rest of the line for the value. */
const isOldForm = ({ keyword, argumentText }: Instruction) =>
  keyword === "ENV" && /^\w+[ \t]+[^=\s]/.test(argumentText);

/** What somebody has meant for a comment, from `#` to the end of the line; undefined where there is none. */
export function trailingComment(file: Dockerfile, instruction: Instruction): Span | undefined {
  const { keyword, exec, heredocs, argument, words } = instruction;
  if ((!takers.has(keyword) && !isOldForm(instruction)) || exec || heredocs.length > 0) return undefined;
  // Not the whole file is searched for each of its instructions.
  const text = file.text.slice(0, argument.end);
  for (let at = text.indexOf("#", argument.start); at >= 0; at = text.indexOf("#", at + 1)) {
    const line = text.slice(Math.max(lineStart(text, at), argument.start), at);
    // Lines that begin with it are comments, wherever they stand.
    if (!/\S[ \t]+$/.test(line.slice(-longestGap)) || !/[\s\w]/.test(text[at + 1] ?? " ")) continue;
    if ((line.split(/["']/).length - 1) % 2 === 1) return undefined;
    const isCopy = keyword === "COPY" || keyword === "ADD";
    if (isCopy && words.filter(({ end }) => end <= at).length < 2) return undefined;
    return { start: at, end: Math.min(lineEnd(text, at), argument.end) };
  }
  return undefined;
}

/** Nobody puts more blanks before a comment. */
const longestGap = 200;
