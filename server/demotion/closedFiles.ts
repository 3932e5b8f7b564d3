/** What a RUN closes to all but its owner, so that a program that no longer runs as root could not read it. */

import { callsOf } from "../image/calls";
import type { ImageFiles } from "../image/imageFiles";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { hasFlag, operands } from "../syntax/shell";
import type { Stage } from "../types";
import type { Doubt, Need } from "./writeNeeds";

/** The files and folders of root that `chmod` leaves to root alone, of `chmod 600 /srv/token`, as the stage leaves them. */
export function closedFiles(stage: Stage, files: ImageFiles): (Need | Doubt)[] {
  const view = files.after(stage);
  const calls = inherited(stage)
    .filter(({ keyword, onbuild }) => keyword === "RUN" && !onbuild)
    .flatMap((run) => callsOf(run, folderBefore(run)))
    .filter(({ command }) => command.name === "chmod");
  const closed = new Map(
    calls.flatMap((call) =>
      operands(call.command)
        .slice(1)
        .flatMap((word) => {
          const path = call.path(word);
          return path === undefined ? [] : [[path, hasFlag(call.command, "-R", "--recursive")] as const];
        }),
    ),
  );
  return [...closed].flatMap(([path, isDeep]): (Need | Doubt)[] => {
    const found = view.at(path);
    if (ofSystem.test(path) || !found || found === "absent" || found.mode === undefined) return [];
    // Of what nobody knows better, root is the owner.
    if (found.owner !== undefined && found.owner.id !== 0) return [];
    const isFolder = found.kind === "folder";
    if ((found.mode & (isFolder ? 0o001 : 0o004)) !== 0) return [];
    if (isFolder && isDeep) return [{ doubt: `a RUN leaves ${path}, with all that lies in it, to root alone` }];
    const by = "RUN leaves it to root alone";
    return [isFolder ? { path, by, isProgram: true, isTree: true } : { path, by, isProgram: true, isFile: true }];
  });
}

/** What is root's own affair, whoever runs the program. */
const ofSystem = /^\/(?:root|etc\/(?:cron|sudoers|ssh|shadow|gshadow))/;
