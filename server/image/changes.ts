/** The ways in which files change. Each is one `Change` without who makes it. */

import type { Instruction } from "../types";
import { isWithin } from "../util/paths";
import { linksOfBases } from "./baseFiles";
import { type Change, type Found, type ImageEntry, insideOf, parentOf } from "./model";
import type { Ownership } from "./owners";

/** A change before it is known by what it is made. */
export type Effect = Pick<Change, "places" | "find" | "links" | "isRoots">;

/** What is made: whose it is, its permission bits, and the instruction. */
export interface Made {
  readonly owner: ImageEntry["owner"];
  readonly group: ImageEntry["group"];
  readonly mode: number | undefined;
  /** Copies keep the bits of what they copy, whatever `mode` says. */
  readonly keepsMode?: boolean;
  /** Likewise the owner and the group. */
  readonly keepsOwner?: boolean;
  readonly by: Instruction;
}

/** A folder is made, unless it is there; the folders that lead to it likewise. `lead` tells whose those are. */
export function makeFolder(place: string, made: Made, lead: Made = { ...made, mode: 0o755 }): Effect {
  return {
    places: [place],
    find: (path, before) => {
      const found = before.at(path);
      if (path === place) return asFolder(found, made);
      return isWithin(place, path) ? asFolder(found, lead) : found;
    },
  };
}

/** Something stands at a place, whatever was there before, and the folders that lead to it are there. */
export function put(place: string, entry: ImageEntry, lead: Made): Effect {
  return {
    places: [place],
    find: (path, before, after) => {
      if (path === place) return entry;
      if (isWithin(place, path)) return asFolder(before.at(path), lead);
      const inside = insideOf(path, place);
      if (inside === undefined) return before.at(path);
      if (entry.kind === "file") return "absent";
      if (entry.kind !== "link" || entry.target === undefined || isWithin(entry.target, place)) return undefined;
      return after.at(entry.target === "/" ? `/${inside}` : `${entry.target}/${inside}`);
    },
  };
}

/** A file gets new content; a new one is made where there is none. */
export function writeFile(place: string, made: Made): Effect {
  return {
    places: [place],
    find: (path, before) => {
      const found = before.at(path);
      if (path !== place) return isWithin(place, path) ? asFolder(found, unknownMade(made.by)) : found;
      if (found === "absent") return fileOf(made);
      return found ? { ...found, source: undefined } : { ...fileOf(unknownMade(made.by)) };
    },
  };
}

export function fileOf({ owner, group, mode, by }: Made): ImageEntry {
  return { kind: "file", owner, group, mode, by, source: undefined, target: undefined };
}

function unknownMade(by: Instruction): Made {
  return { owner: undefined, group: undefined, mode: undefined, by };
}

/** A folder that surely is there: the one that was, else a new one. */
export function asFolder(found: Found, { owner, group, mode, by }: Made): ImageEntry {
  const made = { kind: "folder", owner, group, mode, by, source: undefined, target: undefined } as const;
  if (found === "absent") return made;
  // It is not known whether it was there before.
  if (found === undefined || found.kind === "file") {
    return { ...made, owner: undefined, group: undefined, mode: undefined };
  }
  return found;
}

/** What is at a place, and below it, is gone. */
export function remove(place: string): Effect {
  return { places: [place], find: (path, before) => (isWithin(path, place) ? "absent" : before.at(path)) };
}

/** Another owner or group, for all that lies below as well when `isDeep`. */
export function setOwner(place: string, { owner, group }: Ownership, isDeep: boolean): Effect {
  const given = {
    ...(owner === null ? {} : { owner }),
    ...(group === null ? {} : { group }),
  };
  // Of a link, what it leads to is changed.
  const followed = isDeep || !linksOfBases.has(place) ? given : { owner: undefined, group: undefined };
  return changeEntries(place, isDeep, (entry) => {
    const whose = entry.kind === "link" && !isDeep ? { owner: undefined, group: undefined } : followed;
    return { ...entry, mode: modeOfHandedOver(entry), ...whose };
  });
}

/** A program that ran as its owner does not run as the next one: the kernel takes these bits from a file that is given away. */
function modeOfHandedOver({ mode, kind }: ImageEntry): number | undefined {
  if (mode === undefined || (mode & 0o6000) === 0 || kind === "folder" || kind === "link") return mode;
  // Without the right of the group to run it, the bit of the group means something else.
  if (kind === undefined || ((mode & 0o2000) !== 0 && (mode & 0o10) === 0)) return undefined;
  return mode & ~0o6000;
}

/** Other permission bits; undefined where they are not known. */
export function setMode(place: string, mode: (entry: ImageEntry) => number | undefined, isDeep: boolean): Effect {
  return changeEntries(place, isDeep, (entry) =>
    entry.kind === "link" ? entry : { ...entry, mode: mode(entry), isHome: undefined },
  );
}

function changeEntries(place: string, isDeep: boolean, change: (entry: ImageEntry) => ImageEntry): Effect {
  const something = { kind: undefined, mode: undefined, by: undefined, source: undefined, target: undefined };
  return {
    places: [place],
    find: (path, before) => {
      const found = before.at(path);
      if (path === place) {
        // It is there, or the build would fail.
        return change(found && found !== "absent" ? found : { ...something, owner: undefined, group: undefined });
      }
      if (!isDeep || !isWithin(path, place) || found === undefined || found === "absent") return found;
      return change(found);
    },
  };
}

/** Something may be made below some places, or anywhere; what is there stays. */
export function mayAdd(...places: readonly string[]): Effect {
  return {
    places,
    find: (path, before) => {
      const found = before.at(path);
      // What leads there may be made with it.
      const isNear = places.some((place) => isWithin(path, place) || isWithin(place, path));
      return found === "absent" && isNear ? undefined : found;
    },
  };
}

/** Anything may happen below some places; undefined: anywhere. */
export function mayChange(places?: readonly string[]): Effect {
  return {
    places,
    find: (path, before) => {
      if (!places || places.some((place) => isWithin(path, place))) return undefined;
      const found = before.at(path);
      return found === "absent" && places.some((place) => isWithin(place, path)) ? undefined : found;
    },
  };
}

/** In a folder with the bit for it, what is new may get the group of the folder, and a folder that bit as well: neither is known. */
export function inSetGroupFolders(effect: Effect): Effect {
  return {
    ...effect,
    find: (path, before, after) => {
      const found = effect.find(path, before, after);
      if (!found || found === "absent" || path === "/" || before.at(path) !== "absent") return found;
      let above = parentOf(path);
      while (above !== "/" && before.at(above) === "absent") above = parentOf(above);
      const folder = before.at(above);
      const isSet = folder && folder !== "absent" && ((folder.mode ?? 0) & 0o2000) !== 0;
      return isSet ? { ...found, group: undefined, mode: found.kind === "file" ? found.mode : undefined } : found;
    },
  };
}

/** It happens or not. */
export function perhaps(effect: Effect): Effect {
  return {
    ...effect,
    find: (path, before, after) => {
      const found = before.at(path);
      const then = effect.find(path, before, after);
      return isEqual(found, then) ? found : undefined;
    },
  };
}

function isEqual(one: Found, other: Found): boolean {
  if (!one || !other || one === "absent" || other === "absent") return one === other && one !== undefined;
  return one.kind === other.kind && one.mode === other.mode && one.owner === other.owner && one.group === other.group;
}

/** The files of a view as another one sees them from the root of a folder. */
export type Tree = (inside: string) => Found;

/**
 * A folder's content is laid over what stands at a place: a folder that is there keeps its owner and bits, those in it
 * get those of the copy. Measured with BuildKit.
 */
export function overlay(place: string, tree: Tree, made: Made): Effect {
  return {
    places: [place],
    find: (path, before) => {
      const inside = insideOf(path, place);
      if (inside === undefined || inside === "") return asFolder(before.at(path), { ...made, mode: 0o755 });
      const source = tree(inside);
      if (source === "absent") return before.at(path);
      return source && copied(source, made);
    },
  };
}

/** An entry as its copy is. */
export function copied(entry: ImageEntry, made: Made): ImageEntry {
  const { owner, group } = made.keepsOwner ? entry : made;
  const mode = made.keepsMode || entry.kind === "link" ? entry.mode : made.mode;
  return { ...entry, owner, group, mode, by: made.by };
}

/** Something stands at a place, and perhaps at one in it. */
export function eitherOf(place: string, inner: string, made: Made): Effect {
  return {
    places: [place],
    find: (path, before) => {
      const found = before.at(path);
      if (path === place || (path !== inner && isWithin(place, path))) {
        // A folder that is there stays what it is, be it filled or given a file.
        const known = found && found !== "absent" && found.kind === "folder" ? found : undefined;
        return known ?? { ...fileOf(made), kind: undefined, owner: undefined, group: undefined, mode: undefined };
      }
      return isWithin(path, place) && (isWithin(path, inner) || found === "absent") ? undefined : found;
    },
  };
}

/** A destination of unknown sources: something is there afterwards, in folders that are made on the way. */
export function somewhereIn(place: string, made: Made): Effect {
  return {
    places: [place],
    find: (path, before) => {
      const found = before.at(path);
      if (path !== place && isWithin(place, path)) return asFolder(found, { ...made, mode: 0o755 });
      if (path === place && (found === "absent" || found?.kind !== "folder")) {
        return { ...fileOf(made), kind: undefined, owner: undefined, group: undefined, mode: undefined };
      }
      // What is there is not taken away, but may be replaced.
      if (!found || found === "absent") return undefined;
      return {
        ...found,
        kind: path === place ? "folder" : undefined,
        owner: undefined,
        group: undefined,
        mode: undefined,
      };
    },
  };
}
