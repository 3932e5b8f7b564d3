/** Programs that are not compiled: packages are installed in one stage and copied, and all else is done where it ships. */

import { isCopy, takesFromContext } from "../syntax/instructions";
import type { Reason } from "../util/reason";
import { type Piece, type Place, worksOnProject } from "./places";

/**
 * Where what stands before the last install belongs.
 * @param isCopied whether files of the project may be there already.
 * @param hasWhole whether all of the context is copied to the folder of the project.
 */
export function placeAhead(
  { kind, instruction }: Piece,
  isCopied: boolean,
  hasWhole: boolean,
): Place | Reason | undefined {
  const { keyword } = instruction;
  const line = `in line ${instruction.line + 1}`;
  if (isCopy(instruction)) {
    if (keyword === "ADD") return { reason: `ADD ${line} cannot be taken apart` };
    return kind === "manifests" && hasWhole && takesFromContext(instruction) ? "build" : "twice";
  }
  if (kind === "folder") return "both";
  if (kind === "user") return { reason: `USER ${line} comes before the install` };
  if (kind === "accounts") return isCopied && worksOnProject(instruction) ? "after" : "before";
  if (keyword !== "RUN" || /^(?:install|provide|build step|cache)$/.test(String(kind))) return undefined;
  return typeof kind === "object" ? kind : { reason: `RUN ${line} may make what is needed when the program runs` };
}

/** A shell is for both stages where what ships runs something below it. */
export function placeOfShell(pieces: readonly Piece[], piece: Piece, end: number): Place {
  const isBelow = pieces.some(
    ({ kind, instruction: { script, start } }, index) =>
      start > piece.instruction.start &&
      script !== undefined &&
      script.form !== "exec" &&
      (index > end || kind === "check" || kind === "start"),
  );
  return isBelow ? "both" : "build";
}
