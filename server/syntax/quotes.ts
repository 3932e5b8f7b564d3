/** Quotes and `${…}` as Docker's own instructions read them: those that it replaces variables in, and no shell. */

import type { Dockerfile, Instruction, Span } from "../types";

/** The quote that is still open at the end of a text. */
export function openQuote(text: string, escape: string): '"' | "'" | undefined {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === escape && quote !== "'") at++;
    else if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
  }
  return quote === "" ? undefined : (quote as '"' | "'");
}

/** A `${…}` that Docker refuses, as offsets into the text, and why. */
export interface BadExpansion extends Span {
  readonly fault: "open" | "empty" | "operator" | "slash";
}

const opening = /\$\{(?:([A-Za-z_]\w*|\d+|[@*#?$!-])(:?)(.?))?/sy;

/** A double quote or a `${` that waits for its end. */
interface Open {
  readonly start: number;
  readonly isQuote: boolean;
  /** Behind `${name/` a slash comes before the brace counts again. */
  needsSlash: boolean;
}

/**
 * The first expansion in a text that stops the build. In the body of a heredoc (`isBody`) quotes are plain characters.
 * Measured with the builder of Docker 28.5.
 */
export function badExpansion(text: string, escape: string, isBody = false): BadExpansion | undefined {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    const within = open.at(-1);
    if (character === escape) at++;
    else if (character === '"' && !isBody) {
      if (within?.isQuote) open.pop();
      else open.push({ start: at, isQuote: true, needsSlash: false });
    } else if (character === "'" && !isBody && !within?.isQuote) {
      const close = text.indexOf("'", at + 1);
      at = close < 0 ? text.length : close;
    } else if (character === "/" && within?.needsSlash) {
      within.needsSlash = false;
    } else if (character === "}" && within && !within.isQuote && !within.needsSlash) {
      open.pop();
    } else if (character === "$" && text[at + 1] === "{") {
      opening.lastIndex = at;
      const [written = "", name, colon = "", operator = ""] = opening.exec(text) ?? [];
      const isKnown = name !== undefined && (colon === "" ? /[}+?#%/-]/ : /[+?-]/).test(operator);
      if (!isKnown) return unknownForm(text, at, name);
      if (operator !== "}") open.push({ start: at, isQuote: false, needsSlash: operator === "/" });
      at += written.length - 1;
      if (operator === "/" && text[at + 1] === "/") at++;
    }
  }
  const left = open.findLast(({ isQuote }) => !isQuote);
  if (!left) return undefined;
  const close = left.needsSlash ? text.indexOf("}", left.start) : -1;
  if (close >= 0) return { start: left.start, end: close + 1, fault: "slash" };
  return { start: left.start, end: text.length, fault: "open" };
}

/** What is wrong with a `${` whose name or operator Docker does not know. */
function unknownForm(text: string, start: number, name: string | undefined): BadExpansion {
  const close = /[^$}\n]*\}/y;
  close.lastIndex = start + 2;
  if (!close.test(text)) return { start, end: text.length, fault: "open" };
  return {
    start,
    end: close.lastIndex,
    fault: name === undefined && close.lastIndex === start + 3 ? "empty" : "operator",
  };
}

const readsVariables = new Set("FROM ENV LABEL ARG COPY ADD EXPOSE VOLUME USER WORKDIR STOPSIGNAL".split(" "));

/** What Docker replaces variables in: the argument of such an instruction, of FROM only the image. */
export function expandedText({ keyword, argumentText, exec, onbuild }: Instruction): string | undefined {
  if (!readsVariables.has(keyword) || exec || onbuild) return undefined;
  return keyword === "FROM" ? (/^\S*/.exec(argumentText)?.[0] ?? "") : argumentText;
}

/** Where a part of `argumentText` stands in the document, continuations and comment lines between counted in. */
export function argumentSpan({ text, escape }: Dockerfile, instruction: Instruction, part: Span): Span {
  const { argument, argumentText } = instruction;
  const gap = escape === "`" ? gaps.backtick : gaps.backslash;
  const found: number[] = [];
  let at = argument.start;
  for (let index = 0; index < Math.min(part.end, argumentText.length); index++) {
    gap.lastIndex = at;
    if (text[at] === escape && text[at - 1] !== escape && gap.test(text)) at = gap.lastIndex;
    if (index === part.start) found.push(at);
    at++;
  }
  return { start: found[0] ?? at, end: at };
}

/** The same for many parts of one instruction: after one walk through it, each costs nothing. */
export function argumentSpans({ text, escape }: Dockerfile, instruction: Instruction): (part: Span) => Span {
  const { argument, argumentText } = instruction;
  if (argument.end - argument.start === argumentText.length) {
    return ({ start, end }) => ({ start: argument.start + start, end: argument.start + end });
  }
  const gap = escape === "`" ? gaps.backtick : gaps.backslash;
  const places: number[] = [];
  let at = argument.start;
  for (let index = 0; index < argumentText.length; index++) {
    gap.lastIndex = at;
    if (text[at] === escape && text[at - 1] !== escape && gap.test(text)) at = gap.lastIndex;
    places.push(at++);
  }
  const placeOf = (index: number) => places[index] ?? at;
  return ({ start, end }) => ({ start: placeOf(start), end: end > start ? placeOf(end - 1) + 1 : placeOf(start) });
}

/** From an escape character at the end of a line to the next line that is neither empty nor a comment. */
const gaps = {
  backslash: /\\[ \t]*\r*\n(?:[ \t]*(?:#[^\n]*|\r*)\n)*/y,
  backtick: /`[ \t]*\r*\n(?:[ \t]*(?:#[^\n]*|\r*)\n)*/y,
};

/** The words of an argument, split at blanks, quotes not looked at: for instructions whose words are those of a shell. */
export function bareWords(file: Dockerfile, instruction: Instruction, most: number): (Span & { text: string })[] {
  const words: (Span & { text: string })[] = [];
  for (const match of instruction.argumentText.matchAll(/[^\t\v\f\r ]+/g)) {
    if (words.length === most) break;
    const part = { start: match.index, end: match.index + match[0].length };
    words.push({ ...argumentSpan(file, instruction, part), text: match[0] });
  }
  return words;
}

/** Instructions whose words end at a blank even within quotes. */
export const splitsInQuotes: ReadonlySet<string> = new Set(["COPY", "ADD", "EXPOSE", "VOLUME"]);

/** The words as Docker splits them where it replaces variables, as offsets into the argument. */
export function* expandedWords({ escape }: Dockerfile, { keyword }: Instruction, text: string): Iterable<Span> {
  if (keyword === "USER" || keyword === "WORKDIR" || keyword === "STOPSIGNAL") {
    yield { start: 0, end: text.length };
    return;
  }
  const value = onePairValue(escape, keyword, text);
  if (value) {
    yield { start: 0, end: text.search(blank) };
    yield value;
    return;
  }
  yield* blankWords(escape, keyword, text);
}

const blank = /[\t\v\f\r ]/;

/**
 * The value in the one-pair form of ENV and LABEL, which is the whole rest of `NAME value`. Docker takes the
 * argument for one when its first word has no equals sign.
 */
function onePairValue(escape: string, keyword: string, text: string): Span | undefined {
  if (keyword !== "ENV" && keyword !== "LABEL") return undefined;
  const [first] = blankWords(escape, keyword, text);
  if (!first || text.slice(first.start, first.end).includes("=")) return undefined;
  const start = /^\S+\s+(?=\S)/.exec(text)?.[0].length;
  return start === undefined ? undefined : { start, end: text.length };
}

function* blankWords(escape: string, keyword: string, text: string): Iterable<Span> {
  let start = 0;
  let quote = "";
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (character === undefined || (blank.test(character) && (quote === "" || splitsInQuotes.has(keyword)))) {
      if (at > start) yield { start, end: Math.min(at, text.length) };
      start = at + 1;
      quote = "";
    } else if (character === escape && quote !== "'") at++;
    else if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
  }
}
