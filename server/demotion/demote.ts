/** What lets a stage run as somebody else than root: USER, an account, and the files and folders that it writes. */

import { closedToUsers, systemFolders } from "../data/startWrites";
import { addArguments, insertAfter } from "../edits/edits";
import { type ImageFiles, imageFiles } from "../image/imageFiles";
import { type FileView, type Owner, parentOf } from "../image/model";
import { isSame, ownerNamed } from "../image/owners";
import { folderAfter } from "../stage/folders";
import {
  baseFacts,
  chown,
  createAccount,
  createdAccounts,
  inherited,
  ownerFor,
  rootOwnedCopies,
  runsScripts,
  unprivilegedAccount,
} from "../stage/users";
import { commandsIn } from "../syntax/runs";
import { hasFlag } from "../syntax/shell";
import type { Dockerfile, Edit, Facts, Finding, Fix, Instruction, Stage } from "../types";
import { isWithin } from "../util/paths";
import { builtOutputs, isProgramLoaded, isProgramRun } from "./builtOutputs";
import { collectNeeds } from "./collected";
import { corepackHome } from "./corepackHome";
import { type Grant, grantEdits, nameFrom } from "./grantEdits";
import { isEmpty } from "./madeFolders";
import { areSourcesKnown } from "./sourceWrites";
import { homeKeeper } from "./toolWrites";
import { type Volume, volumesOf } from "./volumes";
import { type Doubt, isDoubt, type Need } from "./writeNeeds";

/** Makes the edits that set the user, with lines that come above. */
export type SetUser = (user: string, above: readonly string[]) => readonly Edit[];

/**
 * The fix that lets a stage run unprivileged: USER where nothing after it needs root, the account when there is none,
 * the owner of the app's files unless the policy leaves them to root, and the folders that the program writes.
 * A matter of judgement where these cannot be told, or cannot be given. A note in its place where it is known that only
 * root can start what is started. Neither when no account is known and none can be created.
 * @param user who it is to run as; by default the account at hand.
 * @param isOptional it is a matter of judgement in any case.
 * @param doubt why the stage may need root whatever is found here, as a clause.
 */
export function demote(
  file: Dockerfile,
  stage: Stage,
  facts: Facts,
  setUser: SetUser,
  {
    user,
    isOptional = false,
    doubt: given,
  }: { user?: string | undefined; isOptional?: boolean; doubt?: string | undefined } = {},
): Pick<Finding, "fixes" | "note"> {
  const account = user ?? unprivilegedAccount(stage)?.name;
  const creation = account === undefined ? createAccount(stage, "app") : undefined;
  if (account === undefined && (creation === undefined || baseFacts(stage)?.defaultUser !== "root")) return {};
  const name = account ?? "app";
  const owner = account === undefined ? "app:app" : ownerFor(stage, account);
  const by = createdAccounts(stage).find((created) => created.name === name)?.by;
  const isKept = facts.policy?.readOnlyFiles || user !== undefined;
  const copies = (isKept ? [] : rootOwnedCopies(stage)).filter((copy) => !by || by.start < copy.start);

  const { grants, doubts: found } = grantsFor(file, stage, facts, { name, copies: new Set(copies), by });
  const fact = found.find(({ isFact }) => isFact);
  if (fact) return { note: `Only root can start it: ${fact.doubt}.` };
  const doubts = [...(given === undefined ? [] : [given]), ...found.map(({ doubt }) => doubt)];
  // There is nothing that could give a folder away.
  if (grants.length > 0 && baseFacts(stage)?.hasShell === false)
    doubts.push(`${grants[0]?.path} belongs to root, and the image has no shell to give it away`);
  if (user === undefined && account === undefined && !runsScripts(stage) && !areSourcesKnown(stage, facts))
    doubts.push("nobody can tell from here what the program writes, and where");
  if (stage.instructions.some(({ onbuild }) => onbuild))
    doubts.push("images that are made of this one may have to write as root");
  const home = homeEdits(stage, facts, name, by);
  if (home === undefined)
    doubts.push(`${homeKeeper(stage, facts)} writes to the home folder, which "${name}" has none of`);

  const granted = grantEdits(file, stage, owner, grants);
  const edits = [
    ...(creation === undefined ? [] : [insertAfter(file, (copies[0]?.stage ?? stage).from, `RUN ${creation}`)]),
    ...copies.map((copy) => chown(copy, owner)),
    ...granted.edits,
    ...(home ?? []),
    ...corepackHome(file, stage, facts),
    ...setUser(name, granted.lines),
  ];
  const [doubt] = doubts;
  const fix: Fix = {
    title: titleOf(name, grants, folderAfter(stage)),
    safe: false,
    optional: isOptional || doubt !== undefined,
    doubt,
    waits: true,
    edits,
  };
  return { fixes: [fix] };
}

function titleOf(name: string, grants: readonly Grant[], folder: string | undefined): string {
  const title = `Run as the user "${name}"`;
  const names = grants.slice(0, 3).map(({ path }) => (path === folder ? path : nameFrom(folder, path)));
  if (names.length === 0) return title;
  return `${title}, who owns ${names.join(", ")}${grants.length > names.length ? " and more" : ""}`;
}

// ------------------------------------------------------------------- folders

interface Who {
  readonly name: string;
  /** What becomes the user's by a flag. */
  readonly copies: ReadonlySet<Instruction>;
  /** The RUN that creates the account; undefined: it is there from the beginning. */
  readonly by: Instruction | undefined;
}

/** The folders that have to be given to the user, each once, and why that does not help. */
function grantsFor(file: Dockerfile, stage: Stage, facts: Facts, who: Who): { grants: Grant[]; doubts: Doubt[] } {
  const files = imageFiles(file, facts);
  const grants = new Map<string, Grant>();
  const doubts: Doubt[] = [];
  const volumes = volumesOf(file, stage, facts);
  const all = collectNeeds(file, stage, facts);
  // What can be made in a folder that is given anyway comes last.
  const needs = all.filter((need) => !isDoubt(need)) as Need[];
  for (const found of all) if (isDoubt(found)) doubts.push(found);
  if (needs.length > mostNeeds)
    return { grants: [], doubts: [{ doubt: "the program writes to more folders than are looked at" }] };
  for (const need of [...needs.filter(({ isMade }) => !isMade), ...needs.filter(({ isMade }) => isMade)].sort(
    byDepth,
  )) {
    const grant = grantFor(need, { stage, facts, files, who, volumes, grants });
    if (grant && "doubt" in grant) doubts.push(grant);
    else if (grant)
      grants.set(grant.path, { ...grant, isTree: grant.isTree || (grants.get(grant.path)?.isTree ?? false) });
  }
  return { grants: [...grants.values()], doubts };
}

/** Nobody hands so many folders over; bounds the time. */
const mostNeeds = 200;

function byDepth(one: Need, other: Need): number {
  return one.path.split("/").length - other.path.split("/").length;
}

interface Around {
  readonly stage: Stage;
  readonly facts: Facts;
  readonly files: ImageFiles;
  readonly who: Who;
  readonly volumes: readonly Volume[];
  readonly grants: ReadonlyMap<string, Grant>;
}

/** What has to be given; why it cannot be; undefined where the user has it, or can make it. */
function grantFor(
  { path, isTree = false, isMade, isProgram, isFile, isEarly, isSure, by }: Need,
  around: Around,
): Grant | Doubt | undefined {
  const { stage, facts, files, who, volumes, grants } = around;
  const view = files.after(stage);
  const user = ownerNamed(stage, who.name);
  const working = folderAfter(stage);
  const isOwn = working !== undefined && working !== "/" && isWithin(path, working);
  if (/^\/(?:tmp|var\/tmp|dev\/shm)(?:\/|$)/.test(path)) return undefined;
  if (isFile && [...grants.values()].some((it) => it.isTree && isWithin(path, it.path))) return undefined;
  const built = builtOutputs(stage, facts).get(path);
  const made = built?.by;
  const isWorked =
    isProgram === true && !isFile && (isProgramRun(stage) || (isEarly === true && isProgramLoaded(stage)));
  if (isUsers(path, view, user, who) && !isWorked) {
    if (!isTree || made === undefined) return undefined;
  }
  if (!/^\/[\w./@+-]+$/.test(path)) return { doubt: `${path} belongs to root, and ${by}` };
  // Whose folder a volume brings is not known here.
  const isCovered = volumes.some((it) => it.path === undefined || isWithin(path, it.path));
  if (!isOwn && (systemFolders.has(path) || closedToUsers.test(path)))
    return {
      doubt: `${path} ${isFile ? "lies in" : "is"} a folder of the system, which belongs to root, and ${by}`,
      ...(isSure && !isCovered && view.mayWrite(path, user) === false && { isFact: true }),
    };
  const there = view.at(path);
  const maker = made ?? (there && there !== "absent" ? there.by : undefined);
  const isKnown = there !== undefined && there !== "absent";
  const isAbsent = !isKnown && made === undefined;
  if (isMade && isAbsent && !isWorked && isMakeable(path, view, grants)) return undefined;
  if (isKnown && there.kind === "file" && !isFile) return { doubt: `${path} is a file, and ${by}` };
  const volume = volumes.find((it) => it.set && it.path !== undefined && isWithin(path, it.path))?.set;
  const isFirst = !volume || !maker || maker.start < volume.start;
  const isAfter = !who.by || (maker && who.by.start < maker.start);
  // A copy that is the user's: what lies in it is as well.
  const isFilled =
    !isFile &&
    (made !== undefined || (isKnown && there.by?.keyword === "RUN" && !isEmpty(path, view) && !isCopied(path, stage)));
  return {
    path,
    isTree:
      isWorked ||
      (path !== working && (isTree || built?.isShared ? made !== undefined : isFilled && made === undefined)),
    isThere: isKnown || built?.isCertain === true,
    by: !isWorked && maker?.keyword === "RUN" && maker.stage === stage && isFirst && isAfter ? maker : undefined,
    volume,
  };
}

/** Whether a folder is the user's, or will be by the flag of a copy; so is one that only what is the user's leads to. */
function isUsers(path: string, view: FileView, user: Owner, { copies }: Who): boolean {
  for (let place = path; ; place = parentOf(place)) {
    const found = view.at(place);
    if (found !== "absent") {
      if (found?.by && copies.has(found.by)) return true;
      return (found && isSame(found.owner, user)) === true || view.mayWrite(place, user) === true;
    }
    if (place === "/") return false;
  }
}

/** The folder that it would be made in is given to the user. */
function isMakeable(path: string, view: FileView, grants: ReadonlyMap<string, Grant>): boolean {
  for (let place = parentOf(path); ; place = parentOf(place)) {
    if (grants.has(place)) return true;
    if (view.at(place) !== "absent" || place === "/") return false;
  }
}

function isCopied(path: string, stage: Stage): boolean {
  return inherited(stage).some(({ keyword, words }) => /^(?:COPY|ADD)$/.test(keyword) && words.at(-1)?.value === path);
}

// ---------------------------------------------------------------------- home

/** The edits that give an account of the file a home folder, if a program wants one; undefined where none can be given. */
function homeEdits(stage: Stage, facts: Facts, name: string, by: Instruction | undefined): Edit[] | undefined {
  if (!by || homeKeeper(stage, facts) === undefined) return [];
  if (
    inherited(stage).some(
      ({ keyword, assignments }) => keyword === "ENV" && assignments.some((it) => it.name.value === "HOME"),
    )
  )
    return [];
  const command = commandsIn(by, "useradd", "adduser").find(({ words }) => words.some(({ value }) => value === name));
  if (!command) return [];
  if (command.name === "adduser") return hasFlag(command, "-H", "--no-create-home") ? undefined : [];
  if (hasFlag(command, "-m", "--create-home")) return [];
  if (hasFlag(command, "-M", "--no-create-home")) return undefined;
  const edit = addArguments(command, "--create-home", command.words[0]);
  return edit && by.stage === stage ? [edit] : undefined;
}
