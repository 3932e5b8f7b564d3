/** The variables that an instruction names: declared by ARG and ENV, replaced by Docker, or used by a script. */

import { expandedTexts } from "../instructions/expandedTexts";
import { shellTokens } from "../syntax/shellTokens";
import { isVariableName, variablesIn } from "../syntax/variables";
import type { Dockerfile, Instruction, Span, Word } from "../types";

/** Where the name stands, without `$` and braces. */
export interface Mention extends Span {
  readonly name: string;
  readonly role: "definition" | "write" | "use";
}

/** In order, what an instruction declares behind what it uses: it does not see that yet. */
export function mentionsOf(file: Dockerfile, instruction: Instruction): readonly Mention[] {
  const { keyword, assignments, script } = instruction;
  const declared = (keyword === "ARG" || keyword === "ENV" ? assignments : []).flatMap(({ name }) => {
    const plain = name.value;
    return plain !== undefined && isVariableName(plain) && isPlain(name, plain)
      ? [{ start: name.start, end: name.end, name: plain, role: "definition" as const }]
      : [];
  });
  return [...byPlace([...replaced(file, instruction), ...(script ? ofScript(instruction) : [])]), ...byPlace(declared)];
}

/** Whether the name is written as it is: quotes, escapes and continued lines would have to stay. */
function isPlain({ start, end, text }: Word, name: string): boolean {
  return text === name && end - start === name.length;
}

function* replaced(file: Dockerfile, instruction: Instruction): Iterable<Mention> {
  // What is kept for later builds is read there as it is here.
  const read = instruction.onbuild ? laterOnes(instruction) : instruction;
  for (const { text, escape, isBody, toDocument } of expandedTexts(file, read)) {
    for (const use of variablesIn(text, escape, isBody)) {
      if (!isVariableName(use.name)) continue;
      const lead = text[use.start + 1] === "{" ? 2 : 1;
      const part = { start: use.start + lead, end: use.start + lead + use.name.length };
      const span = toDocument(part);
      // A text that has no places of its own stands for all of its parts.
      if (file.text.slice(span.start, span.end) === use.name) yield { ...span, name: use.name, role: "use" };
    }
  }
}

function laterOnes(instruction: Instruction): Instruction {
  return Object.create(instruction, { onbuild: { value: false } });
}

function* ofScript({ script }: Instruction): Iterable<Mention> {
  for (const { variable, isWrite } of script ? shellTokens(script) : []) {
    if (!variable || variable.end - variable.start !== variable.name.length) continue;
    const { start, end, name } = variable;
    yield { start, end, name, role: isWrite ? "write" : "use" };
  }
}

function byPlace(mentions: readonly Mention[]): readonly Mention[] {
  return [...mentions].sort((one, other) => one.start - other.start);
}
