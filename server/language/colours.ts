/** Which part of a Dockerfile is what, for colours: where a grammar can only guess, the parse knows. */

import { mountForms } from "../instructions/mountForms";
import { firstKeyword, keywords } from "../syntax/keywords";
import { shellTokens } from "../syntax/shellTokens";
import type { Dockerfile, Instruction, Span } from "../types";
import { namesOf } from "./declaredNames";
import { mentionsOf } from "./mentions";

/** The protocol's own names. */
export const colourKinds = [
  "keyword",
  "comment",
  "string",
  "variable",
  "function",
  "parameter",
  "operator",
  "property",
  "enumMember",
  "namespace",
] as const;

export interface Colour extends Span {
  readonly kind: (typeof colourKinds)[number];
}

/** In order, none of them over another or over the end of a line. */
export function coloursOf(file: Dockerfile): readonly Colour[] {
  const found: Colour[] = file.instructions.flatMap((instruction) => [...coloursIn(file, instruction)]);
  for (const { kind, occurrences } of namesOf(file)) {
    if (kind === "stage") for (const { start, end } of occurrences) found.push({ start, end, kind: "namespace" });
  }
  for (const { start, end, inside } of file.comments) if (inside) found.push({ start, end, kind: "comment" });
  return inLines(file.text, flat(found));
}

function* coloursIn(file: Dockerfile, instruction: Instruction): Iterable<Colour> {
  const { keyword, name, flags, mounts, exec, words, script } = instruction;
  const isKnown = keywords.has(keyword);
  const first = firstKeyword(file, instruction);
  if (keywords.has(first.text.toUpperCase())) yield coloured(first, "keyword");
  if (isKnown && name.start > first.start) yield coloured(name, "keyword");
  if (keyword === "FROM" && /^as$/i.test(words[1]?.text ?? "")) yield coloured(words[1] as Span, "keyword");
  if (keyword === "HEALTHCHECK") {
    const lead = file.text.slice(instruction.argument.start, instruction.argument.start + 5);
    const word = /^(?:cmd|none)(?!\S)/i.exec(lead)?.[0] ?? "";
    const { start } = instruction.argument;
    if (word !== "") yield { start, end: start + word.length, kind: "keyword" };
  }
  for (const flag of flags) yield { start: flag.start, end: flag.start + 2 + flag.name.length, kind: "parameter" };
  for (const mount of mounts) yield* mountColours(mount);
  const tokens = script ? shellTokens(script) : [];
  const inScript = new Set(tokens.map(({ variable }) => variable?.start));
  if (exec) for (const word of words) yield coloured(word, "string");
  for (const token of tokens) {
    const kind = shellKinds[token.kind];
    if (kind) yield coloured(token, kind);
  }
  for (const mention of mentionsOf(file, instruction)) {
    if (!inScript.has(mention.start)) yield coloured(mention, "variable");
  }
}

function* mountColours({ optionSpans, start, type }: Instruction["mounts"][number]): Iterable<Colour> {
  for (const [name, span] of optionSpans) {
    // Where the parts have no places of their own, the whole flag stands for them.
    if (span.start === start) continue;
    yield { start: span.start, end: span.start + name.length, kind: "property" };
    const value = span.start + name.length + 1;
    if (name === "type" && Object.hasOwn(mountForms, type) && value < span.end)
      yield { start: value, end: span.end, kind: "enumMember" };
  }
}

const shellKinds = {
  keyword: "keyword",
  operator: "operator",
  command: "function",
  option: "parameter",
  string: "string",
  variable: "variable",
  comment: "comment",
  plain: undefined,
} as const;

function coloured({ start, end }: Span, kind: Colour["kind"]): Colour {
  return { start, end, kind };
}

/** Where one stands within another, that one stands around it. */
function flat(colours: readonly Colour[]): Colour[] {
  const found: Colour[] = [];
  const open: Colour[] = [];
  let at = 0;
  const paint = (to: number) => {
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const end = Math.min(top.end, to);
      if (end > at) found.push({ start: at, end, kind: top.kind });
      at = Math.max(at, end);
      if (top.end > to) break;
      open.pop();
    }
  };
  for (const colour of [...colours].sort((one, other) => one.start - other.start || other.end - one.end)) {
    paint(colour.start);
    at = Math.max(at, colour.start);
    open.push(colour);
  }
  paint(Number.POSITIVE_INFINITY);
  return found;
}

/** Cut where lines end. */
function inLines(text: string, colours: readonly Colour[]): Colour[] {
  const parts: Colour[] = [];
  // Looked for once for each line, and not for each of its colours.
  let newline = -1;
  for (const { start, end, kind } of colours) {
    let from = start;
    while (from < end) {
      if (newline < from) newline = text.indexOf("\n", from);
      if (newline < 0) newline = text.length;
      const to = Math.min(newline, end);
      const last = text[to - 1] === "\r" && to === newline ? to - 1 : to;
      if (last > from) parts.push({ start: from, end: last, kind });
      from = to === newline ? to + 1 : to;
    }
  }
  return parts;
}
