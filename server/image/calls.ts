/** The commands of a RUN, each where it runs: folder, user, paths. */

import { changesUser } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { stopsBuild } from "../syntax/errexit";
import { operands } from "../syntax/shell";
import type { Command, Dockerfile, Instruction, Word } from "../types";
import { baseName } from "../util/paths";
import { type Effect, type Made, mayAdd, mayChange } from "./changes";
import type { Owner } from "./model";
import { groupBefore, homeOfOwner, userBefore } from "./owners";

/** One command where it runs. */
export interface Call {
  readonly instruction: Instruction;
  readonly command: Command;
  readonly folder: string | undefined;
  readonly user: Owner | undefined;
  /** What it makes belongs to whom. */
  readonly made: Made;
  /** The paths of its words; undefined for one that is not known. */
  path(word: Word | undefined): string | undefined;
}

/** The commands of a RUN, each in the folder that it runs in. @param folder the working directory. */
export function callsOf(instruction: Instruction, folder: string | undefined): Call[] {
  let outside = folder;
  /** In a subshell, which a `cd` does not leave. */
  let inside: string | undefined;
  return (instruction.script?.commands ?? []).map((command) => {
    const { within, operator } = command;
    if (within.length === 0 || operator === undefined) inside = outside;
    // In another nesting nobody looks for what runs before what.
    const isSubshell = within.length === 1 && within[0] === "subshell";
    const call = callOf(instruction, command, within.length === 0 ? outside : inside);
    if (command.name === "cd" || command.name === "pushd") {
      const next = isSteady(command) ? call.path(operands(command)[0]) : undefined;
      inside = isSubshell ? next : undefined;
      if (!isSubshell) outside = within.length === 0 ? next : undefined;
    }
    return call;
  });
}

/** It runs, or the build fails. */
export function isSure(command: Command): boolean {
  return command.within.length === 0 && isSteady(command);
}

/** The build stops where the command of a RUN fails: it runs for sure, and nothing catches its failure. */
export function isFatal(file: Dockerfile, run: Instruction, command: Command): boolean {
  return isSure(command) && stopsBuild(file, run, command);
}

function isSteady({ operator, next }: Command): boolean {
  return operator !== "||" && next !== "||" && next !== "&";
}

function callOf(instruction: Instruction, command: Command, folder: string | undefined): Call {
  const isSwitched =
    changesUser(command) ||
    command.wrappers.some(({ value }) => /^(?:chroot|fakeroot|unshare)$/.test(baseName(value ?? "")));
  const user = isSwitched ? undefined : userBefore(instruction);
  const made: Made = {
    owner: user,
    group: isSwitched ? undefined : groupBefore(instruction),
    mode: undefined,
    by: instruction,
  };
  const home = homeOfOwner(instruction.stage, user);
  const path = (word: Word | undefined): string | undefined => {
    const value = word?.value;
    if (word === undefined || value === undefined || isGlob(word)) return undefined;
    if (/^~(?:\/|$)/.test(word.text)) return home && resolvePath(home, `.${value.slice(1)}`);
    return word.text.startsWith("~") ? undefined : resolvePath(folder, value);
  };
  return { instruction, command, folder, user, made, path };
}

/** A path that is the value of an option or a variable. */
export function placeOf({ folder, path }: Call, value: string): string | undefined {
  const nowhere = { start: 0, end: 0 };
  return value.startsWith("~") ? path({ ...nowhere, text: value, value }) : resolvePath(folder, value);
}

export function isGlob({ text }: Word): boolean {
  return /[*?[{]/.test(text);
}

/** @param otherwise what is done where a path is not known. */
export function eachPath(
  call: Call,
  words: readonly Word[],
  effect: (place: string) => Effect,
  otherwise: () => Effect = () => mayAdd("/"),
): Effect[] {
  return words.map((word) => {
    const place = call.path(word);
    return place === undefined ? globbed(call, word, otherwise) : effect(place);
  });
}

/** A pattern stands for what lies in the folder before it. */
export function globbed(call: Call, { value, text }: Word, otherwise: () => Effect): Effect {
  const lead = /^(?=[^$`]*$)([^*?[{$`~]*\/)/.exec(value === undefined ? "" : text.replace(/["']/g, ""))?.[1];
  const folder = lead === undefined ? undefined : resolvePath(call.folder, lead);
  return folder === undefined || folder === "/" ? otherwise() : mayChange([folder]);
}
