/** Users and groups of an image, and what a user may do with a file. */

import { homeOfAccount } from "../stage/homes";
import { baseFacts, createdAccounts, isRootUser } from "../stage/users";
import type { Instruction, Stage } from "../types";
import type { ImageEntry, Owner } from "./model";

export const root: Owner = { name: "root", id: 0 };

/** What `--chown` and `chown` name: a user and, behind a colon, a group. */
export interface Ownership {
  /** undefined: it is not known whose the file is then; null: it stays as it is. */
  readonly owner: Owner | undefined | null;
  readonly group: Owner | undefined | null;
}

/** Reads "node", "1000:1000", "node:" or ":staff". */
export function readOwnership(stage: Stage | undefined, text: string | undefined): Ownership {
  if (text === undefined) return { owner: undefined, group: undefined };
  const [user = "", group] = text.split(":");
  const owner = user === "" ? null : ownerNamed(stage, user);
  // "node:" means the group that node has.
  return { owner, group: group ? groupNamed(stage, group) : group === "" ? groupOf(stage, owner ?? undefined) : null };
}

/** The user of a name or number, as a stage knows it. */
export function ownerNamed(stage: Stage | undefined, text: string): Owner {
  if (isRootUser(text)) return root;
  if (/^\d+$/.test(text)) return { name: nameOf(stage, Number(text)), id: Number(text) };
  return { name: text, id: accountOf(stage, text)?.uid };
}

function groupNamed(stage: Stage | undefined, text: string): Owner {
  if (isRootUser(text)) return root;
  if (/^\d+$/.test(text)) return { name: undefined, id: Number(text) };
  const app = stage && baseFacts(stage)?.appUser;
  return { name: text, id: app?.group === text ? app.gid : undefined };
}

/** The main group of a user; undefined when it is not known. */
export function groupOf(stage: Stage | undefined, user: Owner | undefined): Owner | undefined {
  if (user?.id === 0) return root;
  const name = user?.name;
  // The engine gives a number without an account the group of root; whether there is one is not known for certain.
  if (name === undefined) return undefined;
  const app = stage && baseFacts(stage)?.appUser;
  if (app?.name === name) return { name: app.group, id: app.gid };
  const group = accountOf(stage, name)?.group;
  return group === undefined ? undefined : { name: group, id: undefined };
}

/** The group that comes with a user in WORKDIR and `--chown`: a number alone stands for both. */
export function groupGiven(stage: Stage | undefined, user: Owner): Owner | undefined {
  return user.id !== undefined && user.name === undefined ? { name: undefined, id: user.id } : groupOf(stage, user);
}

/** Who an instruction works as; undefined when the base image decides and is not known. */
export function userBefore({ stage, before }: Instruction): Owner | undefined {
  return stage && userOf(stage, before.user);
}

/** The group of what an instruction makes. */
export function groupBefore(instruction: Instruction): Owner | undefined {
  const { stage, before } = instruction;
  const named = before.user?.value?.split(":")[1];
  return named ? groupNamed(stage, named) : groupOf(stage, userBefore(instruction));
}

/** Who a container of a stage runs as. */
export function userAfter(stage: Stage): Owner | undefined {
  return userOf(stage, stage.after.user);
}

function userOf(stage: Stage, user: Instruction["before"]["user"]): Owner | undefined {
  const value = user ? user.value : stage.base?.name === "scratch" ? "root" : baseFacts(stage)?.defaultUser;
  const name = value?.split(":")[0];
  return name ? ownerNamed(stage, name) : undefined;
}

/** The home folder of a user; undefined when it is not known. */
export function homeOfOwner(stage: Stage | undefined, user: Owner | undefined): string | undefined {
  if (user?.id === 0) return "/root";
  return stage && user?.name !== undefined ? homeOfAccount(stage, user.name) : undefined;
}

function accountOf(stage: Stage | undefined, name: string) {
  if (!stage) return undefined;
  const app = baseFacts(stage)?.appUser;
  return createdAccounts(stage).findLast((account) => account.name === name) ?? (app?.name === name ? app : undefined);
}

function nameOf(stage: Stage | undefined, id: number): string | undefined {
  const app = stage && baseFacts(stage)?.appUser;
  return app?.uid === id ? app.name : undefined;
}

/** Whether two users are one; undefined when that cannot be told. */
export function isSame(one: Owner | undefined, other: Owner | undefined): boolean | undefined {
  if (!one || !other) return undefined;
  if (one.id !== undefined && other.id !== undefined) return one.id === other.id;
  if (one.name === undefined || other.name === undefined) return undefined;
  // An account that a stage makes has a number of its own.
  return one.name === other.name;
}

/** Whether the permission bits let a user do something; `bit` is that of everybody else: 4 reads, 2 writes, 1 enters. */
export function isAllowed({ owner, mode, kind, isHome }: ImageEntry, user: Owner, bit: 1 | 2 | 4): boolean | undefined {
  if (kind === "link") return undefined;
  if (user.id === 0) return bit !== 1 || kind === "folder" || mode === undefined ? true : (mode & 0o111) !== 0;
  const isOwner = isSame(owner, user);
  if (mode === undefined) return isOwner && isHome ? true : undefined;
  const byOwner = (mode & (bit << 6)) !== 0;
  const byOthers = (mode & bit) !== 0;
  if (isOwner) return byOwner;
  // Which groups the user belongs to is known to nobody here.
  const byGroup = (mode & (bit << 3)) !== 0;
  if (byGroup !== byOthers) return undefined;
  if (isOwner === undefined) return byOwner === byOthers ? byOthers : undefined;
  return byOthers;
}
