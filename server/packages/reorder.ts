/** Moving the copy of the whole source below the install of the dependencies. */

import { blockOf, lineEnd } from "../edits/edits";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import type { Command, Dockerfile, Edit, Instruction } from "../types";
import type { Reason } from "../util/reason";
import { installsIn } from "./install";
import { provides, separate } from "./installRun";

/** One COPY: paths from the context root, and the folder below the project's that they go to; "" is that folder itself. */
export interface ManifestCopy {
  readonly sources: readonly string[];
  readonly folder: string;
}

/**
 * What the install reads takes the place of the COPY, which moves below it together with what does not install.
 * A clause where what stands between may need the source, or the RUN cannot be taken apart.
 */
export function reorder(
  file: Dockerfile,
  copy: Instruction,
  install: { readonly command: Command; readonly instruction: Instruction },
  copies: readonly ManifestCopy[],
): Edit[] | Reason {
  const { instruction } = install;
  const instructions = copy.stage?.instructions ?? [];
  const between = instructions.slice(instructions.indexOf(copy) + 1, instructions.indexOf(instruction));
  const target = copy.words.at(-1);
  const isAbsolute = target?.value?.startsWith("/") ?? false;
  const parts = separate(file, install);
  if (!parts) return { reason: "its RUN does more, which cannot be taken apart from the install" };
  const needing = between.filter((other) => !needsNoSource(other, isAbsolute));
  if (needing.length > 0)
    return {
      reason: needing.every(({ keyword }) => keyword === "WORKDIR")
        ? "the install works in another folder than the one that the copy goes to"
        : "what stands between the two may need the source",
    };
  if (copy.keyword !== "COPY" || copy.exec || !target?.value) return { reason: "the copy is no plain COPY" };

  const { workdir } = copy.before;
  const isWorkdir = resolvePath(workdir, target.value) === workdir && workdir !== undefined;
  const root = isWorkdir ? "./" : target.text.endsWith("/") ? target.text : `${target.text}/`;
  const head = `${[copy.name, ...copy.flags].map(({ start, end }) => file.text.slice(start, end)).join(" ")} `;
  const lines = copies.map(({ sources, folder }) => {
    const below = root === "./" && folder !== "" ? "" : root;
    return `${head}${sources.join(" ")} ${below}${folder}${folder === "" ? "" : "/"}`;
  });
  const block = blockOf(file, copy);
  const gap = hasGap(file, blockOf(file, instruction).start) ? file.eol : "";
  const moved = [file.text.slice(block.start, block.end), ...(parts.rest === undefined ? [] : [parts.rest])];
  return [
    { ...block, text: lines.join(file.eol) },
    {
      start: instruction.start,
      end: lineEnd(file.text, instruction.end),
      text: [parts.install, gap + moved.join(file.eol)].join(file.eol),
    },
  ];
}

/**
 * Whether an instruction does the same without the source: it declares, or makes package managers ready. The folder may
 * change where the COPY names its target in full.
 */
function needsNoSource(instruction: Instruction, isAbsolute: boolean): boolean {
  const { keyword, onbuild, script } = instruction;
  if (keyword === "RUN" && !onbuild) {
    const installs = installsIn(instruction);
    return script !== undefined && commandsIn(instruction).every((command) => provides(command, installs));
  }
  return keyword === "WORKDIR" ? isAbsolute : keyword !== "RUN" && !isCopy(instruction);
}

/** Whether an empty line stands above an offset at the start of a line. */
function hasGap({ text }: Dockerfile, offset: number): boolean {
  return /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, offset - 100), offset));
}
