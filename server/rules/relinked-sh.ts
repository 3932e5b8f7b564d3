import { runsOf } from "../text/apt";
import { setShell } from "../text/defaultShell";
import { replace } from "../text/edits";
import { unixCommands } from "../text/packages";
import { removeCommands } from "../text/removal";
import { operands, runs } from "../text/shell";
import type { Command, Dockerfile, DockerfileRule, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  id: "relinked-sh",
  title: "SHELL chooses the shell of the instructions, /bin/sh need not be replaced",
  severity: "warning",
  category: "shell",
  aliases: ["DL4005"],
  why:
    "With another program under the name `/bin/sh` every script of the distribution runs in a shell that it was not written for, and the next update of a package may undo it. " +
    "`SHELL` sets the shell for the instructions of this file alone.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL4005", "https://docs.docker.com/reference/dockerfile/#shell"],
  bad: "FROM debian:13-slim\nRUN ln -sf /bin/bash /bin/sh",
  good: 'FROM debian:13-slim\nSHELL ["/bin/bash", "-c"]',

  *check(file) {
    for (const instruction of runsOf(file)) {
      for (const command of unixCommands(instruction)) {
        const link = runs(command, "ln") ? operands(command).at(-1) : undefined;
        if (link && isShell(link.value)) yield { span: link, fixes: fixes(file, instruction, command) };
      }
    }
  },
} satisfies DockerfileRule;

function isShell(path: string | undefined): boolean {
  return path === "/bin/sh" || path === "/usr/bin/sh";
}

/** Takes the link out of the RUN, with a removal of the old one. */
function fixes(file: Dockerfile, instruction: Instruction, link: Command): Fix[] {
  const [target] = operands(link);
  if (instruction.onbuild || !instruction.stage || instruction.argumentText.includes("#")) return [];
  if (!/^(?:\/(?:usr\/)?bin\/)?bash$/.test(target?.value ?? "")) return [];
  const commands = unixCommands(instruction);
  const gone = commands.filter((command) => command === link || removesShell(command));
  const set = setShell(file, instruction, ["/bin/bash", "-c"], "Set SHELL to bash instead");
  if (
    gone.length === commands.length &&
    instruction.script?.form !== "exec" &&
    instruction.line === instruction.endLine
  )
    return [{ ...set, edits: [replace(instruction, 'SHELL ["/bin/bash", "-c"]')], optional: false }];
  const edits = removeCommands(file, instruction, gone);
  return edits ? [{ ...set, edits: [...set.edits, ...edits], optional: false }] : [];
}

function removesShell(command: Command): boolean {
  const paths = runs(command, "rm", "mv") ? operands(command) : [];
  return paths.length > 0 && isShell(paths[0]?.value);
}
