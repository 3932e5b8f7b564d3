/** Which stages are named where. */

import type { Dockerfile, Edit, Instruction, Span, Stage } from "../types";
import { replace } from "./edits";

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
    for (const { start, end, text } of namesIn(file, instruction)) {
      const numbered = !isFrom && /^\d+$/.test(text) && Number(text) < index ? file.stages[Number(text)] : undefined;
      found.push({ start, end, text, instruction, stage: named.get(text.toLowerCase()) ?? numbered });
    }
  }
  return found;
}

function namesIn({ text }: Dockerfile, instruction: Instruction): (Span & { text: string })[] {
  const { keyword, onbuild, words, flags, mounts } = instruction;
  if (keyword === "FROM" && !onbuild) {
    const [image] = words;
    return image && image.text === image.value ? [image] : [];
  }
  if (keyword === "COPY") {
    const from = flags.find(({ name }) => name === "from")?.value;
    return from && from.text === from.value ? [from] : [];
  }
  return mounts.flatMap(({ from, optionSpans }) => {
    const end = optionSpans.get("from")?.end;
    if (!from || from.includes("$") || end === undefined || text.slice(end - from.length, end) !== from) return [];
    return [{ start: end - from.length, end, text: from }];
  });
}

/** Names a stage otherwise, in its FROM and wherever the file refers to it by its old name. */
export function renameStage(file: Dockerfile, stage: Stage, name: string): Edit[] {
  const old = stage.name;
  if (!old || old.text !== old.value) return [];
  const references = stageReferences(file).filter(
    (reference) => reference.stage === stage && reference.text.toLowerCase() === old.text.toLowerCase(),
  );
  return [old, ...references].map((span) => replace(span, name));
}

/** A name that no stage has yet: `wanted`, else with a number behind it. */
export function freeName({ stages }: Dockerfile, wanted: string): string {
  const taken = new Set(stages.map(({ name }) => name?.value?.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
  return name;
}
