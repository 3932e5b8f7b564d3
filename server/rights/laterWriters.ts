/** Who has to own what a build makes, where a container runs as somebody else than root. */

import { userBefore } from "../image/owners";
import { servicesOf } from "../image/shipped";
import { reasonForRoot } from "../stage/daemons";
import { baseFacts, createdAccounts, dropsRoot, isRootUser, ownerFor, turnsIntoUser } from "../stage/users";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";

/**
 * Whom, as `chown` takes it, files that root makes have to belong to where a container runs as another user, or the
 * workers of its server do; undefined where it does not, "unknown" where that user is not known, or not there yet.
 */
export function writerOf(file: Dockerfile, by: Instruction, facts: Facts): string | "unknown" | undefined {
  const { stage } = by;
  if (!stage?.ships || userBefore(by)?.id !== 0) return undefined;
  const last = file.final ?? stage;
  const users = servicesOf(file, facts).map(({ user }) => (user ? user.value : last.after.user?.value));
  const set = last.after.user;
  const user = users.length > 0 ? users.find((each) => each !== undefined && !isRootUser(each)) : set?.value;
  if (user === undefined && set && set.value === undefined) return "unknown";
  if (user === undefined || isRootUser(user)) return workersOf(last, facts);
  const [name = ""] = user.split(":");
  const isThere =
    /^\d+$/.test(name) ||
    baseFacts(stage)?.appUser?.name === name ||
    createdAccounts(stage).some((account) => account.name === name && account.by.start < by.start);
  return isThere && /^[\w.-]+(?::[\w.-]+)?$/.test(user) ? ownerFor(stage, user) : "unknown";
}

/** The same for a container that starts as root: those who answer requests in its place are others. */
function workersOf(stage: Stage, facts: Facts): string | "unknown" | undefined {
  if (!dropsRoot(stage, facts)) return undefined;
  const image = baseFacts(stage);
  const isServer = reasonForRoot(stage) !== undefined || image?.entrypointDropsRoot === true;
  const account = isServer && !turnsIntoUser(stage, facts) ? image?.appUser : undefined;
  return account ? ownerFor(stage, account.name) : "unknown";
}
