/** Where a container writes while it runs: the words for it. */

import { systemFolders } from "../data/startWrites";
import { type FileView, parentOf } from "../image/model";

/** A folder that the program fills. */
export interface Need {
  /** Absolute. */
  readonly path: string;
  /** All that lies in it is written as well, since a step of the build has made it. */
  readonly isTree?: boolean;
  /** What writes there makes it where it is missing and its parent can be written. */
  readonly isMade?: true;
  /** The program itself writes there, so that files of it may be root's which a RUN had it make. */
  readonly isProgram?: true;
  /** It is no folder, but a file that is written where it is there already. */
  readonly isFile?: true;
  /** It is written as soon as the program is loaded, by whatever command of it. */
  readonly isEarly?: true;
  /** It is written at each start, and nothing makes up for its failure. */
  readonly isSure?: true;
  /** What is removed from it with all that lies in there; absolute. */
  readonly removes?: string;
  /** What says so, as a clause: "server.js writes to it". */
  readonly by: string;
}

/** Why no folder that is given to a user helps, as a clause: "start.sh calls chown, which takes root". */
export interface Doubt {
  readonly doubt: string;
  /** It is none at all: for anybody but root, something that the container is there for does not start. */
  readonly isFact?: true;
}

/**
 * What has to be the user's for a file to be written: its folder, in which it is made, and the file that is there already.
 * @param path absolute.
 * @param isSure it is opened at each start, and nothing makes up for its failure.
 */
export function fileNeeds(path: string, by: string, view: FileView, isSure = false): Need[] {
  const folder: Need = { path: parentOf(path), by, isProgram: true };
  const there = view.at(path);
  // A listed file of which nobody knows whether it is a link has a source, and no kind.
  const isThere =
    there !== undefined && there !== "absent" && (there.kind ?? (there.source === undefined ? "" : "file")) === "file";
  if (!isThere) return [isSure ? { ...folder, isSure } : folder];
  const own: Need = { path, by, isProgram: true, isFile: true };
  // To open it takes no more, and a folder of the system is not given.
  return isSure && systemFolders.has(folder.path) ? [own] : [folder, own];
}

export function isDoubt(found: Need | Doubt): found is Doubt {
  return "doubt" in found;
}
