import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type Decision, decideIn, leavingOut } from "../syntax/dockerignore";
import type { FolderEntry, IgnoreFile, Listing } from "../types";
import { closedFolders } from "../util/listing";
import { realPathIn } from "./door";
import { byThreads, type Reach, unlessFailed } from "./reach";

/** How many folders or files are asked for at once: enough to keep the four threads of Node busy. */
const batch = 32;

/**
 * The relative paths, with `/`, of all files below a folder. One like node_modules stands for its inside, as
 * "node_modules/", and so does one that is empty. Symbolic links count as files and are not followed; what cannot be
 * read is left out.
 * Looks at `limit` files or folders at most, beginning at the top. Gives undefined when the folder cannot be listed.
 */
export async function listContext(
  directory: string,
  limit = 50_000,
  reach: Reach = byThreads,
): Promise<Listing | undefined> {
  const files: string[] = [];
  const queue = [""];
  let at = 0;
  try {
    for await (const entries of readFolders(directory, queue, reach)) {
      const folder = queue[at++] ?? "";
      // It is there, though no file tells so; one whose name is not UTF-8 could not be asked for.
      if (entries.length === 0 && folder !== "" && !folder.includes("\ufffd")) files.push(folder);
      for (const { path, name, isFolder } of entries) {
        if (!isFolder) files.push(path);
        else if (closedFolders.has(name)) files.push(`${path}/`);
        else if (queue.length < limit) queue.push(`${path}/`);
      }
      if (files.length > limit) break;
    }
  } catch {
    return undefined;
  }
  return { paths: files.slice(0, limit).sort(), isComplete: files.length <= limit && queue.length < limit };
}

/** What stands in one folder, with sizes; what has gone meanwhile is left out. Gives undefined when it cannot be listed. */
export async function listFolder(
  directory: string,
  reach: Reach = byThreads,
): Promise<readonly FolderEntry[] | undefined> {
  const entries = await unlessFailed(() => reach.readdir(directory));
  if (!entries) return undefined;
  const folders = entries.filter((entry) => entry.isDirectory());
  const files = await measure(
    directory,
    entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
    reach,
  );
  return [
    ...folders.map(({ name }) => ({ name, isFolder: true, bytes: 0 })),
    ...files.map(({ path, bytes }) => ({ name: path, isFolder: false, bytes })),
  ];
}

/**
 * The text of a file, without its byte order mark: UTF-8, or UTF-16 with a mark. Gives undefined when it is missing, no
 * regular file, larger than `maxBytes`, binary, or outside of the folders `roots` once symbolic links are resolved.
 */
export async function readText(
  path: string,
  roots: readonly string[],
  maxBytes = 1024 * 1024,
  reach: Reach = byThreads,
): Promise<string | undefined> {
  try {
    const real = await realPathIn(path, roots, undefined, reach);
    if (real === undefined) return undefined;
    const file = await reach.stat(real);
    // Reading anything but a regular file, a pipe say, could wait for ever.
    if (!file.isFile() || file.size > maxBytes) return undefined;
    const text = decode(await reach.readFile(real));
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** What a build is sent from its context, and what the ignore file keeps back. */
export interface BuildContext {
  /** The size of a symbolic link is that of the link. */
  readonly files: { path: string; bytes: number }[];
  /** With the pattern that decides, as written, and its line, from 1. */
  readonly ignored: { path: string; pattern: string; line: number }[];
}

/**
 * Sorts all files below a folder by the patterns of an ignore file, and both lists by path. An ignored folder that no
 * later pattern reaches into stands for its inside, as "dist/". Rejects when the folder itself cannot be listed.
 */
export async function buildContext(directory: string, ignore: IgnoreFile | undefined): Promise<BuildContext> {
  const sent: string[] = [];
  const ignored: BuildContext["ignored"] = [];
  const queue = [""];
  const folders = new Map<string, Decision>();
  for await (const entries of readFolders(directory, queue, byThreads)) {
    for (const { path, name, isFolder } of entries) {
      const decision = ignore && decideIn(ignore, folders.get(path.slice(0, -name.length)), path);
      const by = ignore && leavingOut(ignore, path, isFolder, decision);
      if (by) ignored.push({ path: isFolder ? `${path}/` : path, pattern: by.text, line: by.line + 1 });
      else if (!isFolder) sent.push(path);
      else {
        queue.push(`${path}/`);
        if (decision) folders.set(`${path}/`, decision);
      }
    }
  }
  return { files: (await measure(directory, sent, byThreads)).sort(byPath), ignored: ignored.sort(byPath) };
}

/**
 * The path of the ignore file in force: `<name of the Dockerfile>.dockerignore` beside the Dockerfile, which takes the
 * place of the `.dockerignore` at the root of the context. Gives undefined when there is neither.
 * Source: docs.docker.com/build/concepts/context, "Filename and location".
 */
export async function findIgnoreFile(
  dockerfilePath: string | undefined,
  contextDirectory: string,
): Promise<string | undefined> {
  const shared = join(contextDirectory, ".dockerignore");
  for (const path of dockerfilePath ? [`${dockerfilePath}.dockerignore`, shared] : [shared]) {
    const file = await stat(path).catch(() => undefined);
    if (file?.isFile()) return path;
  }
  return undefined;
}

interface Entry {
  readonly name: string;
  /** From the root of the walk, with `/`. */
  readonly path: string;
  /** A real folder, not a link to one: a walk can neither go round in circles nor leave its root. */
  readonly isFolder: boolean;
}

/**
 * Lists the folders of a queue ("" or "a/b/"), one after the other; whoever looks at the entries adds the folders to
 * enter. A folder that cannot be read counts as empty; for the root, it throws.
 */
async function* readFolders(
  directory: string,
  queue: readonly string[],
  reach: Reach,
): AsyncGenerator<readonly Entry[]> {
  for (let at = 0; at < queue.length; ) {
    const folders = queue.slice(at, at + batch);
    at += folders.length;
    yield* await Promise.all(folders.map((folder) => readFolder(directory, folder, reach)));
  }
}

const unreadable: readonly Entry[] = [];

async function readFolder(directory: string, folder: string, reach: Reach): Promise<readonly Entry[]> {
  try {
    const entries = await reach.readdir(join(directory, folder));
    return entries.map((entry) => ({ name: entry.name, path: folder + entry.name, isFolder: entry.isDirectory() }));
  } catch (error) {
    if (folder === "") throw error;
    return unreadable;
  }
}

/** Files that have gone meanwhile are left out. */
async function measure(directory: string, paths: readonly string[], reach: Reach): Promise<BuildContext["files"]> {
  const files: BuildContext["files"] = [];
  for (let at = 0; at < paths.length; at += batch) {
    const some = paths.slice(at, at + batch);
    const sizes = await Promise.all(some.map((path) => unlessFailed(() => reach.lstat(join(directory, path)))));
    sizes.forEach((file, index) => {
      if (file) files.push({ path: some[index] as string, bytes: file.size });
    });
  }
  return files;
}

function byPath(first: { path: string }, second: { path: string }): number {
  return first.path < second.path ? -1 : 1;
}

/** Throws when the bytes are not what they should be. */
function decode(bytes: Uint8Array): string {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}
