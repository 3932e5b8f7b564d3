/** Cache mounts: whether they stand where the tools of a RUN keep what they download. */

import { type CacheFolder, type CachingTool, cacheTable, cachingTools } from "../data/cacheTable";
import { declares } from "../instructions/declarations";
import { type Home, homeOf } from "../stage/homes";
import { baseFacts } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { unixCommands } from "../syntax/runs";
import { subcommand } from "../syntax/shell";
import type { Command, Facts, Instruction, Mount, Stage } from "../types";
import { memoize } from "../util/memoize";
import { baseName, folderOf, isWithin } from "../util/paths";
import { misspelt } from "../util/similar";
import { pipCall } from "./packages";

/** A cache mount that stays empty. */
export interface MissedCache {
  readonly mount: Mount;
  readonly tool: CachingTool;
  /** Where the tool keeps its cache; undefined when only that it is not there is known. */
  readonly wanted: string | undefined;
  readonly home: Home;
}

/** The cache mounts of a RUN that no tool in it uses, for all that is known. */
export function missedCaches(instruction: Instruction, facts: Facts): MissedCache[] {
  const mounts = instruction.mounts.filter(({ type, target = "$" }) => type === "cache" && !target.includes("$"));
  if (mounts.length === 0) return [];
  const home = homeOf(instruction);
  const calls = callsOf(instruction, facts);
  const installing = calls.flatMap(({ tools, installs }) => (installs ? tools : []));
  if (!home || installing.length === 0) return [];
  const used = [...new Set(calls.flatMap(({ tools }) => tools))];
  const folders = new Map(used.map((tool) => [tool, foldersOf(tool, instruction, home, facts)]));
  if ([...folders.values()].includes(undefined)) return [];
  const isClear = calls.every(({ isClear }) => isClear);
  return mounts.flatMap((mount): MissedCache[] => {
    const target = resolvePath(instruction.before.workdir, mount.target);
    if (target === undefined || used.some((tool) => fits(target, tool, folders.get(tool) ?? [], home))) return [];
    const isIn = (tool: CachingTool) => isMeantFor(target, tool, folders.get(tool) ?? []);
    const tool = installing.find(isIn) ?? (isClear ? mistakenFor(target, installing) : undefined);
    return tool ? [{ mount, tool, wanted: folders.get(tool)?.[0], home }] : [];
  });
}

/** Whether a RUN has such a mount: then that is what to mend, and no other mount or cleaning is wanted. */
export function hasMissedCache(instruction: Instruction, facts: Facts): boolean {
  return missedCaches(instruction, facts).length > 0;
}

/** Whether what a tool leaves behind may be caught by a cache or tmpfs mount of a RUN. */
export function mayCatch(instruction: Instruction, program: string, facts: Facts): boolean {
  const mounts = instruction.mounts.filter(({ type }) => type === "cache" || type === "tmpfs");
  if (mounts.length === 0) return false;
  const home = homeOf(instruction);
  return mounts.some((mount) => {
    const target = resolvePath(instruction.before.workdir, mount.target);
    if (target === undefined || target.includes("$")) return true;
    return toolsOf(program, facts).some((tool) => {
      const folders = foldersOf(tool, instruction, home ?? nobodys, facts);
      if (!folders) return true;
      return home ? fits(target, tool, folders, home) : fitsSomebody(target, tool);
    });
  });
}

/** A mount at the cache of the one tool of a RUN that downloads. */
export interface ServedMount {
  readonly mount: Mount;
  readonly tool: CachingTool;
  /** What that tool is called to do, in order; `python -m` left out. */
  readonly calls: readonly Command[];
}

/** The cache mounts of a RUN that certainly serve one tool alone, where no other command may use them. */
export function servedMounts(instruction: Instruction, facts: Facts): ServedMount[] {
  const mounts = instruction.mounts.filter(({ type, target = "$" }) => type === "cache" && !target.includes("$"));
  const home = mounts.length > 0 ? homeOf(instruction) : undefined;
  const calls = home ? callsOf(instruction, facts) : [];
  if (!home || calls.some(({ isClear }) => !isClear)) return [];
  const tools = [...new Set(calls.flatMap((call) => (call.tools.length === 1 ? call.tools : [])))];
  return mounts.flatMap((mount) => {
    const target = resolvePath(instruction.before.workdir, mount.target);
    const isAt = (folder: string) => target !== undefined && isWithin(target, folder);
    const tool = tools.find((each) => foldersOf(each, instruction, home, facts)?.some(isAt));
    if (!tool) return [];
    return [{ mount, tool, calls: calls.flatMap(({ tools, command }) => (tools.includes(tool) ? command : [])) }];
  });
}

// ------------------------------------------------------------------- what runs

interface Call {
  readonly command: Command;
  readonly tools: readonly CachingTool[];
  readonly installs: boolean;
  /** It is known to start nothing that has a cache of its own. */
  readonly isClear: boolean;
}

function callsOf(instruction: Instruction, facts: Facts): Call[] {
  return unixCommands(instruction).map((command) => {
    const call = pipCall(command) ?? command;
    const tools = toolsOf(call.name, facts);
    const installs = tools.some((tool) => installsBy(call, tool));
    return { command: call, tools, installs, isClear: tools.length > 0 ? installs : harmless.has(command.name ?? "") };
  });
}

/** The project tells the generations of a tool apart. */
function toolsOf(program: string | undefined, { project }: Facts): readonly CachingTool[] {
  const tools = cachingTools(program);
  const own = tools.filter(({ name }) => name === project?.manager);
  return own.length > 0 ? own : tools;
}

function installsBy(call: Command, { verbs, programs, kind }: CachingTool): boolean {
  if (verbs === undefined) return true;
  // `npx` and its like download what they run.
  if (kind === "javascript" && call.name !== undefined && programs.indexOf(call.name) > 0 && call.name.endsWith("x")) {
    return true;
  }
  return verbs.includes(subcommand(call)?.value ?? "");
}

const harmless = new Set(
  (
    "echo printf cd mkdir rm rmdir cp mv ln chmod chown set export true : ls cat touch test [ [[ corepack find tar sed " +
    "grep git curl wget unzip sh bash install umask groupadd useradd addgroup adduser node"
  ).split(" "),
);

// ------------------------------------------------------------------- folders

/** Where a tool keeps its caches, the first to propose first; undefined when something may have moved them. */
function foldersOf(
  tool: CachingTool,
  instruction: Instruction,
  home: Home,
  facts: Facts,
): readonly string[] | undefined {
  if (isMovedByCommand(tool, instruction) || isMovedByFile(tool, facts)) return undefined;
  const found: string[] = [];
  for (const folder of tool.folders) {
    const moved = movedFolder(folder, instruction);
    if (moved === unknown) return undefined;
    const path = moved ?? inHome(folder.path, home);
    if (path !== undefined) found.push(path);
  }
  return found;
}

const unknown = Symbol("unknown");

/** By a variable of the image; undefined where none is set. */
function movedFolder({ movers }: CacheFolder, instruction: Instruction): string | typeof unknown | undefined {
  for (const [name, suffix] of Object.entries(movers)) {
    const value = instruction.variable(name);
    if (value !== undefined) return value.startsWith("/") ? value.replace(/(?<!\/)\/+$/, "") + (suffix ?? "") : unknown;
    if (isDeclared(name, instruction.stage)) return unknown;
  }
  return undefined;
}

function isDeclared(name: string, stage: Stage | undefined): boolean {
  return stage !== undefined && (declares(stage, name) || Object.hasOwn(baseFacts(stage)?.environment ?? {}, name));
}

/** Yarn's folder for root is nobody else's. */
function inHome(path: string, home: Home): string | undefined {
  if (path.startsWith("~/")) return home.path === undefined ? undefined : home.path.replace(/\/$/, "") + path.slice(1);
  if (!path.startsWith("/usr/local/share/")) return path;
  return home.isRoot ? path : inHome(`~${path.slice("/usr/local/share".length)}`, home);
}

/** An option, a variable that the RUN sets, or a setting that it or an earlier one has written. */
function isMovedByCommand({ moved, programs, folders }: CachingTool, instruction: Instruction): boolean {
  const variables = folders.flatMap(({ movers }) => Object.keys(movers));
  const here = unixCommands(instruction);
  const sets = here.some(
    ({ name, words, assignments }) =>
      assignments.some((it) => variables.includes(it.name.text)) ||
      (name === "export" && words.some(({ text }) => variables.includes(text.split("=", 1)[0] ?? ""))),
  );
  if (sets) return true;
  const all = [...here];
  for (let link = instruction.stage; link; link = link.parent) {
    all.push(...settingCommands(link).filter(({ start }) => start < instruction.start));
  }
  return all.some(
    (command) =>
      programs.includes((pipCall(command) ?? command).name ?? "") &&
      command.words.slice(1).some(({ text }) => moved.test(text) && !/^(?:install|clean)$/.test(text)),
  );
}

/** The commands of a stage that may write a setting for those after them: `npm config set`. */
const settingCommands = memoize((stage: Stage): readonly Command[] =>
  stage.instructions
    .flatMap((instruction) => (instruction.keyword === "RUN" ? unixCommands(instruction) : []))
    .filter(({ words }) => words.some(({ text }) => /^(?:config|set|c)$/.test(text))),
);

function isMovedByFile({ settings = [], moved }: CachingTool, { files = [], contents }: Facts): boolean {
  if (settings.length === 0) return false;
  return files.some((path) => {
    if (!settings.some((name) => path === name || path.endsWith(`/${name}`))) return false;
    const text = contents?.get(path);
    return text === undefined ? !path.endsWith("pnpm-workspace.yaml") : moved.test(text);
  });
}

// ------------------------------------------------------------------- comparing

function relates(one: string, other: string): boolean {
  return (
    `${one}/`.startsWith(other === "/" ? "/" : `${other}/`) || `${other}/`.startsWith(one === "/" ? "/" : `${one}/`)
  );
}

/** Whether a target is one of the folders, in one, or above one. Where the home is not known it may be anybody's but root's. */
function fits(target: string, tool: CachingTool, folders: readonly string[], home: Home): boolean {
  const others = (tool.others ?? []).flatMap((path) => inHome(path, home) ?? []);
  if ([...folders, ...others].some((folder) => relates(target, folder))) return true;
  if (home.path !== undefined) return false;
  return home.isRoot || !target.startsWith("/root/");
}

/** The home of a user who is not known. */
const nobodys: Home = { path: undefined, user: undefined, isRoot: false };

/** Whether a target is one of the folders in any home, is in one, or may be above one. */
function fitsSomebody(target: string, tool: CachingTool): boolean {
  const isHome = /^\/(?:$|root$|home(?:$|\/[^/]+$))/.test(target);
  return tool.folders.some(({ path }) => {
    if (isHome || hasTail(target, path) || relates(target, path)) return true;
    const [, first = ""] = path.split("/");
    return path.startsWith("~/") && target.endsWith(`/${first}`);
  });
}

/** Whether a target is a slip of one of the folders, or one of them in the home of somebody else. */
function isMeantFor(target: string, tool: CachingTool, folders: readonly string[]): boolean {
  if (folders.some((folder) => isSlip(target, folder))) return true;
  return tool.folders.some(({ path }) => hasTail(target, path));
}

function isSlip(target: string, folder: string): boolean {
  const [one, other] = [target.split("/"), folder.split("/")];
  const wrong = one.flatMap((part, index) => (part === other[index] ? [] : [index]));
  const [index] = wrong;
  if (one.length !== other.length || wrong.length !== 1 || index === undefined) return false;
  return misspelt(one[index] ?? "", [other[index] ?? ""]) !== undefined;
}

/** By the last two names of the folder: `pnpm/store`, `.cache/pip`; `.npm` is one. */
function hasTail(target: string, path: string): boolean {
  const names = path.replace(/^~\//, "").split("/").slice(-2).join("/").replace(/^\//, "");
  const isIn = (part: string) => `${target}/`.includes(`/${part}/`);
  return isIn(names) || (names.includes("/") && isIn(names.replace(/^\./, "")));
}

/** The tool that somebody has mounted the cache of another one for, or a folder that only its name makes a cache. */
function mistakenFor(target: string, installing: readonly CachingTool[]): CachingTool | undefined {
  const owners = cacheTable.filter(({ folders }) => folders.some(({ path }) => hasTail(target, path)));
  const [first] = installing;
  const mate = installing.find(({ kind }) => owners.some((owner) => owner.kind === kind));
  if (mate) return mate;
  if (owners.length > 0) return installing.every(({ isAlone }) => isAlone) ? first : undefined;
  const name = baseName(target).replace(/^\./, "").toLowerCase();
  if (/^\/(?:tmp\/)?\.?cache$/.test(target)) return first;
  const isUsualPlace = /^(?:\/|\/tmp|\/root|\/home\/[^/]+|.*\/\.?cache)$/.test(folderOf(target) || "/");
  return installing.find(({ programs }) =>
    programs.some((program) => named(program).includes(name) || (isUsualPlace && program === name)),
  );
}

function named(program: string): readonly string[] {
  return [`${program}-cache`, `${program}_cache`, `${program}cache`, `${program}-store`];
}
