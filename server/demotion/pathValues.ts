/** What is known of a path that a source gives, and how paths are put together. */

import { resolvePath } from "../syntax/dockerfile";

/** A path, or what one begins with. */
export interface KnownPath {
  readonly path: string;
  /** It goes on with something that is not known. */
  readonly isOpen: boolean;
}

/** A path below another; one that begins with a slash stands for itself. */
export function joinedPath(head: string, tail: string): string {
  if (tail.startsWith("/") || head === "") return tail;
  return head.startsWith("/") ? (resolvePath(head, `./${tail}`) ?? head) : `${head.replace(/(?<!\/)\/+$/, "")}/${tail}`;
}

/** Paths one below the other, as far as they are known. */
export function joinedPaths(parts: readonly (KnownPath | undefined)[]): KnownPath | undefined {
  let value = parts[0];
  for (const part of parts.slice(1)) {
    if (!value || value.isOpen) return value;
    value = part
      ? { path: joinedPath(value.path, part.path), isOpen: part.isOpen }
      : { path: `${value.path}/`, isOpen: true };
  }
  return value;
}

/** The folder of a path. */
export function parentPath({ path, isOpen }: KnownPath): KnownPath {
  const whole = path.replace(/(?<!\/)\/+$/, "");
  return { path: whole.includes("/") ? whole.slice(0, whole.lastIndexOf("/")) || "/" : ".", isOpen };
}

/** What is written where a path is: the folder before what is not known; nothing where it is none of the disk. */
export function placesOf({ path, isOpen }: KnownPath, isFolder: boolean): { path: string; isFolder: boolean }[] {
  if (/^(?::memory:|\/dev\/|\/proc\/|[a-z]+:\/\/)/.test(path) || (path === "" && !isOpen)) return [];
  if (!isOpen) return [{ path, isFolder: isFolder || path.endsWith("/") }];
  return [{ path: path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : ".", isFolder: true }];
}
