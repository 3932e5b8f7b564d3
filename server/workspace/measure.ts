/** How much lies in a build context: a tree of names and sizes, whatever an ignore file says about them. */

import type { FolderEntry, Host } from "../types";
import { uriOf } from "../util/uris";

/** A build context, measured. Files that come and go later change it in place. */
export interface Measured {
  /** URI of the build context. */
  readonly root: string;
  readonly tree: Folder;
  /** False when there are more files or folders than `limit`: those furthest down are left out. */
  isComplete: boolean;
  readonly limit: number;
}

export interface Folder {
  readonly folders: Map<string, Folder>;
  /** Bytes by name. Links are files, with the size of the link where the host tells it. */
  readonly files: Map<string, number>;
  /** Of all that is in it, at any depth. */
  readonly total: { files: number; bytes: number };
  /** Undefined for the root of a tree. */
  parent: Folder | undefined;
}

/** A file or folder that something has happened to; its path starts at the build context, with `/`. */
export interface Change {
  readonly path: string;
  readonly kind: "created" | "changed" | "deleted";
}

interface MeasureOptions {
  /** How many files are counted at most, and how many folders are looked into. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
  /** Is called now and then with the tree as far as it has grown. */
  readonly onProgress?: (measured: Measured) => void;
}

/**
 * Measures all that lies below a folder, level by level; nothing is left out, node_modules and .git neither. Folders
 * that cannot be listed count as empty. Never keeps others waiting for longer than one listing takes.
 * @param root URI of the folder.
 * @returns undefined when that folder cannot be listed, or when it was called off.
 */
export async function measure(
  host: Pick<Host, "folder">,
  root: string,
  { limit = 300_000, signal, onProgress }: MeasureOptions = {},
): Promise<Measured | undefined> {
  const measured: Measured = { root, tree: createFolder(undefined), isComplete: true, limit };
  const entries = await askForFolder(host, root, "");
  if (!entries) return undefined;
  const inside = updateFolder(measured, { folder: measured.tree, path: "" }, entries);
  await walk(host, measured, inside, signal, onProgress);
  return signal?.aborted ? undefined : measured;
}

/**
 * Brings a tree up to date after some files or folders have come, gone or changed. Folders that hold them are listed
 * once, whatever the number of changes; what is new in them is walked. Called off, it leaves the tree incomplete.
 */
export async function applyChanges(
  host: Pick<Host, "folder">,
  measured: Measured,
  changes: readonly Change[],
  signal?: AbortSignal,
): Promise<void> {
  const touched = new Map<Folder, Place>();
  for (const { path, kind } of changes) {
    const { place, name, isThere } = find(measured, path);
    // A folder that is said to be new or changed may be another one by the same name.
    if (isThere && (kind === "deleted" || place.folder.folders.has(name))) remove(place.folder, name);
    if (kind !== "deleted") touched.set(place.folder, place);
  }
  await walk(host, measured, [...touched.values()], signal);
}

/** A folder of the tree and its path, "" or "a/b". */
interface Place {
  readonly folder: Folder;
  readonly path: string;
}

/** How many folders are asked for at once: with more, their answers come in heaps that keep others waiting. */
const atOnce = 24;

/** Lists the folders of a queue, and the new ones found in them. */
async function walk(
  host: Pick<Host, "folder">,
  measured: Measured,
  queue: Place[],
  signal: AbortSignal | undefined,
  onProgress?: (measured: Measured) => void,
): Promise<void> {
  const { tree, root, limit } = measured;
  for (let at = 0; at < queue.length && !signal?.aborted; ) {
    if (queue.length > limit) measured.isComplete = false;
    if (!measured.isComplete && (queue.length > limit || tree.total.files >= limit)) return;
    const places = queue.slice(at, at + atOnce);
    at += places.length;
    const listings = places.map(async (place) => {
      const entries = await askForFolder(host, root, place.path);
      for (const inside of updateFolder(measured, place, entries ?? [])) queue.push(inside);
    });
    await Promise.all(listings);
    onProgress?.(measured);
  }
}

async function askForFolder(host: Pick<Host, "folder">, root: string, path: string) {
  try {
    return await host.folder(path === "" ? root : uriOf(root, path));
  } catch {
    return undefined; // Half a surrogate pair in a name, which Windows allows, has no place in an address.
  }
}

/** Makes a folder of the tree hold what it was found to hold, and gives the folders in it that were not known. */
function updateFolder(measured: Measured, { folder, path }: Place, entries: readonly FolderEntry[]): Place[] {
  const names = new Set(entries.map(({ name }) => name));
  for (const name of [...folder.folders.keys(), ...folder.files.keys()]) if (!names.has(name)) remove(folder, name);
  const found: Place[] = [];
  let files = 0;
  let bytes = 0;
  for (const entry of entries) {
    const { name } = entry;
    const isKnown = entry.isFolder ? folder.folders.has(name) : folder.files.has(name);
    if (!isKnown) remove(folder, name);
    if (entry.isFolder) {
      if (isKnown) continue;
      const inside = createFolder(folder);
      folder.folders.set(name, inside);
      found.push({ folder: inside, path: path === "" ? name : `${path}/${name}` });
    } else if (!isKnown && measured.tree.total.files + files >= measured.limit) {
      measured.isComplete = false;
    } else {
      files += isKnown ? 0 : 1;
      bytes += entry.bytes - (folder.files.get(name) ?? 0);
      folder.files.set(name, entry.bytes);
    }
  }
  add(folder, files, bytes);
  return found;
}

function remove(folder: Folder, name: string): void {
  const inside = folder.folders.get(name);
  const bytes = folder.files.get(name);
  folder.folders.delete(name);
  folder.files.delete(name);
  if (bytes !== undefined) add(folder, -1, -bytes);
  if (!inside) return;
  add(folder, -inside.total.files, -inside.total.bytes);
  // A walk that is still in there no longer counts.
  inside.parent = undefined;
}

function add(folder: Folder, files: number, bytes: number): void {
  for (let at: Folder | undefined = folder; at; at = at.parent) {
    at.total.files += files;
    at.total.bytes += bytes;
  }
}

function createFolder(parent: Folder | undefined): Folder {
  return { folders: new Map(), files: new Map(), total: { files: 0, bytes: 0 }, parent };
}

/** The deepest folder of the tree above a path, the name that follows there, and whether that is the whole path and known. */
function find({ tree }: Measured, path: string): { place: Place; name: string; isThere: boolean } {
  const names = path.split("/");
  let folder = tree;
  let depth = 0;
  for (; depth < names.length - 1; depth++) {
    const inside = folder.folders.get(names[depth] as string);
    if (!inside) break;
    folder = inside;
  }
  const name = names[depth] as string;
  const isThere = depth === names.length - 1 && (folder.folders.has(name) || folder.files.has(name));
  return { place: { folder, path: names.slice(0, depth).join("/") }, name, isThere };
}
