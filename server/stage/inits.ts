/** Where a stage has an init (dumb-init, tini) from, and how it gets one. */

import { debianFor, distributionEnd } from "../data/endOfLife";
import { imageFacts } from "../data/images";
import { type PackagedInit, packagedInitPath } from "../data/initPrograms";
import { allOf } from "../data/packageManagers";
import { systemInstalls } from "../data/systemManagers";
import { usualPath } from "../data/systemPrograms";
import { insertAfter } from "../edits/edits";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy } from "../syntax/instructions";
import { isOpaque, operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Instruction, Script, Stage, State, Word } from "../types";
import { nodeMajor } from "./nodeVersion";
import { platformOf } from "./platform";
import { programName } from "./process";
import { isNameForDevelopment } from "./purpose";
import { baseFacts, inherited, uidOf } from "./users";

interface Packages {
  readonly run: (name: string) => string;
  readonly manager: "apt" | "apk";
}

const apt: Packages = {
  run: (name) =>
    `RUN apt-get update && apt-get install -y --no-install-recommends ${name} && rm -rf /var/lib/apt/lists/*`,
  manager: "apt",
};

const apk: Packages = {
  run: (name) => `RUN apk add --no-cache ${name}`,
  manager: "apk",
};

const packages: Readonly<Record<string, Packages>> = { debian: apt, ubuntu: apt, alpine: apk, wolfi: apk };

/** Whether distributions have a package of an init. */
export function isPackagedInit(name: string | undefined): name is PackagedInit {
  return packagedInitPath("apt", name) !== undefined;
}

/**
 * How exec form names an init that a stage and its parents hold: "tini" when the PATH finds it, else its path.
 * "unknown" when something may have put one there that cannot be seen into; undefined when there is none.
 */
export function findInit(stage: Stage, names: readonly string[]): string | undefined {
  let found: string | undefined;
  for (const instruction of inherited(stage)) {
    const here = instruction.keyword === "RUN" ? initOfRun(instruction, names) : initOfCopy(instruction, names);
    if (here !== undefined && (found === undefined || found === "unknown")) found = here;
  }
  return found;
}

/**
 * The edits that put an init into a stage: into the packages that it installs anyway, else copied from a build stage of
 * the same distribution where there is one, else installed.
 * undefined where packages cannot be installed: unknown distribution, no root, or packages that are gone.
 */
export function installInit(file: Dockerfile, stage: Stage, init: PackagedInit, today: string): Edit[] | undefined {
  const family = baseFacts(stage)?.family;
  const how = packages[family ?? ""];
  if (!how || isArchived(stage, today)) return undefined;
  const line = packageLine(file, stage, how.manager, init);
  if (line) return [line];
  const build = buildStageOf(file, stage, family, today);
  if (build) {
    const path = packagedInitPath(how.manager, init);
    const copy = insertAfter(file, lastOfHead(stage), `COPY --from=${build.reference} ${path} ${path}`);
    if (findInit(build.stage, [init]) === init) return [copy];
    const own = packageLine(file, build.stage, how.manager, init);
    // Below what another stage copies, each change of that would install it anew.
    const isLate = inherited(build.stage).some((each) => each.stage !== build.stage && isCopy(each));
    if (own || !isLate || !startsAsRoot(stage))
      return [own ?? insertAfter(file, build.stage.from, how.run(init)), copy];
  }
  return startsAsRoot(stage) ? [insertAfter(file, stage.from, how.run(init))] : undefined;
}

/** Adds a package to the first RUN of a stage that installs others as root, in the order and layout of its list. */
function packageLine(file: Dockerfile, stage: Stage, manager: Packages["manager"], name: string): Edit | undefined {
  const verbs = manager === "apk" ? ["apk add"] : ["apt-get install", "apt install"];
  for (const instruction of stage.instructions) {
    const { keyword, onbuild, script, before } = instruction;
    if (keyword !== "RUN" || onbuild || !isForShell(script) || script.errors.length > 0) continue;
    if (before.user && uidOf(stage, before) !== 0) continue;
    if (!before.user && !startsAsRoot(stage)) continue;
    const command = script.commands.find((each) => runs(each, ...verbs) && takesMore(each));
    const edit = command && addToList(file, instruction, operands(command), name);
    if (edit) return edit;
  }
  return undefined;
}

/** Shell form, or a heredoc that a shell reads. */
function isForShell(script: Script | undefined): script is Script {
  return script?.form === "shell" || (script?.form === "heredoc" && /^(?:sh|bash)$/.test(script.language));
}

/** It always runs, its list can be read, and what it brings is not meant to be taken out together again. */
function takesMore(command: Command): boolean {
  const isPlain = command.within.length === 0 && command.operator !== "||" && command.operator !== "|";
  const isForAWhile = command.words.some(({ value = "" }) => /^(?:--virtual(?:=.*)?|-[a-z]*t)$|\$/.test(value));
  const all = operands(command);
  return isPlain && !isForAWhile && !isOpaque(command) && all.length > 0 && all.every(isPackageName);
}

/** A package by its name; its version may be quoted, or stand in a variable. */
function isPackageName({ value, text }: Word): boolean {
  if (value === undefined) return /^"?[a-z\d][\w.+-]*[=~]"?\$(?:\w+|\{\w+\})"?$/.test(text);
  const isVerbatim = value === text || text === `"${value}"` || text === `'${value}'`;
  return isVerbatim && /^[a-z\d][\w.+:=~@<>*-]*$/.test(value);
}

/** Where the list is sorted, the name goes to its place; else, and where comments may be about single names, to the end. */
function addToList(file: Dockerfile, instruction: Instruction, list: readonly Word[], name: string): Edit | undefined {
  const isSorted = list.every(({ text }, index) => index === 0 || (list[index - 1]?.text ?? "") <= text);
  const hasComments = file.comments.some(({ start }) => instruction.start < start && start < instruction.end);
  const next = isSorted && !hasComments && list.length > 1 ? list.findIndex(({ text }) => text > name) : -1;
  const [one, other] = next > 0 ? [list[next - 1], list[next]] : [list.at(-2), list.at(-1)];
  const written = one && other ? file.text.slice(one.end, other.start) : " ";
  const gap = /^[ \t]*(?:[\\`]\r?\n[ \t]*)?$/.test(written) ? written : " ";
  const last = list.at(-1);
  if (!last) return undefined;
  const before = next >= 0 ? list[next] : undefined;
  if (before) return { start: before.start, end: before.start, text: name + gap };
  return { start: last.end, end: last.end, text: gap + name };
}

/** Where the distribution of a stage puts an init; undefined where it is not known. */
export function initPath(stage: Stage, init: PackagedInit): string | undefined {
  const how = packages[baseFacts(stage)?.family ?? ""];
  return how && packagedInitPath(how.manager, init);
}

/** The packages of a Debian move to another server when its support ends, so that apt-get no longer finds them. */
function isArchived(stage: Stage, today: string): boolean {
  const { family, distribution } = baseFacts(stage) ?? {};
  const major = nodeMajor(stage);
  const codename = distribution ?? (major === undefined ? undefined : debianFor(major, today));
  return family === "debian" && codename !== undefined && Boolean(distributionEnd(family, codename, today)?.ended);
}

/** The first stage that this one copies from, if it is for the same platform, of the same distribution and may install packages. */
function buildStageOf(file: Dockerfile, stage: Stage, family: string | undefined, today: string) {
  for (const copy of stage.instructions) {
    const reference = flagOf(copy, "from")?.value;
    if (copy.keyword !== "COPY" || copy.onbuild || reference?.value === undefined) continue;
    const source = findStage(file, reference.value, stage);
    if (!source?.base || imageFacts(source.base.name, source.base.tag).family !== family) continue;
    if (platformOf(source) !== platformOf(stage)) continue;
    if (isArchived(source, today) || isNameForDevelopment(source.name?.value)) continue;
    if (startsAsRoot(source)) return { stage: source, reference: reference.text };
  }
  return undefined;
}

/** Before its first own instruction, and for certain. */
function startsAsRoot(stage: Stage): boolean {
  const state: State = stage.parent?.after ?? stage.from.before;
  return state.user ? uidOf(stage, state) === 0 : baseFacts(stage)?.defaultUser === "root";
}

/** The last of the instructions at the top that only declare: what changes less often comes first. */
function lastOfHead({ instructions, from }: Stage): Instruction {
  const declares = ({ keyword, onbuild }: Instruction) =>
    !onbuild && (keyword === "FROM" || keyword === "ENV" || keyword === "LABEL");
  const end = instructions.findIndex((instruction) => !declares(instruction));
  return instructions[(end < 0 ? instructions.length : end) - 1] ?? from;
}

// ------------------------------------------------------------------ looking for one

const installers = [
  ...allOf(({ program, install, add, global }) => [
    ...(add.length > 0 ? add : install).map((verb) => `${program} ${verb}`),
    ...(global ? [`${program} ${global}`] : []),
  ]),
  ...systemInstalls(),
  ...["pacman", "pip install", "pip3 install", "brew install", "conda install"],
];

/** Programs that do who knows what. */
const opaquePrograms = new Set(["sh", "bash", "make", "ansible-playbook", "source", "eval"]);

function initOfRun({ script, argumentText, heredocs }: Instruction, names: readonly string[]): string | undefined {
  const commands = script?.commands ?? [];
  const isInstalled = (name: string) =>
    commands.some((command) => runs(command, ...installers) && bringsInit(command, name));
  const packaged = names.find(isInstalled);
  if (packaged !== undefined) return packaged;
  // Downloaded, copied or linked: the path tells the name by which it is called.
  for (const { words, redirects } of commands) {
    for (const word of [...words, ...redirects.flatMap(({ target }) => target ?? [])]) {
      const path = /(?:^|=)(\/[^:=]*)$/.exec(word.value ?? "")?.[1];
      if (names.includes(programName(path) ?? "")) return callOf(path ?? "");
    }
  }
  const isMentioned = names.some((name) => argumentText.includes(name));
  const hasInput = heredocs.length > 0 && script?.form !== "heredoc";
  const isOpaqueRun = hasInput || script?.language === "unknown" || commands.some(isOpaqueCommand);
  return isMentioned || isOpaqueRun ? "unknown" : undefined;
}

function bringsInit(command: Command, name: string): boolean {
  return operands(command).some(({ value = "" }) => value.replace(/[=~<>@/].*$/s, "") === name);
}

function isOpaqueCommand(command: Command): boolean {
  const [program] = command.words;
  if (program?.value === undefined || opaquePrograms.has(command.name ?? "")) return true;
  if (runs(command, ...installers)) return isOpaque(command) || command.wrappers.some(({ value }) => value === "xargs");
  return /[./]/.test(program.value) && !/^\/(?:usr\/(?:local\/)?)?s?bin\/[^/.]+$/.test(program.value);
}

function initOfCopy(instruction: Instruction, names: readonly string[]): string | undefined {
  if (!isCopy(instruction)) return undefined;
  const { words, flags, before } = instruction;
  const sources = words.slice(0, -1);
  const target = words.at(-1)?.value;
  const path = resolvePath(before.workdir, target);
  if (target === undefined) return "unknown";
  if (names.includes(programName(target) ?? "")) return callOf(path ?? target);
  const name = names.find((name) => sources.some(({ value }) => programName(value) === name));
  if (name !== undefined) return path === undefined ? "unknown" : callOf(`${path === "/" ? "" : path}/${name}`);
  // Whole folders of another stage or of the context may hold anything.
  const isFolder = path === undefined || path === "/" || isAbovePath(path);
  const isFile =
    sources.length === 1 && flags.every(({ name }) => name !== "from") && /\.\w+$/.test(sources[0]?.value ?? "");
  return isFolder && !isFile ? "unknown" : undefined;
}

/** `/usr`, `/usr/local/bin`: a folder that programs are looked for in, or one above it. */
function isAbovePath(path: string): boolean {
  return usualPath.some((folder) => folder === path || folder.startsWith(`${path}/`));
}

/** How exec form names the program at a path: by its name alone where the PATH finds it. */
export function callOf(path: string): string {
  const folder = path.slice(0, path.lastIndexOf("/"));
  return usualPath.includes(folder) ? (programName(path) ?? path) : path;
}
