import type { Dockerfile, Instruction } from "../types";

/** The instructions of each stage, and before them those above the first FROM: what Docker judges as one. */
export function sections(file: Dockerfile): readonly (readonly Instruction[])[] {
  const above = file.instructions.filter(({ stage }) => stage === undefined);
  return [above, ...file.stages.map(({ instructions }) => instructions)];
}
