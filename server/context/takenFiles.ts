/**
 * Which files of the build context a source of COPY or ADD takes, and where they go below its destination: with
 * `--exclude`, `--parents` and wildcards. The ignore file is another matter.
 * Sources: docs.docker.com/reference/dockerfile, "COPY --exclude" and "COPY --parents"; both match as ignore files do.
 */

import { decide, parseIgnore } from "../syntax/dockerignore";
import type { IgnoreFile } from "../types";
import { memoize } from "../util/memoize";
import { baseName, withoutSlash } from "../util/paths";
import { type ContextSource, hasWildcard, isWholeContext } from "./contextSources";

/** Whether a source takes a path along. Of a folder whose inside is not listed ("node_modules/"), whether it takes some of that. */
export function takes(source: ContextSource, path: string): boolean {
  return takenAs(source, path) !== undefined;
}

/**
 * The path from the destination at which a file or folder of the context arrives, where the destination is a folder;
 * undefined when the source does not take it.
 */
export function takenAs(source: ContextSource, path: string): string | undefined {
  const inside = insideOf(source, withoutSlash(path));
  if (inside === undefined || !source.excludes) return inside;
  return decide(source.excludes, path.endsWith("/") ? `${inside}/x` : inside).ignored ? undefined : inside;
}

/** Whether a source takes the root of the context with all that is in it, nothing excluded. */
export function takesAll(source: ContextSource): boolean {
  return isWholeContext(source.path) && !source.excludes;
}

/** The path seen from where the patterns of `--exclude` start: the folder that is copied, or the pivot of `--parents`. */
function insideOf(source: ContextSource, path: string): string | undefined {
  const { hasParents, pivot, isGlob } = source;
  if (!hasParents) {
    const below = isGlob ? belowGlob(globOf(source), path) : belowFolder(source.path, path);
    // A file that is named itself counts by its name.
    return below === "" ? baseName(path) : below;
  }
  const below = hasWildcard(pivot) ? belowGlob(parsePath(pivot), path) : belowFolder(pivot, path);
  if (below === undefined || source.path === pivot) return below;
  return below !== "" && decide(patternOf(source), below).ignored ? below : undefined;
}

/** The rest of a path below a folder, "" for the folder itself; undefined for what lies elsewhere. */
function belowFolder(folder: string, path: string): string | undefined {
  if (folder === ".") return path;
  if (path === folder) return "";
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** The same for what a pattern finds: as many names as it has. */
function belowGlob(glob: Glob, path: string): string | undefined {
  const names = path.split("/");
  const head = names.slice(0, glob.count).join("/");
  return names.length >= glob.count && decide(glob.parsed, head).ignored
    ? names.slice(glob.count).join("/")
    : undefined;
}

interface Glob {
  readonly parsed: IgnoreFile;
  readonly count: number;
}

/** Each part of the path is matched by itself, so that two stars are no more than one. */
function parsePath(path: string): Glob {
  return { parsed: parseIgnore(`/${path.replace(/\*+/g, "*")}`), count: path.split("/").length };
}

const globOf = memoize(({ path }: ContextSource) => parsePath(path));

/** What stands behind the pivot, where two stars are any number of folders. */
const patternOf = memoize(({ path, pivot }: ContextSource) =>
  parseIgnore(`/${pivot === "." ? path : path.slice(pivot.length + 1)}`),
);
