import { replace } from "../edits/edits";
import { findSlips, type Slip } from "../instructions/typography";
import type { Dockerfile, DockerfileRule, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "typographic-quotes",
  title: "A typographic character stands where a plain one belongs",
  severity: "error",
  category: "correctness",
  mendsShell: true,
  why:
    "Word processors and web pages turn quotes, dashes and blanks into prettier ones. Docker and the shell " +
    "know only the plain characters and take the others for part of a word: `CMD [“node”]` is no exec form, " +
    "and `–no-cache` is no option.",
  sources: ["https://docs.docker.com/reference/dockerfile/#exec-form"],
  bad: "FROM node:22-slim\nCMD [“node”, “server.js”]",
  good: 'FROM node:22-slim\nCMD ["node", "server.js"]',

  *check(file) {
    for (const instruction of file.instructions) {
      const slips = findSlips(file, instruction);
      const fix = plainFix(slips);
      for (const [first, last] of byWord(file, slips)) {
        yield {
          span: { start: first.start, end: last.end },
          message: describe(file, instruction, first),
          fixes: fix && [fix],
        };
      }
    }
  },
} satisfies DockerfileRule;

/** Mends the whole instruction at once; undefined when that would leave a quote open. */
function plainFix(slips: readonly Slip[]): Fix | undefined {
  const isPaired = ['"', "'"].every((quote) => slips.filter(({ plain }) => plain === quote).length % 2 === 0);
  if (!isPaired) return undefined;
  return {
    title: "Write plain characters",
    safe: false,
    edits: slips.map((slip) => replace(slip, slip.plain)),
  };
}

/** The first and last slip of each word. */
function byWord({ text }: Dockerfile, slips: readonly Slip[]): [Slip, Slip][] {
  const words: [Slip, Slip][] = [];
  for (const slip of slips) {
    const word = words.at(-1);
    if (word && !/[ \t\r\n]/.test(text.slice(word[1].end, slip.start))) word[1] = slip;
    else words.push([slip, slip]);
  }
  return words;
}

function describe({ text }: Dockerfile, { keyword }: Instruction, slip: Slip): string {
  const written = text.slice(slip.start, slip.end);
  switch (slip.kind) {
    case "quote":
      return `${written} is a typographic quote, which quotes nothing here: write ${slip.plain}`;
    case "dash":
      return `${written} is a typographic dash, so that this is no option: write ${slip.plain}`;
    case "space":
      return `A no-break space or the like joins the words around it: write a plain blank`;
    case "invisible":
      return `An invisible character is part of this ${/^\w+$/.test(keyword) ? "word" : "keyword"}: delete it`;
  }
}
