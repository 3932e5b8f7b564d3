/** What RUN instructions do with apt: their commands read as data. */

import { aptPrograms } from "../data/systemManagers";
import { isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { runs } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Instruction, Mount } from "../types";

/** Where apt keeps its package lists. */
export const aptLists = "/var/lib/apt/lists";

/** The commands of an instruction that run apt-get or apt with one of these subcommands. */
export function aptCommands(instruction: Instruction, ...verbs: readonly string[]): Command[] {
  const phrases = verbs.flatMap((verb) => [`apt-get ${verb}`, `apt ${verb}`]);
  return commandsIn(instruction).filter((command) => runs(command, ...phrases));
}

/** The commands that fetch the package lists. */
export function aptUpdates(instruction: Instruction): Command[] {
  return commandsIn(instruction).filter((command) => runs(command, ...updating));
}

/** The commands that need the package lists, in order. */
export function listReaders(instruction: Instruction): Command[] {
  return commandsIn(instruction).filter((command) => runs(command, ...reading));
}

const updating = aptPrograms.map((program) => `${program} update`);

const reading = [
  ...["install", "reinstall", "upgrade", "dist-upgrade", "full-upgrade", "build-dep", "source", "download"].flatMap(
    (verb) => [`apt-get ${verb}`, `apt ${verb}`],
  ),
  ...["aptitude install", "aptitude upgrade"],
];

/** Whether a mount keeps the package lists out of the layer. */
export function mountsLists({ mounts }: Instruction): boolean {
  return mounts.some(
    ({ target }) => target !== undefined && `${aptLists}/`.startsWith(`${target.replace(/\/$/, "")}/`),
  );
}

/** Whether a mount is for anything of apt. */
export function isAptMount({ target = "" }: Mount): boolean {
  return /^\/var\/(?:lib|cache)\/apt(?:\/|$)/.test(target);
}

/**
 * The instructions that may configure apt: a setting is written as in apt.conf (`APT::Get::Assume-Yes "true";`;
 * `setting` is "assume-yes"), or files are copied to where settings are.
 */
export function settersOf(file: Dockerfile, setting: string): Instruction[] {
  return file.instructions.filter((instruction) => {
    const { words, start, end } = instruction;
    const target = isCopy(instruction) ? (words.at(-1)?.value ?? "") : "";
    if (/^\/etc\/apt(?:\/(?:apt\.conf.*)?)?$/.test(target)) return true;
    return file.text.slice(start, end).toLowerCase().includes(`::${setting} `);
  });
}

/** Whether one of these instructions comes no later than another in its stage or the parents of it. */
export function isConfigured(setters: readonly Instruction[], { stage, start }: Instruction): boolean {
  if (setters.length === 0) return false;
  const chain = new Set([stage]);
  for (let parent = stage?.parent; parent; parent = parent.parent) chain.add(parent);
  return setters.some((setter) => setter.start <= start && chain.has(setter.stage));
}

/** Whether a setting (`APT::Get::Assume-Yes`) is given to a command by `-o`, and as what. */
export function aptOption({ words }: Command, setting: string): string | undefined {
  for (const { value = "" } of words) {
    const [, name, given] = /^(?:-o|--option=)?([A-Za-z:-]+)=(.*)$/.exec(value) ?? [];
    if (name?.toLowerCase() === setting) return given?.toLowerCase();
  }
  return undefined;
}

/** The words that mean true in apt's settings. */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(?:true|yes|on|with|enable|1)$/.test(value);
}

// ------------------------------------------------------------ RUNs that rely on earlier ones

/** The RUNs that install from the lists which an earlier RUN has left, in its stage and those that start from it. */
export function reliantRuns(file: Dockerfile, run: Instruction): Instruction[] {
  const reliant: Instruction[] = [];
  const all = run.stage?.instructions ?? file.instructions;
  const paths = [{ stage: run.stage, instructions: all, from: all.indexOf(run) + 1 }];
  for (const { stage, instructions, from } of paths) {
    if (addReliant(reliant, instructions, from) || !stage) continue;
    for (const child of file.stages) {
      if (child.parent === stage) paths.push({ stage: child, instructions: child.instructions, from: 0 });
    }
  }
  return reliant;
}

/** Adds those from an index up to the next RUN that fetches lists of its own; whether there is one. */
function addReliant(reliant: Instruction[], instructions: readonly Instruction[], from: number): boolean {
  for (let at = from; at < instructions.length; at++) {
    const instruction = instructions[at];
    if (instruction?.keyword !== "RUN") continue;
    if (readsOldLists(instruction)) reliant.push(instruction);
    if (aptUpdates(instruction).length > 0) return true;
  }
  return false;
}

/** Whether a RUN installs before it has updated the lists, if it ever does. */
export function readsOldLists(instruction: Instruction): boolean {
  const reader = listReaders(instruction)[0];
  const [update] = aptUpdates(instruction);
  return reader !== undefined && (update === undefined || update.start > reader.start) && !mountsLists(instruction);
}

/**
 * Puts an update of the lists in front of the first command of a RUN that needs them, in its form.
 * undefined in exec form, where the shell is not understood, and where nothing can be put in front.
 */
export function updateBefore(instruction: Instruction): Edit | undefined {
  const { script, mounts } = instruction;
  const reader = listReaders(instruction)[0];
  if (!script || !reader || script.form === "exec" || script.errors.length > 0 || mounts.some(isAptMount))
    return undefined;
  if (script.language !== "sh" && script.language !== "bash") return undefined;
  const command = `${sudoOf(reader)}apt-get update`;
  const isPlain = reader.within.length === 0 && reader.operator !== "|" && reader.operator !== "||";
  if (!isPlain && script.form === "heredoc") return undefined;
  const start = isPlain ? reader.start : script.start;
  return { start, end: start, text: `${command} && ` };
}

/** "sudo " when the command is run by it. */
export function sudoOf({ wrappers }: Command): string {
  return wrappers.some(({ value }) => value === "sudo") ? "sudo " : "";
}
