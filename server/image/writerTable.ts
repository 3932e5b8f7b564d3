/** What single programs do to files, each by its own arguments: a row for each that the model of the image follows. */

import { resolvePath } from "../syntax/dockerfile";
import { flagValue, hasFlag, operands, runs } from "../syntax/shell";
import { baseName } from "../util/paths";
import { type Call, eachPath, placeOf } from "./calls";
import {
  type Effect,
  fileOf,
  makeFolder,
  mayAdd,
  mayChange,
  put,
  remove,
  setMode,
  setOwner,
  writeFile,
} from "./changes";
import { homes, installs } from "./installs";
import { changedMode, modeOf } from "./modeBits";
import type { Found, ImageEntry } from "./model";
import { readOwnership } from "./owners";
import { links, transfers } from "./transfers";

/** What a program does, by its name without folders; undefined for one that has no row. */
export function writerOf(name: string): ((call: Call) => Effect[]) | undefined {
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
  sort: (call) => {
    const output = flagValue(call.command, "-o", "--output");
    if (output === undefined) return [];
    const place = placeOf(call, output);
    return [place === undefined ? mayAdd("/") : writeFile(place, { ...call.made, mode: 0o644 })];
  },
  uniq: (call) => {
    const [, output] = operands(call.command);
    return output ? eachPath(call, [output], (place) => writeFile(place, { ...call.made, mode: 0o644 })) : [];
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

/** Anything may change in the folder where a command runs. */
export function inFolder({ folder }: Call): Effect[] {
  return [folder === undefined ? mayChange() : mayChange([folder])];
}

function isRecursive({ command }: Call): boolean {
  return hasFlag(command, "-R", "-r", "--recursive");
}

function removals(call: Call): Effect[] {
  return eachPath(call, operands(call.command), remove, mayChange);
}

function downloads(call: Call, output: string | undefined): Effect[] {
  const { command } = call;
  if (output === "-" || output === "/dev/null") return [];
  const known = output === undefined ? undefined : placeOf(call, output);
  if (known !== undefined) {
    const { places, find } = put(known, fileOf({ ...call.made, mode: 0o644 }), { ...call.made, mode: 0o755 });
    const isThere = (found: Found) => found !== undefined && found !== "absent" && found.kind === "file";
    // A file that is there keeps its bits.
    return [
      {
        places,
        find: (path, before, after) => {
          const found = before.at(path);
          if (path !== known || !isThere(found)) return find(path, before, after);
          return { ...(found as ImageEntry), source: undefined };
        },
      },
    ];
  }
  if (command.name === "curl" && !hasFlag(command, "-O", "--remote-name", "-o", "--output")) return [];
  const isElsewhere = hasFlag(command, "-o", "--output", "-O", "--output-dir", "-P", "--directory-prefix");
  return [call.folder === undefined || isElsewhere ? mayAdd("/") : mayAdd(call.folder)];
}
