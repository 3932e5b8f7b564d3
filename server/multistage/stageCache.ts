/** A cache mount for what package managers download: the next build takes it from there. */

import { managerOf } from "../data/packageManagers";
import { isMounted } from "../packages/caches";
import type { Install } from "../packages/install";
import { uidOf } from "../stage/users";
import type { Facts } from "../types";

export interface CacheMount {
  readonly flag: string;
  /** The install has it already. */
  readonly isThere: boolean;
}

/**
 * The mount for the downloads of a package manager; undefined where none is wanted, and where another user than root installs.
 * @param isCleaned the install empties the cache, so that no other rule has asked for a mount.
 */
export function cacheMountFor(
  { manager, instruction }: Install,
  { project }: Facts,
  isCleaned = false,
): CacheMount | undefined {
  const { stage, before } = instruction;
  if (!stage || uidOf(stage, before) !== 0) return undefined;
  const { cache } = managerOf(manager, project?.manager);
  if (!(cache.isMounted || isCleaned) || cache.movers.some((name) => instruction.variable(name) !== undefined))
    return undefined;
  const { folder } = cache;
  return { flag: `--mount=type=cache,target=${folder}`, isThere: isMounted(instruction, [folder]) };
}
