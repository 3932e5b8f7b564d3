import { replace } from "../edits/edits";
import { liftComment } from "../instructions/trailing";
import { argumentSpan, expandedWords, openQuote } from "../syntax/quotes";
import type { Dockerfile, DockerfileRule, Fix, Instruction, Span } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["ENV", "LABEL"],
  id: "missing-equals",
  title: "A word among name=value pairs has no equals sign, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why:
    "Once the first word of `ENV` or `LABEL` is `name=value`, all others must be so as well. " +
    'A value that holds blanks is quoted: `ENV GREETING="good morning"`.',
  sources: ["https://docs.docker.com/reference/dockerfile/#env"],
  bad: "FROM node:24-slim\nENV NODE_OPTIONS=--enable-source-maps --trace-warnings",
  good: 'FROM node:24-slim\nENV NODE_OPTIONS="--enable-source-maps --trace-warnings"',

  *check(file) {
    for (const instruction of file.instructions) {
      const { keyword, argumentText } = instruction;
      // With a quote left open, the words are not where they were meant to be.
      if ((keyword !== "ENV" && keyword !== "LABEL") || openQuote(argumentText, file.escape)) continue;
      const words = [...expandedWords(file, instruction, argumentText)];
      const isBare = ({ start, end }: Span) => !argumentText.slice(start, end).includes("=");
      const index = words.findIndex(isBare);
      if (index < 1) continue;
      const stop = words.findIndex((word, at) => at > index && !isBare(word));
      const bare = words.slice(index, stop < 0 ? undefined : stop);
      const span = argumentSpan(file, instruction, {
        start: (bare[0] as Span).start,
        end: (bare.at(-1) as Span).end,
      });
      const word = argumentText.slice(bare[0]?.start, bare[0]?.end);
      const comment = liftComment(file, instruction, span);
      const fix = comment ?? quoted(file, instruction, words[index - 1] as Span, span, word);
      yield {
        span: comment ? { ...span, end: instruction.argument.end } : span,
        message: comment
          ? `Docker takes a comment behind ${keyword} for name=value pairs: it needs a line of its own`
          : `${word} has no equals sign: every word behind ${keyword} is name=value here, and a value with blanks is quoted`,
        fixes: fix && [fix],
      };
    }
  },
} satisfies DockerfileRule;

/** Puts the words into the value before them: quoted, or without the blank that follows its equals sign. */
function quoted(file: Dockerfile, instruction: Instruction, before: Span, bare: Span, word: string): Fix | undefined {
  const equals = instruction.argumentText.indexOf("=", before.start);
  const { start } = argumentSpan(file, instruction, { start: equals + 1, end: equals + 2 });
  const value = file.text.slice(start, bare.end);
  if (/["'\r\n`\\]/.test(value) || equals >= before.end || /^(?:&&|\|)|;$/.test(word)) return undefined;
  if (/^[ \t]/.test(value)) {
    if (/[ \t]/.test(value.trim())) return undefined;
    const edits = [replace({ start, end: bare.start }, "")];
    return { title: "Delete the blank behind the equals sign", safe: false, edits };
  }
  return { title: "Quote the value", safe: false, edits: [replace({ start, end: bare.end }, `"${value}"`)] };
}
