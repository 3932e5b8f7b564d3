/** Looking things up in the sorted paths of a build context (`Facts.files`), by halves: there may be 100,000 of them. */

export interface ListedEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** The paths below a folder as a range of indexes; "" is the root. */
export function rangeBelow(paths: readonly string[], folder: string): { readonly start: number; readonly end: number } {
  if (folder === "") return { start: 0, end: paths.length };
  return { start: indexOfFirst(paths, `${folder}/`), end: indexOfFirst(paths, `${folder}${afterSlash}`) };
}

/** What stands in one folder and begins with some letters, in the order of the paths. */
export function* entriesIn(paths: readonly string[], folder: string, beginning = ""): Generator<ListedEntry> {
  const lead = folder === "" ? "" : `${folder}/`;
  for (let at = indexOfFirst(paths, lead + beginning); paths[at]?.startsWith(lead + beginning); ) {
    const path = paths[at] as string;
    const slash = path.indexOf("/", lead.length);
    const name = path.slice(lead.length, slash === -1 ? undefined : slash);
    // A folder whose inside is not listed stands in itself with an empty name.
    if (name !== "") yield { name, isFolder: slash !== -1 };
    at = slash === -1 ? at + 1 : indexOfFirst(paths, lead + name + afterSlash, at + 1);
  }
}

/** The character that follows the slash: what comes before it begins with the folder and a slash, or comes before both. */
const afterSlash = "0";

/** The index of the first path, from `low` on, that does not come before a text. */
function indexOfFirst(paths: readonly string[], text: string, low = 0): number {
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] as string) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
