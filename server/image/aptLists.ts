/** Whether the package lists of apt are there when a command reads them. */

import { aptLists, aptPrograms, listReaders, mountsLists } from "../packages/apt";
import { inherited } from "../stage/users";
import { isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Facts, Instruction, Stage } from "../types";
import { baseOf } from "./programs";

/** An install that finds no lists, and the RUN that it is part of. */
export interface ListlessInstall {
  readonly command: Command;
  readonly instruction: Instruction;
  /** A package that the image does not have. */
  readonly missing: string;
}

/** The installs of a stage, without its parents, that surely find no package lists: images of Debian and Ubuntu bring none. */
export function listlessInstalls(stage: Stage, facts: Facts): ListlessInstall[] {
  const base = baseOf(stage, facts);
  if (base?.packageManager !== "apt") return [];
  const found: ListlessInstall[] = [];
  const installed = new Set<string>();
  let lists: boolean | undefined = false;
  for (const instruction of inherited(stage)) {
    if (isCopy(instruction) && mayBringLists(instruction)) return found;
    if (instruction.keyword !== "RUN" || mountsLists(instruction)) continue;
    if (!instruction.script || instruction.script.errors.length > 0) return found;
    const readers = new Set(listReaders(instruction));
    for (const command of commandsIn(instruction)) {
      if (readers.has(command) && lists === false && command.within.length === 0) {
        const missing = missingIn(command, installed, (name) => base.hasProgram(name));
        if (missing !== undefined && instruction.stage === stage) found.push({ command, instruction, missing });
        // One finding for one cause.
        if (missing !== undefined) lists = undefined;
      }
      for (const { value } of readers.has(command) ? operands(command) : []) installed.add(value ?? "");
      lists = listsAfter(command, lists);
      if (lists === undefined) return found;
    }
  }
  return found;
}

function mayBringLists({ words }: Instruction): boolean {
  const target = words.at(-1)?.value;
  return target === undefined || target === "/" || /^\/var(?:\/|$)/.test(target);
}

/** Whether there are lists after a command; undefined once nobody can tell. */
function listsAfter(command: Command, lists: boolean | undefined): boolean | undefined {
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
