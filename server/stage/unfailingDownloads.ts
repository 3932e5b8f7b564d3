/** What curl saves whatever the server answers, and becomes a program of the image without being run or compared before. */

import { proves } from "../instructions/unverifiedConnections";
import { flagOf } from "../syntax/instructions";
import { commandsIn, unixCommands } from "../syntax/runs";
import { flagValue, hasFlag, isOpaque, operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Instruction, Word } from "../types";
import { baseName } from "../util/paths";
import { inherited } from "./users";

/** A download that takes an error for what was asked for. */
export interface UnfailingDownload {
  readonly command: Command;
  /** What it is saved as. */
  readonly file: string;
}

/** Those of a RUN. None where something later in the build uses the file as what it ought to be, and fails if it is not. */
export function unfailingDownloads(file: Dockerfile, instruction: Instruction): readonly UnfailingDownload[] {
  const commands = instruction.onbuild ? [] : unixCommands(instruction);
  return commands.flatMap((command, index) => {
    const saved = runs(command, "curl") && isPlain(command) ? savedAs(command) : undefined;
    if (saved === undefined || command.operator === "||" || command.next === "|") return [];
    const later = commands.slice(index + 1, index + 1 + mostLater);
    const isProgram = later.some((other) => makesProgram(other, baseName(saved)));
    const isFound = isProgram && !isConfigured(instruction) && !isProven(file, instruction, later, saved);
    return isFound ? [{ command, file: saved }] : [];
  });
}

/** Commands behind a download that are looked at. */
const mostLater = 40;

/** Instructions behind it that are looked at. */
const mostBehind = 200;

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

/** Whether settings of curl, which may ask for the status, come from anywhere. */
function isConfigured({ stage }: Instruction): boolean {
  return (stage ? inherited(stage) : []).some(({ argumentText }) => /curlrc|CURL_HOME/.test(argumentText));
}

/**
 * Whether it is compared, run, unpacked or read afterwards, by whichever name, in its stage or one that takes it from there:
 * whatever is more than giving it another place, owner or mode.
 */
function isProven({ instructions }: Dockerfile, at: Instruction, later: readonly Command[], saved: string): boolean {
  const above = new Set(at.stage ? inherited(at.stage) : []);
  const names = new Set([baseName(saved)]);
  const isUse = (command: Command) => {
    if (!handles.has(command.name ?? "")) return [...names].some((name) => mentions(command, name));
    if (renaming.has(command.name ?? "")) addName(names, operands(command));
    return false;
  };
  if (later.some((command) => proves(command) || isUse(command))) return true;
  const behind = instructions.slice(instructions.indexOf(at) + 1).slice(0, mostBehind);
  return behind.some((other) => {
    if (other.onbuild) return false;
    if (other.keyword === "COPY" && flagOf(other, "from")) addName(names, other.words);
    return commandsIn(other).some((command) => (above.has(other) && proves(command)) || isUse(command));
  });
}

/** The name that a file has in its new place, where it is one of those that are known. */
function addName(names: Set<string>, words: readonly Word[]): void {
  const isKnown = words.slice(0, -1).some(({ value }) => names.has(baseName(value ?? "")));
  const to = baseName(words.at(-1)?.value ?? "");
  if (isKnown && to !== "") names.add(to);
}

const renaming: ReadonlySet<string> = new Set(["mv", "cp", "ln", "install"]);

const handles: ReadonlySet<string> = new Set([...renaming, ..."chmod chown chgrp ls test [ mkdir echo".split(" ")]);

function mentions({ words }: Command, name: string): boolean {
  return words.some(({ value, text }) => (value ?? text).includes(name));
}
