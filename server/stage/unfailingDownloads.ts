/** What curl saves whatever the server answers, and becomes a program of the image without being run or compared before. */

import { proves } from "../instructions/unverifiedConnections";
import { commandsIn, unixCommands } from "../syntax/runs";
import { flagValue, hasFlag, isOpaque, operands, runs } from "../syntax/shell";
import type { Command, Instruction, Word } from "../types";
import { baseName } from "../util/paths";
import { inherited } from "./users";

/** A download that takes an error for what was asked for. */
export interface UnfailingDownload {
  readonly command: Command;
  /** What it is saved as. */
  readonly file: string;
}

/** Those of a RUN. None where something in the stage uses the file as what it ought to be, and fails if it is not. */
export function unfailingDownloads(instruction: Instruction): readonly UnfailingDownload[] {
  const commands = instruction.onbuild ? [] : unixCommands(instruction);
  return commands.flatMap((command, index) => {
    const file = runs(command, "curl") && isPlain(command) ? savedAs(command) : undefined;
    if (file === undefined || command.operator === "||" || command.next === "|") return [];
    const later = commands.slice(index + 1, index + 1 + mostLater);
    const isProgram = later.some((other) => makesProgram(other, baseName(file)));
    return isProgram && !isProven(instruction, later, file) ? [{ command, file }] : [];
  });
}

/** Commands behind a download that are looked at. */
const mostLater = 40;

/** It would end well with the page that tells of an error: no option asks for its status. */
function isPlain(command: Command): boolean {
  const asks = hasFlag(
    command,
    "-f",
    "--fail",
    "--fail-with-body",
    "-w",
    "--write-out",
    "-K",
    "--config",
    "-I",
    "--head",
  );
  return !asks && !isOpaque(command) && command.within.length === 0 && command.words.some(isAddress);
}

function isAddress({ value, text }: Word): boolean {
  return /^["']?https?:\/\//i.test(value ?? text);
}

function savedAs(command: Command): string | undefined {
  const given = flagValue(command, "-o", "--output");
  const redirect = command.redirects.find(({ operator }) => operator === ">")?.target?.value;
  const address = command.words.find(isAddress)?.value;
  const own = hasFlag(command, "-O", "--remote-name") ? address?.replace(/[?#].*$/s, "") : undefined;
  const file = given ?? redirect ?? (own && baseName(own));
  return file === undefined || file === "" || file === "-" || file.startsWith("/dev/") ? undefined : file;
}

function makesProgram(command: Command, name: string): boolean {
  const isNamed = command.words.slice(1).some(({ value }) => baseName(value ?? "") === name);
  if (!isNamed || command.within.length > 0) return false;
  if (command.name === "install") return !hasFlag(command, "-d");
  const [mode = ""] = command.name === "chmod" ? operands(command).map(({ value }) => value ?? "") : [];
  return /^[0-7]{3,4}$/.test(mode) ? /[1357]/.test(mode) : /^[ugoa]{0,4}\+[rwst]{0,4}x/.test(mode);
}

/** Whether it is compared, run, unpacked or read afterwards: whatever is more than giving it another place, owner or mode. */
function isProven(instruction: Instruction, later: readonly Command[], file: string): boolean {
  const { stage, start } = instruction;
  const others = (stage ? inherited(stage) : []).filter((it) => it.keyword === "RUN" && it.start > start);
  return [...later, ...others.flatMap((it) => commandsIn(it))].some(
    (command) => proves(command) || (!handles.has(command.name ?? "") && mentions(command, baseName(file))),
  );
}

const handles: ReadonlySet<string> = new Set("chmod chown chgrp mv cp ln install ls test [ mkdir echo".split(" "));

function mentions({ words }: Command, name: string): boolean {
  return words.some(({ value, text }) => (value ?? text).includes(name));
}
