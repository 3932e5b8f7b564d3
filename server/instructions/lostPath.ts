/** ENV PATH that leaves out the folders in which the programs of the image lie. */

import { usualPath } from "../data/systemPrograms";
import { resolvePath } from "../syntax/dockerfile";
import type { Instruction, Word } from "../types";

/** A value that takes the place of the whole PATH. */
export interface LostPath {
  readonly value: Word;
  /** It names $PATH between single quotes, where the builder replaces nothing. */
  readonly isQuoted: boolean;
}

/** What an ENV sets PATH to, where that surely has none of the folders of the system; undefined for any other. Source: docs.docker.com/reference/dockerfile/#environment-replacement. */
export function lostPath({ keyword, assignments, onbuild }: Instruction): LostPath | undefined {
  if (keyword !== "ENV" || onbuild) return undefined;
  // Of several in one instruction the last counts.
  const value = assignments.findLast(({ name }) => name.value === "PATH")?.value;
  if (value !== undefined) {
    // Between single quotes, variables stay as they are written.
    const open = value.text.replace(/'[^']*'/g, "");
    if (/[$%]/.test(open)) return undefined;
    const folders = value.text.replace(/["']/g, "").split(":");
    const isQuoted = [...value.text.matchAll(/'[^']*'/g)].some(([part]) => /\$\{?PATH\b/.test(part));
    const isWhole = folders.some((folder) => system.has(resolvePath("/", folder) ?? ""));
    return isWhole ? undefined : { value, isQuoted };
  }
  return undefined;
}

const system: ReadonlySet<string> = new Set(usualPath);
