/** Lock files: which one a project has, and whether a stage has it when it installs. */

import { copySources } from "../context/contextSources";
import { wholeContext } from "../context/contextTree";
import { isMadeLater } from "../context/madeLater";
import { takes } from "../context/takenFiles";
import { lockfilesOf } from "../data/packageManagers";
import { replace } from "../edits/edits";
import { callsOf, isSure } from "../image/calls";
import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import type { Install } from "../packages/install";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { ignores } from "../syntax/dockerignore";
import { stopsBuild } from "../syntax/errexit";
import { isCopy, takesFromContext } from "../syntax/instructions";
import { commandsIn, startOfFirst } from "../syntax/runs";
import type { Command, Dockerfile, Edit, Facts, Instruction, Stage, Word } from "../types";
import { memoize, memoizeFor } from "../util/memoize";
import { baseName, folderOf, pathIn } from "../util/paths";

/**
 * The lock file of a manager beside package.json, as a path from the context root, if it is not left out of the context;
 * undefined when there is none or nothing is known.
 */
export function lockfileOf(manager: Install["manager"], { project, ignore }: Facts): string | undefined {
  return project?.lockfiles
    .filter((name) => lockfilesOf(manager).includes(name))
    .map((name) => pathIn(folderOf(project.manifest), name))
    .find((path) => !ignores(ignore, path));
}

/** The usual name of a manager's lock file. */
export function usualLockfile(manager: Install["manager"]): string {
  return lockfilesOf(manager)[0] as string;
}

/**
 * The COPY or ADD whose source brings package.json to an install and nothing brings the lock file, with that source.
 * undefined when the lock file is there, or may be.
 * @param facts with the project that is installed.
 */
export function copyWithoutLockfile(file: Dockerfile, { instruction, manager }: Install, { project }: Facts) {
  const { stage } = instruction;
  if (!stage || stage.parent || instruction.mounts.some(({ type }) => type === "bind")) return undefined;
  const folder = folderOf(project?.manifest ?? "");
  if (project && folder !== "") {
    const own = manifestsOf(stage).findLast((it) => it.path === project.manifest && it.copy.start < instruction.start);
    if (!own || firstMaking(stage) < instruction.start) return undefined;
    const locks = lockfilesOf(manager).map((name) => pathIn(folder, name));
    const before = stage.instructions.filter((it) => isCopy(it) && !it.onbuild && it.start < instruction.start);
    const isThere = before.some(
      (copy) =>
        copy.heredocs.length > 0 ||
        !takesFromContext(copy) ||
        copySources(copy).some((source) => locks.some((path) => takes(source, path))),
    );
    return isThere ? undefined : { copy: own.copy, source: own.source, file };
  }
  const { source, copy } = manifestsOf(stage)[0] ?? {};
  if (!source || !copy || copy.start > instruction.start || firstMaking(stage) < instruction.start) return undefined;
  return firstLockfile(stage, manager) < instruction.start ? undefined : { copy, source, file };
}

/**
 * Edits that have such a COPY bring the lock file as well. A destination that is the file itself (`/tmp/package.json`)
 * becomes its folder, since two files do not fit into one.
 * @param name the lock file's.
 */
export function editsToCopyToo({ copy, source }: { copy: Instruction; source: Word }, name: string): Edit[] {
  const path = source.text.replace(/package\.json(?=["']?$)/, name);
  const destination = copy.words.at(-1);
  const added = { start: source.end, end: source.end, text: copy.exec ? `, ${path}` : ` ${path}` };
  const text = destination?.text.replace(/(^|["'/])package\.json(?=["']?$)/, (_, before) =>
    before === "/" ? before : `${before}./`,
  );
  return destination && text !== undefined && text !== destination.text ? [added, replace(destination, text)] : [added];
}

/**
 * Whether an install of a manager surely runs without its lock file, and the build stops where it fails: no step before
 * it writes one, as `npm install --package-lock-only`, `yarn import` and programs that are not known do.
 */
export function runsWithoutLockfile(
  file: Dockerfile,
  { command, instruction, manager }: Install,
  facts: Facts,
): boolean {
  if (!isSure(command) || !stopsBuild(file, instruction, command)) return false;
  // What copies bring is judged by their words.
  const makers = instruction.stage ? inherited(instruction.stage).flatMap((it) => commandsIn(it)) : [];
  if (!makers.some(({ start }) => start < command.start)) return true;
  const folder = folderInRun(instruction, command);
  const view = imageFiles(file, facts).before(instruction, command);
  return lockfilesOf(manager).every((name) => folder === undefined || view.at(joined(folder, name)) === "absent");
}

/** The folder that a command of a RUN works in; undefined where it is not known. */
function folderInRun(instruction: Instruction, command: Command): string | undefined {
  return callsOf(instruction, folderBefore(instruction)).find((call) => call.command === command)?.folder;
}

/**
 * Whether an `npm ci` surely finds package.json and no lock file, though no COPY names one: none is in the build context,
 * nor made later.
 */
export function lacksLockfile(file: Dockerfile, { command, instruction, manager }: Install, facts: Facts): boolean {
  if (manager !== "npm" || !isSure(command) || !wholeContext(facts) || facts.context?.isCertain === false) return false;
  const names = lockfilesOf("npm");
  const folder = folderInRun(instruction, command);
  const isMounted = instruction.mounts.some(({ type }) => type === "bind");
  const isNamed = file.instructions.some(
    (copy) => isCopy(copy) && copy.words.some(({ text }) => names.some((name) => text.includes(name))),
  );
  if (folder === undefined || isMounted || isNamed || names.some((name) => isMadeLater(name, facts))) return false;
  const view = imageFiles(file, facts).before(instruction, command);
  const manifest = view.at(joined(folder, "package.json"));
  const isThere = typeof manifest === "object" && manifest.source !== undefined;
  // Of one that is left out of it, another rule tells.
  if (facts.files?.some((path) => names.includes(baseName(path)))) return false;
  return isThere && names.every((name) => view.at(joined(folder, name)) === "absent");
}

/** The sources that are a package.json, by name and in order. */
const manifestsOf = memoize((stage: Stage) =>
  stage.instructions
    .filter((it) => !it.onbuild && isCopy(it))
    .flatMap((copy) =>
      copy.words
        .slice(0, -1)
        .filter(({ value }) => /(?:^|\/)package\.json$/.test(value ?? ""))
        .map((source) => ({ copy, source, path: (source.value ?? "").replace(/^(?:\.?\/)+/, "") })),
    ),
);

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
