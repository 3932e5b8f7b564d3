/**
 * What the commands of a RUN do to files, by a table of programs. A program that is not in it may do anything; one that
 * is known to work in its folder alone makes only what is in there unknown.
 */

import { adders, confined, readers, systemWriters } from "../data/fileWriters";
import { resolvePath } from "../syntax/dockerfile";
import { flagValue, hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Instruction, Word } from "../types";
import { baseName } from "../util/paths";
import {
  type Effect,
  fileOf,
  type Made,
  makeFolder,
  mayAdd,
  mayChange,
  perhaps,
  put,
  remove,
  setMode,
  setOwner,
  writeFile,
} from "./changes";
import { type Change, type ImageEntry, joined, type Owner, parentOf } from "./model";
import { groupBefore, groupOf, homeOf, isSame, ownerNamed, readOwnership, root, userBefore } from "./owners";

/** One command where it runs. */
export interface Call {
  readonly instruction: Instruction;
  readonly command: Command;
  readonly folder: string | undefined;
  readonly user: Owner | undefined;
  /** What it makes belongs to whom. */
  readonly made: Made;
  /** The paths of its words; undefined for one that is not known. */
  path(word: Word | undefined): string | undefined;
}

/** What one RUN changes, command by command. */
export function runEffects(instruction: Instruction, folder: string | undefined): Change[] {
  const { script, mounts } = instruction;
  const by = instruction;
  if (!script || script.errors.length > 0 || script.language === "powershell" || script.language === "cmd") {
    return [{ ...mayChange(), by, command: undefined }];
  }
  const changes: Change[] = [];
  for (const call of callsOf(instruction, folder)) {
    const { command } = call;
    for (const effect of effectsOf(call))
      changes.push({ ...(isSure(command) ? effect : perhaps(effect)), by, command });
  }
  const targets = mounts.flatMap(({ target }) => resolvePath(folder, target) ?? []);
  // What is written below a mount is gone afterwards, and the folder that it was mounted at if nothing else needs it.
  for (const target of targets) {
    const effect = shadowed(target, changes);
    if (effect) changes.push({ ...effect, by, command: undefined });
  }
  return changes;
}

/** The commands of a RUN, each in the folder that it runs in. @param folder the working directory. */
export function callsOf(instruction: Instruction, folder: string | undefined): Call[] {
  let outside = folder;
  /** In a subshell, which a `cd` does not leave. */
  let inside: string | undefined;
  return (instruction.script?.commands ?? []).map((command) => {
    const { within, operator } = command;
    if (within.length === 0 || operator === undefined) inside = outside;
    // In another nesting nobody looks for what runs before what.
    const isSubshell = within.length === 1 && within[0] === "subshell";
    const call = callOf(instruction, command, within.length === 0 ? outside : inside);
    if (command.name === "cd" || command.name === "pushd") {
      const next = isSteady(command) ? call.path(operands(command)[0]) : undefined;
      inside = isSubshell ? next : undefined;
      if (!isSubshell) outside = within.length === 0 ? next : undefined;
    }
    return call;
  });
}

/** It runs, or the build fails. */
function isSure(command: Command): boolean {
  return command.within.length === 0 && isSteady(command);
}

function isSteady({ operator, next }: Command): boolean {
  return operator !== "||" && next !== "||" && next !== "&";
}

/** Below a mount nothing is changed that stays: what the commands before did there is not known to last. */
function shadowed(target: string, changes: readonly Change[]): Effect | undefined {
  const touched = changes.some(({ places }) => !places || places.some((place) => place.startsWith(target)));
  return touched ? mayChange([target]) : undefined;
}

function callOf(instruction: Instruction, command: Command, folder: string | undefined): Call {
  const isSwitched = command.wrappers.some(({ value }) =>
    /^(?:sudo|su|doas|gosu|su-exec|setpriv|runuser|chroot|fakeroot|unshare)$/.test(baseName(value ?? "")),
  );
  const user = isSwitched ? undefined : userBefore(instruction);
  const made: Made = {
    owner: user,
    group: isSwitched ? undefined : groupBefore(instruction),
    mode: undefined,
    by: instruction,
  };
  const home = homeOf(instruction.stage, user);
  const path = (word: Word | undefined): string | undefined => {
    const value = word?.value;
    if (word === undefined || value === undefined || isGlob(word)) return undefined;
    if (/^~(?:\/|$)/.test(word.text)) return home && resolvePath(home, `.${value.slice(1)}`);
    return word.text.startsWith("~") ? undefined : resolvePath(folder, value);
  };
  return { instruction, command, folder, user, made, path };
}

/** A path that is the value of an option or a variable. */
export function placeOf({ folder, path }: Call, value: string): string | undefined {
  const nowhere = { start: 0, end: 0 };
  return value.startsWith("~") ? path({ ...nowhere, text: value, value }) : resolvePath(folder, value);
}

function isGlob({ text }: Word): boolean {
  return /[*?[{]/.test(text);
}

function effectsOf(call: Call): Effect[] {
  const { command, made } = call;
  const redirected = command.redirects.flatMap(({ operator, target }): Effect[] => {
    if (!operator.includes(">") || /^(?:\/dev\/|&?[\d-]+$)/.test(target?.value ?? "")) return [];
    const place = call.path(target);
    return [place === undefined ? mayAdd("/") : writeFile(place, { ...made, mode: 0o644 })];
  });
  return [...redirected, ...programEffects(call)];
}

function programEffects(call: Call): Effect[] {
  const { command, folder } = call;
  const { name } = command;
  if (name === undefined) return command.words.length === 0 ? [] : [mayChange()];
  const writer = own(name);
  if (writer) return writer(call);
  if (
    readers.has(name) ||
    (/^(?:node|python3?|ruby|npm|yarn|pnpm|go|java)$/.test(name) &&
      /^--?v(?:ersion)?$/.test(command.words[1]?.value ?? ""))
  )
    return [];
  const home = homeOf(call.instruction.stage, call.user);
  if (systemWriters.has(name)) {
    const named = namedPlaces(call);
    return [{ ...mayAdd(...systemFolders, ...named), isRoots: named.length === 0 || undefined }];
  }
  if (runs(command, ...adders)) {
    // What is installed for all, and what is built in a folder: nothing that was there before goes.
    if (folder === undefined || home === undefined) return [mayAdd("/")];
    // Of a workspace, the folder above is written to as well: `outDir: "../public"`.
    const above = parentOf(folder);
    return [mayAdd(above === "/" ? folder : above, home, ...systemFolders, ...namedPlaces(call))];
  }
  if (confined.has(name)) return [folder === undefined ? mayChange() : mayChange([folder, home ?? folder, "/tmp"])];
  return [mayChange()];
}

/**
 * Paths that a command is given in whatever way, `--prefix=/out` and `DESTDIR=/out` among them, and those that variables
 * hold; the root where one is not known.
 */
function namedPlaces({ instruction, command, folder }: Call): string[] {
  const set = instruction.stage?.instructions.flatMap(({ start, assignments }) =>
    start < instruction.start ? assignments : [],
  );
  const values = [...(set ?? []), ...command.assignments].flatMap(({ name, value }) =>
    value && name.value !== "PATH" ? value : [],
  );
  return [...command.words.slice(1), ...values].flatMap((word) => {
    const { text, value } = word;
    if (value === undefined) return text.includes("/") || text.includes("$") ? ["/"] : [];
    const [path] = /(?:^|[=:,])(?:\.\.)?\/.*$/.exec(value) ?? [];
    const place = path === undefined ? undefined : resolvePath(folder, path.replace(/^[=:,]/, ""));
    return place === undefined || place === "/" ? [] : [place];
  });
}

/** Where packages of a distribution and of languages go. */
const systemFolders = ["/usr", "/etc", "/var", "/bin", "/sbin", "/lib", "/lib64", "/opt", "/root", "/run", "/tmp"];

function own(name: string): ((call: Call) => Effect[]) | undefined {
  return Object.hasOwn(writers, name) ? writers[name] : undefined;
}

const writers: Readonly<Record<string, (call: Call) => Effect[]>> = {
  mkdir: (call) => {
    const mode = modeOf(flagValue(call.command, "-m", "--mode"), 0o755);
    return eachPath(call, operands(call.command), (place) =>
      makeFolder(place, { ...call.made, mode }, { ...call.made, mode: 0o755 }),
    );
  },
  touch: (call) => eachPath(call, operands(call.command), (place) => writeFile(place, { ...call.made, mode: 0o644 })),
  rm: (call) => removals(call),
  unlink: (call) => removals(call),
  rmdir: (call) => removals(call),
  chown: (call) => {
    const [whose, ...paths] = operands(call.command);
    const ownership = readOwnership(call.instruction.stage, whose?.value);
    return eachPath(call, paths, (place) => setOwner(place, ownership, isRecursive(call)), mayChange);
  },
  chgrp: (call) => {
    const [whose, ...paths] = operands(call.command);
    const group = readOwnership(call.instruction.stage, whose?.value && `:${whose.value}`).group;
    return eachPath(call, paths, (place) => setOwner(place, { owner: null, group }, isRecursive(call)), mayChange);
  },
  chmod: (call) => {
    const words = call.command.words
      .slice(1)
      .filter(({ value }) => !/^-(?:[a-zA-Z]*[RvcfhHLP]|-[a-z])/.test(value ?? ""));
    const [bits, ...paths] = words;
    const deep = call.command.words.some(({ value }) => /^-\w*R|^--recursive/.test(value ?? ""));
    return eachPath(
      call,
      paths,
      (place) => setMode(place, (entry) => changedMode(bits?.value, entry), deep),
      mayChange,
    );
  },
  cp: (call) => transfers(call, false),
  mv: (call) => transfers(call, true),
  ln: (call) => links(call),
  install: (call) => installs(call),
  useradd: (call) => homes(call),
  adduser: (call) => homes(call),
  git: (call) => {
    if (!runs(call.command, "git clone")) return runs(call.command, "git config") ? [] : inFolder(call);
    const [address, target] = operands(call.command);
    const named = target ?? address;
    const place = target
      ? call.path(target)
      : resolvePath(call.folder, baseName((named?.value ?? "").replace(/(?:\.git)?\/?$/, "")) || undefined);
    return place === undefined ? [mayAdd("/")] : [makeFolder(place, { ...call.made, mode: 0o755 }), mayAdd(place)];
  },
  tee: (call) => eachPath(call, operands(call.command), (place) => writeFile(place, { ...call.made, mode: 0o644 })),
  find: ({ command }) =>
    command.words.some(({ value }) => /^-(?:delete|exec|ok|fprint)/.test(value ?? "")) ? [mayChange()] : [],
  curl: (call) => downloads(call, flagValue(call.command, "-o", "--output")),
  wget: (call) => downloads(call, flagValue(call.command, "-O", "--output-document")),
  tar: (call) => {
    const letters = call.command.words[1]?.value ?? "";
    if (/^-?[A-Za-z]*c|^--create$/.test(letters) || hasFlag(call.command, "-c", "--create"))
      return packs(call, letters);
    const into = flagValue(call.command, "-C", "--directory");
    const folder = into === undefined ? call.folder : placeOf(call, into);
    if (folder === undefined || call.command.words.some(({ value }) => value === undefined)) return [mayChange()];
    return [mayChange([folder])];
  },
};

/** `tar` that makes an archive changes no more than that. */
function packs(call: Call, letters: string): Effect[] {
  const { command } = call;
  const named = flagValue(command, "-f", "--file");
  const isNext = /^-?[A-Za-z]*f$/.test(letters) && !letters.startsWith("--");
  const place =
    named === undefined ? call.path(isNext ? command.words[2] : undefined) : resolvePath(call.folder, named);
  return [place === undefined ? mayAdd("/") : writeFile(place, { ...call.made, mode: 0o644 })];
}

function inFolder({ folder }: Call): Effect[] {
  return [folder === undefined ? mayChange() : mayChange([folder])];
}

function isRecursive({ command }: Call): boolean {
  return hasFlag(command, "-R", "-r", "--recursive");
}

/** @param otherwise what is done where a path is not known. */
function eachPath(
  call: Call,
  words: readonly Word[],
  effect: (place: string) => Effect,
  otherwise: () => Effect = () => mayAdd("/"),
): Effect[] {
  return words.map((word) => {
    const place = call.path(word);
    return place === undefined ? globbed(call, word, otherwise) : effect(place);
  });
}

/** A pattern stands for what lies in the folder before it. */
function globbed(call: Call, { value, text }: Word, otherwise: () => Effect): Effect {
  const lead = /^([^*?[{$`~]*\/)[^$`]*$/.exec(value === undefined ? "" : text.replace(/["']/g, ""))?.[1];
  const folder = lead === undefined ? undefined : resolvePath(call.folder, lead);
  return folder === undefined || folder === "/" ? otherwise() : mayChange([folder]);
}

function removals(call: Call): Effect[] {
  return eachPath(call, operands(call.command), remove, mayChange);
}

/** The permission bits of an octal number; others are not known. */
function modeOf(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined) return otherwise;
  return /^[0-7]{3,4}$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/** What chmod makes of permission bits; undefined where it is not known. */
function changedMode(change: string | undefined, { mode, kind }: ImageEntry): number | undefined {
  if (change === undefined) return undefined;
  if (/^[0-7]{1,4}$/.test(change)) {
    const bits = Number.parseInt(change, 8);
    // GNU leaves the special bits of a folder as they are, BusyBox does not.
    return kind === "folder" && ((mode ?? 0) & 0o6000) !== 0 ? undefined : bits;
  }
  let result = mode;
  for (const part of change.split(",")) {
    const [, who = "", sign, what = ""] = /^([ugoa]*)([+=-])([rwxX]*)$/.exec(part) ?? [];
    if (!sign || result === undefined) return undefined;
    const isEntered = kind === "folder" || (kind === "file" && (result & 0o111) !== 0);
    if (what.includes("X") && kind === undefined) return undefined;
    let bits = 0;
    if (what.includes("r")) bits |= 4;
    if (what.includes("w")) bits |= 2;
    if (what.includes("x") || (what.includes("X") && isEntered)) bits |= 1;
    // Without letters, the umask of 022 counts.
    const all = who === "" || who.includes("a");
    if (who === "" && sign === "=") return undefined;
    const classes =
      (all || who.includes("u") ? 0o100 : 0) |
      (all || who.includes("g") ? 0o10 : 0) |
      (all || who.includes("o") ? 1 : 0);
    const spread = (who === "" ? (bits * 0o111) & ~0o022 : bits * classes) & 0o777;
    if (sign === "+") result |= spread;
    else if (sign === "-") result &= ~(who === "" ? (bits * 0o111) & ~0o022 : bits * classes);
    else result = (result & ~(7 * classes)) | spread;
  }
  return result;
}

// ------------------------------------------------------------------ copying and moving

function transfers(call: Call, isMove: boolean): Effect[] {
  const { command } = call;
  const words = operands(command);
  const named = flagValue(command, "-t", "--target-directory");
  const sources = named === undefined ? words.slice(0, -1) : words;
  const targetWord = words.at(-1);
  const target = named === undefined ? call.path(targetWord) : placeOf(call, named);
  const paths = sources.map((word) => call.path(word));
  if (target === undefined) return [isMove ? mayChange() : mayAdd("/")];
  const keeps = isMove || hasFlag(command, "-a", "-p", "--archive", "--preserve");
  const effects: Effect[] = [];
  const isDeep = isMove || hasFlag(command, "-r", "-R", "-a", "--recursive", "--archive");
  for (const [index, source] of paths.entries()) {
    if (source === undefined) {
      effects.push(mayChange([target]));
      const lead = globbed(call, sources[index] as Word, mayChange);
      if (isMove) effects.push(lead);
    } else
      effects.push(
        transfer(
          source,
          target,
          keeps,
          isDeep,
          call.made,
          (targetWord?.value ?? "").endsWith("/") || named !== undefined,
          isMove,
        ),
      );
  }
  if (isMove) for (const source of paths) if (source !== undefined) effects.push(remove(source));
  return effects;
}

/** One source goes to a place, or into the folder that stands there. */
function transfer(
  source: string,
  target: string,
  keeps: boolean,
  isDeep: boolean,
  made: Made,
  into: boolean,
  isMove: boolean,
): Effect {
  const inner = joined(target, baseName(source));
  return {
    places: [target],
    find: (path, before) => {
      const there = before.at(target);
      const isFolder = into || (there !== "absent" && there?.kind === "folder");
      const from = before.at(source);
      if (
        (!isFolder && (there === undefined || (there !== "absent" && there.kind !== "file"))) ||
        !from ||
        from === "absent"
      ) {
        return mayChange([target]).find(path, before, before);
      }
      const place = isFolder ? inner : target;
      const inside = path === place ? "" : path.startsWith(`${place}/`) ? path.slice(place.length + 1) : undefined;
      if (inside === undefined) return before.at(path);
      if (/^\.\.?$|\/\.\.?$/.test(source) || from.kind === "link" || from.kind === undefined) return undefined;
      if (from.kind === "folder" && !isDeep) return before.at(path);
      const found = before.at(joined(source, inside));
      const old = before.at(path);
      if (found === "absent") return from.kind === "folder" ? old : "absent";
      if (!found) return undefined;
      if (keeps) return kept(found, made, isMove);
      if (old !== "absent") return old && { ...old, owner: old.owner, source: found.source };
      const mode = found.mode === undefined ? undefined : found.mode & ~0o022;
      return { ...found, owner: made.owner, group: made.group, mode, by: made.by };
    },
  };
}

/**
 * What `cp -a` and `mv` make of an entry. Only root gives files away: what others copy is theirs, and so is a folder of a
 * lower layer that they move, since it cannot be renamed.
 */
function kept(found: ImageEntry, { owner, group, by }: Made, isMove: boolean): ImageEntry {
  if (owner?.id === 0 || (isMove && found.kind === "file")) return { ...found, by };
  const isPlain = found.mode !== undefined && (found.mode & 0o7000) === 0;
  const isOwn = !isMove || isSame(found.owner, owner) === true;
  return {
    ...found,
    owner: isOwn ? owner : undefined,
    group: isSame(found.group, group) ? group : undefined,
    mode: isPlain ? found.mode : undefined,
    by,
  };
}

function links(call: Call): Effect[] {
  const { command } = call;
  const [target, place, more] = operands(command);
  if (
    !hasFlag(command, "-s", "--symbolic") ||
    !target ||
    !place ||
    more ||
    target.value === undefined ||
    isGlob(target)
  ) {
    return [mayChange()];
  }
  const at = call.path(place);
  if (at === undefined) return [mayAdd("/")];
  const isDirect = hasFlag(command, "-n", "-T", "--no-dereference", "--no-target-directory");
  const value = target.value;
  const inner = joined(at, baseName(value));
  return [
    {
      places: [at],
      links: [at, inner].map((one) => ({ place: one, target: resolvePath(parentOf(one), value) })),
      find: (path, before, after) => {
        const there = before.at(at);
        const isFolder = place.value?.endsWith("/") || (there !== "absent" && there?.kind === "folder");
        if (!isFolder && (there === undefined || (there !== "absent" && there.kind === "link" && !isDirect))) {
          return mayChange([at]).find(path, before, after);
        }
        const put1 = isFolder ? inner : at;
        const folder = put1.slice(0, put1.lastIndexOf("/")) || "/";
        const entry: ImageEntry = {
          kind: "link",
          owner: call.made.owner,
          group: call.made.group,
          mode: undefined,
          by: call.instruction,
          source: undefined,
          target: resolvePath(folder, value),
        };
        return put(put1, entry, call.made).find(path, before, after);
      },
    },
  ];
}

/** `install -d` makes folders, and sets owner and mode of those that are there. */
function installs(call: Call): Effect[] {
  const { command, made } = call;
  const stage = call.instruction.stage;
  const owner = flagValue(command, "-o", "--owner");
  const group = flagValue(command, "-g", "--group");
  const mode = modeOf(flagValue(command, "-m", "--mode"), 0o755);
  if (!hasFlag(command, "-d", "--directory")) return inTarget(call);
  const folder: ImageEntry = {
    kind: "folder",
    owner: owner === undefined ? made.owner : ownerNamed(stage, owner),
    group: group === undefined ? made.group : (readOwnership(stage, `:${group}`).group ?? undefined),
    mode,
    by: call.instruction,
    source: undefined,
    target: undefined,
  };
  return eachPath(call, operands(command), (place) => ({
    places: [place],
    find: (path, before, after) => {
      if (path !== place) return makeFolder(place, { ...made, mode: 0o755 }).find(path, before, after);
      // One that is there keeps whom it belongs to, unless that is said.
      const there = before.at(place);
      if (there === "absent") return folder;
      return {
        ...folder,
        owner: owner === undefined ? there?.owner : folder.owner,
        group: group === undefined ? there?.group : folder.group,
      };
    },
  }));
}

function inTarget(call: Call): Effect[] {
  const target = call.path(operands(call.command).at(-1));
  return [target === undefined ? mayChange() : mayChange([target])];
}

/** An account gets a home folder of its own. */
function homes(call: Call): Effect[] {
  const { command } = call;
  const isAdduser = command.name === "adduser";
  const isMade = isAdduser
    ? !hasFlag(command, "-H", "--no-create-home")
    : hasFlag(command, "-m", "--create-home") && !hasFlag(command, "-M", "--no-create-home");
  const name = isAdduser ? operands(command)[0]?.value : operands(command).at(-1)?.value;
  const given = flagValue(command, "-d", "--home-dir", ...(isAdduser ? ["-h", "--home"] : []));
  const place = given ?? (name === undefined ? undefined : `/home/${name}`);
  const etc: Effect = { ...mayAdd("/etc", "/var"), isRoots: true };
  if (!isMade) return isAdduser || given === undefined ? [etc] : [etc];
  if (place === undefined || !place.startsWith("/")) return [mayAdd("/")];
  const owner = name === undefined ? undefined : ownerNamed(call.instruction.stage, name);
  const made: Made = { owner, group: groupOf(call.instruction.stage, owner), mode: undefined, by: call.instruction };
  const at = resolvePath("/", place) as string;
  const folder = makeFolder(at, made, { ...made, owner: root, group: root, mode: 0o755 });
  const home: Effect = {
    ...folder,
    find: (path, before, after) => {
      const found = folder.find(path, before, after);
      return path === at && before.at(at) === "absent" ? { ...(found as ImageEntry), isHome: true } : found;
    },
  };
  return [isAdduser && hasFlag(command, "-S", "--system") ? perhaps(home) : home, addsSkeleton(at), etc];
}

/** A new home gets what lies in /etc/skel, where all names begin with a dot. */
function addsSkeleton(place: string): Effect {
  const { places, find } = mayAdd(place);
  return {
    places,
    find: (path, before, after) => (path.startsWith(`${place}/.`) ? find(path, before, after) : before.at(path)),
  };
}

function downloads(call: Call, output: string | undefined): Effect[] {
  const { command } = call;
  if (output === "-" || output === "/dev/null") return [];
  const known = output === undefined ? undefined : placeOf(call, output);
  if (known !== undefined) return [put(known, fileOf({ ...call.made, mode: 0o644 }), { ...call.made, mode: 0o755 })];
  if (command.name === "curl" && !hasFlag(command, "-O", "--remote-name", "-o", "--output")) return [];
  return [call.folder === undefined || hasFlag(command, "-o", "--output", "-O") ? mayAdd("/") : mayAdd(call.folder)];
}
