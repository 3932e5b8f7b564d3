/** The home folder of the user whom an instruction runs as. */

import { declares } from "../instructions/declarations";
import { commandsIn } from "../syntax/runs";
import { flagValue, hasFlag } from "../syntax/shell";
import type { Instruction, Stage } from "../types";
import { baseFacts, changesUser, createdAccounts, isRootUser } from "./users";

export interface Home {
  /** undefined when not known. */
  readonly path: string | undefined;
  /** The user, as it is named; undefined when not known. */
  readonly user: string | undefined;
  readonly isRoot: boolean;
}

/** Whose home holds for a RUN; undefined when not even the user is known, or the RUN moves it. */
export function homeOf(instruction: Instruction): Home | undefined {
  const { stage, before } = instruction;
  if (!stage) return undefined;
  const user = before.user ? before.user.value?.split(":")[0] : baseFacts(stage)?.defaultUser;
  if (!user || commandsIn(instruction).some(movesHome)) return undefined;
  const isRoot = isRootUser(user);
  if (setsHome(stage)) return { path: instruction.variable("HOME"), user, isRoot };
  return { path: isRoot ? "/root" : homeOfAccount(stage, user), user, isRoot };
}

function movesHome({ name, words, assignments, wrappers }: ReturnType<typeof commandsIn>[number]): boolean {
  if (assignments.some((assignment) => assignment.name.value === "HOME")) return true;
  return changesUser({ name, wrappers }) || (name === "export" && words.some(({ text }) => text.startsWith("HOME=")));
}

function setsHome(stage: Stage): boolean {
  return declares(stage, "HOME") || Object.hasOwn(baseFacts(stage)?.environment ?? {}, "HOME");
}

/** Images whose account for applications has its home below /home. */
const usual = new Set(["node", "bun", "gradle"]);

/** The home folder of an account of a stage, by its name or number; undefined when it is not known. */
export function homeOfAccount(stage: Stage, user: string): string | undefined {
  const isIt = (account: { readonly name: string; readonly uid: number | undefined }) =>
    account.name === user || (account.uid !== undefined && String(account.uid) === user);
  const created = createdAccounts(stage).findLast(isIt);
  if (!created) {
    const app = baseFacts(stage)?.appUser;
    return app && isIt(app) && usual.has(app.name) ? `/home/${app.name}` : undefined;
  }
  const maker = commandsIn(created.by, "useradd", "adduser").find(({ words }) =>
    words.some(({ value }) => value === created.name),
  );
  if (!maker) return undefined;
  const given = flagValue(maker, "-d", "--home-dir", "--home", "-h");
  if (given !== undefined) return given.startsWith("/") ? given.replace(/(?<!\/)\/+$/, "") || "/" : undefined;
  if (hasFlag(maker, "-d", "--home-dir", "--home", "-h", "-b", "--base-dir")) return undefined;
  // Debian's adduser gives system users none.
  return maker.name === "adduser" && hasFlag(maker, "--system") ? undefined : `/home/${created.name}`;
}
