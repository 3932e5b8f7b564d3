/** What RUNs of a user without rights are denied: paths that they must write and surely may not. */

import { type ImageFiles, imageFiles } from "../image/imageFiles";
import type { Obstacle } from "../image/model";
import { isSame } from "../image/owners";
import { folderBefore } from "../stage/folders";
import { resolvePath } from "../syntax/dockerfile";
import type { Command, Dockerfile, Facts } from "../types";
import { isWithin } from "../util/paths";
import { rootOnlyCalls } from "./rootOnly";
import { certainCalls, failsUnseen, type UnprivilegedRun, unprivilegedRuns } from "./unprivileged";
import type { Write } from "./writeParts";
import { writesOf } from "./writes";

export interface Denial {
  readonly run: UnprivilegedRun;
  readonly command: Command;
  readonly write: Write;
  readonly obstacle: Obstacle;
}

/** In order, one for each cause: what is in the way is named once for all that meet it under the same USER. */
export function denials(file: Dockerfile, facts: Facts): Denial[] {
  const causes = new Set<string>();
  return unprivilegedRuns(file).flatMap((run) => {
    const found = denialsIn(run, imageFiles(file, facts), facts);
    return found.filter(({ obstacle, write }) => {
      const { by } = obstacle.entry;
      const place = by ? obstacle.path : write.folder;
      const cause = `${run.instruction.before.user?.set.start} ${by?.start} ${place ?? run.instruction.start}`;
      if (causes.has(cause)) return false;
      causes.add(cause);
      return true;
    });
  });
}

function denialsIn(run: UnprivilegedRun, files: ImageFiles, facts: Facts): Denial[] {
  const { instruction, user } = run;
  const mounts = instruction.mounts.filter(({ target }) => target !== undefined);
  const mounted = mounts.map(({ target }) => resolvePath(folderBefore(instruction), target));
  const isMounted = (path: string) =>
    mounted.some((target) => target === undefined || isWithin(path, target) || isWithin(target, path));
  const calls = certainCalls(instruction).filter(({ command }) => !failsUnseen(instruction, command));
  const found = calls.flatMap((call) =>
    writesOf(call, files, facts).flatMap((write): Denial[] => {
      if (isMounted(write.path)) return [];
      const { command } = call;
      const view = files.before(instruction, command);
      if (!write.needsOwner) {
        const obstacle = view.obstacleTo(write.path, user);
        return obstacle && obstacle !== "none" ? [{ run, command, write, obstacle }] : [];
      }
      const entry = view.at(write.path);
      const isOthers = entry && entry !== "absent" && entry.kind !== "link" && isSame(entry.owner, user) === false;
      return isOthers ? [{ run, command, write, obstacle: { path: write.path, entry, isClosed: false } }] : [];
    }),
  );
  // As root all of it would do: then that is the one thing to say.
  const isLeftToRoot = found.length > 0 && rootOnlyCalls(instruction, files).length > 0;
  return isLeftToRoot ? found.filter(({ obstacle }) => obstacle.entry.by !== undefined) : found;
}
