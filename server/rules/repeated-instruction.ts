import { replace } from "../edits/edits";
import type { DockerfileRule, Instruction } from "../types";

/** The build fails, so that no image can differ once the repetition is gone. */
const alwaysFails = new Set(["RUN", "FROM", "COPY", "ADD"]);

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "repeated-instruction",
  title: "The instruction's keyword is written twice",
  severity: "error",
  category: "correctness",
  why:
    "Docker takes the second keyword for an argument: `RUN RUN npm ci` looks for a program called *RUN*, and " +
    "`WORKDIR WORKDIR /app` makes a folder of that name. Delete one of the two.",
  sources: ["https://docs.docker.com/reference/dockerfile/#format"],
  bad: "FROM node:22-slim\nRUN RUN npm ci",
  good: "FROM node:22-slim\nRUN npm ci",

  *check(file) {
    for (const instruction of file.instructions) {
      const { keyword, argument } = instruction;
      const written = file.text.slice(argument.start, argument.end);
      if (!isRepeated(instruction) || !written.startsWith(keyword)) continue;
      const span = { start: argument.start, end: argument.start + keyword.length };
      yield {
        span,
        message: `${keyword} is written twice, so that Docker takes the second for ${meaning(keyword)}`,
        fixes: [
          {
            title: `Delete the second ${keyword}`,
            safe: alwaysFails.has(keyword),
            edits: [replace({ start: span.start, end: span.start + repeatedLength(written, keyword) }, "")],
          },
        ],
      };
    }
  },
} satisfies DockerfileRule;

/** How much of an argument is the keyword again, as often as it is, with the blanks behind it. */
function repeatedLength(written: string, keyword: string): number {
  let length = 0;
  for (;;) {
    const blanks = /^[ \t]+(?=[^\s\\`])/.exec(written.slice(length + keyword.length, length + longest))?.[0] ?? "";
    length += keyword.length + blanks.length;
    // The last of all may be meant: nothing but the keyword is left.
    const isMore =
      blanks !== "" && written.startsWith(`${keyword} `, length) && /\S/.test(written.slice(length + keyword.length));
    if (!isMore) return length;
  }
}

const longest = 200;

/** Upper case only: `run` may be a program and `copy` a file. */
function isRepeated({ keyword, argumentText, exec }: Instruction): boolean {
  if (exec || !/^[A-Z]+$/.test(keyword) || !argumentText.startsWith(`${keyword} `)) return false;
  const rest = argumentText.slice(keyword.length).trim();
  switch (keyword) {
    // `COPY COPY /x` copies a file of that name, `ENV ENV production` sets such a variable.
    case "COPY":
    case "ADD":
      return rest.split(/\s+/).filter((word) => !word.startsWith("--")).length > 1 || rest.startsWith("--");
    case "ENV":
    case "LABEL":
      return /^[\w.-]+=/.test(rest);
    case "ARG":
    case "MAINTAINER":
      return false;
    default:
      return rest !== "";
  }
}

function meaning(keyword: string): string {
  switch (keyword) {
    case "RUN":
    case "CMD":
    case "ENTRYPOINT":
      return "the program to run";
    case "FROM":
      return "the name of the image";
    case "COPY":
    case "ADD":
      return "a file to copy";
    default:
      return "its value";
  }
}
