/** The files and folders of a build context, and what is found among them for a source. */

import { decide, parseIgnore } from "../syntax/dockerignore";
import type { Dockerfile, Facts } from "../types";
import { indexIn, startingWith } from "../util/listing";
import { memoize } from "../util/memoize";
import { baseName } from "../util/paths";
import { closest } from "../util/similar";
import { contextSourcesOf } from "./contextSources";
import { isMadeLater } from "./madeLater";

/** The build context by its files. Asked for a path it searches the sorted list; what takes a walk over all waits until it is asked for. */
export interface ContextTree {
  isFile(path: string): boolean;
  isFolder(path: string): boolean;
  /** A folder whose inside is not listed. */
  isClosed(path: string): boolean;
  /** A file or folder whose path is the same in lower case. */
  inAnyCase(path: string): string | undefined;
  /** The files and folders with so many slashes in their path, sorted. */
  level(depth: number): readonly string[];
  /** The files and folders of this name. */
  named(name: string): readonly string[];
}

/** The build context; undefined when its files are not all known, so that nothing can be said to be missing. */
export function wholeContext({ files, isPartial }: Facts): ContextTree | undefined {
  return files && !isPartial ? treeOf(files) : undefined;
}

const treeOf = memoize((sorted: readonly string[]): ContextTree => {
  const at = (path: string) => sorted[indexIn(sorted, path)];
  return {
    isFile: (path) => at(path) === path,
    isFolder: (path) => at(`${path}/`)?.startsWith(`${path}/`) ?? false,
    isClosed: (path) => at(`${path}/`) === `${path}/`,
    inAnyCase: (path) => byLowerCase(sorted).get(path.toLowerCase()),
    level: (depth) => byDepth(sorted).get(depth) ?? [],
    named: (name) => byName(sorted).get(name) ?? [],
  };
});

const byLowerCase = memoize(
  (files: readonly string[]) => new Map(withFolders(files).map((path) => [path.toLowerCase(), path])),
);
const byDepth = memoize((files: readonly string[]) => groupedBy(withFolders(files), depthOf));
const byName = memoize((files: readonly string[]) => groupedBy(withFolders(files), baseName));

/** All files, and the folders that they are in, sorted. */
const withFolders = memoize((files: readonly string[]): readonly string[] => {
  const all = new Set<string>();
  for (const path of files) {
    if (!path.endsWith("/")) all.add(path);
    let folder = path.lastIndexOf("/");
    for (; folder > 0 && !all.has(path.slice(0, folder)); folder = path.lastIndexOf("/", folder - 1)) {
      all.add(path.slice(0, folder));
    }
  }
  return [...all].sort();
});

function groupedBy<Key>(paths: readonly string[], keyOf: (path: string) => Key): ReadonlyMap<Key, readonly string[]> {
  const groups = new Map<Key, string[]>();
  for (const path of paths) {
    const key = keyOf(path);
    const group = groups.get(key);
    if (group) group.push(path);
    else groups.set(key, [path]);
  }
  return groups;
}

function depthOf(path: string): number {
  let depth = 0;
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) depth++;
  return depth;
}

/** Whether a path may be in the context: it is, or it lies in what is not listed, or behind a link. */
export function mayExist({ isFile, isFolder, isClosed }: ContextTree, path: string): boolean {
  if (path === "." || isFile(path) || isFolder(path)) return true;
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const folder = path.slice(0, end);
    if (isClosed(folder) || isFile(folder)) return true;
  }
  return false;
}

/** The files and folders that a source with wildcards finds: Docker matches each part of the path by itself. */
export function matchesOf({ level }: ContextTree, glob: string): string[] {
  // Two stars are no more than one here.
  const parsed = parseIgnore(`/${glob.replace(/\*+/g, "*")}`);
  const lead = glob.slice(0, glob.search(/[*?[]/));
  return startingWith(level(depthOf(glob)), lead).filter((path) => decide(parsed, path).ignored);
}

/** The file or folder beside a missing one that has nearly its name. */
export function similarPath({ level }: ContextTree, path: string): string | undefined {
  const name = baseName(path);
  const folder = path.slice(0, path.length - name.length);
  // Of a short name too many others are near.
  if (name.length < 4) return undefined;
  const similar = closest(name, startingWith(level(depthOf(path)), folder).map(baseName));
  return similar === undefined ? undefined : folder + similar;
}

/** What somebody may have meant by a path that is not there: a similar one beside it, or the only one of that name. */
export function meantPath(context: ContextTree, path: string): string | undefined {
  const named = context.named(baseName(path));
  return similarPath(context, path) ?? (named.length === 1 ? named[0] : undefined);
}

/**
 * Whether another folder is likelier the context, as half of what is copied or more is missing in this one. Nothing but
 * a name that is nearly right speaks for a mistake then. Where a compose file says so, it is a template if there is
 * nothing but files for Docker: both are to be copied into a project.
 */
export function mayBeElsewhere(file: Dockerfile, facts: Facts, context: ContextTree): boolean {
  const { by } = facts.context ?? {};
  if (by === undefined || by === "setting") return false;
  if (by === "definition" && !(facts.files ?? []).every((path) => forDocker.test(path))) return false;
  const named = contextSourcesOf(file).filter(
    ({ path, isLiteral, isOutside, hasParents }) =>
      isLiteral && !isOutside && !hasParents && path !== "." && !isMadeLater(path, facts),
  );
  const missing = named.filter(({ path, isGlob }) =>
    isGlob ? matchesOf(context, path).length === 0 : !mayExist(context, path),
  );
  if (by === "definition") return named.length > 2 && missing.length === named.length;
  return missing.length > 0 && missing.length * 2 >= named.length;
}

/** Files that say how images are built and run, and those that tell people of it. */
const forDocker =
  /(?:^|[/.-])(?:dockerfile|containerfile|dockerignore|compose[\w.-]{0,40}\.ya?ml|env[\w.-]{0,40}|readme(?:\.\w{1,4})?)$|(?:^|\/)(?:dockerfile|containerfile)\.[^/]{1,60}$/i;
