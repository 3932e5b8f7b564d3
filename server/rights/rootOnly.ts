/** What in a RUN only root may do. */

import { rootCommands } from "../data/rootCommands";
import { systemManagers } from "../data/systemManagers";
import type { Call } from "../image/calls";
import type { ImageFiles } from "../image/imageFiles";
import type { Owner } from "../image/model";
import { isSame, readOwnership } from "../image/owners";
import { startOfFirst, unixCommands } from "../syntax/runs";
import { hasFlag, operands, runs, subcommand } from "../syntax/shell";
import type { Command, Instruction, Word } from "../types";
import { certainCalls } from "./unprivileged";

/** A command that fails for anybody but root. */
export interface RootOnly {
  readonly command: Command;
  /** The program. */
  readonly word: Word;
  /** Its name with what it does, for people: "apt-get update". */
  readonly title: string;
}

/** The commands of a RUN that certainly run as its USER and are for root alone. */
export function rootOnlyCalls(instruction: Instruction, files: ImageFiles): RootOnly[] {
  const calls = certainCalls(instruction).filter((call) => isRootOnly(call, files));
  if (calls.length === 0 || isOpened(instruction)) return [];
  return calls.flatMap(({ command }) => {
    const [word] = command.words;
    const verb = systemManagers.has(command.name ?? "") ? subcommand(command)?.value : "";
    return word ? [{ command, word, title: `${command.name} ${verb ?? ""}`.trim() }] : [];
  });
}

function isRootOnly(call: Call, files: ImageFiles): boolean {
  const { command, user } = call;
  if (command.name === "chown") return user !== undefined && givesAway(call, user, files);
  // `-o Dir::…` leads apt elsewhere.
  if (command.words.some(({ text }) => text.includes("Dir::"))) return false;
  return rootCommands.some(
    ({ phrases, unless }) => runs(command, ...phrases) && !hasFlag(command, ...unless) && command.words.length > 0,
  );
}

/** Nobody but root can make a file somebody else's, nor take one. */
function givesAway(call: Call, user: Owner, files: ImageFiles): boolean {
  const [whose, ...paths] = operands(call.command);
  const { owner } = readOwnership(call.instruction.stage, whose?.value);
  if (!owner || paths.length === 0 || hasFlag(call.command, "--reference", "--from")) return false;
  if (isSame(owner, user) === false) return true;
  const view = files.before(call.instruction, call.command);
  return paths.some((word) => {
    const path = call.path(word);
    const found = path === undefined ? undefined : view.at(path);
    return found !== undefined && found !== "absent" && found.kind !== "link" && isSame(found.owner, user) === false;
  });
}

/** Something before has opened the system to others: programs that work as root, folders that were given away. */
function isOpened({ stage, start }: Instruction): boolean {
  return !stage || firstOpening(stage) < start;
}

const firstOpening = startOfFirst((instruction) => {
  if (instruction.keyword !== "RUN" || instruction.onbuild) return false;
  return unixCommands(instruction).some((command) => {
    if (command.name === "setcap") return true;
    if (command.name !== "chmod" && command.name !== "chown") return false;
    const [what, ...paths] = operands(command);
    if (/^(?:[ugo]*\+s|[4-7]\d{3})$/.test(what?.text ?? "")) return true;
    if (command.name === "chmod" && /^(?:[ugoa]*\+r?x|0?[0-7][0145][0145])$/.test(what?.text ?? "")) return false;
    return paths.some(({ value }) => value !== undefined && systemFolder.test(value));
  });
});

const systemFolder =
  /^\/(?:$|(?:etc|lib|lib64|bin|sbin)(?:\/|$)|usr\/?$|usr\/(?:bin|sbin|lib|local\/share\/ca-certificates)(?:\/|$)|var\/?$|var\/(?:lib|cache)\/?(?:$|apt|dpkg))/;
