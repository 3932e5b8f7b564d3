/** The folders that programs are looked for in. */

import { usualPath } from "../data/systemPrograms";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import type { Stage } from "../types";
import { memoize } from "../util/memoize";
import { isWithin } from "../util/paths";

/** The folders of the PATH at any point of a stage: the usual ones, and those that ENV adds. */
export const programFolders = memoize((stage: Stage): readonly string[] => {
  const added = inherited(stage).flatMap(({ keyword, assignments }) =>
    keyword === "ENV" ? assignments.flatMap(({ name, value }) => (name.value === "PATH" && value ? [value] : [])) : [],
  );
  const folders = added.flatMap(({ text, value }) => (value ?? text).replace(/^["']|["']$/g, "").split(":"));
  return [...new Set([...usualPath, ...folders.flatMap((folder) => resolvePath("/", folder) ?? [])])];
});

/** Whether the PATH has a folder whose name depends on something that is not known. */
export const hasUnknownFolders = memoize((stage: Stage): boolean =>
  programFolders(stage).some((folder) => /\$(?!\{?PATH\b)/.test(folder)),
);

/** The folders of the PATH that a folder is or leads to. */
export function foldersBelow(stage: Stage, path: string): readonly string[] {
  return programFolders(stage).filter((folder) => isWithin(folder, path));
}
