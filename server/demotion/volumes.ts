/** Folders of a container that outlive it: VOLUME, volumes and folders of the host in compose, volumes of Fly. */

import { servicesOf } from "../image/shipped";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";

/** A folder that something is mounted on. */
export interface Volume {
  /** Absolute; undefined when a variable decides. */
  readonly path: string | undefined;
  /** For people: "VOLUME", "compose". */
  readonly by: string;
  /** The file or folder of the host that is mounted there; undefined for a volume, which begins as what the image has. */
  readonly host?: string;
  /** The VOLUME behind which what the image has there no longer changes. */
  readonly set?: Instruction;
}

/** Those that can be written. */
export function volumesOf(file: Dockerfile, stage: Stage, facts: Facts): Volume[] {
  const declared = inherited(stage).flatMap((instruction): Volume[] =>
    instruction.keyword === "VOLUME"
      ? instruction.words.map(({ value }) => ({
          path: resolvePath(folderBefore(instruction), value),
          by: "VOLUME",
          set: instruction,
        }))
      : [],
  );
  const mounted = servicesOf(file, facts).flatMap(({ mounts = [] }) =>
    mounts
      .filter(({ isReadOnly }) => !isReadOnly)
      .map(({ target, host }): Volume => ({ path: resolvePath("/", target), host, by: "compose" })),
  );
  return [...declared, ...mounted, ...flyVolumes(facts)];
}

/** The folders that `[mounts]` of fly.toml names; Fly gives them to the user of the image. */
function flyVolumes({ contents }: Facts): Volume[] {
  const text = contents?.get("fly.toml");
  const found = text?.matchAll(/^\s{0,20}destination\s{0,9}=\s{0,9}["']([^"'\n]{1,300})["']/gm) ?? [];
  return [...found].map(([, path]) => ({ path: resolvePath("/", path), by: "fly.toml" }));
}
