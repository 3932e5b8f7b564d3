/** Whether the package lists of apt are there when a command reads them. */

import { aptPrograms } from "../data/systemManagers";
import { aptLists, listReaders, mountsLists } from "../packages/apt";
import { isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Stage } from "../types";
import { baseOf } from "./programs";

/** An install that finds no lists, and the RUN that it is part of. */
export interface ListlessInstall {
  readonly command: Command;
  readonly instruction: Instruction;
  /** A package that the image does not have. */
  readonly missing: string;
}

/** What is known of the lists at the end of a stage: `isOver` when nobody can tell any more. */
interface Lists {
  readonly found: readonly ListlessInstall[];
  readonly installed: ReadonlySet<string>;
  readonly areThere: boolean;
  readonly isOver: boolean;
}

/** The installs of a file that surely find no package lists: images of Debian and Ubuntu bring none. */
export function listlessInstalls(file: Dockerfile, facts: Facts): ListlessInstall[] {
  const known = new Map<Stage, Lists>();
  // Parents come first.
  return file.stages.flatMap((stage) => {
    const lists = listsOf(stage, stage.parent && known.get(stage.parent), facts);
    known.set(stage, lists);
    return lists.found;
  });
}

function listsOf(stage: Stage, before: Lists | undefined, facts: Facts): Lists {
  const base = baseOf(stage, facts);
  const found: ListlessInstall[] = [];
  const unknown = { found, installed: new Set<string>(), areThere: false, isOver: true };
  if (base?.packageManager !== "apt" || before?.isOver) return unknown;
  let installed = before?.installed ?? new Set<string>();
  let areThere = before?.areThere ?? false;
  for (const instruction of stage.instructions) {
    if (instruction.onbuild) continue;
    if (isCopy(instruction) && mayBringLists(instruction)) return unknown;
    if (instruction.keyword !== "RUN" || mountsLists(instruction)) continue;
    if (!instruction.script || instruction.script.errors.length > 0) return unknown;
    const readers = new Set(listReaders(instruction));
    for (const command of commandsIn(instruction)) {
      if (readers.has(command)) {
        const missing =
          areThere || command.within.length > 0
            ? undefined
            : missingIn(command, installed, (name) => base.hasProgram(name));
        // One finding for one cause.
        if (missing !== undefined) {
          found.push({ command, instruction, missing });
          return unknown;
        }
        const packages = operands(command).flatMap(({ value }) => value ?? []);
        if (packages.some((name) => !installed.has(name))) installed = new Set([...installed, ...packages]);
      }
      const after = listsAfter(command, areThere);
      if (after === undefined) return unknown;
      areThere = after;
    }
  }
  return { found, installed, areThere, isOver: false };
}

function mayBringLists({ words }: Instruction): boolean {
  const target = words.at(-1)?.value;
  return target === undefined || target === "/" || /^\/var(?:\/|$)/.test(target);
}

/** Whether there are lists after a command; undefined once nobody can tell. */
function listsAfter(command: Command, lists: boolean): boolean | undefined {
  const { name, words, within } = command;
  if (name === undefined) return undefined;
  if (aptPrograms.includes(name)) return words.some(({ value }) => value === "update") ? true : lists;
  if (runs(command, "rm")) {
    if (!words.some(({ text }) => text.includes(`${aptLists}/*`) || text.replace(/\/$/, "") === aptLists)) return lists;
    return within.length === 0 && command.operator !== "||" && hasFlag(command, "-r", "-R") ? false : undefined;
  }
  return harmless.has(name) ? lists : undefined;
}

/** Programs that do nothing to the lists. */
const harmless = new Set(
  (
    "echo printf mkdir cd ls cat touch chmod chown ln cp mv test [ [[ true : set export curl wget tar unzip gzip git " +
    "useradd groupadd usermod adduser addgroup sed grep sleep date npm npx node yarn pnpm pip pip3 python python3 make gem bundle go cargo apt-mark"
  ).split(" "),
);

/** A package by its plain name that is not there yet: what is there is found installed, without any list. */
function missingIn(
  command: Command,
  installed: ReadonlySet<string>,
  has: (program: string) => boolean | undefined,
): string | undefined {
  if (!runs(command, "apt-get install", "apt install")) return undefined;
  return operands(command).find(
    ({ value }) =>
      value !== undefined && /^[a-z0-9][a-z0-9+-]+$/.test(value) && !installed.has(value) && has(value) === false,
  )?.value;
}
