/** Texts that instructions write into files as they stand: words of echo, printf and sed, and heredocs. */

import { unixCommands } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Dockerfile, Instruction, Span } from "../types";

export interface WrittenText {
  readonly text: string;
  /** Where a part of the text stands in the document; all of it where that cannot be told. */
  toDocument(part: Span): Span;
}

/** In order; what a RUN reads as its script is none. */
export function writtenTexts(file: Dockerfile, instruction: Instruction): readonly WrittenText[] {
  const { script, heredocs } = instruction;
  const words = unixCommands(instruction)
    .filter((command) => runs(command, "echo", "printf", "sed"))
    .flatMap((command) => command.words.slice(1));
  const said = words.map((word): WrittenText => {
    const { start, end } = word;
    const source = file.text.slice(start, end);
    // Quotes of JSON and of the shell may be doubled in the document.
    const isVerbatim = source === word.text;
    const text = isVerbatim ? source : (word.value ?? word.text);
    const toDocument = (part: Span) =>
      isVerbatim ? { start: start + part.start, end: start + part.end } : { start, end };
    return { text, toDocument };
  });
  const bodies = script?.form === "heredoc" ? [] : heredocs.map(({ body }) => body);
  const poured = bodies.map(({ start, end }) => ({
    text: file.text.slice(start, end),
    toDocument: (part: Span) => ({ start: start + part.start, end: start + part.end }),
  }));
  return [...said, ...poured];
}
