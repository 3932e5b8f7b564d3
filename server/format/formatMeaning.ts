/** Whether two texts mean the same to Docker and to the shells in them. */

import type { Assignment, Command, Dockerfile, Instruction, Script, Word } from "../types";

/**
 * The places of the instructions that mean something else after a change of layout: words, values, flags, heredocs,
 * commands. Blanks between the words of a shell do not count. Undefined when more than that has changed.
 */
export function changedInstructions(before: Dockerfile, after: Dockerfile): ReadonlySet<number> | undefined {
  if (outside(before) !== outside(after) || before.instructions.length !== after.instructions.length) return undefined;
  const changed = new Set<number>();
  for (const [index, instruction] of before.instructions.entries()) {
    const other = after.instructions[index] as Instruction;
    if (meaning(before, instruction) !== meaning(after, other)) changed.add(index);
  }
  return changed;
}

function outside({ text, escape, directives, comments, errors, stages }: Dockerfile): string {
  return JSON.stringify([
    text.startsWith("\uFEFF"),
    escape,
    directives.map(({ name, value }) => [name, value]),
    comments.map(({ text, inside }) => [text, inside]),
    errors.map(({ message }) => message),
    stages.map(({ parent, name }) => [parent?.index, name?.text]),
  ]);
}

function meaning({ text }: Dockerfile, instruction: Instruction): string {
  const { keyword, onbuild, flags, words, exec, assignments, heredocs, script, argumentText, stage, before } =
    instruction;
  return JSON.stringify([
    keyword,
    onbuild,
    flags.map(({ name, value }) => [name, value && wordOf(value)]),
    exec,
    exec || !script ? words.map(wordOf) : null,
    keyword === "FROM" ? null : assignments.map(assignmentOf),
    heredocs.map(({ name, expand, chomp, body }) => [name, expand, chomp, text.slice(body.start, body.end)]),
    script && scriptOf(script),
    // Whatever is made of it: nothing but blanks may come and go, and no word may fall apart.
    keyword === "FROM" ? null : argumentText.split(/[ \t]+/).filter(Boolean),
    stage?.index,
    before.workdir,
  ]);
}

function wordOf({ text, value }: Word): unknown {
  return /^as$/i.test(text) ? "AS" : [text, value];
}

function assignmentOf({ name, value, legacy }: Assignment): unknown {
  return [wordOf(name), value && wordOf(value), legacy];
}

function scriptOf({ form, language, commands, errors }: Script): unknown {
  return [form, language, errors.length, commands.map(commandOf)];
}

function commandOf({ name, words, wrappers, assignments, redirects, operator, next, within }: Command): unknown {
  return [
    name,
    words.map(wordOf),
    wrappers.map(wordOf),
    assignments.map(assignmentOf),
    redirects.map(({ operator: sign, target }) => [sign, target && wordOf(target)]),
    operator,
    next,
    within,
  ];
}
