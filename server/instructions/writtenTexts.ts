/** Texts that instructions write into files as they stand: words of echo, printf and sed, and heredocs. */

import { isCopy } from "../syntax/instructions";
import { unixCommands } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Command, Dockerfile, Instruction, Span, Word } from "../types";

export interface WrittenText {
  readonly text: string;
  /** The file into which a command prints it, as written; undefined where none is named. */
  readonly into: string | undefined;
  /** Where a part of the text stands in the document; all of it where that cannot be told. */
  toDocument(part: Span): Span;
}

/** In order; what a RUN reads as its script is none. */
export function writtenTexts(file: Dockerfile, instruction: Instruction): readonly WrittenText[] {
  const { script, heredocs } = instruction;
  const said = unixCommands(instruction).flatMap((command) =>
    runs(command, "sed") || (runs(command, "echo", "printf") && isWritten(command))
      ? command.words.slice(1).map((word) => ({
          ...written(file, word, runs(command, "sed")),
          into: command.redirects.find(({ operator }) => operator.startsWith(">"))?.target?.text,
        }))
      : [],
  );
  const bodies = script?.form === "heredoc" ? [] : heredocs.map(({ body }) => body);
  const bodiesInto = isCopy(instruction)
    ? instruction.words.at(-1)?.text
    : script?.commands
        .find(({ redirects }) => redirects.some(({ operator }) => operator.startsWith("<<")))
        ?.redirects.find(({ operator }) => operator.startsWith(">"))?.target?.text;
  const poured = bodies.map(({ start, end }) => ({
    text: file.text.slice(start, end),
    into: bodiesInto,
    toDocument: (part: Span) => ({ start: start + part.start, end: start + part.end }),
  }));
  return [...said, ...poured];
}

/** Whether what a command prints goes into a file, or to a program that may put it there. */
function isWritten({ redirects, next, within }: Command): boolean {
  return next === "|" || within.length > 0 || redirects.some(({ operator }) => operator.includes(">"));
}

/** Of a substitution of sed, what it puts in. */
function written(file: Dockerfile, word: Word, isSed: boolean): Omit<WrittenText, "into"> {
  const { start, end } = word;
  const source = file.text.slice(start, end);
  // Quotes of JSON and of the shell may be doubled in the document.
  const isVerbatim = source === word.text;
  const text = isVerbatim ? source : (word.value ?? word.text);
  const from = isSed ? replacementIn(text) : { start: 0, end: text.length };
  return {
    text: text.slice(from.start, from.end),
    toDocument: (part) =>
      isVerbatim ? { start: start + from.start + part.start, end: start + from.start + part.end } : { start, end },
  };
}

/** The second part of `s/a/b/`; all of what is no substitution, which may append or insert. */
function replacementIn(text: string): Span {
  const [head, separator] = /^["']?[\d,$]{0,9}s([/|#,@!~])/.exec(text) ?? [];
  if (head === undefined || separator === undefined) return { start: 0, end: text.length };
  const pattern = text.indexOf(separator, head.length);
  const end = pattern < 0 ? -1 : text.indexOf(separator, pattern + 1);
  return end < 0 ? { start: 0, end: 0 } : { start: pattern + 1, end };
}
