/** Mounts of RUNs that the USER in force cannot use: unless an option says otherwise they belong to root. */

import { homeOfOwner } from "../image/owners";
import { folderBefore } from "../stage/folders";
import { changesUser, inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { mountsOf } from "../syntax/instructions";
import { literal } from "../syntax/options";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, Instruction, Mount, Stage } from "../types";
import { memoize } from "../util/memoize";
import { isWithin } from "../util/paths";
import { type UnprivilegedRun, unprivilegedRuns } from "./unprivileged";

/** A mount that the user of a RUN cannot read, or in case of a cache not write. */
export interface ClosedMount {
  readonly run: UnprivilegedRun;
  readonly mount: Mount;
}

/** In order. */
export function closedMounts(file: Dockerfile): ClosedMount[] {
  return unprivilegedRuns(file).flatMap((run) => {
    const { instruction } = run;
    if (instruction.mounts.length === 0 || commandsIn(instruction).some(changesUser)) return [];
    return instruction.mounts.flatMap((mount) => {
      const isWanted = mount.type === "cache" ? isForUser(file, run, mount) : isRead(run, mount);
      return isWanted && isClosed(run, mount) ? [{ run, mount }] : [];
    });
  });
}

/** What the engine gives a mount, by type, and the bit that its user needs of everybody's. Measured with BuildKit. */
const rights: Readonly<Record<string, { readonly mode: number; readonly bit: 2 | 4 }>> = {
  secret: { mode: 0o400, bit: 4 },
  ssh: { mode: 0o600, bit: 4 },
  cache: { mode: 0o755, bit: 2 },
};

function isClosed({ user }: UnprivilegedRun, { type, options }: Mount): boolean {
  const right = Object.hasOwn(rights, type) ? rights[type] : undefined;
  const uid = options.get("uid") ?? "0";
  const mode = options.get("mode");
  if (!right || !/^\d+$/.test(uid) || (mode !== undefined && !/^[0-7]{3,4}$/.test(mode))) return false;
  const bits = mode === undefined ? right.mode : Number.parseInt(mode, 8);
  // Which groups the user belongs to is not known, and root's may be one of them.
  if (bits & (right.bit | (right.bit << 3))) return false;
  return Number(uid) === 0 || (user.id !== undefined && user.id !== Number(uid));
}

/** A secret is mounted to be read, unless somebody asks first whether it can be. */
function isRead({ instruction }: UnprivilegedRun, { type, target, id, options }: Mount): boolean {
  if (type !== "secret") return type === "ssh";
  if (options.has("env") && target === undefined) return false;
  const path = target ?? `/run/secrets/${id ?? ""}`;
  return !commandsIn(instruction).some(({ name, words, within, next }) => {
    const isAbout = words.some((word) => literal(word).includes(path) || word.text.includes(path));
    return isAbout && (next === "||" || within.includes("if") || name === "test" || name === "[" || name === "[[");
  });
}

/** Whether a cache is the one of the user, by its folder, by the working directory or by what the RUN says. */
function isForUser(file: Dockerfile, { instruction, user }: UnprivilegedRun, mount: Mount): boolean {
  const { target, from, options } = mount;
  const working = folderBefore(instruction);
  const path = resolvePath(working, target);
  if (path === undefined || from !== undefined || options.has("ro") || options.has("readonly")) return false;
  if (isGivenElsewhere(file, mount)) return false;
  const home = homeOfOwner(instruction.stage, user);
  if (home !== undefined && isWithin(path, home)) return true;
  if (working !== undefined && working !== "/" && isWithin(path, working)) return true;
  return isNamed(instruction, path);
}

/** The values that ENV gives in a stage and those that it starts from. */
const variablesOf = memoize((stage: Stage): readonly (string | undefined)[] =>
  inherited(stage).flatMap(({ keyword, assignments }) =>
    keyword === "ENV" ? assignments.map(({ value }) => value?.value) : [],
  ),
);

/** Options of the RUN or variables lead a program to the folder. */
function isNamed(instruction: Instruction, path: string): boolean {
  const values = [
    ...commandsIn(instruction).flatMap(({ words }) => words.map(({ value }) => value)),
    ...(instruction.stage ? variablesOf(instruction.stage) : []),
  ];
  return values.some((value) => value !== undefined && (value === path || value.endsWith(`=${path}`)));
}

/** Another RUN has the same cache and says whose it is. */
function isGivenElsewhere(file: Dockerfile, mount: Mount): boolean {
  return givenCaches(file).has(keyOf(mount));
}

function keyOf({ id, target }: Mount): string | undefined {
  return id ?? target;
}

const givenCaches = memoize(
  (file: Dockerfile): ReadonlySet<string | undefined> =>
    new Set(
      mountsOf(file, "cache")
        .filter(({ instruction }) => commandsIn(instruction, "chown", "chmod").length > 0)
        .map(({ mount }) => keyOf(mount)),
    ),
);
