import { replace } from "../edits/edits";
import { hasTypographicQuote } from "../instructions/typography";
import { isCopy } from "../syntax/instructions";
import { argumentSpan, expandedText, expandedWords, openQuote, splitsInQuotes } from "../syntax/quotes";
import type { Dockerfile, DockerfileRule, Finding, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "unclosed-quote",
  title: "A quote is left open, so that the build fails",
  severity: "error",
  category: "correctness",
  mendsShell: true,
  syntax: true,
  why:
    "Docker pairs quotes as a shell does, apostrophes included. " +
    "In `COPY`, `ADD`, `EXPOSE` and `VOLUME` a blank ends the word even within quotes: a path with blanks needs the JSON form there.",
  sources: ["https://docs.docker.com/reference/dockerfile/#environment-replacement"],
  bad: 'FROM node:24-slim\nCOPY "my file.txt" /app/',
  good: 'FROM node:24-slim\nCOPY ["my file.txt", "/app/"]',

  *check(file) {
    for (const instruction of file.instructions) {
      const text = expandedText(instruction);
      if (text === undefined || !/["']/.test(text) || hasTypographicQuote(file, instruction)) continue;
      // Broken arrays and what version control left are judged elsewhere.
      if (text.startsWith("[")) continue;
      const found = judge(file, instruction, text);
      if (found) yield found;
    }
  },
} satisfies DockerfileRule;

function judge(file: Dockerfile, instruction: Instruction, text: string): Finding | undefined {
  const { keyword, assignments } = instruction;
  for (const word of expandedWords(file, instruction, text)) {
    const written = text.slice(word.start, word.end);
    const [, around, name, value] = /^(["'])([\w.-]+)=([^"']*)\1$/.exec(written) ?? [];
    const isWholeValue = assignments[0]?.legacy === true && word.start > 0;
    if (around && !isWholeValue && (keyword === "ENV" || keyword === "ARG" || keyword === "LABEL")) {
      const span = argumentSpan(file, instruction, word);
      const meant = `${name}=${around}${value}${around}`;
      const message = `The quotes around ${shorten(written)} are split at its equals sign, and never closed`;
      const isExact = span.end - span.start === written.length;
      const fix = { title: `Write ${meant}`, safe: false, edits: [replace(span, meant)] };
      return { span, message, fixes: isExact ? [fix] : [] };
    }
    const quote = openQuote(written, file.escape);
    if (!quote) continue;
    const isSplit = splitsInQuotes.has(keyword) && openQuote(text, file.escape) === undefined;
    const span = argumentSpan(file, instruction, word);
    if (isSplit) {
      const message = `The blank ends the word even within quotes, so that ${written} lacks its closing one${keyword === "EXPOSE" ? "" : "; paths with blanks need the JSON form"}`;
      return { span, message, fixes: asArray(file, instruction, text) };
    }
    const isApostrophe = quote === "'" && /\w'\w/.test(written);
    const message = isApostrophe
      ? `Docker takes the apostrophe in ${shorten(written)} for a quote, which is never closed`
      : `The quote in ${shorten(written)} is never closed`;
    return { span, message, fixes: closed(file, instruction, { ...span, written }, quote, isApostrophe) };
  }
  return undefined;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function closed(
  { escape }: Dockerfile,
  { argumentText, argument, keyword }: Instruction,
  word: { start: number; end: number; written: string },
  quote: string,
  isApostrophe: boolean,
): Fix[] {
  const isOneLine = argument.end - argument.start === argumentText.length;
  if (!isOneLine || word.written.includes(escape) || /[`\\]/.test(word.written)) return [];
  if (isApostrophe) {
    if (word.written.split("'").length !== 2 || /"/.test(word.written)) return [];
    const at = word.start + word.written.indexOf("'");
    const edits = [{ start: at, end: at, text: escape }];
    return [{ title: "Escape the apostrophe", safe: false, edits }];
  }
  // Several pairs on the line: the quote may belong anywhere.
  const isPlain =
    word.written.split(quote).length === 2 && !splitsInQuotes.has(keyword) && !/=[^=\n]*=/.test(word.written);
  return isPlain
    ? [{ title: `Add the closing ${quote}`, safe: false, edits: [{ start: word.end, end: word.end, text: quote }] }]
    : [];
}

/** The paths as a JSON array, when quotes mark them well. */
function asArray({ escape }: Dockerfile, instruction: Instruction, text: string): Fix[] {
  const { keyword, argument, argumentText, heredocs } = instruction;
  const isOneLine = argument.end - argument.start === argumentText.length;
  const isPath = isCopy(instruction) || keyword === "VOLUME";
  if (!isOneLine || !isPath || heredocs.length > 0 || text.includes(escape) || text.includes("\\")) return [];
  const words = text.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  if (words.some((word) => /["']/.test(word.replace(/^(["'])(.*)\1$/, "$2")))) return [];
  const array = words.map((word) => JSON.stringify(word.replace(/^(["'])(.*)\1$/, "$2"))).join(", ");
  return [{ title: "Write the paths as a JSON array", safe: false, edits: [replace(argument, `[${array}]`)] }];
}
