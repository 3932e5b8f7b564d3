import { hasTypographicQuote } from "../instructions/typography";
import { rewrite } from "../node/start";
import { looseArray } from "../syntax/array";
import type { DockerfileRule, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  id: "malformed-exec-form",
  title: "The array is no valid JSON, so that Docker does not take it for exec form",
  severity: "error",
  category: "correctness",
  aliases: ["DL3025", "JSONArgsRecommended"],
  why:
    "Exec form is a JSON array: double quotes around every word, a comma between two of them, none after the " +
    "last, nothing behind the bracket. Anything else is taken for shell text, and the shell finds no program " +
    "called `[node,`. The image builds all the same; the container does not start.",
  sources: ["https://docs.docker.com/reference/dockerfile/#exec-form"],
  bad: "FROM node:22-slim\nCMD ['node', 'server.js']",
  good: 'FROM node:22-slim\nCMD ["node", "server.js"]',

  *check(file) {
    for (const instruction of file.instructions) {
      const array = looseArray(instruction);
      if (!array && isMixedArray(instruction)) {
        yield { span: instruction.argument, message: "This is no array of strings, so that the build fails" };
      }
      if (!array || hasTypographicQuote(file, instruction)) continue;
      const { elements, fault, comment } = array;
      const edits = elements && rewrite(file, instruction, { argv: elements, environment: {} }, comment);
      const fix: Fix | undefined = edits && { title: "Write it as a JSON array", safe: false, edits };
      yield {
        span: instruction.argument,
        message: isJson(instruction.argumentText)
          ? `This is no array of strings because ${fault}, so that the build fails`
          : `This is no valid JSON because ${fault}, so that ${consequence(instruction)}`,
        fixes: fix && [fix],
      };
    }
  },
} satisfies DockerfileRule;

function consequence({ keyword }: Instruction): string {
  switch (keyword) {
    case "CMD":
    case "ENTRYPOINT":
    case "RUN":
      return "Docker hands it to a shell, which does not understand it";
    case "SHELL":
      return "the build fails";
    default:
      return "Docker takes its brackets and quotes for parts of the paths";
  }
}

/** SHELL and HEALTHCHECK have rules of their own. */
const takesStrings = new Set(["RUN", "CMD", "ENTRYPOINT", "VOLUME", "COPY", "ADD"]);

/** A JSON array that holds something else than strings, `[[]]` or `[ 1 ]` for example, where Docker accepts no other. */
function isMixedArray({ keyword, exec, argumentText }: Instruction): boolean {
  return takesStrings.has(keyword) && !exec && argumentText.startsWith("[") && isJson(argumentText);
}

/** Docker insists on strings once it has read a JSON array. */
function isJson(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}
