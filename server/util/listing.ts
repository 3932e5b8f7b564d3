/**
 * Looking things up in the paths of a build context (`Facts.files`), of which there may be 100,000. They are sorted, so
 * that most is found by halves; what takes a walk over all of them is done once for a listing.
 */

import { memoize } from "./memoize";

/** Folders of tens of thousands of files that no rule asks about. Each stands for its inside, as "node_modules/". */
export const closedFolders: ReadonlySet<string> = new Set(["node_modules", ".git", ".hg", ".svn"]);

export interface ListedEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** The paths as a set, be they sorted or not: for those who ask about single files. */
export const pathSet = memoize((paths: readonly string[]): ReadonlySet<string> => new Set(paths));

/** A function that gives those of the paths of which something holds. */
export function filterOnce(test: (path: string) => boolean): (paths: readonly string[]) => readonly string[] {
  return memoize((paths) => paths.filter(test));
}

/** The files of a name, sorted as the paths are. */
export function filesNamed(paths: readonly string[], name: string): readonly string[] {
  return byName(paths).get(name) ?? [];
}

const byName = memoize((paths: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const group = groups.get(name);
    if (group) group.push(path);
    else groups.set(name, [path]);
  }
  return groups;
});

/** Whether one of the paths is this one or lies below it. */
export function holds(paths: readonly string[], path: string): boolean {
  return paths[indexIn(paths, path)] === path || paths[indexIn(paths, `${path}/`)]?.startsWith(`${path}/`) === true;
}

/** Those that are a path of the context, "." for its root, or lie below it. */
export function filesBelow(paths: readonly string[], path: string): readonly string[] {
  if (path === ".") return paths;
  const { start, end } = rangeBelow(paths, path);
  const below = paths.slice(start, end);
  return paths[indexIn(paths, path)] === path ? [path, ...below] : below;
}

/** The paths below a folder as a range of indexes; "" is the root. */
export function rangeBelow(paths: readonly string[], folder: string): { readonly start: number; readonly end: number } {
  if (folder === "") return { start: 0, end: paths.length };
  return { start: indexIn(paths, `${folder}/`), end: indexIn(paths, `${folder}${afterSlash}`) };
}

/** What stands in one folder and begins with some letters, in the order of the paths. */
export function* entriesIn(paths: readonly string[], folder: string, beginning = ""): Generator<ListedEntry> {
  const lead = folder === "" ? "" : `${folder}/`;
  for (let at = indexIn(paths, lead + beginning); paths[at]?.startsWith(lead + beginning); ) {
    const path = paths[at] as string;
    const slash = path.indexOf("/", lead.length);
    const name = path.slice(lead.length, slash === -1 ? undefined : slash);
    // A folder whose inside is not listed stands in itself with an empty name.
    if (name !== "") yield { name, isFolder: slash !== -1 };
    at = slash === -1 ? at + 1 : indexIn(paths, lead + name + afterSlash, at + 1);
  }
}

/** Those that start with a text. */
export function startingWith(paths: readonly string[], lead: string): readonly string[] {
  const start = indexIn(paths, lead);
  return paths.slice(
    start,
    firstIndex(paths, (path) => !path.startsWith(lead), start),
  );
}

/** The character that follows the slash: what comes before it begins with the folder and a slash, or comes before both. */
const afterSlash = "0";

/** The index of the first path, from `low` on, that does not come before a text. */
export function indexIn(paths: readonly string[], text: string, low = 0): number {
  return firstIndex(paths, (path) => path >= text, low);
}

/** The first index, from `low` on, for which a test holds that holds for all further ones, too. */
function firstIndex(paths: readonly string[], test: (path: string) => boolean, low: number): number {
  let start = low;
  let end = paths.length;
  while (start < end) {
    const middle = (start + end) >> 1;
    if (test(paths[middle] as string)) end = middle;
    else start = middle + 1;
  }
  return start;
}

/** What stands for permission bits where a link is: links have none of their own. */
export const linkMode = 0o120777;
