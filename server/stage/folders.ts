/** The working directory of an instruction. */

import { baseImage } from "../data/baseImages";
import { resolvePath } from "../syntax/dockerfile";
import type { Instruction, Stage } from "../types";
import { memoize } from "../util/memoize";

/** An absolute path; undefined when it is not known. */
export function folderBefore(instruction: Instruction): string | undefined {
  const { stage, before } = instruction;
  return before.workdir ?? (stage && foldersOf(stage).before.get(instruction));
}

/** The working directory of a container of the stage. */
export function folderAfter(stage: Stage): string | undefined {
  return stage.after.workdir ?? foldersOf(stage).after;
}

interface Folders {
  readonly before: ReadonlyMap<Instruction, string | undefined>;
  readonly after: string | undefined;
}

/** WORKDIR by WORKDIR, from where the base image starts. */
const foldersOf = memoize((stage: Stage): Folders => {
  const chain = [stage];
  for (let link = stage.parent; link; link = link.parent) chain.push(link);
  let folder = stage.base && baseImage(stage.base)?.workdir;
  const before = new Map<Instruction, string | undefined>();
  for (const link of chain.reverse()) {
    for (const instruction of link.instructions) {
      if (link === stage) before.set(instruction, folder);
      if (instruction.keyword === "WORKDIR" && !instruction.onbuild) {
        folder = resolvePath(folder, instruction.words[0]?.value);
      }
    }
  }
  return { before, after: folder };
});
