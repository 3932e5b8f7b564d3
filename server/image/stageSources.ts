/** What COPY takes from earlier stages. */

import { findStage, resolvePath } from "../syntax/dockerfile";
import { copiesOf, flagOf } from "../syntax/instructions";
import type { Dockerfile, Instruction, Stage, Word } from "../types";

/** One source of a `COPY --from` that names a stage of the file. */
export interface StageSource {
  readonly instruction: Instruction;
  readonly stage: Stage;
  readonly word: Word;
  /** From the root of the stage; with a wildcard for the folder before it when all that lies there is taken: `/*` is "/". */
  readonly path: string;
  /** Written without a slash in front. */
  readonly isRelative: boolean;
}

/** The sources that are known and have no wildcards but a last star, in order. */
export function stageSourcesOf(file: Dockerfile): StageSource[] {
  return copiesOf(file).flatMap((instruction) => {
    const from = flagOf(instruction, "from")?.value?.value;
    const stage = from === undefined || instruction.onbuild ? undefined : findStage(file, from, instruction.stage);
    // These take but a part.
    if (!stage || flagOf(instruction, "exclude") || flagOf(instruction, "parents")) return [];
    return instruction.words.slice(0, -1).flatMap((word) => {
      const value = word.value === "*" ? "" : word.value?.replace(/\/\*$/, "/");
      if (value === undefined || /[*?[\\]/.test(value) || word.text.startsWith("<<")) return [];
      const path = resolvePath("/", value) as string;
      return [{ instruction, stage, word, path, isRelative: !word.value?.startsWith("/") }];
    });
  });
}
