/** Whether an install may obey the lock file from now on: what speaks against `npm ci`, `--frozen-lockfile` and the like. */

import { lt } from "semver";
import { firstNpmCi } from "../data/lockFormats";
import { lockfilesOf } from "../data/packageManagers";
import { imageFiles } from "../image/imageFiles";
import { joined } from "../image/model";
import type { Install } from "../packages/install";
import { commandsIn } from "../syntax/runs";
import type { Command, Dockerfile, Facts, Fix } from "../types";
import { placeOfInstall } from "./installPlace";
import { isForgotten, lockFormatOf, unlockedDependencies } from "./lockFit";
import { copyWithoutLockfile, lockfileOf, usualLockfile } from "./lockfile";
import { managerVersionOf } from "./managerVersion";
import { editOfManifest } from "./manifestEdits";

/** Why an install should stay as it is. */
export interface Obstacle {
  /** A clause: "npm 6 of Node.js 14 cannot read package-lock.json". */
  readonly reason: string;
  /** It is a lack of knowledge, not a fact. */
  readonly isDoubt: boolean;
}

/**
 * What would make a frozen install stop that does well today: a package manager that cannot read the lock file, an edit
 * of package.json, a lock file that does not fit or is not there. undefined when nothing is known to.
 */
export function obstacleToFreezing(file: Dockerfile, install: Install, facts: Facts): Obstacle | undefined {
  const edit = editOfManifest(file, install, facts);
  if (edit) {
    const where = commandsIn(install.instruction).includes(edit) ? "the same RUN" : "an earlier RUN";
    const reason = `${where} changes, or may change, package.json or the lock file (${shortOf(edit)}), so that the two need no longer fit each other`;
    return { reason, isDoubt: false };
  }
  const unfit = unreadable(install, facts) ?? unlocked(install, facts);
  if (unfit) return unfit;
  if (isGone(file, install, facts)) {
    const lockfile = lockfileOf(install.manager, facts) ?? usualLockfile(install.manager);
    return {
      reason: `${lockfile} is not in the image at that point, and is not copied along with package.json`,
      isDoubt: false,
    };
  }
  return undefined;
}

/** Why an install that is frozen already surely stops, as a clause: the lock file cannot be read, or does not fit package.json. */
export function stopOfFrozen(file: Dockerfile, install: Install, facts: Facts): string | undefined {
  if (editOfManifest(file, install, facts)) return undefined;
  const unfit =
    unreadable(install, facts) ?? (isForgotten(install, facts) ? unlocked(install, facts, true) : undefined);
  return unfit && !unfit.isDoubt ? unfit.reason : undefined;
}

/** The fixes that freeze an install: none where a fact speaks against it, a matter of judgement where too little is known. */
export function held(fixes: readonly Fix[], obstacle: Obstacle | undefined): readonly Fix[] {
  if (!obstacle) return fixes;
  return obstacle.isDoubt ? fixes.map((fix) => ({ ...fix, optional: true, doubt: obstacle.reason })) : [];
}

/** Why an install is left as it is, as a note; undefined where nothing speaks against an edit. */
export function noteOf(obstacle: Obstacle | undefined): string | undefined {
  return obstacle && `It stays as it is: ${obstacle.reason}.`;
}

/** The package manager is older than the lock file. */
function unreadable(install: Install, facts: Facts): Obstacle | undefined {
  const format = lockFormatOf(install, facts);
  const isNpm = install.manager === "npm";
  if (!format && !isNpm) return undefined;
  const version = managerVersionOf(install, facts);
  if (version === "newest") return undefined;
  if (isNpm && version && lt(version.version, firstNpmCi))
    return { reason: `${version.text} has no "npm ci" yet`, isDoubt: false };
  if (!format) return undefined;
  const { path, name, since } = format;
  const first = `${install.manager} ${since.replace(/\.0$/, "").replace(/\.0$/, "")}`;
  if (!version) {
    const reason = `${path} (${name}) needs ${first} or newer, and which one this image has is not known`;
    return isNpm ? { reason, isDoubt: true } : undefined;
  }
  if (!lt(version.version, since)) return undefined;
  const reason = `${version.text} cannot read ${path} (${name}), which needs ${first} or newer`;
  return { reason, isDoubt: false };
}

function unlocked(install: Install, facts: Facts, isOfRoot = false): Obstacle | undefined {
  const [lacking] = unlockedDependencies(install, facts, isOfRoot);
  if (lacking === undefined) return undefined;
  const lockfile = lockfileOf(install.manager, facts) ?? usualLockfile(install.manager);
  const manifest = manifestWith(lacking, facts);
  const reason = `${lockfile} does not fit package.json: it lacks ${lacking} as ${manifest} wants it, so bring it up to date and commit it first`;
  return { reason, isDoubt: false };
}

/** The manifest that names a dependency: that of the project, or of the first of its workspaces that does. */
function manifestWith(name: string, { project, contents }: Facts): string {
  const own = project?.manifest ?? "package.json";
  const others = project?.workspaces?.map((folder) => joined(folder, "package.json")) ?? [];
  const names = (path: string) => {
    const [, ...behind] = contents?.get(path)?.split(`"${name}"`) ?? [];
    return behind.some((rest) => /^\s{0,9}:/.test(rest));
  };
  return [own, ...others].find(names) ?? own;
}

/** Whether the lock file is surely not there, and no COPY can bring it along. */
function isGone(file: Dockerfile, install: Install, facts: Facts): boolean {
  const { instruction, command, manager } = install;
  const place = placeOfInstall(install);
  if (place === undefined || instruction.mounts.some(({ type }) => type === "bind")) return false;
  if (copyWithoutLockfile(file, install, facts)) return false;
  const view = imageFiles(file, facts).before(instruction, command);
  const isThere = view.at(joined(place, "package.json"));
  return typeof isThere === "object" && lockfilesOf(manager).every((name) => view.at(joined(place, name)) === "absent");
}

function shortOf(command: Command): string {
  return command.words
    .slice(0, 3)
    .map(({ value, text }) => value ?? text)
    .join(" ")
    .slice(0, 60);
}
