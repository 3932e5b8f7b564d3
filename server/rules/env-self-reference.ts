import { imageFacts } from "../data/images";
import { keywordLike } from "../edits/edits";
import { sections } from "../syntax/sections";
import { spanIn, variablesIn } from "../syntax/variables";
import type { Assignment, Dockerfile, DockerfileRule, Edit, Instruction, Stage } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["ENV"],
  id: "env-self-reference",
  title: "The variable is set by this same ENV, and has its new value only after it",
  severity: "warning",
  category: "correctness",
  aliases: ["DL3044", "UndefinedVar"],
  why:
    "Docker replaces the variables of an `ENV` before it sets any: a reference to one that stands beside it gets " +
    "what that was before, mostly nothing. Set it by an `ENV` of its own above.",
  sources: ["https://docs.docker.com/reference/dockerfile/#environment-replacement"],
  bad: "FROM node:24-slim\nENV APP_HOME=/app LOGS=$APP_HOME/logs",
  good: "FROM node:24-slim\nENV APP_HOME=/app\nENV LOGS=$APP_HOME/logs",

  *check(file) {
    const known = new Map<Stage | undefined, Set<string>>();
    for (const section of sections(file)) {
      const stage = section[0]?.stage;
      const names = new Set(stage?.parent ? known.get(stage.parent) : []);
      known.set(stage, names);
      for (const instruction of section) {
        if (instruction.onbuild) continue;
        if (instruction.keyword === "ENV") yield* findings(file, instruction, names);
        for (const { name } of instruction.keyword === "LABEL" ? [] : instruction.assignments) names.add(name.text);
      }
    }
  },
} satisfies DockerfileRule;

function* findings(file: Dockerfile, instruction: Instruction, known: ReadonlySet<string>) {
  const { assignments, stage } = instruction;
  const indexes = new Map<string, number[]>();
  for (const [index, { name }] of assignments.entries()) {
    const same = indexes.get(name.text);
    if (same) same.push(index);
    else indexes.set(name.text, [index]);
  }
  for (const [index, { name, value }] of assignments.entries()) {
    for (const use of value ? variablesIn(value.text, file.escape) : []) {
      const setBy = indexes.get(use.name)?.find((other) => other !== index);
      if (!value || setBy === undefined || known.has(use.name)) continue;
      // The value that the image gives it is wanted as long as it is changed only later.
      const isBefore = setBy < index;
      if (!isBefore && name.text === use.name) continue;
      if (!isBefore && isOfImage(stage, use.name)) continue;
      // `A=/x:$A B=/y:$A`: both go on from what was there before.
      const other = name.text === use.name ? undefined : assignments[setBy]?.value;
      if (other && variablesIn(other.text, file.escape).some((inner) => inner.name === use.name)) continue;
      const edit = isBefore ? splitAt(file, instruction, index) : undefined;
      yield {
        span: spanIn(value, use),
        message: `${name.text} is made from ${use.name}, which gets its value only after this ENV`,
        fixes: edit && [{ title: `Set ${name.text} by an ENV of its own`, safe: false, edits: [edit] }],
      };
    }
  }
}

function isOfImage(stage: Stage | undefined, name: string): boolean {
  return (
    name === "PATH" || (stage?.base !== undefined && name in imageFacts(stage.base.name, stage.base.tag).environment)
  );
}

/** Begins another ENV at an assignment. */
function splitAt(file: Dockerfile, instruction: Instruction, index: number): Edit | undefined {
  const [before, after]: (Assignment | undefined)[] = instruction.assignments.slice(index - 1, index + 1);
  if (!before || !after) return undefined;
  const gap = { start: before.end, end: after.start };
  if (file.comments.some(({ start }) => gap.start <= start && start < gap.end)) return undefined;
  return { ...gap, text: `${file.eol}${keywordLike(file, instruction, "ENV")} ` };
}
