import { dropInstruction, removeItems } from "../edits/removal";
import { resolvePath } from "../syntax/dockerfile";
import type { Assignment, Dockerfile, DockerfileRule, Finding, Stage } from "../types";

export default {
  on: "Dockerfile",
  id: "repeated-setting",
  title: "ENV or WORKDIR sets what holds already",
  severity: "hint",
  category: "layers",
  why: "ENV and WORKDIR hold from where they stand to the end of the stage, and in the stages that start from it. Saying the same again changes nothing.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#workdir",
    "https://docs.docker.com/reference/dockerfile/#env",
  ],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY package.json ./\nWORKDIR /app\nCOPY . .",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY package.json ./\nCOPY . .",

  *check(file) {
    const after = new Map<Stage, ReadonlyMap<string, string>>();
    for (const stage of file.stages) {
      const values = new Map(stage.parent && after.get(stage.parent));
      yield* repeatedIn(file, stage, values);
      after.set(stage, values);
    }
  },
} satisfies DockerfileRule;

/** @param values of the variables that ENV has set so far, where they are written out. */
function* repeatedIn(file: Dockerfile, { instructions }: Stage, values: Map<string, string>): Iterable<Finding> {
  let isSet = false;
  for (const instruction of instructions) {
    const { keyword, onbuild, assignments, words, before } = instruction;
    if (onbuild) continue;
    if (keyword === "WORKDIR") {
      const [word] = words;
      const target = word?.value?.startsWith("/") ? resolvePath(undefined, word.value) : undefined;
      // That of a parent or of the base image is worth saying again: there it may change.
      if (isSet && word && target !== undefined && target === before.workdir) {
        yield {
          span: word,
          message: `${target} is the working directory already`,
          fixes: [{ title: "Remove the second WORKDIR", safe: true, edits: dropInstruction(file, instruction) }],
        };
      }
      isSet = true;
    }
    if (keyword !== "ENV") continue;
    const repeated = assignments.filter(
      (it) => it.value?.value !== undefined && values.get(it.name.text) === it.value.value,
    );
    for (const { name, value } of assignments) {
      if (value?.value === undefined) values.delete(name.text);
      else values.set(name.text, value.value);
    }
    const [first] = repeated;
    if (first) yield repetition(file, instruction, first, repeated);
  }
}

function repetition(
  file: Dockerfile,
  instruction: Stage["instructions"][number],
  first: Assignment,
  repeated: readonly Assignment[],
): Finding {
  const all = instruction.assignments;
  const isAll = repeated.length === all.length;
  const names = repeated.map(({ name }) => name.text).join(", ");
  const edits = isAll ? dropInstruction(file, instruction) : removeItems(file, all, repeated);
  return {
    span: { start: first.start, end: first.end },
    message: `${names} has this value already`,
    fixes: [{ title: `Remove the second ${names}`, safe: true, edits }],
  };
}
