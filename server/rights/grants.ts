/** Edits that give a RUN the rights that it lacks: those of root, or a folder for its USER. */

import { addArguments, blockOf, insertAfter, insertBefore, keywordLike, removeLine } from "../edits/edits";
import type { ImageFiles } from "../image/imageFiles";
import type { Obstacle } from "../image/model";
import { isSame, userBefore } from "../image/owners";
import { installsIn } from "../packages/install";
import { baseFacts, chown, createdAccounts, ownerFor } from "../stage/users";
import { flagOf, isCopy } from "../syntax/instructions";
import { hasFlag } from "../syntax/shell";
import type { Command, Dockerfile, Fix, Instruction } from "../types";

/**
 * Lets root do what a RUN does: USER comes behind it, or root's before it and the old one again behind.
 * @param others RUNs that are to be root's as well.
 */
export function runAsRoot(
  file: Dockerfile,
  run: Instruction,
  others: ReadonlySet<Instruction> = new Set(),
): Fix | undefined {
  const user = nameInForce(run);
  if (user === undefined) return undefined;
  // What the install of a project makes would then be root's.
  const optional = installsIn(run).some(({ isGlobal }) => !isGlobal);
  const set = run.before.user?.set;
  const instructions = run.stage?.instructions ?? [];
  const at = instructions.indexOf(run);
  let first = at;
  while (others.has(instructions[first - 1] as Instruction)) first--;
  if (set && instructions[first - 1] === set && isRootAt(set)) {
    const block = blockOf(file, set);
    const moved = insertAfter(file, run, file.text.slice(block.start, block.end));
    const edits = [removeLine(file.text, block), moved];
    return { title: `Move USER ${user} below it`, safe: false, optional, edits };
  }
  const next = instructions[at + 1];
  const isSetNext = next?.keyword === "USER" && !next.onbuild;
  const keyword = keywordLike(file, run, "USER");
  const edits = [insertBefore(file, run, `${keyword} root`)];
  if (!isSetNext) edits.push(insertAfter(file, run, `${keyword} ${user}`));
  return { title: "Run it as USER root", safe: false, optional, edits };
}

/** What a RUN's USER lacks. */
interface Lack {
  readonly run: Instruction;
  readonly command: Command;
  /** The folder that ought to be the user's; undefined: none, since it is the system's. */
  readonly folder: string | undefined;
  readonly obstacle: Obstacle;
}

/**
 * Gives the user what it lacks: by the copy that brought it, or where root is still at work. In a folder of the system,
 * root does the work itself.
 */
export function giveFolder(file: Dockerfile, files: ImageFiles, lack: Lack): Fix | undefined {
  const { run, command, folder, obstacle } = lack;
  const { by } = obstacle.entry;
  const { stage } = run;
  const user = nameInForce(run);
  if (user === undefined || !stage || obstacle.isClosed) return undefined;
  // Its own permission bits keep it out.
  if (isSame(obstacle.entry.owner, userBefore(run))) return undefined;
  const owner = ownerFor(stage, user);
  if (by && isCopy(by) && by.stage === stage && !flagOf(by, "chown") && isThereBefore(by, user)) {
    return { title: `Add --chown=${owner}`, safe: false, edits: [chown(by, owner)] };
  }
  if (!by && (folder === undefined || files.before(run, command).at(folder) !== "absent")) return runAsRoot(file, run);
  const place = by ? obstacle.path : folder;
  if (place === undefined || !/^\/[\w./@+-]+$/.test(place) || !/^[\w:.-]+$/.test(owner)) return undefined;

  const set = run.before.user?.set;
  const isAbove = set?.stage === stage && isRootAt(set) && (!by || by.start < set.start);
  const at = isAbove ? set : run;
  const [name, group] = owner.split(":");
  const isThere = by !== undefined && files.before(at).at(place) !== "absent";
  const give = isThere ? `chown ${owner} ${place}` : `install -d -o ${name}${group ? ` -g ${group}` : ""} ${place}`;
  const keyword = keywordLike(file, run, "USER");
  const line = `${keywordLike(file, run, "RUN")} ${give}`;
  const lines = isAbove ? [line] : [`${keyword} root`, line, `${keyword} ${user}`];
  // mkdir alone fails where there is such a folder already.
  const isMade = command.name === "mkdir" && !isThere && !hasFlag(command, "-p", "--parents");
  const flag = isMade ? addArguments(command, "-p", command.words[0]) : undefined;
  if (isMade && !flag) return undefined;
  return {
    title: `Give ${place} to ${user}`,
    safe: false,
    edits: [insertBefore(file, at, ...lines), ...(flag ? [flag] : [])],
  };
}

function nameInForce({ stage, before }: Instruction): string | undefined {
  return before.user ? before.user.value : stage && baseFacts(stage)?.defaultUser;
}

function isRootAt(instruction: Instruction): boolean {
  return userBefore(instruction)?.id === 0;
}

/** An account that the stage makes is there when a copy needs it. */
function isThereBefore({ stage, start }: Instruction, user: string): boolean {
  const name = user.split(":")[0];
  const by = stage && createdAccounts(stage).find((account) => account.name === name)?.by;
  return !by || by.start < start;
}
