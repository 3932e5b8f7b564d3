import { insertAfter, insertBefore, replace } from "../edits/edits";
import { removeCommands } from "../edits/removal";
import { folderBefore } from "../stage/folders";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn, runsOf } from "../syntax/runs";
import type { Command, Dockerfile, DockerfileRule, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  needs: ["cd"],
  id: "cd-instead-of-workdir",
  title: "The folder changes for this RUN only, where WORKDIR would say it once",
  severity: "info",
  category: "layers",
  aliases: ["DL3003"],
  why:
    "`cd` lasts until the end of its `RUN`, so that each following instruction has to find its folder again. " +
    "`WORKDIR` makes the folder, holds for all instructions after it, and is shown by *docker inspect*.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3003",
    "https://docs.docker.com/reference/dockerfile/#workdir",
  ],
  bad: "FROM debian:13-slim\nCOPY . /src\nRUN cd /src && make\nWORKDIR /app",
  good: "FROM debian:13-slim\nCOPY . /src\nWORKDIR /src\nRUN make\nWORKDIR /app",

  *check(file) {
    for (const instruction of runsOf(file, "cd")) {
      if (instruction.onbuild) continue;
      // Later in a RUN, or in a subshell, it is the better way: the folder is often made by the same RUN.
      const first = commandsIn(instruction).find(({ name }) => name !== "set");
      const program = first?.words[0];
      if (first?.name !== "cd" || !program || first.within.length > 0 || entersMount(instruction, first)) continue;
      const folder = first.words[1]?.text ?? "";
      const workdir = folderBefore(instruction);
      const isThere = folder !== "" && workdir !== undefined && resolvePath(workdir, first.words[1]?.value) === workdir;
      yield {
        span: program,
        message:
          first.next === undefined
            ? `This "cd" changes nothing: the next instruction starts in the old folder again`
            : isThere
              ? `"cd ${folder}" changes nothing: this RUN starts in that folder anyway`
              : `"cd ${folder}" holds for this RUN only, where WORKDIR would say it once`,
        // Where the old folder is needed again, WORKDIR would have to be said twice.
        severity: first.next !== undefined && !isThere && nextUse(file, instruction) ? "hint" : undefined,
        fixes: fixes(file, instruction, first),
      };
    }
  },
} satisfies DockerfileRule;

/** A folder that is there for this RUN only, which WORKDIR would make in the image, too. */
function entersMount({ mounts, before }: Instruction, { words }: Command): boolean {
  const folder = resolvePath(before.workdir, words[1]?.value);
  return mounts.some(({ target }) => {
    const mounted = resolvePath(before.workdir, target);
    return folder !== undefined && mounted !== undefined && `${folder}/`.startsWith(`${mounted}/`);
  });
}

function fixes(file: Dockerfile, instruction: Instruction, cd: Command): Fix[] {
  const { script, before } = instruction;
  const folder = cd.words.length === 2 ? cd.words[1]?.value : undefined;
  const isPath = folder !== undefined && /^[\w./@+-]+$/.test(folder) && folder !== "-";
  const target = isPath ? resolvePath(before.workdir, folder) : undefined;
  const isFirst = target !== undefined && script?.commands[0] === cd;
  const removal = isFirst ? removeCommands(file, instruction, [cd]) : undefined;
  const found: Fix[] = [];
  if (removal && target === folderBefore(instruction)) {
    found.push({ title: `Drop cd, for the RUN is in ${target} anyway`, safe: true, edits: removal });
  } else if (isFirst && script?.commands.length === 1) {
    // Where it stands on one line, for comments between its lines would be lost.
    const edits = instruction.line === instruction.endLine ? [replace(instruction, `WORKDIR ${target}`)] : [];
    const optional = nextUse(file, instruction);
    if (edits.length > 0) found.push({ title: `Use WORKDIR ${target}`, safe: false, edits, optional });
  } else if (removal) {
    const isUsed = nextUse(file, instruction);
    const old = isUsed ? before.workdir : undefined;
    const edits = [insertBefore(file, instruction, `WORKDIR ${target}`), ...removal];
    if (old !== undefined) edits.push(insertAfter(file, instruction, `WORKDIR ${old}`));
    const title = `Use WORKDIR ${target}${old === undefined ? "" : `, and go back to ${old} afterwards`}`;
    // A matter of taste where a way back is needed, and more than that where it is not known.
    found.push({ title, safe: false, edits, optional: isUsed });
  }
  return found;
}

/** Whether something after an instruction, or the container, depends on the working folder before it is set anew. */
function nextUse(file: Dockerfile, { stage, start }: Instruction): boolean {
  const later = stage?.instructions.filter((instruction) => instruction.start > start) ?? [];
  const neutral = ["ENV", "ARG", "LABEL", "EXPOSE", "USER", "VOLUME", "STOPSIGNAL", "SHELL", "MAINTAINER"];
  const next = later.find(({ keyword }) => !neutral.includes(keyword));
  if (next?.keyword === "WORKDIR") return !/^["']?\//.test(next.words[0]?.text ?? "");
  return next !== undefined || file.final === stage || file.stages.some(({ parent }) => parent === stage);
}
