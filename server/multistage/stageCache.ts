/** A cache mount for what package managers download: the next build takes it from there. */

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
 * The mount for the downloads of pnpm or yarn; undefined for others, and where another user than root installs.
 * Sources: pnpm.io/settings#storedir, yarnpkg.com/configuration/yarnrc#globalFolder; yarn classic of the official Node
 * images keeps root's cache below /usr/local/share.
 */
export function cacheMountFor({ manager, instruction }: Install, { project }: Facts): CacheMount | undefined {
  const { stage, before } = instruction;
  if (!stage || uidOf(stage, before) !== 0) return undefined;
  const folder = manager === "yarn" && project?.manager === "yarn-berry" ? berryCache : folders[manager];
  const moves = movers[manager] ?? [];
  if (folder === undefined || moves.some((name) => instruction.variable(name) !== undefined)) return undefined;
  return { flag: `--mount=type=cache,target=${folder}`, isThere: isMounted(instruction, [folder]) };
}

const folders: Readonly<Partial<Record<Install["manager"], string>>> = {
  pnpm: "/root/.local/share/pnpm/store",
  yarn: "/usr/local/share/.cache/yarn",
};

const berryCache = "/root/.yarn/berry/cache";

/** Variables that put the folder elsewhere. */
const movers: Readonly<Partial<Record<Install["manager"], readonly string[]>>> = {
  pnpm: ["PNPM_HOME", "XDG_DATA_HOME", "npm_config_store_dir"],
  yarn: ["YARN_CACHE_FOLDER", "YARN_GLOBAL_FOLDER"],
};
