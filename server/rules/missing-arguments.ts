import { flagKindOf } from "../syntax/flags";
import { isCopy } from "../syntax/instructions";
import type { Dockerfile, DockerfileRule, Finding, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "missing-arguments",
  title: "The instruction lacks an argument, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why: "Docker refuses an instruction that does not say what it needs: `COPY` a source and a destination, `ENV` a name and a value, `FROM` an image.",
  sources: ["https://docs.docker.com/reference/dockerfile/"],
  bad: "FROM node:24-slim\nCOPY package.json",
  good: "FROM node:24-slim\nCOPY package.json ./",

  *check(file) {
    for (const instruction of file.instructions) {
      // What follows a flag without its value may be that value.
      if (instruction.flags.some((flag) => !flag.value && !flagKindOf(file, instruction, flag)?.isBoolean)) continue;
      const found = judge(file, instruction);
      if (found)
        yield { severity: instruction.onbuild && !isReadAtOnce(instruction) ? "warning" : undefined, ...found };
    }
  },
} satisfies DockerfileRule;

/** Behind ONBUILD only these are looked into before the builds on top of the image. */
function isReadAtOnce({ keyword }: Instruction): boolean {
  return keyword === "ENV" || keyword === "LABEL";
}

const needs: Readonly<Record<string, string>> = {
  FROM: "the image to start from",
  ENV: "a name and a value",
  LABEL: "a name and a value",
  ARG: "a name",
  EXPOSE: "a port",
  USER: "a user",
  WORKDIR: "a folder",
  STOPSIGNAL: "a signal",
  VOLUME: "a folder",
  SHELL: 'an array of the shell and its options: SHELL ["/bin/bash", "-c"]',
  HEALTHCHECK: "CMD with a command, or NONE",
  ONBUILD: "an instruction",
  MAINTAINER: "a name",
};

function judge(file: Dockerfile, instruction: Instruction): Finding | undefined {
  const { keyword, name, words, assignments, argumentText } = instruction;
  const [first, second] = words;
  if (isCopy(instruction)) return copying(instruction);
  if (!Object.hasOwn(needs, keyword)) return undefined;
  if (keyword === "HEALTHCHECK" && /^CMD(?:\s+\[\s*\])?$/i.test(argumentText)) {
    return { span: first ?? name, message: "HEALTHCHECK CMD needs the command to run" };
  }
  const isEmpty = instruction.exec ? words.length === 0 : argumentText === "";
  if (isEmpty) return { span: name, message: `${keyword} needs ${needs[keyword]}` };
  if (keyword === "FROM" && words.length === 2 && second?.text.toUpperCase() === "AS") {
    return { span: second, message: `The name of the stage is missing behind ${second.text}` };
  }
  const [assignment] = assignments;
  if (
    (keyword === "ENV" || keyword === "LABEL") &&
    assignments.length === 1 &&
    assignment?.legacy &&
    !assignment.value
  ) {
    // What only looks like a name, a quote left open say, has another fault.
    if (/["'=]/.test(argumentText.replace(/^(["'])[^"'=]*\1$/, ""))) return undefined;
    const written = file.text.slice(assignment.start, assignment.end);
    return { span: assignment, message: `${keyword} ${written} lacks a value; write ${written}=…` };
  }
  return undefined;
}

function copying({ keyword, name, words }: Instruction): Finding | undefined {
  const [only] = words;
  if (words.length > 1) return undefined;
  if (!only) return { span: name, message: `${keyword} needs a source and a destination` };
  return { span: only, message: `${keyword} needs a source and a destination, and ${only.text} is only one of them` };
}
