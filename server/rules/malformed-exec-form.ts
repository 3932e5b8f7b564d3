import { startsProgram } from "../image/handedOver";
import { execVariables, scriptOf } from "../instructions/execVariables";
import { hasTypographicQuote } from "../instructions/typography";
import { rewrite } from "../node/start";
import { looseArray } from "../syntax/array";
import { isCopy } from "../syntax/instructions";
import type { DockerfileRule, Facts, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["["],
  id: "malformed-exec-form",
  title: "The array is no valid JSON, so that Docker does not take it for exec form",
  severity: "error",
  category: "correctness",
  mendsShell: true,
  aliases: ["DL3025", "JSONArgsRecommended"],
  why:
    "Exec form is a JSON array: double quotes around every word, a comma between two of them, none after the " +
    "last, nothing behind the bracket. Anything else is taken for shell text, and the shell finds no program " +
    "called `[node,`. The image builds all the same; the container does not start.",
  sources: ["https://docs.docker.com/reference/dockerfile/#exec-form"],
  bad: "FROM node:22-slim\nCMD ['node', 'server.js']",
  good: 'FROM node:22-slim\nCMD ["node", "server.js"]',

  *check(file, facts) {
    for (const instruction of file.instructions) {
      const array = looseArray(instruction);
      if (!array && isMixedArray(instruction)) {
        yield { span: instruction.argument, message: "This is no array of strings, so that the build fails" };
      }
      if (!array || hasTypographicQuote(file, instruction)) continue;
      const { elements, fault, comment } = array;
      const argv = elements && withShell(instruction, elements, facts);
      const isStart = instruction.keyword !== "HEALTHCHECK";
      const edits = argv && isStart ? rewrite(file, instruction, { argv, environment: {} }, comment) : undefined;
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

/** Nobody replaces a variable in exec form but a shell; undefined where none can be put before it. */
function withShell(instruction: Instruction, elements: readonly string[], facts: Facts): readonly string[] | undefined {
  const takesProgram = instruction.keyword !== "SHELL" && instruction.keyword !== "VOLUME" && !isCopy(instruction);
  if (!takesProgram || execVariables(elements.map((value) => ({ value }))).length === 0) return elements;
  if (instruction.keyword === "RUN" || startsProgram(instruction, facts) !== true) return undefined;
  return ["sh", "-c", `exec ${scriptOf(elements)}`];
}

function consequence({ keyword }: Instruction): string {
  switch (keyword) {
    case "CMD":
    case "ENTRYPOINT":
    case "HEALTHCHECK":
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
