/** Accounts that are made anew although the image has one of that name or number, at which the commands stop. */

import { isFatal } from "../image/calls";
import { isPlainImage } from "../stage/accounts";
import { baseFacts, inherited } from "../stage/users";
import { isCopy } from "../syntax/instructions";
import { copiedNames, runsOwnCode } from "../syntax/ownCode";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands } from "../syntax/shell";
import { expand } from "../syntax/variables";
import type { Command, Dockerfile, Instruction, Stage, Word } from "../types";

/** A command that stops because of an account of the base image. */
export interface TakenAccount {
  readonly command: Command;
  /** The name, or the number, that is taken. */
  readonly word: Word;
  readonly value: string;
  readonly kind: "user" | "group";
  /** Who has it. */
  readonly owner: string;
  /** It is the default of an ARG, which a build may set otherwise. */
  readonly isDefault: boolean;
}

/**
 * The commands of a stage that make an account which its official base image has; none behind what may have taken that away.
 * Sources: groupadd(8), useradd(8), adduser(8) of Debian, adduser and addgroup of BusyBox, each of which refuses such a
 * name or number.
 */
export function takenAccounts(file: Dockerfile, stage: Stage): TakenAccount[] {
  const app = baseFacts(stage)?.appUser;
  if (!app || !isPlainImage(stage.base?.name ?? "")) return [];
  const found: TakenAccount[] = [];
  const copied = new Set<string>();
  for (const instruction of inherited(stage)) {
    for (const name of copiedNames(instruction)) copied.add(name);
    if (isCopy(instruction) && /\/etc\b/.test(instruction.argumentText)) return found;
    if (instruction.keyword !== "RUN") continue;
    // Whoever looks at the accounts first, or changes them, may make room.
    if (
      mayMakeRoom.test(instruction.argumentText) ||
      instruction.heredocs.length > 0 ||
      runsOwnCode(instruction, copied)
    )
      return found;
    if (instruction.stage !== stage) continue;
    for (const command of commandsIn(instruction, "groupadd", "addgroup", "useradd", "adduser")) {
      if (!isFatal(file, instruction, command) || command.wrappers.length > 0) continue;
      const taken = takenBy(command, instruction, app);
      if (taken) return [...found, { command, ...taken }];
    }
  }
  return found;
}

const mayMakeRoom = /userdel|deluser|groupdel|delgroup|usermod|groupmod|passwd|\/etc\/group|getent|\bid\b/;

type App = NonNullable<NonNullable<ReturnType<typeof baseFacts>>["appUser"]>;

function takenBy(command: Command, instruction: Instruction, app: App): Omit<TakenAccount, "command"> | undefined {
  if (hasFlag(command, "-o", "--non-unique", "-f", "--force", "-R", "--root")) return undefined;
  const kind = command.name === "groupadd" || command.name === "addgroup" ? "group" : "user";
  const [nameWord, ...more] = operands(command);
  // With a second name it puts a user into a group.
  if (!nameWord || more.length > 0) return undefined;
  const name = kind === "group" ? app.group : app.name;
  if (valueOf(nameWord.text, nameWord, instruction) === name)
    return { word: nameWord, value: name, kind, owner: name, isDefault: nameWord.value === undefined };
  const number = kind === "group" ? app.gid : app.uid;
  const given = numberOf(command, instruction, kind === "group" ? ["-g", "--gid"] : ["-u", "--uid"]);
  return number !== undefined && given?.value === String(number)
    ? { ...given, value: given.value, kind, owner: name }
    : undefined;
}

/** The number that an option gives, in one of its forms. */
function numberOf({ words }: Command, instruction: Instruction, [short, long]: readonly [string, string]) {
  for (const [at, word] of words.entries()) {
    const before = words[at - 1]?.value;
    const [, attached] = new RegExp(`^(?:${long}=|${short}(?=[\\d$"]))(.+)$`).exec(word.text) ?? [];
    const text = before === short || before === long ? word.text : attached;
    if (text === undefined) continue;
    const value = valueOf(text, { value: /^\d+$/.test(text) ? text : undefined }, instruction);
    return { word, value, isDefault: text.includes("$") };
  }
  return undefined;
}

function valueOf(text: string, { value }: Pick<Word, "value">, instruction: Instruction): string | undefined {
  if (value !== undefined) return value;
  return expand(text.replace(/^"(.*)"$/, "$1"), (name) => instruction.variable(name), "\\");
}
