/** A stage taken apart into the lines of its instructions, so that they can be put together otherwise with no comment lost. */

import type { Dockerfile, Instruction, Span, Stage } from "../types";
import { lineEnd } from "./edits";

/** One instruction and all that stands between it and the one before. */
export interface Block extends Span {
  readonly instruction: Instruction;
  /** Whole lines without the last line end: empty lines and comments above, and the instruction. */
  readonly text: string;
  /** The comment lines above it and inside of it. */
  readonly comments: readonly string[];
}

/** The blocks of a stage, FROM first; together they are its text up to the end of its last instruction. */
export function blocksOf(file: Dockerfile, stage: Stage): Block[] {
  const before = file.instructions[file.instructions.indexOf(stage.from) - 1];
  let start = before ? startOfNextLine(file, before.end) : 0;
  return stage.instructions.map((instruction) => {
    const end = lineEnd(file.text, instruction.end);
    const comments = file.comments.filter((comment) => comment.start >= start && comment.end <= end);
    const block = {
      start,
      end,
      instruction,
      text: file.text.slice(start, end),
      comments: comments.map((comment) => file.text.slice(comment.start, comment.end)),
    };
    start = startOfNextLine(file, instruction.end);
    return block;
  });
}

function startOfNextLine({ text, eol }: Dockerfile, offset: number): number {
  const end = lineEnd(text, offset);
  return Math.min(text.length, text.startsWith(eol, end) ? end + eol.length : end + 1);
}
