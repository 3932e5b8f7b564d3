import { flagKindOf } from "../syntax/flags";
import { bareWords } from "../syntax/quotes";
import type { Dockerfile, DockerfileRule, Flag, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["--"],
  id: "flag-without-value",
  title: "The flag has no value, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why: "Unlike programs, Docker's instructions take the value of a flag only behind an equals sign: `--chown=node`, never `--chown node`.",
  sources: ["https://docs.docker.com/reference/dockerfile/"],
  bad: "FROM node:24-slim\nCOPY --chown node . .",
  good: "FROM node:24-slim\nCOPY --chown=node . .",

  *check(file) {
    for (const instruction of file.instructions) {
      for (const flag of instruction.flags) {
        const kind = flagKindOf(file, instruction, flag);
        if (!kind || (kind.isBoolean ? flag.value?.text !== "" : flag.value)) continue;
        const isLast = flag === instruction.flags.at(-1);
        const word = isLast && !kind.isBoolean ? valueBehind(file, instruction, flag) : undefined;
        const written = `--${flag.name}=${word?.text ?? "…"}`;
        yield {
          span: flag,
          message: kind.isBoolean
            ? `--${flag.name}= has no value; write --${flag.name} alone`
            : `--${flag.name} has no value, which belongs behind an equals sign: ${written}`,
          severity: instruction.onbuild ? "warning" : undefined,
          fixes: kind.isBoolean
            ? [{ title: `Write --${flag.name}`, safe: true, edits: [{ start: flag.end - 1, end: flag.end, text: "" }] }]
            : word && [
                { title: `Write ${written}`, safe: true, edits: [{ start: flag.end, end: word.start, text: "=" }] },
              ],
        };
      }
    }
  },
} satisfies DockerfileRule;

type Part = Pick<Word, "start" | "end" | "text">;

/** The word behind, when it is too much for an argument; on the same line. */
function valueBehind(file: Dockerfile, instruction: Instruction, flag: Flag): Part | undefined {
  const { keyword, exec } = instruction;
  const words = bareWords(file, instruction, 50);
  const [first, second] = words;
  if (!first || !second || exec || !/^[ \t]+$/.test(file.text.slice(flag.end, first.start))) return undefined;
  return isValue(keyword, flag, first.text, words) ? first : undefined;
}

function isValue(keyword: string, { name }: Flag, text: string, words: readonly Part[]): boolean {
  switch (keyword) {
    case "COPY":
    case "ADD":
      return words.length > 2 && !/[<["']/.test(text);
    case "FROM":
      return words[1]?.text.toUpperCase() !== "AS" && words.length % 2 === 0;
    case "HEALTHCHECK":
      return /^\d/.test(text);
    default:
      return name === "mount"
        ? text.split(",").every((option, index) => /^\w+=\S*$/.test(option) || (index > 0 && option === ""))
        : /^(?:none|host|default|insecure|sandbox)$/.test(text);
  }
}
