/** Commands of a RUN that read a file of the project which surely is not in the image at that point. */

import { type NeededFiles, neededFiles } from "../data/buildTools";
import { managerPrograms, runnerPrograms } from "../data/packageManagers";
import { callsOf, isSure } from "../image/calls";
import { imageFiles } from "../image/imageFiles";
import { type FileView, insideOf, joined, projectFolders } from "../image/model";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { decide } from "../syntax/dockerignore";
import { stopsBuild } from "../syntax/errexit";
import { isCopy, takesFromContext } from "../syntax/instructions";
import { commandsIn, runsOf } from "../syntax/runs";
import { hasFlag, operands, runs, subcommand } from "../syntax/shell";
import type { Command, Dockerfile, Facts, IgnorePattern, Instruction, Stage, Word } from "../types";
import { memoize } from "../util/memoize";
import { baseName, isWithin } from "../util/paths";
import { namedReaders, plainReaders } from "./namedReaders";
import { pipInputs } from "./pipInputs";
import { sourcesOfCall } from "./scriptInputs";

/** A command that lacks what it reads. */
export interface Uncopied {
  readonly instruction: Instruction;
  readonly command: Command;
  /** The word that says what is read, or what is to be done. */
  readonly word: Word;
  /** Where it is looked for: an absolute path. */
  readonly path: string;
  /** The COPY below that brings it, and from which path of the build context. */
  readonly later: { readonly by: Instruction; readonly source: string } | undefined;
  /** The paths of the build context that the command reads; undefined where it may read any file of the project. */
  readonly reads: readonly string[] | undefined;
  /** The path of the build context that nothing brings, where it is known. */
  readonly source: string | undefined;
  /** The pattern that leaves it out, where no rule for the ignore file tells of it. */
  readonly ignoredBy: IgnorePattern | undefined;
  /** What it leaves out, from the context root. */
  readonly left: string | undefined;
}

/** What a command cannot do without: one of some paths, each at one of several places. */
interface Need {
  readonly word: Word;
  readonly places: readonly string[];
  readonly reads: readonly string[] | undefined;
  /** The paths of the build context that belong to the places, where they are known. */
  readonly sources?: readonly string[];
  /** It may be made, unless a COPY below brings it. */
  readonly isOnlyLater?: true;
  /** That the ignore file leaves it out is told here. */
  readonly tellsIgnored?: true;
}

/** The commands that lack a file, one of each RUN, in order. */
export function uncopiedInputs(file: Dockerfile, facts: Facts): Uncopied[] {
  const images = imageFiles(file, facts);
  return runsOf(file).flatMap((instruction) => {
    const { stage, onbuild, script } = instruction;
    if (!stage || onbuild || !script || script.errors.length > 0 || isUnknown(stage)) return [];
    for (const call of callsOf(instruction, folderBefore(instruction))) {
      const { command, folder } = call;
      if (!isSure(command) || folder === undefined) continue;
      const files = images.before(instruction, command);
      const isLacking = ({ places }: Need) =>
        places.every((place) => files.at(place) === "absent" && !isMounted(instruction, place));
      const needs = needsOf(command, instruction, folder, files, facts);
      const need = needs.find(isLacking);
      if (!need || !stopsBuild(file, instruction, command)) continue;
      const later = laterOf(images.after(stage), need, stage, instruction);
      if (need.isOnlyLater && (!later || isNamedBefore(file, instruction, command, later.path))) continue;
      const source = later ? undefined : need.sources?.find((one) => isTaken(one, facts));
      const left = later || !need.tellsIgnored ? undefined : need.sources?.find((one) => patternOn(one, facts));
      const ignoredBy = left === undefined ? undefined : patternOn(left, facts);
      // Without a word of what brings it, the context itself has to be known.
      if (
        !later &&
        (facts.context?.isCertain === false || (source === undefined && !ignoredBy && takesAny(instruction)))
      )
        continue;
      const path = later?.path ?? source ?? (need.places[0] as string);
      const reads = need.reads
        ?.filter((one) => typeof files.at(one) !== "object")
        .flatMap((one) => broughtTo(one, images.after(stage), stage, instruction)?.source ?? []);
      return [{ instruction, command, word: need.word, path, later, reads, source, ignoredBy, left }];
    }
    return [];
  });
}

/** Whether the same RUN names a file before, and so may make it. */
function isNamedBefore({ text }: Dockerfile, run: Instruction, command: Command, path: string): boolean {
  return text.slice(run.start, command.start).includes(baseName(path));
}

/** Whether a file or folder is in the build context, and not left out of it. */
function isTaken(path: string, facts: Facts): boolean {
  const isThere = facts.files?.some((file) => file === path || file.startsWith(`${path}/`)) ?? false;
  return isThere && !(facts.ignore && decide(facts.ignore, path).ignored);
}

/** The pattern that leaves a file of the build context out. */
function patternOn(path: string, { files = [], ignore }: Facts): IgnorePattern | undefined {
  const decision = ignore && files.includes(path) ? decide(ignore, path) : undefined;
  return decision?.ignored ? decision.by : undefined;
}

/** Images that have run triggers of their own before. */
function isUnknown(stage: Stage): boolean {
  let first = stage;
  while (first.parent) first = first.parent;
  return /onbuild/.test(first.base?.text ?? "onbuild");
}

/** Whether something of the context is there already: what is missing in it may be made before the build. */
function takesAny({ stage, start }: Instruction): boolean {
  return stage !== undefined && inherited(stage).some((it) => isCopy(it) && it.start < start && takesFromContext(it));
}

function laterOf(after: FileView, { places }: Need, stage: Stage, run: Instruction) {
  for (const path of places) {
    const found = broughtTo(path, after, stage, run);
    if (found?.by?.stage === stage && found.by.start > run.start && takesFromContext(found.by))
      return { path, by: found.by, source: found.source };
  }
  return undefined;
}

/** What brings a file of the context to a path, and from where. */
function broughtTo(path: string, after: FileView, stage: Stage, run: Instruction) {
  const found = after.at(path);
  if (found && found !== "absent" && found.source !== undefined) return { by: found.by, source: found.source };
  // Of a folder it is not known which one it is.
  if (found && found !== "absent" && found.by && isCopy(found.by)) return { by: found.by, source: "" };
  // A RUN might have made a folder there, into which it would be copied; nobody calls one like a file.
  const by = stage.instructions.find((it) => it.start > run.start && isNamedAlone(it, path));
  const source = by?.words[0]?.value;
  return by && source !== undefined ? { by, source: source.replace(/^\.?\/+/, "") } : undefined;
}

/** Whether a COPY takes one file of the context to a path, under the same name. */
function isNamedAlone(copy: Instruction, path: string): boolean {
  const [source, target, more] = copy.words;
  if (!isCopy(copy) || copy.onbuild || !takesFromContext(copy) || !source?.value || !target || more) return false;
  const name = baseName(path);
  const isFile = /^[\w.-]+\.\w+$/.test(name) && baseName(source.value) === name && !/[*?[]/.test(source.text);
  return isFile && resolvePath(folderBefore(copy), target.value) === path;
}

/** What a bind mount holds is not known, nor what other mounts do at their place. */
function isMounted(instruction: Instruction, place: string): boolean {
  return instruction.mounts.some(({ type, target }) => {
    if (type === "bind" || type === "tmpfs") return true;
    const at = resolvePath(folderBefore(instruction), target);
    return target !== undefined && (at === undefined || isWithin(place, at));
  });
}

// ----------------------------------------------------------------------------- what commands need

/** What a command needs, that first without which it stops first. */
function needsOf(command: Command, run: Instruction, folder: string, files: FileView, facts: Facts): readonly Need[] {
  if (command.words.some(({ value }) => value === undefined)) return [];
  const pip = pipInputs(command, folder, files, facts);
  const own = pip.length > 0 && pip[0]?.reads ? undefined : ofProject(command, run, folder, facts);
  return [...pip, ...(own ? [own] : []), ...ofScript(command, folder, files, facts), ...ofNamed(command, run, folder)];
}

/** `a && b || c` and `! a` go on, and what follows an `exit` does not run. */
const handlesFailure = memoize(({ argumentText }: Instruction) => /\|\||(?:^|[\s;&|(])!\s|\bexit\b/.test(argumentText));

/** Where a RUN first asks whether something is there; infinity where it does not. */
const firstTest = memoize(
  (run: Instruction) => commandsIn(run, "test", "[", "[[")[0]?.start ?? Number.POSITIVE_INFINITY,
);

/** The files that a command is given, or that it is itself. */
function ofNamed(command: Command, run: Instruction, folder: string): Need[] {
  const [program] = command.words;
  if (!program || command.wrappers.length > 0) return [];
  const read = namedReaders.get(command.name ?? "");
  const given = program.value?.includes("/") ? [program] : [];
  const words = [...given, ...(read ? read(command) : [])];
  if (words.length === 0 || firstTest(run) < command.start || handlesFailure(run)) return [];
  return words.flatMap((word): Need[] => {
    const path = /^[\w@./-]+$/.test(word.value ?? "") ? resolvePath(folder, word.value) : undefined;
    if (path === undefined || path === "/" || word.value?.startsWith("-")) return [];
    // A program may read more; what is changed must not be brought once more.
    const reads = word !== program && plainReaders.has(command.name ?? "") ? [path] : undefined;
    return [{ word, places: [path], reads, isOnlyLater: true }];
  });
}

/** What the programs of a package script read, where its package.json is the one at the root of the build context. */
function ofScript(command: Command, folder: string, files: FileView, { project, files: paths }: Facts): Need[] {
  const name = command.name ?? "";
  if (!managerPrograms.has(name) && !runnerPrograms.has(name)) return [];
  const manifest = files.at(joined(folder, "package.json"));
  const isOwn = manifest !== undefined && manifest !== "absent" && manifest.source === "package.json";
  const word = operands(command).at(-1) ?? subcommand(command) ?? command.words[0];
  if (!project || !isOwn || !word) return [];
  const argv = command.words.map(({ value = "" }) => value);
  return sourcesOfCall(argv, folder, project, paths ?? []).map((places) => ({
    word,
    places,
    reads: undefined,
    sources: places.flatMap((place) => insideOf(place, folder) ?? []),
  }));
}

function ofProject(command: Command, instruction: Instruction, folder: string, facts: Facts): Need | undefined {
  const row = neededFiles.find(({ phrases }) => runs(command, ...phrases));
  if (!row || isElsewhere(row, command, instruction) || hasFlag(command, "--help", "-h", "--version")) return undefined;
  const word = subcommand(command) ?? command.words[0];
  const { anyLike } = row;
  const names = [...row.anyOf, ...(anyLike ? (facts.files ?? []).filter((path) => anyLike.test(path)) : [])];
  if (!word || names.length === 0) return undefined;
  const places = projectFolders(folder).flatMap((one) => names.map((name) => joined(one, name)));
  return { word, places, reads: row.reads?.map((name) => joined(folder, name)) };
}

function isElsewhere({ elsewhere, variables, isBare }: NeededFiles, command: Command, run: Instruction): boolean {
  if (hasFlag(command, ...elsewhere)) return true;
  const isRun = ["run", "test"].includes(subcommand(command)?.value ?? "");
  if (
    isBare &&
    !isRun &&
    operands(command).some(({ value }) => !/^(?:download|verify|tidy|vendor)$/.test(value ?? ""))
  ) {
    return true;
  }
  // A file or an import path that is named is looked for by itself.
  if (
    command.name === "go" &&
    operands(command).some(
      ({ value = "" }) => !/^\.|^(?:download|verify|tidy|vendor)$/.test(value) || /\.go$/.test(value),
    )
  ) {
    return true;
  }
  const names = [...command.assignments.map(({ name }) => name.value ?? ""), ...setNames(run)];
  return variables !== undefined && names.some((name) => variables.test(name));
}

function setNames({ stage, start }: Instruction): string[] {
  return (stage ? inherited(stage) : []).flatMap((it) =>
    it.start < start && (it.keyword === "ENV" || it.keyword === "ARG")
      ? it.assignments.map(({ name }) => name.value ?? "")
      : [],
  );
}
