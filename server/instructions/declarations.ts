/** Where variables are declared and used, and which stages see them. */

import { dropInstruction, removeItems } from "../edits/removal";
import type { Dockerfile, Edit, Instruction, Stage } from "../types";
import { memoize } from "../util/memoize";

/** A stage and those that start from it, directly or not: they see what it declares and have what it installs. */
export function descendants({ stages }: Dockerfile, of: Stage): ReadonlySet<Stage> {
  const found = new Set([of]);
  for (const stage of stages) if (stage.parent && found.has(stage.parent)) found.add(stage);
  return found;
}

/** A stage and those that it starts from, directly or not: it sees what they declare. */
export function ancestors(of: Stage): ReadonlySet<Stage> {
  const found = new Set<Stage>();
  for (let link: Stage | undefined = of; link; link = link.parent) found.add(link);
  return found;
}

/** Whether ENV or ARG names a variable in a stage or one that it starts from; `until`: before this instruction of the stage. */
export function declares(stage: Stage, name: string, until?: { readonly start: number }): boolean {
  for (let link: Stage | undefined = stage; link; link = link.parent) {
    const first = firstDeclarations(link).get(name);
    if (first !== undefined && (link !== stage || !until || first < until.start)) return true;
  }
  return false;
}

/** Where ENV or ARG names a variable for the first time in a stage. */
const firstDeclarations = memoize((stage: Stage): ReadonlyMap<string, number> => {
  const first = new Map<string, number>();
  for (const { keyword, start, assignments } of stage.instructions) {
    if (keyword !== "ENV" && keyword !== "ARG") continue;
    for (const { name } of assignments) {
      if (name.value !== undefined && !first.has(name.value)) first.set(name.value, start);
    }
  }
  return first;
});

/** Whether an instruction uses a variable otherwise than to declare it; comments do not count. */
export function mentions(file: Dockerfile, instruction: Instruction, name: string): boolean {
  const { keyword, flags, argumentText, assignments, heredocs } = instruction;
  const word = new RegExp(`\\b${name.replace(/\W/g, "\\$&")}\\b`);
  if (keyword === "ARG" || keyword === "ENV") {
    return assignments.some((it) => it.name.value !== name && word.test(it.value?.text ?? ""));
  }
  return (
    word.test(argumentText) ||
    flags.some(({ value }) => value !== undefined && word.test(value.text)) ||
    heredocs.some(({ body }) => word.test(file.text.slice(body.start, body.end)))
  );
}

/** Takes some of its assignments out of ARG or ENV, with the instruction when none is left. */
export function removeDeclarations(
  file: Dockerfile,
  instruction: Instruction,
  isGone: (name: string) => boolean,
): Edit[] {
  const { assignments } = instruction;
  const gone = assignments.filter(({ name }) => isGone(name.text));
  if (gone.length === 0) return [];
  return gone.length < assignments.length ? removeItems(file, assignments, gone) : dropInstruction(file, instruction);
}
