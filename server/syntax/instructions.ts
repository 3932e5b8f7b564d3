/**
 * The instructions of a file by their keyword, and what readers of one ask for. Those of ONBUILD are among them: who
 * asks what happens in this very build leaves out what has `onbuild`.
 */

import type { Dockerfile, Flag, Instruction, Mount } from "../types";
import { memoize } from "../util/memoize";

/** The instructions with one of these keywords, in order. */
export function instructionsOf(file: Dockerfile, ...keywords: readonly string[]): readonly Instruction[] {
  const index = byKeyword(file);
  const lists = keywords.flatMap((keyword) => [index.get(keyword) ?? []]).filter(({ length }) => length > 0);
  if (lists.length <= 1) return lists[0] ?? [];
  return lists.flat().sort((one, other) => one.start - other.start);
}

/** Built once for each file, when somebody asks first: where a file has nothing for a rule, the rule walks nothing. */
const byKeyword = memoize((file: Dockerfile): ReadonlyMap<string, readonly Instruction[]> => {
  const index = new Map<string, Instruction[]>();
  for (const instruction of file.instructions) {
    const known = index.get(instruction.keyword);
    if (known) known.push(instruction);
    else index.set(instruction.keyword, [instruction]);
  }
  return index;
});

/** Whether an instruction brings files into the image, COPY or ADD. */
export function isCopy({ keyword }: Instruction): boolean {
  return keyword === "COPY" || keyword === "ADD";
}

/** Whether a template engine will put something else into an instruction, so that its words say nothing yet: `<%= name %>`, `{{ name }}`. */
export function isTemplated({ argumentText }: Instruction): boolean {
  return /<%|\{\{|\{%/.test(argumentText);
}

/** The COPY and ADD instructions of a file. */
export function copiesOf(file: Dockerfile): readonly Instruction[] {
  return instructionsOf(file, "COPY", "ADD");
}

/** The first flag of a name, without its dashes: `--from` is "from". */
export function flagOf({ flags }: Instruction, name: string): Flag | undefined {
  return flags.find((flag) => flag.name === name);
}

/** Whether a COPY or ADD takes files of the build context, and not of a stage or an image. */
export function takesFromContext(copy: Instruction): boolean {
  return flagOf(copy, "from") === undefined;
}

/** The mounts of some types in a file, each with its RUN. */
export function mountsOf(file: Dockerfile, ...types: readonly string[]): { instruction: Instruction; mount: Mount }[] {
  return file.instructions.flatMap((instruction) =>
    instruction.mounts.filter(({ type }) => types.includes(type)).map((mount) => ({ instruction, mount })),
  );
}
