/** A package script that is called for a package elsewhere: `npm start --workspace apps/api`, `npm --prefix api start`. */

import { readPackageCall } from "../packages/packageCalls";
import { runInTarget } from "../packages/scripts";
import { folderAfter } from "../stage/folders";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, Facts, Instruction, Project } from "../types";
import { filesOf, projectAt } from "./entry";
import { readProject } from "./project";
import { type Resolution, resolve, withoutLostVariables } from "./resolution";

/** What it comes down to, and the folder from the context root that package managers start it in. */
interface WorkspaceStart {
  readonly folder: string;
  readonly resolution: Extract<Resolution, { kind: "command" }>;
}

/** undefined when `argv` names no workspace of the project at the context root, or its script cannot be followed. */
export function workspaceStartOf(argv: readonly string[], facts: Facts): WorkspaceStart | undefined {
  const { project, files = [] } = facts;
  const target = readPackageCall(argv, project?.manager)?.target;
  if (target?.kind !== "workspace" || patterns.test(target.name)) return undefined;
  const folder = project?.workspaces?.find((candidate) => {
    const name = workspaceAt(candidate, facts)?.name;
    return candidate === target.name.replace(/^\.\/|\/$/g, "") || name === target.name;
  });
  if (folder === undefined) return undefined;
  const paths = files.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []));
  const own = workspaceAt(folder, facts);
  const asThere = own && { ...own, manifest: `${folder}/package.json`, manager: project?.manager };
  const resolution = resolveThere(argv, asThere, paths, facts);
  return resolution?.kind === "command" ? { folder, resolution } : undefined;
}

/** A start in a folder of the image that an option names. */
interface FolderStart {
  /** An absolute path. */
  readonly place: string;
  readonly resolution: Extract<Resolution, { kind: "command" }>;
}

/**
 * The same for `npm --prefix api start` and its like. undefined when `argv` names no folder, or nobody knows what lies there.
 * @param owner what starts it.
 */
export function folderStartOf(
  file: Dockerfile,
  owner: Instruction,
  argv: readonly string[],
  facts: Facts,
): FolderStart | undefined {
  const target = readPackageCall(argv, facts.project?.manager)?.target;
  const place = target?.kind === "folder" && owner.stage && resolvePath(folderAfter(owner.stage), target.name);
  const project = place ? projectAt(file, owner, place, facts) : undefined;
  if (!place || !project) return undefined;
  const paths = filesOf(project, facts) ?? [];
  const resolution = resolveThere(argv, project, paths, facts);
  return resolution?.kind === "command" ? { place, resolution } : undefined;
}

function resolveThere(
  argv: readonly string[],
  project: Project | undefined,
  paths: readonly string[],
  facts: Facts,
): Resolution | undefined {
  const resolution = resolve(runInTarget(argv, project, paths), project, paths);
  return resolution && withoutLostVariables(resolution, project, facts);
}

/** What names several, or those that belong to one. */
const patterns = /[*.{}]{2}|[*!^[\]]/;

/**
 * The folder whose package.json a call is about: the one that an option or a workspace names, else the one it is in.
 * undefined where that cannot be told.
 * @param folder absolute, as what comes back.
 */
export function calledFolder(
  words: readonly string[],
  folder: string,
  { project, contents }: Facts,
): string | undefined {
  const target = readPackageCall(words, project?.manager)?.target;
  if (!target) return folder;
  if (target.kind === "folder") return resolvePath(folder, target.name);
  if (target.kind === "many" || words[0] !== "npm" || /[*!^[\]{}]/.test(target.name)) return undefined;
  const path = target.name.replace(/^\.\/|\/$/g, "");
  const own = project?.workspaces?.find((each) => each === path || workspaceAt(each, { contents })?.name === path);
  return own === undefined ? undefined : resolvePath(folder, own);
}

/** The package.json in the folder of a workspace, as if that were the root; undefined where its text is not known. */
export function workspaceAt(folder: string, { contents }: Pick<Facts, "contents">): Project | undefined {
  return readProject([], new Map([["package.json", contents?.get(`${folder}/package.json`) ?? ""]]));
}

/** Whether the settings of a workspace of pnpm are known, with one lock file for all of it, and nothing in them asks for another way. */
export function isSharedAndLinked({ contents, project, files = [], isPartial }: Facts): boolean {
  const settings = contents?.get("pnpm-workspace.yaml");
  if (settings === undefined || isPartial) return false;
  const npmrc = contents?.get(".npmrc");
  if (npmrc === undefined && files.includes(".npmrc")) return false;
  const all = [settings, npmrc ?? "", contents?.get(project?.manifest ?? "") ?? ""].join("\n");
  return !/inject-?workspace-?packages|force-?legacy-?deploy|shared-?workspace-?lockfile/i.test(all);
}
