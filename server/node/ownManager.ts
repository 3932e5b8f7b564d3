/** The package manager that keeps a project's lock file, where a Dockerfile installs with another one, and how an image gets it. */

import { allOf, corepack, type ManagerFacts, managerOf, managersByLockfile } from "../data/packageManagers";
import { systemInstalls } from "../data/systemManagers";
import { type Install, projectInstallsOf } from "../packages/install";
import { nodeMajor } from "../stage/nodeVersion";
import { inherited, uidOf } from "../stage/users";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Stage, Word } from "../types";
import { memoizeFor } from "../util/memoize";
import type { Reason } from "../util/reason";
import { projectOf } from "./entry";

export interface ForeignInstall {
  readonly install: Install;
  /** Who keeps the lock file. */
  readonly own: ManagerFacts;
  readonly lockfile: string;
}

/** The installs of the project by a manager that does not read its lock file, though it is in the context; empty while that is not known. */
export const foreignInstalls = memoizeFor((file: Dockerfile, facts: Facts): readonly ForeignInstall[] => {
  const { project } = facts;
  const own = project?.manager && managerOf(project.manager);
  if (!project || !own || !project.lockfiles.every((path) => managersByLockfile(path).includes(own))) return [];
  // One that the ignore file leaves out is the project's all the same.
  const [lockfile] = project.lockfiles;
  if (lockfile === undefined) return [];
  return file.stages
    .flatMap(projectInstallsOf)
    .filter(
      ({ manager, instruction, command }) =>
        managerOf(manager).program !== own.program &&
        !isChosen(command) &&
        !isTranslated(instruction, command.start, manager) &&
        projectOf(file, instruction, facts) === project,
    )
    .map((install) => ({ install, own, lockfile }));
});

/** Whether a script decides when it runs whether that is wanted: by the lock file that it finds. */
function isChosen({ within, operator }: Command): boolean {
  return operator === "||" || within.some((part) => part === "if" || part === "case");
}

/** Whether a command before writes a lock file of the manager by the one that there is. */
function isTranslated({ stage }: Instruction, start: number, manager: Install["manager"]): boolean {
  const phrases = allOf(({ program, translatesLockfile = [] }) => (program === manager ? translatesLockfile : []));
  const all = (stage ? inherited(stage) : []).flatMap((it) => (it.keyword === "RUN" ? commandsIn(it) : []));
  return all.some((command) => command.start < start && (runs(command, ...phrases) || isTranslator(command)));
}

/** synp makes yarn.lock of package-lock.json and the other way round. */
function isTranslator({ words }: Command): boolean {
  return words.some(({ value }) => /^synp(?:@|$)/.test(value ?? ""));
}

/** The instructions that bring a package manager, those that only root can run among them; else why that is left, as a clause. */
export function provision(stage: Stage, own: ManagerFacts, facts: Facts): readonly string[] | Reason {
  const { program, inNode, usualVersion } = own;
  if (inNode === "always" || isProvided(stage, own)) return [];
  const major = nodeMajor(stage);
  const version = versionOf(own, facts);
  const isYarn = program === "yarn";
  const hasOwnRelease = isYarn && /^yarnPath:/m.test(facts.contents?.get(".yarnrc.yml") ?? "");
  if (version === undefined && usualVersion === undefined && !hasOwnRelease)
    return { reason: `package.json does not say which version of ${program} it is` };
  const needed = own.needsNode?.find(([since]) => since <= Number.parseInt(version ?? "", 10))?.[1];
  if (needed !== undefined && major !== undefined && major < needed)
    return { reason: `${program} ${version} needs Node.js ${needed}` };
  if (isYarn && major !== undefined) {
    // What lies in the image runs the release of the project.
    if ((own.name === "yarn" || hasOwnRelease) && major < yarnUntil) return [];
    if (own.name !== "yarn" && !hasOwnRelease && major < corepack.inNodeBefore) return ["RUN corepack enable"];
  }
  const name = hasOwnRelease ? program : (own.package ?? program);
  const given = hasOwnRelease ? managerOf("yarn").usualVersion : (version ?? usualVersion);
  // Images may have another yarn, which would be in the way.
  return [`RUN npm install -g ${isYarn ? "--force " : ""}${name}@${given}`];
}

const classic = managerOf("yarn").inNode;
const yarnUntil = typeof classic === "object" ? classic.before : 0;

/** Whether a RUN brings it already. */
function isProvided(stage: Stage, { program, package: name = program }: ManagerFacts): boolean {
  const isIt = ({ value = "" }: Word) => [program, name].includes(value.replace(/(.)[@=].*/, "$1"));
  const brings = (command: Command) =>
    runs(command, ...corepack.provides) || (runs(command, ...installers) && operands(command).some(isIt));
  return inherited(stage).some((instruction) => instruction.keyword === "RUN" && commandsIn(instruction).some(brings));
}

const installers = ["npm install", "npm i", "npm add", "yarn global", ...systemInstalls()];

/** Its version: as package.json names it, else the one that its lock file needs. */
function versionOf({ name }: ManagerFacts, { project, contents }: Facts): string | undefined {
  if (project?.managerVersion !== undefined && /^\d[\w.-]*$/.test(project.managerVersion))
    return project.managerVersion;
  if (name !== "pnpm") return undefined;
  const written = /^lockfileVersion:\s*'?(\d+)/m.exec(
    (contents?.get("pnpm-lock.yaml") ?? "").slice(0, longestHead),
  )?.[1];
  const major = written === undefined ? undefined : pnpmByLock[written];
  // Settings stand there since version 10.
  const isNew = /^(?!packages:|catalogs?:)\w+:/m.test(contents?.get("pnpm-workspace.yaml") ?? "");
  return major === "9" && isNew ? "10" : major;
}

const longestHead = 500;

/** By "lockfileVersion": the first major version that writes such a lock file. */
const pnpmByLock: Readonly<Record<string, string>> = { "5": "7", "6": "8", "9": "9" };

/** Whether root works where an instruction of a stage stands, as who installs programs has to. */
export function isRootAt(stage: Stage, instruction: { readonly before: Parameters<typeof uidOf>[1] }): boolean {
  return uidOf(stage, instruction.before) === 0;
}
