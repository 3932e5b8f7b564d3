import { replace } from "../edits/edits";
import { flagKindOf } from "../syntax/flags";
import { bareWords } from "../syntax/quotes";
import type { DockerfileRule, Fix, Instruction, Span } from "../types";
import { misspelt } from "../util/similar";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["HEALTHCHECK"],
  id: "invalid-healthcheck",
  title: "HEALTHCHECK takes CMD with a command, or NONE",
  severity: "error",
  category: "correctness",
  syntax: true,
  why: "Behind its flags `HEALTHCHECK` says `CMD` and the command that checks the container, in shell or exec form, or `NONE`. The build stops at anything else.",
  sources: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  bad: "FROM node:24-slim\nHEALTHCHECK curl --fail http://localhost:3000/",
  good: "FROM node:24-slim\nHEALTHCHECK CMD curl --fail http://localhost:3000/",

  *check(file) {
    for (const instruction of file.instructions) {
      const { keyword, flags, onbuild } = instruction;
      if (keyword !== "HEALTHCHECK" || instruction.exec) continue;
      const array = otherArray(instruction);
      if (array !== undefined) {
        const message = "The command of HEALTHCHECK is an array of strings, and this one holds something else";
        yield { span: array, message };
        continue;
      }
      const [word] = bareWords(file, instruction, 1);
      const type = word?.text.toUpperCase();
      if (!word || type === "CMD" || type === "NONE") continue;
      if (flags.some((flag) => !flag.value && flagKindOf(file, instruction, flag))) continue;
      const near =
        /^["'[]|^[a-z]/.test(word.text) && word.text.length > 4 ? undefined : misspelt(type ?? "", ["CMD", "NONE"]);
      const fix: Fix = near
        ? { title: `Write ${near}`, safe: false, edits: [replace(word, near)] }
        : { title: "Add CMD", safe: false, edits: [{ start: word.start, end: word.start, text: "CMD " }] };
      yield {
        span: word,
        message: near
          ? `HEALTHCHECK knows no ${word.text}; did you mean ${near}`
          : "CMD is missing before the command of HEALTHCHECK",
        severity: onbuild ? "warning" : undefined,
        // A variable or a flag among the words is no command.
        fixes: /^[$-]/.test(word.text) ? [] : [fix],
      };
    }
  },
} satisfies DockerfileRule;

/** An array in JSON that holds other things than strings. */
function otherArray({ argument, argumentText }: Instruction): Span | undefined {
  const [prefix, text] = /^CMD\s+(\[.*\])$/is.exec(argumentText) ?? [];
  if (prefix === undefined || text === undefined) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return { start: Math.max(argument.start, argument.end - text.length), end: argument.end };
}
