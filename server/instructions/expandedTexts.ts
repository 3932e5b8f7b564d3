/** All texts of an instruction in which Docker itself replaces variables. Measured with the builder of Docker 28.5. */

import { literalValue } from "../syntax/flags";
import { isCopy } from "../syntax/instructions";
import { argumentSpans, expandedText } from "../syntax/quotes";
import type { Dockerfile, Instruction, Span, Word } from "../types";

export interface ExpandedText {
  readonly text: string;
  /** What protects a dollar in it. */
  readonly escape: string;
  /** The body of a heredoc, where quotes are plain characters. */
  readonly isBody: boolean;
  /** Where a part of the text stands in the document; for some texts all of it. */
  toDocument(part: Span): Span;
}

/** In order of kind: flags, arguments, heredocs. None in an instruction for later builds, which Docker keeps unread. */
export function* expandedTexts(file: Dockerfile, instruction: Instruction): Iterable<ExpandedText> {
  const { keyword, exec, onbuild, words, flags, heredocs } = instruction;
  if (onbuild) return;
  const { escape } = file;
  for (const flag of flags) {
    // Docker takes the quotes of flags off before it looks for variables.
    const text = expandedFlags[flag.name]?.includes(keyword) ? literalValue(flag) : undefined;
    if (flag.value && text !== undefined) yield within(flag.value, flag.value.text, text, escape);
  }
  const argument = expandedText(instruction);
  if (argument !== undefined) {
    let spans: ((part: Span) => Span) | undefined;
    yield {
      text: argument,
      escape,
      isBody: false,
      toDocument: (part) => {
        spans ??= argumentSpans(file, instruction);
        return spans(part);
      },
    };
  }
  const copies = isCopy(instruction);
  for (const word of exec && (copies || keyword === "VOLUME") ? words : []) {
    yield within(word, word.text, elementOf(word), escape);
  }
  for (const { expand, body } of copies ? heredocs : []) {
    if (!expand) continue;
    yield {
      text: file.text.slice(body.start, body.end),
      // Whatever the directive says.
      escape: "\\",
      isBody: true,
      toDocument: ({ start, end }) => ({ start: body.start + start, end: body.start + end }),
    };
  }
}

/** Flags whose values Docker replaces variables in, and whose. */
const expandedFlags: Readonly<Record<string, readonly string[] | undefined>> = {
  platform: ["FROM"],
  mount: ["RUN"],
  chown: ["COPY", "ADD"],
  chmod: ["COPY", "ADD"],
  checksum: ["ADD"],
};

/** The string that an element of a JSON array holds. */
function elementOf({ text }: Word): string {
  return String(JSON.parse(text));
}

/** A text that stands in a place of the document, as it is or with signs around and between. */
function within(place: Span, written: string, text: string, escape: string): ExpandedText {
  const at = written.indexOf(text);
  const isExact = at >= 0 && place.end - place.start === written.length;
  return {
    text,
    escape,
    isBody: false,
    toDocument: ({ start, end }) =>
      isExact
        ? { start: place.start + at + start, end: place.start + at + end }
        : { start: place.start, end: place.end },
  };
}
