/** Instructions that keep what a RUN would lose: ENV, SHELL, USER. */

import { insertAfter, isWhole, replace } from "../edits/edits";
import { removeCommands } from "../edits/removal";
import { type Lost, namesOf } from "../instructions/lostState";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import type { Command, Dockerfile, Fix, Instruction } from "../types";
import { shellLine, shellOfImage } from "./defaultShell";
import { baseFacts, createdAccounts, isRootUser } from "./users";

/**
 * The ways to keep what is lost, or to drop what can have no effect. All of them are for people to decide: the image
 * worked without it so far.
 * @param lost everything that one RUN loses.
 * @param mayStay whether a variable may be written into the image.
 */
export function lostFixes(
  file: Dockerfile,
  instruction: Instruction,
  lost: readonly Lost[],
  mayStay: (name: string) => boolean,
): Fix[] {
  const { script, onbuild } = instruction;
  const [first] = lost;
  if (!first || !script || script.form === "exec" || onbuild || lost.some(({ kind }) => kind !== first.kind)) return [];
  const commands = lost.map(({ command }) => command);
  const isAll = script.commands.length === commands.length;
  const line = lineFor(first, commands, instruction, mayStay);
  if (line !== undefined) {
    const edits = keep(file, instruction, commands, line, isAll);
    if (edits) return [{ title: `Use ${line.split(" ", 1)[0]}`, safe: false, edits, optional: true }];
  }
  const edits = droppable.has(first.kind) ? removeCommands(file, instruction, commands) : undefined;
  return edits ? [{ title: `Drop "${first.command.name}"`, safe: false, edits, optional: true }] : [];
}

/** Nothing else can hold what these do, or it is set elsewhere. */
const droppable: ReadonlySet<string> = new Set(["alias", "limit", "mask", "option"]);

function keep(file: Dockerfile, run: Instruction, commands: readonly Command[], line: string, isAll: boolean) {
  if (isAll) {
    const hasComments = file.comments.some(({ start, end }) => start >= run.start && end <= run.end);
    return hasComments ? undefined : [replace(run, line)];
  }
  const removal = removeCommands(file, run, commands);
  return removal && [...removal, insertAfter(file, run, line)];
}

function lineFor(
  { kind, command }: Lost,
  commands: readonly Command[],
  instruction: Instruction,
  mayStay: (name: string) => boolean,
): string | undefined {
  const isAlone = instruction.script?.commands.length === 1;
  if (kind === "variable") return variables(commands, instruction, mayStay);
  if (kind === "script") return commands.length === 1 ? environment(command, instruction) : undefined;
  if (kind === "option" && isAlone) return shell(command, instruction);
  return kind === "user" && isAlone ? user(command, instruction) : undefined;
}

/** `ENV A=1 B=2` for `export A=1 B=2`, where Docker reads the values as the shell does. */
function variables(
  commands: readonly Command[],
  instruction: Instruction,
  mayStay: (name: string) => boolean,
): string | undefined {
  const names = commands.flatMap(namesOf);
  const pairs = commands.flatMap(({ words, assignments }) => [
    ...assignments.map(({ name, value }) => `${name.text}=${value?.text ?? ""}`),
    ...words.slice(1).map((word) => (isWhole(word) ? word.text : "")),
  ]);
  const isPlain = pairs.every((pair) => readsAlike.test(pair)) && new Set(names).size === names.length;
  if (!isPlain || !names.every(mayStay)) return undefined;
  // A variable that is not known to Docker would be empty.
  const used = pairs.flatMap((pair) => [...pair.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name ?? ""));
  const isKnown = (name: string) => name === "PATH" || instruction.variable(name) !== undefined;
  return used.every(isKnown) ? `ENV ${pairs.join(" ")}` : undefined;
}

/** `NAME=value` without anything that only a shell replaces: `~`, commands, globs, backslashes. */
const readsAlike =
  /^[A-Za-z_]\w*=(?:"(?:[^"\\`$]|\$\w|\$\{\w+\})*"|'[^'$\\]*'|(?:[\w./:@%+,=-]|\$[A-Za-z_]|\$\{\w+\})*)$/;

/** The PATH that `bin/activate` of a virtual environment sets. */
function environment({ words }: Command, instruction: Instruction): string | undefined {
  const [, script, ...more] = words;
  const folder = /^([\w./-]+)\/bin\/activate$/.exec(script?.value ?? "")?.[1];
  if (folder === undefined || more.length > 0) return undefined;
  if (!folder.startsWith("/") && commandsIn(instruction, "cd", "pushd").length > 0) return undefined;
  const path = resolvePath(instruction.before.workdir, folder);
  return path && `ENV VIRTUAL_ENV=${path} PATH=${path}/bin:$PATH`;
}

/** The shell in force with the options of `set`. */
function shell({ words, name }: Command, instruction: Instruction): string | undefined {
  const { shell: inForce = ["/bin/sh", "-c"] } = instruction.before;
  const options = words.slice(1).flatMap(({ value }) => value ?? []);
  if (name !== "set" || inForce.at(-1) !== "-c" || options.length !== words.length - 1) return undefined;
  if (!/^-[eux]+o? ?(?:pipefail)?$/.test(options.join(" ")) && options.join(" ") !== "-o pipefail") return undefined;
  const knowsPipefail = /bash$/.test(inForce[0] ?? "") || shellOfImage(instruction) === "ash";
  if (options.includes("pipefail") && !knowsPipefail) return undefined;
  return shellLine([...inForce.slice(0, -1), ...options, "-c"]);
}

/** The user that `su` names, where the image is known to have that account. */
function user({ words, name }: Command, { stage, start }: Instruction): string | undefined {
  const account = words.slice(1).find(({ text }) => !text.startsWith("-"))?.value;
  if (name !== "su" || account === undefined || !stage || isRootUser(account)) return undefined;
  if (words.some(({ text }) => /^(?:-[sgw]|--shell|--group)/.test(text))) return undefined;
  const isThere =
    baseFacts(stage)?.appUser?.name === account ||
    createdAccounts(stage).some((created) => created.name === account && created.by.start < start);
  return isThere ? `USER ${account}` : undefined;
}
