/** Listings of folders that follow what changes on disk, without everything being listed again. */

import type { Host, Listing } from "../types";
import { closedFolders, indexIn } from "../util/listing";
import { baseName } from "../util/paths";
import { parent, plain } from "../util/uris";

/** A file or folder that came or went. */
export interface Change {
  readonly uri: string;
  /** From the listed folder. */
  readonly path: string;
  readonly kind: "created" | "deleted";
}

/** With more changes than this, listing the folder again is as fast. */
const mostChanges = 1000;

/**
 * The listing after changes, in the order in which they happened. What was created is looked at, for it may be a folder.
 * Undefined when that cannot be told: then the folder must be listed again.
 */
export async function update(
  listing: Listing,
  changes: readonly Change[],
  host: Pick<Host, "list" | "folder">,
): Promise<Listing | undefined> {
  if (changes.length > mostChanges) return undefined;
  const { isComplete } = listing;
  let { paths } = listing;
  for (const { uri, path, kind } of changes) {
    const closed = closedAbove(path);
    if (closed !== undefined) {
      if (paths[indexIn(paths, closed)] !== closed) paths = withAll(paths, [closed]);
      continue;
    }
    const before = paths.length;
    paths = without(paths, path);
    if (kind === "deleted") {
      // A folder that has gone makes room for what was left out.
      if (!isComplete && paths.length !== before - 1) return undefined;
      continue;
    }
    // A folder where a file was, or a link to one: links are not followed.
    if (hasFileAbove(paths, path)) return undefined;
    const inside = await listInside(uri, host);
    if (inside === undefined) paths = withAll(paths, [path]);
    else if (closedFolders.has(baseName(path))) paths = withAll(paths, [`${path}/`]);
    else if (!inside.isComplete) return undefined;
    else
      paths = withAll(
        paths,
        inside.paths.map((below) => `${path}/${below}`),
      );
  }
  return { paths, isComplete };
}

/** The files in a folder; undefined for a file, and for a link, which counts as one. */
async function listInside(uri: string, host: Pick<Host, "list" | "folder">): Promise<Listing | undefined> {
  const listing = await host.list(uri);
  if (!listing) return undefined;
  const name = baseName(plain(uri));
  const entries = await host.folder(parent(uri));
  return entries?.some((entry) => entry.isFolder && entry.name === name) ? listing : undefined;
}

/** The outermost closed folder that a path lies in, as it stands in a listing. */
function closedAbove(path: string): string | undefined {
  const parts = path.split("/").slice(0, -1);
  const at = parts.findIndex((part) => closedFolders.has(part));
  return at < 0 ? undefined : `${parts.slice(0, at + 1).join("/")}/`;
}

function hasFileAbove(paths: readonly string[], path: string): boolean {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const above = path.slice(0, end);
    if (paths[indexIn(paths, above)] === above) return true;
  }
  return false;
}

/** Without a path and all that lies below it. */
function without(paths: readonly string[], path: string): readonly string[] {
  const start = indexIn(paths, `${path}/`);
  // The character after the slash.
  const end = indexIn(paths, `${path}0`);
  const kept = start === end ? paths : [...paths.slice(0, start), ...paths.slice(end)];
  const at = indexIn(kept, path);
  return kept[at] === path ? [...kept.slice(0, at), ...kept.slice(at + 1)] : kept;
}

/** With sorted paths that all belong in one place. */
function withAll(paths: readonly string[], added: readonly string[]): readonly string[] {
  const at = indexIn(paths, added[0] ?? "");
  return [...paths.slice(0, at), ...added, ...paths.slice(at)];
}
