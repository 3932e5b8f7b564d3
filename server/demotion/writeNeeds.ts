/** Where a container writes while it runs: the words for it. */

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
  /** What says so, as a clause: "server.js writes to it". */
  readonly by: string;
}

/** Why no folder that is given to a user helps, as a clause: "start.sh calls chown, which takes root". */
export interface Doubt {
  readonly doubt: string;
}

export function isDoubt(found: Need | Doubt): found is Doubt {
  return "doubt" in found;
}
