/** Characters that word processors and web pages put where a Dockerfile needs plain quotes, dashes and blanks. */

import type { Dockerfile, Instruction, Span } from "../types";

/** One such character, or the dashes before one option. */
export interface Slip extends Span {
  readonly kind: "quote" | "dash" | "space" | "invisible";
  /** What belongs there. */
  readonly plain: string;
}

const suspicious =
  /[\u00a0\u00ad\u1680\u2000-\u200b\u2010-\u2015\u2018-\u201f\u202f\u2032\u2033\u205f\u2060\u2212\u3000\ufeff]/;
const doubleQuote = /[\u201c-\u201f\u2033]/;
const singleQuote = /[\u2018-\u201b\u2032]/;
const space = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;
const invisible = /[\u00ad\u200b\u2060\ufeff]/;
/** Dashes before a letter: an option. Sticky, as are those below. */
const optionDashes = /[-\u2010-\u2015\u2212]+(?=[a-z])/iy;
const optionName = /[a-z][\w-]*/iy;

/**
 * The slips of an instruction in order of position. Comments, heredoc bodies and what stands within plain quotes are
 * left out, and so are apostrophes (don’t) and the prose of LABEL and MAINTAINER.
 */
export function findSlips(file: Dockerfile, instruction: Instruction): Slip[] {
  const slips = [...walk(file, instruction)];
  return instruction.keyword === "LABEL" ? quotesOfValues(file.text, slips) : slips;
}

/** Whether a typographic quote stands where a plain one belongs; `findSlips` with less work. */
export function hasTypographicQuote(file: Dockerfile, instruction: Instruction): boolean {
  for (const { kind } of walk(file, instruction)) if (kind === "quote") return true;
  return false;
}

function* walk({ text, escape, comments }: Dockerfile, instruction: Instruction): Generator<Slip> {
  const { start, argument, keyword } = instruction;
  if (keyword === "MAINTAINER" || !suspicious.test(text.slice(start, argument.end))) return;
  const commentEnds = new Map(comments.map((comment) => [comment.start, comment.end]));
  let quote = "";
  let at = start;
  while (at < argument.end) {
    const character = text[at] as string;
    const commentEnd = commentEnds.get(at);
    if (commentEnd !== undefined) {
      at = commentEnd;
    } else if (character === escape || (character === "\\" && instruction.exec)) {
      at += 2;
    } else if (quote !== "" || character === '"' || character === "'") {
      if (quote === "") quote = character;
      else if (character === quote) quote = "";
      at++;
    } else if (keyword === "RUN" && character === "#" && /\s/.test(text[at - 1] ?? "")) {
      break; // A comment of the shell.
    } else {
      const slip = slipAt(text, at, start);
      if (slip) yield slip;
      at = slip?.end ?? at + 1;
    }
  }
}

function slipAt(text: string, at: number, start: number): Slip | undefined {
  const character = text[at] as string;
  const one = { start: at, end: at + 1 };
  if (doubleQuote.test(character)) return { ...one, kind: "quote", plain: '"' };
  if (singleQuote.test(character)) return isApostrophe(text, at) ? undefined : { ...one, kind: "quote", plain: "'" };
  if (space.test(character)) return { ...one, kind: "space", plain: " " };
  if (invisible.test(character)) return { ...one, kind: "invisible", plain: "" };
  if (at === start || !/\s/.test(text[at - 1] ?? "")) return undefined;
  const dashes = match(optionDashes, text, at);
  if (!dashes || !suspicious.test(dashes)) return undefined;
  const name = match(optionName, text, at + dashes.length) ?? "";
  return { start: at, end: at + dashes.length, kind: "dash", plain: name.length === 1 ? "-" : "--" };
}

function isApostrophe(text: string, at: number): boolean {
  return /\p{L}/u.test(text[at - 1] ?? "") && /\p{L}/u.test(text[at + 1] ?? "");
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Prose may hold any character; a value that begins with a typographic quote was meant to be quoted. */
function quotesOfValues(text: string, slips: readonly Slip[]): Slip[] {
  const quotes = slips.filter(({ kind }) => kind === "quote");
  return text[(quotes[0]?.start ?? 0) - 1] === "=" ? quotes : [];
}
