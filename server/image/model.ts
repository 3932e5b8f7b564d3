/**
 * The words for what an image holds. Knowledge has three values here: an entry, "absent", and undefined for unknown,
 * which is never to be taken for one of the others.
 */

import type { Command, Instruction } from "../types";

/** A user or a group; a part that is not known is undefined. */
export interface Owner {
  readonly name: string | undefined;
  readonly id: number | undefined;
}

/** What stands at a path of an image. */
export interface ImageEntry {
  readonly kind: "file" | "folder" | "link" | undefined;
  readonly owner: Owner | undefined;
  readonly group: Owner | undefined;
  /** Permission bits: 0o755. */
  readonly mode: number | undefined;
  /** A home folder as it was made: whatever its bits are, which differ from release to release, its owner may do anything in it. */
  readonly isHome?: true;
  /** The instruction that put it there; undefined: it came with the base image, or nobody knows. */
  readonly by: Instruction | undefined;
  /** The path in the build context that it was copied from, through whatever stages. */
  readonly source: string | undefined;
  /** Where a link leads, as an absolute path. */
  readonly target: string | undefined;
}

export type Found = ImageEntry | "absent" | undefined;

/** The files of a stage at one point of it. */
export interface FileView {
  /** @param path absolute, without `.` and `..`. */
  at(path: string): Found;
  /** Whether a user may write a file, or make something in a folder; for what is absent, whether it may be made, with the folders that lead to it. */
  mayWrite(path: string, user: Owner | undefined): boolean | undefined;
  /** What keeps a user from that: "none" where nothing does. */
  obstacleTo(path: string, user: Owner | undefined): Obstacle | "none" | undefined;
}

/** A file or folder that a user may not write, or a folder that it may not enter. */
export interface Obstacle {
  readonly path: string;
  readonly entry: ImageEntry;
  /** It cannot be entered. */
  readonly isClosed: boolean;
}

/** Something that changes files, in the order in which it happens. */
export interface Change {
  readonly by: Instruction;
  /** The command of a RUN that does it. */
  readonly command: Command | undefined;
  /** Links that it may make. */
  readonly links?: readonly { readonly place: string; readonly target: string | undefined }[];
  /** Says nothing of a path that is neither one of these, nor below nor above one; undefined: it may touch any. */
  readonly places: readonly string[] | undefined;
  /** What it makes in the folders of the system is root's. */
  readonly isRoots?: true;
  /** What stands at a path afterwards. */
  find(path: string, before: FileView, after: FileView): Found;
}

/** No file has a longer path, in characters: of such ones nothing is known. */
export const longestPath = 4096;

/** The folder that an absolute path lies in; "/" for the root itself. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

/** An absolute path in a folder; `inside` has no slash in front. */
export function joined(folder: string, inside: string): string {
  if (inside === "") return folder;
  return folder === "/" ? `/${inside}` : `${folder}/${inside}`;
}

/** Folders of the system that hold those of projects, but no file of one. */
export const folderOfProjects: RegExp = /^\/(?:usr|var|opt|home|srv|etc|mnt|root)$/;

/** A folder and those above it in which files of a project are looked for: none lie in `/usr` itself. */
export function projectFolders(folder: string): readonly string[] {
  const folders = [folder];
  for (let above = folder; above !== "/"; above = parentOf(above)) folders.push(parentOf(above));
  return folders.filter((one) => one === folder || !folderOfProjects.test(one));
}

/** The rest of a path behind a folder, "" for the folder itself; undefined for what lies elsewhere. */
export function insideOf(path: string, folder: string): string | undefined {
  if (path === folder) return "";
  if (folder === "/") return path.slice(1);
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** What stands at a path, at the end of so many links at most as people make; undefined where that is not known. */
export function behindLinks(files: FileView, path: string): Found {
  let found = files.at(path);
  for (let links = 0; found && found !== "absent" && found.kind === "link" && links < 5; links++) {
    found = found.target === undefined ? undefined : files.at(found.target);
  }
  return found;
}
