/**
 * Which shell reads a script, and whether it turns into the last command of it.
 * Measured with dash 0.5.12, bash 5.2 and BusyBox 1.35 by the name of the process that `SHELL -c` leaves.
 */

import { baseFacts } from "../stage/users";
import type { Command, Stage } from "../types";

export type ShellKind = "dash" | "bash" | "busybox";

/** The shell that a program is in a stage; undefined when it is not known. */
export function shellKind(program: string | undefined, stage: Stage): ShellKind | undefined {
  if (program === "bash" || program === "dash") return program;
  if (program !== "sh" && program !== "ash") return undefined;
  switch (baseFacts(stage)?.family) {
    case "debian":
    case "ubuntu":
      return program === "sh" ? "dash" : undefined;
    case "alpine":
    case "wolfi":
    case "busybox":
      return "busybox";
    case "rhel":
    case "amazon":
    case "azurelinux":
    case "photon":
    case "suse":
    case "arch":
      return program === "sh" ? "bash" : undefined;
    default:
      return undefined;
  }
}

/**
 * Whether a shell that is given a script by `-c` turns into the last command of it without being told by `exec`.
 * undefined when it depends on what is not known.
 * @param commands all of the script.
 * @param last the one at its end, at top level.
 */
export function turnsInto(
  last: Command,
  commands: readonly Command[],
  shell: ShellKind | undefined,
): boolean | undefined {
  if (shell === "dash" || last.operator === "|" || commands.some(({ name }) => name === "trap")) return false;
  if (shell === undefined) return undefined;
  if (shell === "busybox") return true;
  if (last.redirects.length > 0) return false;
  // Lists came with bash 5.1, and mixed ones are forked still.
  return commands.length === 1 ? true : undefined;
}

/**
 * Whether the scripts of a package manager surely hear nothing of SIGTERM: npm passes it on to its shell, and dash ends and leaves
 * them behind; bash and BusyBox have mostly turned into them. Of others that is not known.
 * @param manager name of its program.
 */
export function losesSignals(manager: string | undefined, stage: Stage): boolean {
  return (manager === "npm" || manager === "npx") && shellKind("sh", stage) === "dash";
}
