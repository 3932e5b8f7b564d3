/** What of the packages that a stage installs is shipped: the libraries in the place of their headers, and no compilers. */

import { compilerPackages, headerPackages } from "../data/systemPrograms";
import { replace } from "../edits/edits";
import { removeItems } from "../edits/removal";
import { commandsIn } from "../syntax/runs";
import { operands } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Instruction } from "../types";
import { isReason, type Reason } from "../util/reason";
import { installedBy } from "./classify";
import type { Piece, Place } from "./places";

/** What a RUN that installs packages of a distribution is to the stage that ships. */
export interface ShippedLibraries {
  /** All packages that it installs. */
  readonly names: readonly string[];
  /** Packages that stay as they are. */
  readonly kept: readonly string[];
  /** What what is compiled needs in the place of headers. */
  readonly libraries: readonly string[];
  /** It changes the image beyond what it installs: `apt-get upgrade`. */
  readonly isMore: boolean;
  /** The changes of the RUN in the stage that ships. */
  readonly edits: readonly Edit[];
}

/**
 * Takes the packages of a RUN apart; a reason where nobody can tell what one of them is needed for.
 * @param there libraries that the image has already.
 */
function shippedLibraries(
  file: Dockerfile,
  instruction: Instruction,
  there: ReadonlySet<string>,
): ShippedLibraries | Reason {
  const kept: string[] = [];
  const libraries: string[] = [];
  const edits: Edit[] = [];
  const commands = instruction.keyword === "RUN" ? commandsIn(instruction, "apt-get", "apt", "apk") : [];
  let isEmptied = false;
  for (const command of commands) {
    const names = installedBy(command);
    if (names.length === 0) continue;
    const own = [...new Set(names.flatMap((name) => librariesFor(name, command) ?? []))].filter(
      (name) => !there.has(name) && !libraries.includes(name),
    );
    const unclear = names.find((name) => !isOfBuild(name, command) && /-(?:dev|devel|headers)$/.test(name));
    if (unclear !== undefined) return { reason: `what of ${unclear} is needed when the program runs is not known` };
    const list = operands(command);
    const gone = list.filter((_, at) => isOfBuild(names[at] ?? "", command));
    kept.push(...names.filter((name) => !isOfBuild(name, command)));
    libraries.push(...own);
    if (gone.length === list.length && own.length === 0) isEmptied = true;
    edits.push(...editsOf(file, list, gone, own));
  }
  const isShipped = kept.length + libraries.length > 0;
  if (isShipped && isEmptied) return { reason: `a RUN in line ${instruction.line + 1} installs for two purposes` };
  return {
    names: commands.flatMap(installedBy),
    kept,
    libraries,
    isMore: commands.some(isChange),
    edits: isShipped ? edits : [],
  };
}

/** The RUNs among pieces that install packages of a distribution, taken apart; a reason where one of them cannot be. */
export function librariesOf(
  file: Dockerfile,
  pieces: readonly Piece[],
  there: ReadonlySet<string>,
): ReadonlyMap<Instruction, ShippedLibraries> | Reason {
  const found = new Map<Instruction, ShippedLibraries>();
  for (const { kind, instruction } of pieces) {
    if (kind !== "packages" && kind !== "build tools" && kind !== "init") continue;
    const own = shippedLibraries(file, instruction, there);
    if (isReason(own)) return own;
    found.set(instruction, own);
  }
  return found;
}

/**
 * The RUN of the stage that ships which can install more packages than it does, and the change that has it do so;
 * undefined where there is none.
 */
export function hostOf(
  all: ReadonlyMap<Instruction, ShippedLibraries>,
  missing: readonly string[],
): readonly [Instruction, Edit] | undefined {
  const found = [...all].find(([, { kept }]) => kept.length > 0);
  const [instruction, { kept = [] } = {}] = found ?? [];
  const command = instruction && commandsIn(instruction).find((each) => installedBy(each).includes(kept.at(-1) ?? ""));
  const last = command && operands(command).findLast(({ value }) => value?.split("=")[0] === kept.at(-1));
  if (!instruction || !last || missing.length === 0) return undefined;
  return [instruction, { start: last.end, end: last.end, text: ` ${missing.join(" ")}` }];
}

/** Where a RUN that installs packages belongs; undefined for other instructions. */
export function placeOfPackages(
  instruction: Instruction,
  all: ReadonlyMap<Instruction, ShippedLibraries>,
): Place | undefined {
  const own = all.get(instruction);
  if (!own) return undefined;
  const isShipped = ({ kept, libraries, isMore }: ShippedLibraries) => kept.length + libraries.length > 0 || isMore;
  // Lists alone are for whatever takes from them.
  const isList = own.names.length === 0 && [...all.values()].some(isShipped);
  return isShipped(own) || isList ? "both" : "build";
}

function editsOf(
  file: Dockerfile,
  list: ReturnType<typeof operands>,
  gone: ReturnType<typeof operands>,
  libraries: readonly string[],
): Edit[] {
  const [first] = gone;
  if (!first) return [];
  // The first that goes makes room for what comes.
  if (libraries.length === 0) return removeItems(file, list, gone);
  return [replace(first, libraries.join(" ")), ...removeItems(file, list, gone.slice(1))];
}

function librariesFor(name: string, { name: program }: Command): readonly string[] | undefined {
  const table = headerPackages[program === "apk" ? "apk" : "apt"];
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function isOfBuild(name: string, command: Command): boolean {
  return compilerPackages.has(name) || librariesFor(name, command) !== undefined;
}

function isChange({ words }: Command): boolean {
  return words.some(({ value }) => /^(?:upgrade|dist-upgrade|full-upgrade|purge|remove|del)$/.test(value ?? ""));
}
