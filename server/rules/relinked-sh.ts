import { insertBefore, replace } from "../edits/edits";
import { removeCommands } from "../edits/removal";
import { shellLine } from "../stage/defaultShell";
import { runsOf, unixCommands } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["ln"],
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
    for (const instruction of runsOf(file, "ln")) {
      const links = unixCommands(instruction).filter((command) => runs(command, "ln") && linksShell(command));
      const found = links.length > 0 ? fixes(file, instruction, links) : [];
      for (const link of links) yield { span: operands(link).at(-1) ?? link, fixes: found };
    }
  },
} satisfies DockerfileRule;

function linksShell(command: Command): boolean {
  return isShell(operands(command).at(-1)?.value);
}

function isShell(path: string | undefined): boolean {
  return path === "/bin/sh" || path === "/usr/bin/sh";
}

/** Takes the links out of the RUN, with removals of the old one. */
function fixes(file: Dockerfile, instruction: Instruction, links: readonly Command[]): Fix[] {
  const isBash = links.every((link) => /^(?:\/(?:usr\/)?bin\/)?bash$/.test(operands(link)[0]?.value ?? ""));
  if (instruction.onbuild || !instruction.stage || !isBash || instruction.argumentText.includes("#")) return [];
  const commands = unixCommands(instruction);
  const gone = commands.filter((command) => links.includes(command) || removesShell(command));
  const shell = ["/bin/bash", "-c"];
  const title = "Set SHELL to bash instead";
  if (gone.length === commands.length) {
    const hasComment = file.comments.some(({ start }) => start > instruction.start && start < instruction.end);
    if (hasComment || instruction.script?.form !== "shell") return [];
    return [{ title, safe: false, edits: [replace(instruction, shellLine(shell))] }];
  }
  const edits = removeCommands(file, instruction, gone);
  return edits ? [{ title, safe: false, edits: [insertBefore(file, instruction, shellLine(shell)), ...edits] }] : [];
}

function removesShell(command: Command): boolean {
  const paths = runs(command, "rm", "mv") ? operands(command) : [];
  return paths.length > 0 && isShell(paths[0]?.value);
}
