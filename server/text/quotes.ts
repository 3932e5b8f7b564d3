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
  readonly fault: "open" | "empty" | "operator";
}

const opening = /\$\{(?:([A-Za-z_]\w*|\d+|[@*#?$!-])(:?)(.?))?/sy;

/** The first expansion in a text that stops the build. */
export function badExpansion(text: string, escape: string): BadExpansion | undefined {
  let isSingle = false;
  let isDouble = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === escape && !isSingle) at++;
    else if (character === "'" && !isDouble) isSingle = !isSingle;
    else if (character === '"' && !isSingle) isDouble = !isDouble;
    else if (character === "$" && text[at + 1] === "{" && !isSingle) {
      opening.lastIndex = at;
      const [, name, colon = "", operator = ""] = opening.exec(text) ?? [];
      const close = text.indexOf("}", at);
      const span = { start: at, end: close < 0 ? text.length : close + 1 };
      if (close < 0) return { ...span, fault: "open" };
      if (name === undefined) return { ...span, fault: close === at + 2 ? "empty" : "operator" };
      const isKnown = colon === "" ? /[}+?#%/-]/.test(operator) : /[+?-]/.test(operator);
      if (!isKnown) return { ...span, fault: "operator" };
    }
  }
  return undefined;
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

/** From an escape character at the end of a line to the next line that is neither empty nor a comment. */
const gaps = {
  backslash: /\\[ \t]*\r*\n(?:[ \t]*(?:#[^\n]*)?\r*\n)*/y,
  backtick: /`[ \t]*\r*\n(?:[ \t]*(?:#[^\n]*)?\r*\n)*/y,
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
  let start = 0;
  let quote = "";
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (character === undefined || (/[\t\v\f\r ]/.test(character) && (quote === "" || splitsInQuotes.has(keyword)))) {
      if (at > start) yield { start, end: Math.min(at, text.length) };
      start = at + 1;
      quote = "";
    } else if (character === escape && quote !== "'") at++;
    else if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
  }
}
