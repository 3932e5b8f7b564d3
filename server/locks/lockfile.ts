/** Lock files: which one a project has, and whether a stage has it when it installs. */

import { lockfilesOf } from "../data/packageManagers";
import type { Install } from "../packages/install";
import { decide } from "../syntax/dockerignore";
import { isCopy, takesFromContext } from "../syntax/instructions";
import { commandsIn, startOfFirst } from "../syntax/runs";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";
import { memoize, memoizeFor } from "../util/memoize";
import { folderOf, pathIn } from "../util/paths";

/**
 * The lock file of a manager beside package.json, as a path from the context root, if it is not left out of the context;
 * undefined when there is none or nothing is known.
 */
export function lockfileOf(manager: Install["manager"], { project, ignore }: Facts): string | undefined {
  return project?.lockfiles
    .filter((name) => lockfilesOf(manager).includes(name))
    .map((name) => pathIn(folderOf(project.manifest), name))
    .find((path) => !(ignore && decide(ignore, path).ignored));
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
  const { source, copy } = firstManifest(stage) ?? {};
  if (!source || !copy || copy.start > instruction.start || firstMaking(stage) < instruction.start) return undefined;
  return firstLockfile(stage, manager) < instruction.start ? undefined : { copy, source, file };
}

const firstManifest = memoize((stage: Stage) => {
  for (const copy of stage.instructions) {
    if (copy.onbuild || !isCopy(copy)) continue;
    const source = copy.words.slice(0, -1).find(({ value }) => /(?:^|\/)package\.json$/.test(value ?? ""));
    if (source) return { copy, source };
  }
  return undefined;
});

const firstMaking = startOfFirst((it) => !it.onbuild && it.keyword === "RUN" && mayMakeFiles(commandsIn(it)));

const firstLockfile = memoizeFor((stage: Stage, manager: Install["manager"]): number => {
  const brings = (it: Instruction) => !it.onbuild && isCopy(it) && mayBring(it, lockfilesOf(manager));
  return stage.instructions.find(brings)?.start ?? Number.POSITIVE_INFINITY;
});

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
