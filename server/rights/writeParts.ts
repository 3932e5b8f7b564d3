/** What writers of files have in common: the paths that a command names, its variables, and its name for people. */

import type { Call } from "../image/calls";
import type { ImageFiles } from "../image/imageFiles";
import { joined, parentOf } from "../image/model";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { subcommand } from "../syntax/shell";
import type { Facts, Span, Word } from "../types";

/** A path that a command must be able to write. */
export interface Write {
  /** What names it, or the program. */
  readonly span: Span;
  /** What does it, for people: "npm ci". */
  readonly by: string;
  readonly path: string;
  /** The folder that ought to belong to the user, be it there or not; undefined: it is the system's. */
  readonly folder: string | undefined;
  /** Nobody but the owner may do it. */
  readonly needsOwner?: true;
}

/** What a command must write, by its own rules. */
export type Writer = (call: Call, files: ImageFiles, facts: Facts) => Write[];

/** The value of a variable that a command sees; undefined when it is not set, or not known. */
export function variableOf({ command, instruction }: Call, name: string): string | undefined {
  const own = command.assignments.find((assignment) => assignment.name.value === name);
  return own ? own.value?.value : instruction.variable(name);
}

/** A setting by a variable, with the value that it has, if any; undefined when it has one that is not known. */
export function settingOf(call: Call, name: string): { readonly value: string | undefined } | undefined {
  const value = variableOf(call, name);
  if (value !== undefined) return { value };
  const { stage } = call.instruction;
  const all = [
    ...call.command.assignments,
    ...(stage ? inherited(stage) : []).flatMap(({ assignments }) => assignments),
  ];
  return all.some((assignment) => assignment.name.value === name) ? undefined : { value };
}

/** A folder that is made, or filled. */
export function targetOf(call: Call, word: Word | undefined, by: string, otherwise?: string): Write[] {
  const path = word ? call.path(word) : otherwise && resolvePath(call.folder, otherwise);
  return path === undefined ? [] : [{ ...named(call, word ?? call.command.words[0]), by, path, folder: path }];
}

/** A folder beside the manifest of a project; nothing where that is known to lie elsewhere. */
export function inProject(
  call: Call,
  files: ImageFiles,
  manifest: string,
  inside: string,
  by = titleOf(call),
): Write[] {
  const { folder } = call;
  if (folder === undefined || before(call, files).at(joined(folder, manifest)) === "absent") return [];
  const path = resolvePath(folder, inside);
  return path === undefined ? [] : [{ ...named(call, call.command.words[0]), by, path, folder: parentOf(path) }];
}

/** One path, as what the command is there for. */
export function whole(call: Call, path: string | undefined, folder: string | undefined): Write[] {
  return path === undefined ? [] : [{ ...named(call, call.command.words[0]), by: titleOf(call), path, folder }];
}

/** The file that a word names; nothing for devices. */
export function fileAt(call: Call, word: Word | undefined, by = call.command.name ?? ""): Write[] {
  const path = call.path(word);
  if (!word || path === undefined || path.startsWith("/dev/") || path.startsWith("/proc/")) return [];
  return [{ ...named(call, word), by, path, folder: parentOf(path) }];
}

/** The word that gives an option its value. */
export function wordOf({ command }: Call, value: string): Word | undefined {
  const word = command.words.find((other) => other.value === value || other.value?.endsWith(`=${value}`));
  const at = word ?? command.words[0];
  return at && { ...at, text: value, value };
}

/** The place of a word, and the program. */
export function named({ command }: Call, word: Word | undefined): Pick<Write, "span" | "by"> {
  const { start, end } = word ?? command;
  return { span: { start, end }, by: command.name ?? "" };
}

/** The program and its verb, for people. */
export function titleOf({ command }: Call): string {
  const verb = subcommand(command)?.value ?? "";
  return /^(?:uv|composer|cargo|corepack)$/.test(command.name ?? "") ? `${command.name} ${verb}` : (command.name ?? "");
}

/** The files before a command. */
export function before({ instruction, command }: Call, files: ImageFiles) {
  return files.before(instruction, command);
}
