/** What COPY and mounts take from earlier stages. */

import { findStage, resolvePath } from "../syntax/dockerfile";
import { copiesOf, flagOf } from "../syntax/instructions";
import { runsOf } from "../syntax/runs";
import type { Dockerfile, Instruction, Stage, Word } from "../types";

/** One source of a `COPY --from`, or of a mount, that names a stage of the file. */
export interface StageSource {
  readonly instruction: Instruction;
  readonly stage: Stage;
  readonly word: Word;
  /** From the root of the stage; with a wildcard for the folder before it when all that lies there is taken: `/*` is "/". */
  readonly path: string;
  /** Written without a slash in front. */
  readonly isRelative: boolean;
  /** What stands behind the path in the word, with wildcards: "/*.jar". */
  readonly pattern?: string;
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

/**
 * Without which the build stops: the sources of COPY, the folders in which its wildcards are looked up, and the sources
 * of bind mounts, in order. That a wildcard finds nothing in a folder which is there stops no build.
 */
export function neededOfStages(file: Dockerfile): StageSource[] {
  const globs = copiesOf(file).flatMap((instruction) => {
    const from = flagOf(instruction, "from")?.value?.value;
    const stage = from === undefined || instruction.onbuild ? undefined : findStage(file, from, instruction.stage);
    if (!stage || flagOf(instruction, "exclude") || flagOf(instruction, "parents")) return [];
    return instruction.words.slice(0, -1).flatMap((word) => {
      const [, folder, pattern] = /^([^*?[\\]*)(\/[^/*?[\\]*[*?].*)$/s.exec(word.value ?? "") ?? [];
      // The whole of a folder is among the sources.
      if (!folder || !pattern || pattern === "/*" || word.text.startsWith("<<")) return [];
      const path = resolvePath("/", folder) as string;
      return [{ instruction, stage, word, path, isRelative: !folder.startsWith("/"), pattern }];
    });
  });
  return [...stageSourcesOf(file), ...globs, ...runsOf(file).flatMap((run) => mountsOf(file, run))].sort(
    (one, other) => one.word.start - other.word.start,
  );
}

function mountsOf(file: Dockerfile, instruction: Instruction): StageSource[] {
  if (instruction.onbuild) return [];
  return instruction.mounts.flatMap(({ type, from, source, optionSpans }) => {
    const stage = from === undefined ? undefined : findStage(file, from, instruction.stage);
    const option = optionSpans.get("source") ?? optionSpans.get("src");
    if (!stage || type !== "bind" || !source || !option || /[$\\]/.test(source)) return [];
    const written = file.text.slice(option.start, option.end);
    if (!written.endsWith(`=${source}`)) return [];
    const word = { start: option.end - source.length, end: option.end, text: source, value: source };
    const path = resolvePath("/", source) as string;
    return [{ instruction, stage, word, path, isRelative: !source.startsWith("/") }];
  });
}
