/** What package managers leave in a layer: mounts that keep it out, commands that take it away. */

import { imageFacts, officialName } from "../data/images";
import { rpmPrograms } from "../data/systemManagers";
import { addFlag, appendCommand, endsWithComment } from "../edits/edits";
import { uidOf } from "../stage/users";
import { type Run, runsOf, unixCommands } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Fix, Instruction } from "../types";
import { sudoOf } from "./apt";
import { runsOneOf } from "./packages";

/** Whether what a RUN leaves behind may be part of an image that somebody keeps. ONBUILD runs in images made of this one. */
export function mayShip({ stage, onbuild }: Instruction): boolean {
  return onbuild || (stage?.ships ?? true);
}

/**
 * The last installing command of each RUN that may ship and after which nothing cleans up.
 * @param folders where the files lie; one without leading slash (".cache/pip") is meant in any home folder.
 * @param installs whether a command puts files there.
 * @param cleans whether a command takes away what a RUN's last installing one has left; `rm` of a folder is known.
 * @param isCaught whether a mount of a RUN keeps them out of the layer.
 * @param foldersOf those of the folders that this very run fills.
 */
export function leftoverCaches(
  file: Dockerfile,
  folders: readonly string[],
  installs: (command: Command) => boolean,
  cleans: (command: Command, run: Run) => boolean,
  isCaught = (instruction: Instruction) => isMounted(instruction, folders),
  foldersOf: (run: Run) => readonly string[] = () => folders,
): Run[] {
  return runsOf(file).flatMap((instruction) => {
    if (!mayShip(instruction) || isCaught(instruction)) return [];
    const commands = unixCommands(instruction);
    const last = commands.findLastIndex(installs);
    const command = commands[last];
    if (!command) return [];
    const run = { command, instruction };
    const own = foldersOf(run);
    const isClean = commands.slice(last + 1).some((other) => cleans(other, run) || deletes(other, own));
    return isClean ? [] : [run];
  });
}

/** Whether a cache or tmpfs mount is on one of the folders, or on one above. A mount whose target is unknown may be. */
export function isMounted({ mounts }: Instruction, folders: readonly string[]): boolean {
  return mounts.some(({ type, target = "$" }) => {
    if (type !== "cache" && type !== "tmpfs") return false;
    return target.includes("$") || folders.some((folder) => isAtOrAbove(target.replace(/(?<!\/)\/+$/, ""), folder));
  });
}

/** Whether a command deletes one of the folders, what is in it, or a folder above. */
export function deletes(command: Command, folders: readonly string[]): boolean {
  if (!runs(command, "rm")) return false;
  return operands(command).some(({ text, value }) => {
    const path = folderItself((value ?? text.replaceAll('"', "")).replace(/^(?:~|\$\{?HOME\}?)\//, "/root/"));
    return path.startsWith("/") && folders.some((folder) => isAtOrAbove(path, folder) || isInFolder(path, folder));
  });
}

/** The folder whose inside `/a/*`, `/a/` or `/a//*` is. */
function folderItself(path: string): string {
  let end = path.length;
  while (path[end - 1] === "/" || path.endsWith("/*", end)) end -= path[end - 1] === "/" ? 1 : 2;
  return path.slice(0, end);
}

/** Whether a path is the folder or one above: `/root/.cache` holds `.cache/pip`, `/var/cache` holds `/var/cache/apk`. */
function isAtOrAbove(path: string, folder: string): boolean {
  if (folder.startsWith("/")) return `${folder}/`.startsWith(`${path}/`);
  if (/^\/(?:root|home\/[^/]+)$/.test(path)) return true;
  const parts = folder.split("/");
  return parts.some((_, index) => path.endsWith(`/${parts.slice(0, index + 1).join("/")}`));
}

function isInFolder(path: string, folder: string): boolean {
  return folder.startsWith("/") ? path.startsWith(folder) : path.includes(`/${folder}`);
}

/** The two ways to keep files out of the layer: a command at the end of the RUN, by sudo where that has installed, or a mount. */
export function cacheFixes(file: Dockerfile, run: Run, cleanup: string, folder: string | undefined): Fix[] {
  const isOpen = !endsWithComment(file, run.instruction);
  const clean = isOpen ? appendCommand(file, run.instruction, sudoOf(run.command) + cleanup) : undefined;
  const mount = folder === undefined ? undefined : mountCache(run, folder);
  return [
    ...(clean ? [{ title: `Add "${cleanup}" to this RUN`, safe: false, edits: [clean] }] : []),
    ...(mount ? [{ title: "Keep the files in a cache mount", safe: false, edits: [mount] }] : []),
  ];
}

/** Mounts a cache on a folder of root; undefined for other users, who could not write there. */
export function mountCache({ instruction }: Run, folder: string): Edit | undefined {
  const { stage, before } = instruction;
  const isRoot = stage ? uidOf(stage, before) === 0 : before.user === undefined;
  return isRoot ? addFlag(instruction, `--mount=type=cache,target=${folder}`) : undefined;
}

// ------------------------------------------------------------------------------- yum and dnf

/** Where yum, dnf, dnf 5 and tdnf keep lists and packages. */
export const rpmCaches: readonly string[] = [
  "/var/cache/yum",
  "/var/cache/dnf",
  "/var/cache/libdnf5",
  "/root/.cache/libdnf5",
  "/var/cache/tdnf",
];

/** The RUNs in which one of these programs leaves files behind. */
export function leftoverRpmCaches(file: Dockerfile, programs: readonly string[]): Run[] {
  const cleaners = rpmPrograms.map((program) => `${program} clean`);
  return leftoverCaches(
    file,
    rpmCaches,
    (command) => runsOneOf(command, programs, fillingVerbs),
    (cleaner, run) => runs(cleaner, ...cleaners) && !keepsApart(run, cleaner),
    undefined,
    filledBy,
  );
}

/** Enterprise Linux 8 and 9 have dnf 4 under both names, and its cache in one place; for others all places count. */
function filledBy({ command, instruction }: Run): readonly string[] {
  const base = instruction.stage?.base;
  const { family, distribution = "" } = base ? imageFacts(base.name, base.tag) : { family: undefined };
  const isKnown = family === "rhel" && /^[89]\b/.test(distribution) && /^(?:yum|dnf)$/.test(command.name ?? "");
  return isKnown ? ["/var/cache/dnf"] : rpmCaches;
}

/** Up to Enterprise Linux 9, microdnf is a program of its own with a cache of its own; dnf 5 took its place later. */
function keepsApart({ command, instruction }: Run, other: Command): boolean {
  const base = instruction.stage?.base;
  const { family, distribution = "" } = base ? imageFacts(base.name, base.tag) : { family: undefined };
  const isOne = (command.name === "microdnf") !== (other.name === "microdnf");
  return isOne && family === "rhel" && Number.parseInt(distribution, 10) < 10;
}

const fillingVerbs: readonly string[] = (
  "install in groupinstall localinstall reinstall rei update upgrade up " +
  "update-minimal upgrade-minimal up-min makecache builddep downgrade distro-sync swap"
).split(" ");

/** The folder for a cache mount: that of the program which the base image has under the name of yum or dnf. */
export function rpmCacheOf({ command, instruction }: Run): string | undefined {
  if (command.name === "tdnf") return "/var/cache/tdnf";
  const base = instruction.stage?.base;
  const { family, distribution = "" } = base ? imageFacts(base.name, base.tag) : { family: undefined };
  const version = Number.parseInt(distribution, 10);
  if (command.name === "yum" && (version === 7 || version === 2)) return "/var/cache/yum";
  if (officialName(base?.name ?? "") === "fedora") return version < 41 ? "/var/cache/dnf" : "/var/cache/libdnf5";
  return (family === "rhel" || family === "amazon") && command.name !== "microdnf" ? "/var/cache/dnf" : undefined;
}
