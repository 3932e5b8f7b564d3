/** Accounts: who a container runs as, which accounts a stage has, and whose the files of the app are. */

import { officialName } from "../data/images";
import { userSwitchers } from "../data/startPrograms";
import { systemFolders } from "../data/startWrites";
import { addFlag, insertAfter, insertBefore } from "../edits/edits";
import { resolvePath } from "../syntax/dockerfile";
import { factsOf } from "../syntax/imageKnowledge";
import { flagOf, isCopy, takesFromContext } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { flagValue, hasFlag, operands } from "../syntax/shell";
import { expand } from "../syntax/variables";
import type { Command, Dockerfile, Edit, Facts, Instruction, Stage, State, Word } from "../types";
import { memoize } from "../util/memoize";
import { isWithin } from "../util/paths";
import { programsStarted, reasonForRoot } from "./daemons";
import { folderAfter, folderBefore } from "./folders";
import { programName } from "./process";

export interface Account {
  readonly name: string;
  /** Its main group; undefined when not known. */
  readonly group: string | undefined;
  readonly uid: number | undefined;
}

/** Whether the value of USER is the superuser, with or without a group. */
export function isRootUser(user: string | undefined): boolean {
  return user !== undefined && /^(?:root|0+|containeradministrator)(?::|$)/i.test(user);
}

/** What is known of the image that a stage starts from; undefined when it has no known base. */
export const baseFacts = memoize(({ base }: Stage) => base && factsOf(base));

/** Whether the image that a stage starts from in the end depends on a build argument. */
export function isBaseOpen({ parent, image }: Stage): boolean {
  return parent ? isBaseOpen(parent) : image?.text.includes("$") === true;
}

/** The instructions of a stage and, before them, those of its parents; without ONBUILD, which belongs to another build. */
export function inherited(stage: Stage): Instruction[] {
  const chain: Stage[] = [];
  for (let link: Stage | undefined = stage; link; link = link.parent) chain.push(link);
  return chain.reverse().flatMap(({ instructions }) => instructions.filter(({ onbuild }) => !onbuild));
}

/** Whether images that are made of a stage bring files of their own, by `ONBUILD COPY` or `ONBUILD RUN`, which is started there. */
export function isTemplate(stage: Stage): boolean {
  for (let link: Stage | undefined = stage; link; link = link.parent) {
    if (link.instructions.some(({ onbuild, keyword }) => onbuild && /^(?:COPY|ADD|RUN)$/.test(keyword))) return true;
  }
  return false;
}

/** An account and the RUN that creates it. */
interface CreatedAccount extends Account {
  readonly by: Instruction;
}

/** The accounts that useradd and adduser create in a stage and its parents, in order. */
export const createdAccounts = memoize((stage: Stage): readonly CreatedAccount[] =>
  inherited(stage).flatMap((instruction) =>
    (instruction.keyword === "RUN" ? commandsIn(instruction) : []).flatMap((command) => {
      if (command.name !== "useradd" && command.name !== "adduser") return [];
      const account = readAccount(command, instruction);
      return account ? [{ ...account, by: instruction }] : [];
    }),
  ),
);

/** The unprivileged account at hand: the last one that the stage creates, else the one that its base image ships. */
export function unprivilegedAccount(stage: Stage): Account | undefined {
  const image = baseFacts(stage);
  return createdAccounts(stage).findLast(({ name }) => !isRootUser(name)) ?? image?.appUser;
}

/** The uid of the USER in force: 0 for root, also where nothing tells otherwise; undefined when it cannot be known. */
export function uidOf(stage: Stage, { user }: State): number | undefined {
  const image = baseFacts(stage);
  const value = user ? user.value : (image?.defaultUser ?? "root");
  const name = value?.split(":")[0];
  if (name === undefined) return undefined;
  if (isRootUser(name)) return 0;
  if (/^\d+$/.test(name)) return Number(name);
  const created = createdAccounts(stage).findLast((account) => account.name === name);
  return created ? created.uid : image?.appUser?.name === name ? image.appUser.uid : undefined;
}

/**
 * What `--chown` takes for a USER: as other copies of the stage have it, else with the group where that is known.
 * Without a group Docker takes the user's number for it.
 */
export function ownerFor(stage: Stage, user: string): string {
  if (user.includes(":")) return user;
  const owners = inherited(stage).flatMap((instruction) => flagOf(instruction, "chown")?.value?.value ?? []);
  const usual = owners.find((owner) => owner.startsWith(`${user}:`));
  if (usual !== undefined) return usual;
  const app = baseFacts(stage)?.appUser;
  const account =
    createdAccounts(stage).findLast(({ name }) => name === user) ?? (app?.name === user ? app : undefined);
  return account?.group ? `${user}:${account.group}` : user;
}

/**
 * The copies into the folder of the app, in a stage and its parents, whose files belong to root.
 * Left out: those whose owner or mode is set by a flag or by a later RUN, those of images in which nothing is written,
 * and what another stage has built unless a runtime such as node reads it.
 */
export function rootOwnedCopies(stage: Stage): Instruction[] {
  const folder = appFolder(stage);
  const family = baseFacts(stage)?.family;
  if (folder === undefined || folder === "/" || shipsNothingElse.has(family ?? "")) return [];
  const isInterpreted = runsScripts(stage);
  const copies: Instruction[] = [];
  const owned: string[] = [];
  for (const instruction of inherited(stage).reverse()) {
    if (instruction.keyword === "RUN") owned.push(...ownedPaths(instruction));
    if (!isCopy(instruction)) continue;
    if (flagOf(instruction, "chown") || flagOf(instruction, "chmod")) continue;
    if (!isInterpreted && !takesFromContext(instruction)) continue;
    const target = resolvePath(folderBefore(instruction), instruction.words.at(-1)?.value);
    if (target === undefined || owned.length > mostPaths) continue;
    // The program may work in a folder of what is copied.
    const isAround = isWithin(folder, target) && target !== "/" && !systemFolders.has(target);
    if (!isWithin(target, folder) && !isAround) continue;
    if (owned.some((path) => path === "" || isWithin(target, path) || isWithin(path, target))) continue;
    copies.push(instruction);
  }
  return copies.reverse();
}

/** The folder of all that the program consists of: of the folders that a stage works in, the highest above the last. */
function appFolder(stage: Stage): string | undefined {
  const last = folderAfter(stage);
  if (last === undefined) return undefined;
  const folders = inherited(stage).flatMap((instruction) =>
    instruction.keyword === "WORKDIR"
      ? (resolvePath(folderBefore(instruction), instruction.words[0]?.value) ?? [])
      : [],
  );
  const above = folders.filter((folder) => isWithin(last, folder) && !systemFolders.has(folder));
  return above.sort((one, other) => one.length - other.length)[0] ?? last;
}

/** `--chown` for a COPY or ADD. */
export function chown(copy: Instruction, owner: string): Edit {
  return addFlag(copy, `--chown=${owner}`);
}

/** The command that creates an account, its group and the home in which programs keep settings and caches; undefined where the distribution's tools are not known. */
export function createAccount(stage: Stage, name: string): string | undefined {
  const image = baseFacts(stage);
  if (!image || image.hasShell === false) return undefined;
  if (image.family === "alpine") return `addgroup -S ${name} && adduser -S -G ${name} ${name}`;
  const hasShadow = image.family === "rhel" && !/minimal|micro/.test(stage.base?.text ?? "");
  if (image.family !== "debian" && image.family !== "ubuntu" && !hasShadow) return undefined;
  return `groupadd --system ${name} && useradd --system --create-home --gid ${name} ${name}`;
}

/**
 * USER above the first CMD or ENTRYPOINT behind which nothing needs root; else at the end of the stage.
 * @param above lines that come before it.
 */
export function insertUser(file: Dockerfile, stage: Stage, user: string, above: readonly string[] = []): Edit {
  const last = stage.instructions.findLastIndex(needsRoot);
  const start = stage.instructions
    .slice(last + 1)
    .find(({ keyword, onbuild }) => !onbuild && (keyword === "CMD" || keyword === "ENTRYPOINT"));
  if (start) return insertBefore(file, start, ...above, `USER ${user}`);
  return insertAfter(file, stage.instructions.at(-1) ?? stage.from, ...above, `USER ${user}`);
}

/** Whether an instruction may fail, or do something else, for a user other than root. */
export function needsRoot(instruction: Instruction): boolean {
  const { keyword, onbuild } = instruction;
  return !onbuild && (keyword === "RUN" || isCopy(instruction) || keyword === "WORKDIR");
}

/** Whether what the stage starts gives root up by itself: its base image, a program such as gosu, or a server such as nginx. */
export function dropsRoot(stage: Stage, facts: Facts): boolean {
  const image = baseFacts(stage);
  if (image?.entrypointDropsRoot || image?.mayDropRoot || turnsIntoUser(stage, facts)) return true;
  return reasonForRoot(stage) !== undefined;
}

/** Whether the first program itself goes on as another user: not only the workers of a server, whose main process stays root. */
export function turnsIntoUser(stage: Stage, facts: Facts): boolean {
  const image = baseFacts(stage);
  // The accounts of web servers are those of their workers; an init without an account starts anything.
  if (image?.entrypointDropsRoot && image.appUser && !/^(?:nginx|www-data)$/.test(image.appUser.name)) return true;
  const programs = programsStarted(stage);
  if (programs.some((program) => program !== undefined && userSwitchers.has(program))) return true;
  for (const [path, text] of facts.contents ?? []) {
    if (programs.includes(programName(path)) && droppingWord.test(text)) return true;
  }
  return inherited(stage).some(installsDropper);
}

const droppingWord = /\b(?:gosu|su-exec|setpriv|runuser|s6-setuidgid|setuidgid)\b|\bsu\s+-|\bsudo\s+-u\b/;

function installsDropper(instruction: Instruction): boolean {
  const isFilling = instruction.keyword === "RUN" || isCopy(instruction);
  return isFilling && /\b(?:gosu|su-exec)\b/.test(instruction.argumentText);
}

/** Whether a command goes on as somebody else, by its own program or by one in front of it. */
export function changesUser({ name, wrappers }: Pick<Command, "name" | "wrappers">): boolean {
  return [name, ...wrappers.map(({ value }) => value)].some((program) => userSwitchers.has(programName(program) ?? ""));
}

/** Images without a shell or a writer: their files are meant to be root's. */
const shipsNothingElse = new Set(["scratch", "distroless", "windows"]);

/** Whether a stage starts from the image of an interpreter. */
export function runsScripts({ base }: Stage): boolean {
  return runtimes.test(officialName(base?.name ?? ""));
}

const runtimes = /^(?:node|python|pypy|ruby|php|perl|(?:oven\/)?bun|denoland\/deno)$/;

/** Beyond this many chown operands nobody knows any more whose the files are. */
const mostPaths = 50;

/** The paths whose owner or mode a RUN sets; "" for one that is not known. */
function ownedPaths(instruction: Instruction): string[] {
  return commandsIn(instruction).flatMap((command) => {
    if (command.name !== "chown" && command.name !== "chmod") return [];
    return operands(command)
      .slice(1)
      .map(
        (word) => resolvePath(folderBefore(instruction), expandedWord(word, instruction)?.replace(/\/\*$/, "")) ?? "",
      );
  });
}

function readAccount(command: Command, instruction: Instruction): Account | undefined {
  const [operand, ...more] = operands(command);
  const name = operand && expandedWord(operand, instruction);
  if (!name || (command.name === "adduser" && more.length > 0)) return undefined;
  const uid = flagValue(command, "-u", "--uid");
  return { name, group: groupOf(command, name, instruction), uid: uid && /^\d+$/.test(uid) ? Number(uid) : undefined };
}

/** The group of a new account, where the command or a command before it says so. */
function groupOf(command: Command, name: string, { script }: Instruction): string | undefined {
  const isUseradd = command.name === "useradd";
  if (hasFlag(command, ...(isUseradd ? ["-U", "--user-group"] : ["--group"]))) return name;
  const given = flagValue(command, ...(isUseradd ? ["-g", "--gid"] : ["-G", "--ingroup"]));
  const groups = (script?.commands ?? []).filter((other) => other.name === "groupadd" || other.name === "addgroup");
  if (given !== undefined && !/^\d+$/.test(given)) return given;
  const group = groups.find((other) =>
    given === undefined ? operands(other)[0]?.value === name : flagValue(other, "-g", "--gid") === given,
  );
  return group && operands(group)[0]?.value;
}

/** A word of the shell, with the variables that ARG and ENV set. */
function expandedWord(word: Word, instruction: Instruction): string | undefined {
  return word.value ?? expand(word.text, (name) => instruction.variable(name), "\\");
}
