/** Questions to the table of package managers. */

import type { Manager } from "./manager";
import { managerTable } from "./managerTable";

type Row = (typeof managerTable)[number];
export type PackageManager = Row["name"];
/** What command lines call them: "yarn" stands for classic and berry alike. */
export type ManagerProgram = Row["program"];
export type ManagerFacts = Manager & { readonly name: PackageManager; readonly program: ManagerProgram };

export const packageManagers: readonly ManagerFacts[] = managerTable;

/** Brings the package managers that images lack. */
export const corepack = { program: "corepack", provides: ["corepack enable", "corepack prepare"], inNodeBefore: 25 };

const byName = new Map<string, ManagerFacts>(packageManagers.map((manager) => [manager.name, manager]));

/**
 * What is known of a package manager, by its name or the program that a command calls. `project` is the package manager
 * of the project: only that tells the generations of yarn apart; the older one when it says neither.
 */
export function managerOf(program: ManagerProgram | PackageManager, project?: PackageManager): ManagerFacts;
export function managerOf(program: string | undefined, project?: PackageManager): ManagerFacts | undefined;
export function managerOf(program: string | undefined, project?: PackageManager): ManagerFacts | undefined {
  if (program === undefined) return undefined;
  const isOf = ({ programs }: ManagerFacts) => programs.includes(program);
  const own = project && byName.get(project);
  return own && isOf(own) ? own : (byName.get(program) ?? packageManagers.find(isOf));
}

/**
 * Which generation of a package manager a project uses: by its major version, else by the file that is a sign of one.
 * @param isThere whether a file lies beside package.json.
 */
export function generationOf(
  program: string | undefined,
  major: number | undefined,
  isThere: (path: string) => boolean,
): ManagerFacts | undefined {
  const generations = packageManagers.filter(({ programs }) => program !== undefined && programs.includes(program));
  const isMeant = ({ since, sign }: ManagerFacts) =>
    major === undefined ? sign !== undefined && isThere(sign) : since !== undefined && major >= since;
  return generations.find(isMeant) ?? generations[0];
}

/** One list of all package managers, or of some, put together: `allOf(({ config }) => config)`. */
export function allOf(listOf: (manager: ManagerFacts) => readonly string[] | undefined): readonly string[] {
  return [...new Set(packageManagers.flatMap((manager) => listOf(manager) ?? []))];
}

/** "npm", "yarn", "pnpm" … */
export const managerPrograms: ReadonlySet<string> = new Set(allOf(({ programs }) => programs));

/** "npx", "pnpx" … */
export const runnerPrograms: ReadonlySet<string> = new Set(allOf(({ runners }) => runners));

/** The lock files of a package manager, whatever its generation. */
export function lockfilesOf(program: ManagerProgram): readonly string[] {
  return managerOf(program).lockfiles;
}

/** The package managers that keep a lock file of such a name: one, but for the generations of yarn. */
export function managersByLockfile(name: string): readonly ManagerFacts[] {
  return packageManagers.filter(({ lockfiles }) => lockfiles.includes(name));
}
