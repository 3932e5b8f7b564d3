/** Programs that are compiled: what runs is copied to where it was, into an image that is made to run it. */

import { wholeContextSources } from "../context/contextCopies";
import { unixShells } from "../data/startPrograms";
import { serviceStarts } from "../image/shipped";
import { ignoreLines } from "../node/ignoreLines";
import { type Placed, readable } from "../projects/unreadFiles";
import { mainProcess } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { decide, parseIgnore } from "../syntax/dockerignore";
import { flagOf, isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { operands } from "../syntax/shell";
import type { Dockerfile, Edit, Facts, Instruction, Stage, Word } from "../types";
import { isReason, type Reason } from "../util/reason";
import { type Added, copyFrom, fromOther, type Line } from "./assemble";
import { isInside, type Language, systemPackagesIn } from "./classify";
import { type Piece, type Place, piecesOf, placesFor } from "./places";
import type { Plan } from "./policy";
import { hasProgram, installing, missingPackages, packageEdits } from "./shippedPackages";

/** What a language says about a stage that builds a program and starts it. */
export interface Compiled {
  readonly language: Language;
  /** The image that ships: "eclipse-temurin:21-jre". */
  readonly image: string;
  /** The image of the build stage, where it is another one than written. */
  readonly builder?: string | undefined;
  /** Packages of the distribution are the same in both images. */
  readonly isSameSystem: boolean;
  /** Accounts that both images have, besides root. */
  readonly accounts?: readonly string[];
  /** What the program is, by absolute paths of the build stage and of the one that ships. */
  readonly copies: readonly (readonly [source: string, target: string])[];
  /** Whether a file of the context is of use to the build alone. */
  isSource(path: string): boolean;
  /** Variables that only the build reads, by name. */
  readonly variables: RegExp;
  /** Folders outside of the project that only the build reads, by absolute path. */
  readonly folders: RegExp;
  /** Whether a package of the distribution is of use to builds alone, if that can be told. */
  isOfBuild?(name: string): boolean;
  /** Packages of the distribution that the program needs and the image that ships lacks. */
  readonly packages?: readonly string[];
  /** Variables of the stage that ships: "A=b". */
  readonly environment?: readonly string[];
  /** Changes of an instruction in the build stage, what comes before it, and whether that leaves nothing to do for it. */
  change?(instruction: Instruction): {
    readonly edits?: readonly Edit[];
    readonly before?: readonly Added[];
    readonly isDone?: boolean;
  };
  /** New texts of instructions of the stage that ships. */
  readonly replaced?: ReadonlyMap<Instruction, string>;
  readonly note?: string | undefined;
  readonly isDoubtful?: boolean;
}

/** How a stage with a compiled program is made two; else why it is left. */
export function planCompiled(file: Dockerfile, stage: Stage, facts: Facts, compiled: Compiled): Plan | Reason {
  if (facts.files === undefined || facts.isPartial) return { reason: "the files of the project are not known" };
  const pieces = piecesOf(file, stage, compiled.language);
  const unclear = pieces.find(({ kind }) => typeof kind === "object")?.kind;
  if (typeof unclear === "object") return unclear;
  const end = pieces.findLastIndex(({ kind }) => kind === "build step" || kind === "install");
  const { workdir } = stage.after;
  const moves = movesBehind(pieces.slice(end + 1));
  const last = moves.at(-1)?.instruction;
  const folder = last
    ? resolvePath(last.before.workdir, last.words[0]?.value)
    : pieces[end]?.instruction.before.workdir;
  if (folder === undefined || workdir === undefined) return { reason: "no WORKDIR says where the project is" };
  const accounts = new Set(["root", ...(compiled.accounts ?? []), ...pieces.flatMap(createdBy)]);
  const found = placesFor(pieces, end, (piece, isBehind) =>
    moves.includes(piece) ? "gone" : placeOf(piece, isBehind, compiled),
  );
  if (isReason(found)) return found;
  const places = withoutIdle(found, pieces, compiled, stage);
  const shipped = pieces.filter((_, index) => places[index] !== "build" && places[index] !== "gone");
  for (const { instruction } of shipped) {
    const stranger = strangerIn(instruction, accounts);
    const where = `${instruction.keyword} in line ${instruction.line + 1}`;
    if (stranger !== undefined)
      return { reason: `${where} names ${stranger}, an account that ${compiled.image} may lack` };
  }
  // An init goes by the same name in every release.
  const installs = shipped.some((it) => it.kind !== "init" && systemPackagesIn(it.instruction).length > 0);
  if (!compiled.isSameSystem && installs)
    return { reason: `${compiled.image} may be of another release, with other packages` };
  const missing = missingPackages(compiled.image, compiled.packages ?? [], shipped);
  if (isReason(missing)) return missing;
  const host = shipped.find(({ kind }) => kind === "packages")?.instruction;
  if (startsOtherwise(file, stage, facts)) return { reason: "a service starts it by another command" };

  const copied = pieces.flatMap(({ instruction }, index) => (places[index] === "build" ? instruction : []));
  const isBrought = ({ target }: Placed) => compiled.copies.some(([source]) => isInside(source, target));
  const others = readable(copied, workdir, compiled.isSource, facts).filter((each) => !isBrought(each));
  const doubt = doubtOfOthers(file, others, facts);
  if (doubt) return doubt;
  return {
    pieces,
    places,
    lines({ block, instruction }, half): Line[] | undefined {
      const text = half === "production" ? compiled.replaced?.get(instruction) : undefined;
      if (text !== undefined) return [{ block, edits: [{ start: instruction.start, end: instruction.end, text }] }];
      if (half === "production") {
        const more = instruction === host ? missing : [];
        return [{ block, edits: packageEdits(file, instruction, more, compiled.isOfBuild) }];
      }
      const { edits = [], before = [], isDone } = compiled.change?.(instruction) ?? {};
      if (isDone && block.comments.length === 0) return [...before];
      return [...before, { block, edits }];
    },
    build: { name: "build", image: compiled.builder },
    production: {
      from: fromOther(file, stage, compiled.image),
      start: [
        ...(host === undefined && missing.length > 0 ? [installing(missing, compiled.image)] : []),
        ...(compiled.environment ?? []).map((argument): Added => ({ keyword: "ENV", argument })),
      ],
      brought: [
        ...(folder === "/" ? [] : [{ keyword: "WORKDIR", argument: folder }]),
        ...compiled.copies.map(([source, target]) => copyFrom("build", source, seenFrom(folder, target))),
        ...others.map((each) => copyOf(each, copied, folder)),
      ],
    },
    note: compiled.note,
    isDoubtful: compiled.isDoubtful ?? false,
    isOtherImage: true,
  };
}

/** Neither a list of packages that nobody takes from stays, nor does a build install again what its image has for certain. */
function withoutIdle(
  found: readonly Place[],
  pieces: readonly Piece[],
  { packages = [] }: Compiled,
  { base }: Stage,
): readonly Place[] {
  // All variants of these have certificates.
  const isCertified = /^(?:golang|rust)$/.test(base?.name ?? "");
  const installed = pieces.map(({ instruction }) =>
    instruction.keyword === "RUN" ? systemPackagesIn(instruction) : [],
  );
  const places = found.map((place, index) => {
    const names = installed[index] ?? [];
    if (!isCertified || names.length === 0 || names.some((name) => name !== "ca-certificates")) return place;
    if (place === "both") return "before";
    const isIdle = place === "build" && packages.includes("ca-certificates");
    return isIdle && pieces[index]?.block.comments.length === 0 ? "gone" : place;
  });
  const isTakenFrom = (...where: readonly Place[]) =>
    places.some((place, index) => where.includes(place) && (installed[index] ?? []).length > 0);
  return places.map((place, index) => {
    if (pieces[index]?.kind !== "packages" || installed[index]?.length !== 0 || place !== "both") return place;
    const isShipped = isTakenFrom("both", "before", "after", "twice");
    if (isTakenFrom("both", "build", "twice")) return isShipped ? "both" : "build";
    return isShipped ? "before" : pieces[index].block.comments.length === 0 ? "gone" : "build";
  });
}

/** The WORKDIRs right behind the build: the last of them is where what ships lies. */
function movesBehind(pieces: readonly Piece[]): readonly Piece[] {
  const next = pieces.findIndex(({ instruction }) => /^(?:RUN|COPY|ADD)$/.test(instruction.keyword));
  return pieces.slice(0, next < 0 ? undefined : next).filter(({ kind }) => kind === "folder");
}

/** The COPY of what the program may read: out of the build stage where a command there may have changed it. */
function copyOf({ path, target }: Placed, build: readonly Instruction[], folder: string): Added {
  const to = seenFrom(folder, target);
  const name = path.slice(path.lastIndexOf("/") + 1);
  const isChanged = build.some(({ keyword, argumentText }) => keyword === "RUN" && argumentText.includes(name));
  const isPlain = !isChanged && /^[\w./-]+$/.test(path);
  return isPlain ? { keyword: "COPY", argument: `${path} ${to}` } : copyFrom("build", target, to);
}

/**
 * The folder that a project is copied to: that of its build, or one above which all of the context goes to.
 * @param own the folder that it is built in.
 */
export function projectFolder(file: Dockerfile, own: string | undefined): string | undefined {
  const whole = wholeContextSources(file)[0]?.instruction;
  const target = whole && resolvePath(whole.before.workdir, whole.words.at(-1)?.value);
  return isInside(target, own) ? target : own;
}

/** A path as it is written below a WORKDIR. */
function seenFrom(folder: string, path: string): string {
  if (path === folder) return "./";
  return folder !== "/" && path.startsWith(`${folder}/`) ? `.${path.slice(folder.length)}` : path;
}

/** Who reads a Dockerfile with more of them would rather copy the folder. */
const mostOthers = 6;

/** Why files of the context should not be copied one by one. */
function doubtOfOthers(file: Dockerfile, others: readonly Placed[], facts: Facts): Reason | undefined {
  if (others.length > mostOthers)
    return { reason: `the program may read many files of the project, ${others[0]?.path} for one` };
  // An ignore file that is yet to come would keep them from the stage that they are copied from.
  const ignore = facts.ignore ? undefined : parseIgnore(ignoreLines(file, facts).join("\n"));
  const unwanted = ignore && others.find(({ path }) => decide(ignore, path).ignored);
  return unwanted && { reason: `the program may read ${unwanted.path}, which is better left out` };
}

// -------------------------------------------------------------------------- places

function placeOf(
  { kind, instruction }: Piece,
  isBehind: boolean,
  { variables, folders, image }: Compiled,
): Place | Reason | undefined {
  const { keyword, assignments, before, words } = instruction;
  const where = `${keyword} in line ${instruction.line + 1}`;
  const names = assignments.map(({ name }) => name.text);
  switch (kind) {
    case "description":
    case "start":
    case "check":
    case "other":
      return "after";
    case "init":
      return isBehind ? "after" : "before";
    case "shell":
      return { reason: `there is ${where}` };
    case "user":
      return isBehind ? "after" : { reason: `${where} comes before the build` };
    case "folder":
      return isBehind ? "after" : "build";
    case "environment":
      if (names.some((name) => moved.test(name))) return { reason: `${where} says where programs are` };
      if (names.every((name) => variables.test(name))) return isBehind ? "gone" : "build";
      return isBehind ? "after" : "both";
    case "elsewhere": {
      const target = resolvePath(before.workdir, words.at(-1)?.value);
      return target !== undefined && folders.test(target) ? "build" : undefined;
    }
    case "accounts":
      return commandsIn(instruction).some(({ name }) => name !== undefined && isAbsent(name, image))
        ? { reason: `${where} runs a program that ${image} may lack` }
        : undefined;
    default:
      return undefined;
  }
}

/** Variables that name folders of the image that builds. */
export const moved: RegExp = /^(?:PATH|JAVA_HOME|LD_LIBRARY_PATH|DOTNET_ROOT|HOME)$/;

/** Whether an image may lack a program that makes accounts. */
export function isAbsent(name: string, image: string): boolean {
  return /^(?:adduser|addgroup)$/.test(name) && hasProgram(name, image) !== true;
}

// ------------------------------------------------------------------------ accounts

/** The accounts and groups that a RUN creates. */
export function createdBy({ instruction }: Pick<Piece, "instruction">): string[] {
  return commandsIn(instruction, "useradd", "adduser", "groupadd", "addgroup").flatMap((command) =>
    operands(command).flatMap(({ value }) => value ?? []),
  );
}

/** An account that an instruction names and the stage that ships may not have, by the accounts that it has. */
export function strangerIn(instruction: Instruction, accounts: ReadonlySet<string>): string | undefined {
  const { keyword, words } = instruction;
  const owner = isCopy(instruction) ? flagOf(instruction, "chown")?.value : undefined;
  const named = [
    ...(keyword === "USER" ? [words[0]] : []),
    ...(owner ? [owner] : []),
    ...commandsIn(instruction, "chown").map((command) => operands(command)[0]),
  ];
  const names = named.flatMap((word) => (word?.value ?? word?.text ?? "?").split(":"));
  return names.find((name) => name !== "" && !/^\d+$/.test(name) && !accounts.has(name));
}

// -------------------------------------------------------------------------- starts

/**
 * The program that a container starts and its arguments, behind inits and a shell that does nothing else; undefined
 * where an earlier image or more than one command starts it.
 */
export function startWords(stage: Stage): readonly Word[] | undefined {
  const process = mainProcess(stage);
  if (process?.starts.stage !== stage) return undefined;
  if (!process.isShell) return process.argv;
  const [command, ...more] = commandsIn(process.starts).filter(({ name }) => !unixShells.has(name ?? ""));
  return more.length === 0 ? command?.words : undefined;
}

/** Whether compose starts the image by a command of its own, which may want what only the image that builds has. */
export function startsOtherwise(file: Dockerfile, stage: Stage, facts: Facts): boolean {
  const own = mainProcess(stage)
    ?.argv.map(({ value, text }) => value ?? text)
    .join(" ");
  return serviceStarts(file, facts).some((argv) => argv?.join(" ") !== own);
}
