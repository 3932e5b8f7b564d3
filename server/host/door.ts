/**
 * The door to the disk. A workspace may come from anybody, and so may the links in it: what they lead to outside of the
 * folders that the user works in is neither read nor written.
 */

import { realpathSync } from "node:fs";
import { lstat } from "node:fs/promises";
import path from "node:path";
import { memoizeFor } from "../util/memoize";
import { byThreads, type Reach, unlessFailed } from "./reach";

/**
 * Where a file or folder lies once all links on the way to it are resolved; undefined when it is not there, or lies
 * outside of the folders.
 * @param roots absolute paths.
 * @param own holds what lies in none of them by its name: the folder of a file, a folder itself.
 * @param reach how the disk is asked.
 */
export async function realPathIn(
  file: string,
  roots: readonly string[],
  own = path.dirname(file),
  reach: Reach = byThreads,
): Promise<string | undefined> {
  const real = await unlessFailed(() => reach.realpath(file));
  return real !== undefined && isInside(real, file, roots, own) ? real : undefined;
}

/**
 * Whether a file lies in the folders once all links on the way to it are resolved, asked at once.
 * @param file, roots as for `realPathIn`; a file in none of them must lie in its own folder.
 */
export function liesIn(file: string, roots: readonly string[]): boolean {
  const real = realNow(file);
  return real !== undefined && isInside(real, file, roots, path.dirname(file));
}

/**
 * Where a file is to be written, which need not be there yet, nor its folder. Throws, in words for people, when a link
 * leads to another place than the folders.
 */
export async function writablePathIn(file: string, roots: readonly string[]): Promise<string> {
  let [there, rest] = [file, ""];
  for (;;) {
    const stats = await lstat(there).catch(() => undefined);
    if (stats || path.dirname(there) === there) break;
    [there, rest] = [path.dirname(there), path.join(path.basename(there), rest)];
  }
  const real = await unlessFailed(() => byThreads.realpath(there));
  if (real === undefined) throw new Error(`${there} is a link that leads nowhere`);
  if (isInside(real, file, roots, path.dirname(file))) return path.join(real, rest);
  throw new Error(`a link on the way to it leads to ${real}, outside of ${roots.join(", ") || path.dirname(file)}`);
}

function isInside(real: string, file: string, roots: readonly string[], own: string): boolean {
  const allowed = roots.some((root) => isBelow(file, root)) ? roots : [own];
  return allowed.some((root) => {
    const inFact = realRoot(allowed, root);
    return inFact !== undefined && isBelow(real, inFact);
  });
}

/** Lists of folders that stay the same are asked for once. */
const realRoot = memoizeFor((_: readonly string[], root: string) => realNow(root));

function realNow(file: string): string | undefined {
  try {
    return realpathSync.native(file);
  } catch {
    return undefined;
  }
}

function isBelow(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
