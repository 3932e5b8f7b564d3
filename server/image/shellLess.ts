/** What is written for a shell in an image that has none. */

import { hasInterpreter } from "../stage/defaultShell";
import { mainProcess } from "../stage/process";
import type { Dockerfile, Facts, Instruction } from "../types";
import { baseOf, lacksShell } from "./programs";

/** Whether an instruction is in shell form and no shell is there to read it. */
export function isReadByNone(instruction: Instruction, file: Dockerfile, facts: Facts): boolean {
  const { stage, exec, onbuild, script, before, keyword } = instruction;
  if (!stage || onbuild || exec || !script || script.commands.length === 0 || before.shell) return false;
  if (hasInterpreter(file, instruction) || isIgnored(instruction)) return false;
  if (baseOf(stage, facts)?.shell !== "none") return false;
  return lacksShell(keyword === "RUN" ? { stage, instruction } : { stage }, file, facts) === true;
}

/** A CMD whose words an ENTRYPOINT takes. */
function isIgnored({ keyword, stage }: Instruction): boolean {
  return keyword === "CMD" && stage !== undefined && mainProcess(stage)?.starts.keyword === "ENTRYPOINT";
}
