/** The files that are started by their path: by ENTRYPOINT and CMD, and by RUN. What keeps the kernel from it. */

import { baseImage } from "../data/baseImages";
import { isBareSystem, officialName } from "../data/images";
import { usualPath } from "../data/systemPrograms";
import { installsItself } from "../packages/ownInstalls";
import { folderAfter, folderBefore } from "../stage/folders";
import { isUnixShell } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy, takesFromContext } from "../syntax/instructions";
import { commandsIn, runsOf } from "../syntax/runs";
import type { Command, Dockerfile, Facts, Instruction, Stage, Word } from "../types";
import { baseName, isWithin } from "../util/paths";
import { copyBrings } from "./copiedPrograms";
import { textOf } from "./entryTexts";
import { imageFiles } from "./imageFiles";
import { runBrings } from "./installedPrograms";
import { behindLinks, type FileView, type ImageEntry, joined, type Owner } from "./model";
import { isAllowed, userAfter, userBefore } from "./owners";
import { hasUnknownFolders, programFolders } from "./programPath";

/** A word that names a program, where it is started. */
export interface Start {
  readonly word: Word;
  readonly instruction: Instruction;
  /** No shell stands between: the kernel starts it. */
  readonly isDirect: boolean;
  readonly user: Owner | undefined;
  readonly folder: string | undefined;
  readonly files: FileView;
  /** A shell that is given the file to read, so that it need not be executable. */
  readonly reader?: Word;
  /** What may not be executed is read instead. */
  readonly isReadable?: boolean;
}

/** The programs of RUN that are named by a path, and what the last stage starts. */
export function startsOf(file: Dockerfile, facts: Facts): Start[] {
  const images = imageFiles(file, facts);
  const inRuns = runsOf(file).flatMap((instruction) => {
    if (instruction.onbuild || !instruction.stage) return [];
    const commands = (instruction.script?.commands ?? []).filter(isCertain);
    return commands.flatMap((command) => {
      const named = namedBy(command);
      if (!named?.word.value?.includes("/")) return [];
      const files = images.before(instruction, command);
      const user = command.wrappers.length > 0 ? undefined : userBefore(instruction);
      // Behind a `cd` nobody looks for the folder here.
      const isMoved = commands.some(({ name, start }) => name === "cd" && start < command.start);
      const folder = isMoved ? undefined : folderBefore(instruction);
      if (mayBeMounted(instruction, resolvePath(folder, named.word.value))) return [];
      return [{ ...named, instruction, isDirect: instruction.exec, user, folder, files }];
    });
  });
  const { final } = file;
  const view = final && images.after(final);
  return [...inRuns, ...(final && view ? [...startsOfStage(final, view), ...startsOfCheck(final, view)] : [])];
}

/** Whether a mount may hide what the image has at a path, which is undefined where it is not known. */
function mayBeMounted(instruction: Instruction, path: string | undefined): boolean {
  return instruction.mounts.some((mount) => {
    // Secrets and sockets have places of their own where none is named.
    if (mount.target === undefined) return mount.type !== "secret" && mount.type !== "ssh";
    const target = resolvePath(folderBefore(instruction), mount.target);
    return target === undefined || target.includes("$") || path === undefined || isWithin(path, target);
  });
}

function startsOfStage(stage: Stage, files: FileView): Start[] {
  const own = (keyword: string) =>
    stage.instructions.findLast((instruction) => instruction.keyword === keyword && !instruction.onbuild);
  const entrypoint = own("ENTRYPOINT");
  const command = own("CMD");
  // What CMD holds are arguments where ENTRYPOINT stands above.
  const starts = entrypoint ?? command;
  const base = officialName(stage.base?.name ?? "");
  const isHandedOn = !entrypoint && handingOn.test(base);
  if (!starts || (!entrypoint && !isHandedOn && !withoutEntrypoint.test(base))) return [];
  const shared = { instruction: starts, user: userAfter(stage), folder: folderAfter(stage), files };
  const commands = (starts.script?.commands ?? []).filter(isCertain);
  const isMoved = commands.some(({ name }) => name === "cd");
  const isSwitched = commands.some(({ wrappers }) => wrappers.some(({ value }) => value !== "exec" && value !== "env"));
  return commands.flatMap((one) => {
    const named = namedBy(one);
    const { user } = shared;
    return named
      ? [
          {
            ...shared,
            ...named,
            // A shell reads what has no first line; Node.js, what may not be executed.
            isDirect: starts.exec && !isHandedOn,
            isReadable: isHandedOn && base === "node",
            folder: isMoved ? undefined : shared.folder,
            user: isSwitched ? undefined : user,
          },
        ]
      : [];
  });
}

/** The program of the last HEALTHCHECK, if a path names it: it runs in the container as CMD does. */
function startsOfCheck(stage: Stage, files: FileView): Start[] {
  const check = stage.instructions.findLast(({ keyword, onbuild }) => keyword === "HEALTHCHECK" && !onbuild);
  const commands = (check?.script?.commands ?? []).filter(isCertain);
  if (!check || commands.some(({ name, wrappers }) => name === "cd" || wrappers.length > 0)) return [];
  const shared = { instruction: check, user: userAfter(stage), folder: folderAfter(stage), files };
  return commands.flatMap((one) => {
    const named = namedBy(one);
    return named?.word.value?.includes("/") && !named.reader ? [{ ...shared, ...named, isDirect: check.exec }] : [];
  });
}

/** Images that have no ENTRYPOINT of their own, which might read what CMD says in its own way. */
const withoutEntrypoint =
  /^(?:scratch|debian|ubuntu|alpine|python|ruby|golang|rust|buildpack-deps|busybox|fedora|rockylinux|almalinux|amazonlinux|openjdk|amazoncorretto|perl|erlang|elixir|httpd|mcr\.microsoft\.com\/dotnet\/(?:sdk|aspnet|runtime|runtime-deps))$/;

/** Images whose ENTRYPOINT is a script that ends with `exec "$@"`, whatever it does before. */
const handingOn = /^(?:node|php|nginx|eclipse-temurin|maven|gradle|tomcat)$/;

/** It runs whatever the commands before it do. */
function isCertain({ within, operator, next }: Command): boolean {
  return within.length === 0 && operator !== "||" && next !== "||";
}

/** The word that names a program, or the script that a shell is given. */
function namedBy({ words: [program, ...rest] }: Command): Pick<Start, "word" | "reader"> | undefined {
  if (!program) return undefined;
  if (!isUnixShell(program)) return { word: program };
  const script = rest.find(({ value }) => !/^-[eux]+$/.test(value ?? ""));
  return script && !script.value?.startsWith("-") ? { word: script, reader: program } : undefined;
}

/** Why a program does not start. */
export interface Obstacle {
  readonly kind: "bits" | "line ends" | "first line" | "path";
  /** The absolute path of the file. */
  readonly path: string;
  readonly entry: ImageEntry;
}

/** What surely keeps a program from starting; undefined where nothing does, or nobody knows. */
export function obstacleOf(start: Start, file: Dockerfile, facts: Facts): Obstacle | undefined {
  const { word, folder, files, user, isDirect, reader } = start;
  const { value } = word;
  if (!value || /[*?[{~$]/.test(word.text)) return undefined;
  const onPath = value.includes("/") || reader ? undefined : placeOnPath(start);
  if (!value.includes("/") && onPath === undefined) return reader ? undefined : notOnPath(start, file, facts);
  const path = onPath ?? resolvePath(folder, value);
  const entry = path === undefined ? undefined : entryAt(files, path);
  if (path === undefined || !entry || entry.kind === "folder") return undefined;
  if (!reader && !start.isReadable && isRead(entry, facts) && user && isAllowed(entry, user, 1) === false) {
    return { kind: "bits", path, entry };
  }
  const text = textOf(entry, path, facts);
  if (text === undefined || text.trim() === "") return undefined;
  const firstLine = text.slice(0, text.indexOf("\n") + 1);
  const isShell = reader !== undefined || firstLine.startsWith("#!");
  if (isShell && firstLine.endsWith("\r\n")) return { kind: "line ends", path, entry };
  // A shell reads such a file itself, where the kernel refuses it.
  return isDirect && !reader && !firstLine.startsWith("#!") && isScript(text)
    ? { kind: "first line", path, entry }
    : undefined;
}

/** Where a name without a slash is found first, if a file of the context lies there; undefined where another one may come before. */
function placeOnPath({ word, files, instruction: { stage } }: Start): string | undefined {
  if (!stage || hasUnknownFolders(stage)) return undefined;
  const places = programFolders(stage).map((folder) => joined(folder, word.value ?? ""));
  const place = places.find((one) => entryAt(files, one) !== undefined);
  return place !== undefined && entryAt(files, place)?.source !== undefined ? place : undefined;
}

/** A text has been read, so that it is a file and no folder. */
function isRead({ kind, source, by }: ImageEntry, { contents }: Facts): boolean {
  if (source === undefined) return kind === "file" && by !== undefined;
  return kind === "file" || contents?.has(source) === true;
}

/** What stands at a path, behind links. */
function entryAt(files: FileView, path: string): ImageEntry | undefined {
  const found = behindLinks(files, path);
  return found && found !== "absent" ? found : undefined;
}

/** Whether a text may be read by an interpreter: programs of the machine hold other characters. */
function isScript(text: string): boolean {
  return /^[\t\n\r\x20-\x7e\u00a0-\uffff]+$/.test(text.slice(0, 2000)) && !text.startsWith("\x7fELF");
}

/** A name without a slash is looked for on the PATH, not in the working directory. */
function notOnPath(
  { word, folder, files, instruction, isDirect }: Start,
  file: Dockerfile,
  facts: Facts,
): Obstacle | undefined {
  const name = word.value;
  // A shell looks for it there as well, unless the line itself says where.
  const isLookedUp = isDirect || (!instruction.exec && !/PATH|\bhash\b|\balias\b/.test(instruction.argumentText));
  if (!name || folder === undefined || !isLookedUp) return undefined;
  const copied = entryAt(files, joined(folder, name));
  // What is no copied file, or has the name of a command, may well be on the PATH.
  const entry = copied?.source && /\.[a-z]+$/.test(name) ? copied : builtAlone(name, folder, instruction, file, facts);
  if (!entry) return undefined;
  const path = instruction.stage?.variable("PATH");
  const listed = path === undefined ? undefined : path.split(":");
  if (listed === undefined ? mentionsPath(instruction) : listed.includes(folder) || listed.includes("."))
    return undefined;
  const isElsewhere = [...(listed ?? []), ...usualPath].some(
    (place) => entryAt(files, joined(place, name)) !== undefined,
  );
  if (
    isElsewhere ||
    (instruction.stage && installsItself(instruction.stage)) ||
    isNamedInRun(instruction.stage, name, joined(folder, name))
  )
    return undefined;
  return { kind: "path", path: joined(folder, name), entry };
}

/**
 * A program that an earlier stage has built, copied to a folder by its name, if it is the only one of that name: a plain
 * system has none that is called so, and no RUN may have installed one.
 */
function builtAlone(
  name: string,
  folder: string,
  { stage }: Instruction,
  file: Dockerfile,
  facts: Facts,
): ImageEntry | undefined {
  let first = stage;
  while (first?.parent) first = first.parent;
  const { base } = first ?? {};
  if (!stage || !base || !isBareSystem(base.name) || baseImage(base)?.hasProgram(name) === true) return undefined;
  const steps = inherited(stage);
  const by = steps.findLast((copy) => {
    const target = copy.words.at(-1)?.value;
    const isNamed = copy.words.slice(0, -1).some(({ value }) => baseName(value ?? "") === name);
    const isFolder = isNamed && target !== undefined && /(?:^|\/)\.?$/.test(target);
    return isFolder && isCopy(copy) && !takesFromContext(copy) && resolvePath(folderBefore(copy), target) === folder;
  });
  const mayBring = (step: Instruction) =>
    step.keyword === "RUN"
      ? runBrings(step, name) !== false
      : isCopy(step) && copyBrings(step, name, file, facts) !== false;
  if (!by || steps.some(mayBring)) return undefined;
  return {
    kind: undefined,
    owner: undefined,
    group: undefined,
    mode: undefined,
    source: undefined,
    target: undefined,
    by,
  };
}

function mentionsPath({ stage }: Instruction): boolean {
  for (let link: Stage | undefined = stage; link; link = link.parent) {
    if (link.instructions.some(({ assignments }) => assignments.some(({ name }) => name.value === "PATH"))) return true;
  }
  return false;
}

/** Whether a RUN does something with a file that may put it on the PATH. */
function isNamedInRun(stage: Stage | undefined, name: string, path: string): boolean {
  for (let link = stage; link; link = link.parent) {
    if (link.instructions.some((it) => it.keyword === "RUN" && mayMove(it, name, path))) return true;
  }
  return false;
}

/** They look at a file, or change what it says and who may run it. */
const staying: ReadonlySet<string | undefined> = new Set(
  "chmod chown chgrp sed dos2unix cat ls head tail stat file test [ grep".split(" "),
);

function mayMove(run: Instruction, name: string, path: string): boolean {
  const names = [name, `./${name}`, path];
  const harmless = commandsIn(run).filter((command) => staying.has(command.name));
  const accounted = harmless.flatMap(({ words }) => words.filter(({ value = "" }) => names.includes(value)));
  return run.argumentText.split(name).length - 1 > accounted.length;
}
