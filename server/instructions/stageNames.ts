/** Which stages are named where. */

import { isWhole, replace } from "../edits/edits";
import { flagOf } from "../syntax/instructions";
import type { Dockerfile, Edit, Instruction, Span, Stage } from "../types";

/** What a FROM, a `COPY --from` or a `RUN --mount=from=` names. */
export interface StageReference extends Span {
  readonly instruction: Instruction;
  readonly text: string;
  /** The earlier stage that it means; undefined for an image, another build context, a mistake. */
  readonly stage: Stage | undefined;
}

/** Every place where a stage may be named and no variable stands, in order. */
export function stageReferences(file: Dockerfile): StageReference[] {
  const named = new Map<string, Stage>();
  const found: StageReference[] = [];
  let current: Stage | undefined;
  for (const instruction of file.instructions) {
    if (instruction.stage !== current) {
      if (current?.name?.value !== undefined) named.set(current.name.value.toLowerCase(), current);
      current = instruction.stage;
    }
    const isFrom = instruction.keyword === "FROM";
    const index = current?.index ?? 0;
    for (const { start, end, text } of stageNamesIn(file, instruction)) {
      const numbered = !isFrom && /^\d+$/.test(text) && Number(text) < index ? file.stages[Number(text)] : undefined;
      found.push({ start, end, text, instruction, stage: named.get(text.toLowerCase()) ?? numbered });
    }
  }
  return found;
}

function stageNamesIn({ text }: Dockerfile, instruction: Instruction): (Span & { text: string })[] {
  const { keyword, onbuild, words, mounts } = instruction;
  if (keyword === "FROM" && !onbuild) {
    const [image] = words;
    return image && image.text === image.value && isWhole(image) ? [image] : [];
  }
  if (keyword === "COPY") {
    const from = flagOf(instruction, "from")?.value;
    return from && from.text === from.value && isWhole(from) ? [from] : [];
  }
  return mounts.flatMap(({ from, optionSpans }) => {
    const end = optionSpans.get("from")?.end;
    // Unlike COPY, a mount takes a number for the name of an image.
    if (!from || /\$|^\d+$/.test(from) || end === undefined || text.slice(end - from.length, end) !== from) return [];
    return [{ start: end - from.length, end, text: from }];
  });
}

/** Gives stages of a file other names. */
export interface Renamer {
  /** A name that no stage has yet, and that was not given before: `wanted`, else with a number behind it. */
  freeName(wanted: string): string;
  /** Names a stage otherwise, in its FROM and wherever the file refers to it by its old name; empty when it has none. */
  rename(stage: Stage, name: string): Edit[];
}

export function createRenamer(file: Dockerfile): Renamer {
  const taken = new Set(file.stages.map(({ name }) => name?.value?.toLowerCase()));
  const numbers = new Map<string, number>();
  let references: ReadonlyMap<Stage, readonly StageReference[]> | undefined;
  return {
    freeName(wanted) {
      let number = numbers.get(wanted) ?? 1;
      let name = number === 1 ? wanted : `${wanted}-${number}`;
      while (taken.has(name.toLowerCase())) name = `${wanted}-${++number}`;
      numbers.set(wanted, number);
      taken.add(name.toLowerCase());
      return name;
    },
    rename(stage, name) {
      if (!stage.name || stage.name.text !== stage.name.value || !isWhole(stage.name)) return [];
      references ??= referencesByName(file);
      return [stage.name, ...(references.get(stage) ?? [])].map((span) => replace(span, name));
    },
  };
}

/** The references to each stage that name it. */
function referencesByName(file: Dockerfile): ReadonlyMap<Stage, readonly StageReference[]> {
  const references = new Map<Stage, StageReference[]>();
  for (const reference of stageReferences(file)) {
    const { stage, text } = reference;
    if (!stage || text.toLowerCase() !== stage.name?.text.toLowerCase()) continue;
    const others = references.get(stage);
    if (others) others.push(reference);
    else references.set(stage, [reference]);
  }
  return references;
}
