/** Edits that give a user folders of the image: in the RUN that makes them, else in one of its own. */

import { appendCommand, insertBefore, keywordLike } from "../edits/edits";
import { insideOf } from "../image/model";
import { userBefore } from "../image/owners";
import { folderAfter, folderBefore } from "../stage/folders";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, Edit, Instruction, Stage } from "../types";
import { isWithin } from "../util/paths";

/** A folder that is not the user's yet. */
export interface Grant {
  readonly path: string;
  /** With all that lies in it. */
  readonly isTree: boolean;
  /** It certainly is there at the end. */
  readonly isThere: boolean;
  /** The RUN of the stage that makes it, in which it can be given away as well. */
  readonly by: Instruction | undefined;
  /** The VOLUME above which that has to be done. */
  readonly volume: Instruction | undefined;
}

interface Grants {
  readonly edits: readonly Edit[];
  /** Lines that come above USER. */
  readonly lines: readonly string[];
}

/** @param owner as `--chown` has it: "node:node". */
export function grantEdits(file: Dockerfile, stage: Stage, owner: string, grants: readonly Grant[]): Grants {
  const edits: Edit[] = [];
  const rest: Grant[] = [];
  for (const [by, group] of groupedBy(
    grants.filter((grant) => !isCovered(grant, grants)),
    ({ by }) => by,
  )) {
    const command =
      by && isRootAt(by)
        ? commandFor(
            owner,
            // What it makes for certain is there when a command follows.
            group.map((it) => ({ ...it, isThere: it.isTree ? it.isThere : true })),
            // The shell may be elsewhere at the end.
            commandsIn(by, "cd", "pushd", "popd").length > 0 ? undefined : folderBefore(by),
          )
        : undefined;
    const edit = by && command ? appendCommand(file, by, command) : undefined;
    if (edit) edits.push(edit);
    else rest.push(...group);
  }
  const lines: string[] = [];
  for (const [volume, group] of groupedBy(rest, ({ volume }) => volume)) {
    const isAbove = volume?.stage === stage && isRootAt(volume);
    const command = commandFor(owner, group, isAbove ? folderBefore(volume) : folderAfter(stage));
    const line = `${keywordLike(file, stage.from, "RUN")} ${command}`;
    if (isAbove) edits.push(insertBefore(file, volume, line));
    else lines.push(line);
  }
  return { edits, lines };
}

/** Whether a folder around it is given away with all that lies in it, in the same command or at the end. */
function isCovered({ path, by, volume }: Grant, grants: readonly Grant[]): boolean {
  return grants.some(
    (other) =>
      other.isTree &&
      other.path !== path &&
      isWithin(path, other.path) &&
      (other.by === by || other.by === undefined) &&
      other.volume === volume,
  );
}

function groupedBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** One command for all of them. @param folder that it runs in. */
function commandFor(owner: string, grants: readonly Grant[], folder: string | undefined): string {
  const [user = "", group] = owner.split(":");
  const names = (fits: (grant: Grant) => boolean) =>
    grants
      .filter(fits)
      .map(({ path }) => nameFrom(folder, path))
      .join(" ");
  const made = names(({ isThere, isTree }) => !isThere && !isTree);
  const given = names(({ isThere, isTree }) => isThere && !isTree);
  const trees = names(({ isTree }) => isTree);
  // chown stops the build where there is nothing.
  const missing = names(({ isThere, isTree }) => isTree && !isThere);
  return [
    made && `install -d -o ${user}${group ? ` -g ${group}` : ""} ${made}`,
    given && `chown ${owner} ${given}`,
    missing && `mkdir -p ${missing}`,
    trees && `chown -R ${owner} ${trees}`,
  ]
    .filter(Boolean)
    .join(" && ");
}

/** As short as people write it. */
export function nameFrom(folder: string | undefined, path: string): string {
  const inside = folder === undefined || folder === "/" ? undefined : insideOf(path, folder);
  return inside === "" ? "." : (inside ?? path);
}

function isRootAt(instruction: Instruction): boolean {
  const user = userBefore(instruction);
  return user?.id === 0;
}
