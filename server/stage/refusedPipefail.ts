/** Where pipefail is set in a shell that does not know it. */

import { baseImage } from "../data/baseImages";
import { isPipefail } from "../instructions/pipes";
import { runsOf, startOfFirst } from "../syntax/runs";
import type { Command, Dockerfile, Instruction, Stage, Word } from "../types";
import { hasInterpreter } from "./defaultShell";

export interface RefusedPipefail {
  /** A SHELL, or a RUN that the shell of the image reads. */
  readonly instruction: Instruction;
  /** The word `pipefail`. */
  readonly option: Word;
  /** What a SHELL names; undefined for a RUN. */
  readonly program: Word | undefined;
}

/**
 * All of them: `SHELL ["/bin/sh", "-o", "pipefail", "-c"]`, with which no RUN starts, and `RUN set -o pipefail`, which
 * ends at once. Only where sh surely is a dash that refuses the option.
 */
export function refusedPipefails(file: Dockerfile): RefusedPipefail[] {
  const found = [...file.instructions.flatMap(inShell), ...runsOf(file).flatMap((run) => inRun(file, run) ?? [])];
  // Who makes sh another shell knows why.
  return found.filter(({ instruction: { stage, onbuild, start } }) => {
    return stage !== undefined && !onbuild && hasOldDash(stage) && firstRelinking(stage) >= start;
  });
}

function inShell(instruction: Instruction): RefusedPipefail[] {
  const { keyword, words } = instruction;
  const [program] = words;
  const option = words.find(isPipefail);
  if (keyword !== "SHELL" || !program || !option || !/^(?:\/bin\/)?(?:sh|dash)$/.test(program.value ?? "")) return [];
  return [{ instruction, option, program }];
}

function inRun(file: Dockerfile, instruction: Instruction): RefusedPipefail | undefined {
  const { script, before } = instruction;
  if (before.shell || !script || script.form === "exec" || hasInterpreter(file, instruction)) return undefined;
  const option = script.commands.find(isUnguarded)?.words.find(isPipefail);
  return option && { instruction, option, program: undefined };
}

function isUnguarded({ name, words, within, next, redirects }: Command): boolean {
  return name === "set" && words.some(isPipefail) && within.length === 0 && next !== "||" && redirects.length === 0;
}

const firstRelinking = startOfFirst(({ argumentText }) => /\bln\b|dpkg-(?:divert|reconfigure)/.test(argumentText));

/** Whether sh is dash of before version 0.5.13, which learned pipefail: up to Debian 12 and Ubuntu 24.04. */
function hasOldDash(stage: Stage): boolean {
  let first = stage;
  while (first.parent) first = first.parent;
  const image = first.base && baseImage(first.base);
  const newest = { debian: 12, ubuntu: 24.04 }[image?.system ?? ""];
  return image?.shell === "dash" && newest !== undefined && Number(image.systemVersion) <= newest;
}
