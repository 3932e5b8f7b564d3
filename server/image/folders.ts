/** The working directory of an instruction. */

import { officialName } from "../data/images";
import type { Instruction, Stage } from "../types";

/** An absolute path; undefined when it is not known. */
export function folderBefore({ stage, before }: Instruction): string | undefined {
  return before.workdir ?? (stage && startsAtRoot(stage) ? "/" : undefined);
}

/** The working directory of a container of the stage. */
export function folderAfter(stage: Stage): string | undefined {
  return stage.after.workdir ?? (startsAtRoot(stage) ? "/" : undefined);
}

/** No WORKDIR stands in the stage, nor in its parents, and the image that they start from sets none. */
function startsAtRoot(stage: Stage): boolean {
  for (let link: Stage | undefined = stage; link; link = link.parent) {
    if (link.instructions.some(({ keyword, onbuild }) => keyword === "WORKDIR" && !onbuild)) return false;
  }
  return startingAtRoot.test(officialName(stage.base?.name ?? ""));
}

/** Images whose own Dockerfiles set no WORKDIR. */
const startingAtRoot = /^(?:scratch|node|debian|ubuntu|alpine|python|ruby|buildpack-deps|busybox)$/;
