/** SHELL: which one is in force, which one the image offers, and how it is set. */

import { insertBefore } from "../edits/edits";
import { execForm } from "../edits/execForm";
import { ancestors } from "../instructions/declarations";
import { instructionsOf } from "../syntax/instructions";
import type { Dockerfile, Edit, Fix, Instruction, Stage } from "../types";
import { baseFacts } from "./users";

/** What an image has besides /bin/sh, as far as its distribution is known. */
export function shellOfImage({ stage }: Instruction): "bash" | "ash" | undefined {
  switch (stage && baseFacts(stage)?.family) {
    case "alpine":
    case "busybox":
      return "ash";
    case "debian":
    case "ubuntu":
    case "rhel":
    case "amazon":
    case "azurelinux":
    case "photon":
    case "suse":
    case "arch":
      return "bash";
    default:
      return undefined;
  }
}

/** "sh": it is not known which one. */
export type PlainShell = "dash" | "ash" | "sh";

/** What /bin/sh is in an image; undefined where bash itself goes by that name. */
export function plainShell(stage: Stage | undefined): PlainShell | undefined {
  switch (stage && baseFacts(stage)?.family) {
    case "debian":
    case "ubuntu":
      return "dash";
    case "alpine":
    case "busybox":
    case "wolfi":
      return "ash";
    case undefined:
      return "sh";
    default:
      return undefined;
  }
}

/** The SHELL that an instruction runs in, be it of a parent of its stage; undefined when the base image decides. */
export function shellInForce(file: Dockerfile, instruction: Instruction): Instruction | undefined {
  const stages = instruction.stage ? ancestors(instruction.stage) : new Set<Stage>();
  return instructionsOf(file, "SHELL").findLast(
    ({ onbuild, exec, stage, start }) => !onbuild && exec && start <= instruction.start && stage && stages.has(stage),
  );
}

/**
 * The first of several RUNs below the same FROM or SHELL, where a new SHELL serves all of them. Ask in their order.
 * @param firsts what has been found so far, by that FROM or SHELL.
 */
export function firstBelow(
  firsts: Map<Instruction | undefined, Instruction>,
  file: Dockerfile,
  instruction: Instruction,
): Instruction {
  const shell = shellInForce(file, instruction);
  const above = shell && shell.stage === instruction.stage ? shell : instruction.stage?.from;
  const first = firsts.get(above) ?? instruction;
  firsts.set(above, first);
  return first;
}

/** Whether a heredoc names its own interpreter, or is handed to one, so that SHELL does not matter. */
export function hasInterpreter(file: Dockerfile, { script }: Instruction): boolean {
  return script?.form === "heredoc" && (script.options !== undefined || file.text.startsWith("#!", script.start));
}

/**
 * Sets the shell for an instruction and all after it. A person has to decide where it is not certain that the image
 * has that shell.
 */
export function setShell(file: Dockerfile, instruction: Instruction, shell: readonly string[], title: string): Fix {
  const optional = !shell[0]?.endsWith(`/${shellOfImage(instruction)}`);
  return { title, safe: false, edits: [insertBefore(file, instruction, shellLine(shell))], optional };
}

/** The instruction that sets a shell. */
export function shellLine(shell: readonly string[]): string {
  return `SHELL ${execForm(shell)}`;
}

/** Puts a command in front of what a RUN does; undefined in exec form and where the shell could not be parsed. */
export function prependCommand(file: Dockerfile, { script, heredocs }: Instruction, command: string): Edit | undefined {
  if (!script || script.form === "exec" || script.errors.length > 0) return undefined;
  if (script.form === "shell") {
    return heredocs.length > 0 ? undefined : { start: script.start, end: script.start, text: `${command} && ` };
  }
  const [interpreter = ""] = /^#![^\n]*\n/.exec(file.text.slice(script.start, script.end)) ?? [];
  const start = script.start + interpreter.length;
  const indent = /^[\t ]*/.exec(file.text.slice(start, script.end))?.[0] ?? "";
  return { start, end: start, text: `${indent}${command}${file.eol}` };
}
