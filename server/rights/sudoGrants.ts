/** Whom the files of sudo let become root without a password. Source: https://www.sudo.ws/docs/man/sudoers.man/ */

import { inherited } from "../stage/users";
import { isCopy } from "../syntax/instructions";
import { unixCommands } from "../syntax/runs";
import type { Command, Instruction, Stage, Word } from "../types";

/** The word of a stage that lets a user do everything as root, where nothing behind it takes that back, or sudo away. */
export function sudoGrantOf(stage: Stage, user: string): Word | undefined {
  let granted: Word | undefined;
  const all = inherited(stage);
  for (const instruction of all) {
    if (isCopy(instruction) && instruction.words.at(-1)?.value?.startsWith("/etc")) granted = undefined;
    if (instruction.keyword !== "RUN") continue;
    for (const command of unixCommands(instruction)) {
      if (takesBack(command, user)) granted = undefined;
      const places = sudoersOf(command, instruction);
      const word = command.words.find(({ value = "" }) => isGrant(value, user, all));
      if (places.length > 0 && !mayNotRun(command, instruction)) granted = word ?? granted;
      if (places.some((place) => place.isAnew && !word)) granted = undefined;
    }
  }
  return granted;
}

/** `app ALL=(ALL) NOPASSWD: ALL`, for the user, for everybody, or for a group that is theirs; the last line about them counts. */
function isGrant(text: string, user: string, all: readonly Instruction[]): boolean {
  // What printf and echo -e take for the end of a line is one, too.
  const lines = text.split(/\\n|\n/).map((line) => line.trim());
  const own = lines.filter((line) => {
    const [whose = ""] = line.split(/\s/, 1);
    return whose === user || whose === "ALL" || (whose.startsWith("%") && joins(whose.slice(1), user, all));
  });
  return grant.test(
    own
      .at(-1)
      ?.replaceAll(/\s/g, " ")
      .replaceAll(/ ?([=:()]) ?/g, "$1") ?? "",
  );
}

const grant = /^\S+ +ALL=(?:\((?:ALL|root)(?::\w+)?\))? ?NOPASSWD: ?ALL$/;

/** Whether a command makes a user a member of a group. */
function joins(group: string, user: string, all: readonly Instruction[]): boolean {
  return all.some(
    (instruction) =>
      instruction.keyword === "RUN" &&
      unixCommands(instruction).some(({ name, words }) => {
        const values = words.flatMap(({ value = "" }) => value.split(","));
        return joiners.has(name ?? "") && values.includes(user) && values.includes(group);
      }),
  );
}

const joiners: ReadonlySet<string> = new Set("usermod useradd adduser addgroup gpasswd".split(" "));

/** The files for sudo that a command writes; sudo reads none whose name holds a dot or ends in a tilde. Source: sudoers(5). */
function sudoersOf({ redirects, next }: Command, instruction: Instruction): { readonly isAnew: boolean }[] {
  const own = redirects.map(({ target, operator }) => ({ path: target?.value, isAnew: operator === ">" }));
  const given = unixCommands(instruction).flatMap(({ name, words }) =>
    next === "|" && name === "tee" ? words.map(({ value }) => ({ path: value, isAnew: false })) : [],
  );
  return [...own, ...given].filter(({ path = "" }) => /^\/etc\/sudoers(?:\.d\/[^./~][^./~]*)?$/.test(path));
}

/** It stands in a condition or a loop, or behind something that decides. */
function mayNotRun({ within, operator, start }: Command, instruction: Instruction): boolean {
  const before = unixCommands(instruction).findLast((it) => it.start < start);
  return (
    within.some((place) => !/^(?:sh -c|group|subshell)$/.test(place)) ||
    operator === "||" ||
    (operator === "&&" && /^(?:\[\[?|test|grep)$/.test(before?.name ?? ""))
  );
}

function takesBack(command: Command, user: string): boolean {
  const names = command.words.map(({ value = user }) => value);
  // Nothing is left of what sudo is by: `find / -perm /6000 -exec chmod a-s {} +`.
  if (names.some((value) => /^[ugoa]{0,4}-[rwx]{0,3}s$/.test(value))) return true;
  const isOfSudo = names.some((value) => value === user || /\bsudo(?:$|ers)/.test(value));
  if (command.name === "sed") return isOfSudo && names.some((it) => it.includes("NOPASSWD") || it.includes(user));
  const isRemoval = /^(?:rm|mv|truncate|unlink|shred|dpkg|gpasswd|deluser|userdel|delgroup)$/.test(command.name ?? "");
  return isOfSudo && (isRemoval || names.some((value) => /^(?:del|purge|remove|autoremove|erase|-R\w*)$/.test(value)));
}
