import { insertBefore } from "../edits/edits";
import { dropInstruction } from "../edits/removal";
import { firstKeyword, firstUnknown, keywords } from "../syntax/keywords";
import type { Dockerfile, DockerfileRule, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  id: "instruction-before-from",
  title: "Only ARG may stand above the first FROM",
  severity: "error",
  category: "correctness",
  syntax: true,
  aliases: ["DL3061"],
  why:
    "Every instruction but `ARG` changes an image, and `FROM` says which one. Without a `FROM` above it the build " +
    "fails.",
  sources: ["https://docs.docker.com/reference/dockerfile/#from"],
  bad: 'LABEL org.opencontainers.image.title="app"\nFROM node:24-slim',
  good: 'FROM node:24-slim\nLABEL org.opencontainers.image.title="app"',

  *check(file) {
    const from = file.stages[0]?.from;
    const unknown = firstUnknown(file).get(undefined) ?? file.text.length;
    const misplaced = file.instructions.filter(
      ({ keyword, stage, start }) => !stage && keyword !== "ARG" && keywords.has(keyword) && start < unknown,
    );
    // A file without FROM has one fault, not one in every line.
    for (const [index, instruction] of (from ? misplaced : misplaced.slice(0, 1)).entries()) {
      const { text, ...span } = firstKeyword(file, instruction);
      const keyword = text.toUpperCase();
      yield {
        span,
        message: from
          ? `${keyword} stands above the first FROM, where only ARG may stand`
          : `${keyword} needs a FROM above it, and this file has none`,
        fixes: from && index === 0 ? moveUp(file, from, misplaced) : [],
      };
    }
  },
} satisfies DockerfileRule;

/** FROM goes above what needs it, if it does not need an ARG there. */
function moveUp(file: Dockerfile, from: Instruction, misplaced: readonly Instruction[]): Fix[] {
  const [first] = misplaced;
  const between = file.instructions.filter(({ start }) => first && first.start <= start && start < from.start);
  const isContinued = from.line !== from.endLine;
  if (!first || isContinued || between.some(({ keyword }) => keyword === "ARG")) return [];
  const line = file.text.slice(from.start, from.end);
  return [
    {
      title: "Move FROM above it",
      safe: false,
      edits: [insertBefore(file, first, line), ...dropInstruction(file, from)],
    },
  ];
}
