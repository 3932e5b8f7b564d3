/** Lock files: which one a project has, and whether a stage has it when it installs. */

import { lockfilesOf } from "../data/packageManagers";
import type { Install } from "../packages/install";
import { decide } from "../syntax/dockerignore";
import { isCopy, takesFromContext } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, Facts, Instruction } from "../types";

/** The lock file of a manager in the context, if it is not left out of it; undefined when there is none or nothing is known. */
export function lockfileOf(manager: Install["manager"], { project, ignore }: Facts): string | undefined {
  return project?.lockfiles.find(
    (path) => lockfilesOf(manager).includes(path) && !(ignore && decide(ignore, path).ignored),
  );
}

/** The usual name of a manager's lock file. */
export function usualLockfile(manager: Install["manager"]): string {
  return lockfilesOf(manager)[0] as string;
}

/**
 * The COPY or ADD whose source brings package.json to an install and nothing brings the lock file, with that source.
 * undefined when the lock file is there, or may be.
 */
export function copyWithoutLockfile(file: Dockerfile, { instruction, manager }: Install) {
  const { stage } = instruction;
  if (!stage || stage.parent || instruction.mounts.some(({ type }) => type === "bind")) return undefined;
  const before = stage.instructions.filter(({ start, onbuild }) => start < instruction.start && !onbuild);
  const copies = before.filter(isCopy);
  if (before.some((other) => other.keyword === "RUN" && mayMakeFiles(commandsIn(other)))) return undefined;
  if (copies.some((copy) => mayBring(copy, lockfilesOf(manager)))) return undefined;
  for (const copy of copies) {
    const source = copy.words.slice(0, -1).find(({ value }) => /(?:^|\/)package\.json$/.test(value ?? ""));
    if (source) return { copy, source, file };
  }
  return undefined;
}

function mayMakeFiles(commands: readonly { name: string | undefined }[]): boolean {
  return commands.some(
    ({ name }) => name === undefined || ["git", "curl", "wget", "tar", "unzip", "cp", "mv"].includes(name),
  );
}

function mayBring(copy: Instruction, lockfiles: readonly string[]): boolean {
  if (copy.heredocs.length > 0 || !takesFromContext(copy)) return true;
  return copy.words.slice(0, -1).some(({ value }) => {
    if (value === undefined) return true;
    const name = value.replace(/(?<!\/)\/+$/, "").replace(/^.*\//, "");
    if (/[*?[]/.test(name)) return lockfiles.some((lockfile) => globPattern(name).test(lockfile));
    // A name without an extension may be a folder.
    return lockfiles.includes(name) || !name.includes(".") || name === "." || name === "..";
  });
}

function globPattern(glob: string): RegExp {
  const pattern = glob
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  try {
    return new RegExp(`^${pattern}$`);
  } catch {
    return /^/;
  }
}
