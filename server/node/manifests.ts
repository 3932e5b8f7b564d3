/** What an install reads of the project: the files to copy before it, so that a changed source does not repeat it. */

import { isSent } from "../context/leftOut";
import { holdsCredential } from "../context/secrets";
import { allOf, managerOf } from "../data/packageManagers";
import { lockfileOf } from "../locks/lockfile";
import type { Install } from "../packages/install";
import type { ManifestCopy } from "../packages/reorder";
import { ignores } from "../syntax/dockerignore";
import type { Facts, Project } from "../types";
import { filesBelow } from "../util/listing";
import { folderOf, pathIn } from "../util/paths";
import { atRoot } from "../util/reads";
import { isReason, type Reason } from "../util/reason";
import { hookSources } from "./hookSources";

/** How yarn installs. */
export const yarnReads = atRoot(".yarnrc.yml");

/** More lines than this are no help to anybody. */
const mostWorkspaces = 20;

/**
 * The copies that an install by a manager needs: package.json, the lock file, settings, what its scripts read, the
 * package.json of each workspace. A clause when the install needs sources; undefined when that cannot be told.
 */
export function manifestCopies(manager: Install["manager"], facts: Facts): ManifestCopy[] | Reason | undefined {
  const folder = folderOf(facts.project?.manifest ?? "");
  if (folder === "") return copiesAtRoot(manager, facts);
  const copies = copiesAtRoot(manager, asRoot(folder, facts));
  if (!copies || isReason(copies)) return copies;
  return copies.map((copy) => ({
    sources: copy.sources.map((path) => pathIn(folder, path)),
    folder: copy.folder === "" ? folder : pathIn(folder, copy.folder),
  }));
}

/** The facts of a project in a folder of the context as if that folder were the context, without what is left out of it. */
function asRoot(folder: string, facts: Facts): Facts {
  const { files = [], contents = new Map<string, string>(), ignore, project } = facts;
  const below = filesBelow(files, folder).filter((path) => !ignores(ignore, path));
  const inside = (path: string) => path.slice(folder.length + 1);
  const texts = [...contents].filter(([path]) => path.startsWith(`${folder}/`));
  return {
    ...facts,
    files: below.map(inside),
    contents: new Map(texts.map(([path, text]) => [inside(path), text])),
    ignore: undefined,
    project: project && { ...project, manifest: "package.json" },
  };
}

function copiesAtRoot(manager: Install["manager"], facts: Facts): ManifestCopy[] | Reason | undefined {
  const { project, contents } = facts;
  const lockfile = lockfileOf(manager, facts);
  const { workspaces } = project ?? {};
  if (!project || !workspaces || facts.isPartial) return undefined;
  if (!lockfile) return { reason: `the build context has no lock file of ${manager}` };
  if (workspaces.length > mostWorkspaces) return { reason: "there are very many workspaces" };
  const manifests = workspaces.map((folder) => `${folder}/package.json`);
  const texts = ["package.json", ...manifests].flatMap((path) =>
    isSent(path, facts) ? (contents?.get(path) ?? []) : [],
  );
  if (texts.length <= manifests.length) return { reason: "not every package.json is in the build context" };

  const folders = foldersReadBy(project, texts, facts);
  if (!folders) return { reason: "it reads patches, a schema or plugins whose place is not known" };
  if (texts.some((text) => dependsOnFolders(text, workspaces.length > 0)))
    return { reason: "a dependency is a folder of the project" };
  const [own, ...others] = texts.map((text) => hookSources(text, facts));
  const reading = [own, ...others].find((it) => it !== undefined && isReason(it));
  if (reading && isReason(reading)) return reading;
  if (others.some((it) => !isReason(it) && it.length > 0))
    return { reason: "a script of a workspace reads its source" };
  const settings = settingsFiles.filter((path) => isSent(path, facts));
  // A token is mounted, and that comes first.
  if (settings.includes(".npmrc") && holdsCredential(contents?.get(".npmrc") ?? "_auth=x"))
    return { reason: ".npmrc holds a token, which has to be mounted first" };
  const scripts = own && !isReason(own) ? own.filter((path) => !folders.some((it) => path.startsWith(`${it}/`))) : [];
  return [
    {
      sources: ["package.json", lockfile, ...settings, ...scripts.filter((path) => folderOf(path) === "")],
      folder: "",
    },
    ...workspaces.map((folder, index) => ({ sources: [manifests[index] as string], folder })),
    ...folders.map((folder) => ({ sources: [folder], folder })),
    ...scripts.filter((path) => folderOf(path) !== "").map((path) => ({ sources: [path], folder: folderOf(path) })),
  ];
}

/** Files that tell the package manager how to install. */
const settingsFiles = allOf(({ settings }) => settings);

/** Folders that the install reads: patches, the schema that Prisma makes its client from, yarn itself. */
function foldersReadBy(project: Project, texts: readonly string[], facts: Facts): string[] | undefined {
  const { files = [], ignore } = facts;
  const has = (folder: string) => files.some((path) => path.startsWith(`${folder}/`) && !ignores(ignore, path));
  const dependencies = { ...project.dependencies, ...project.devDependencies };
  const wanted: string[] = [];
  const isPatched = texts.some((text) => /"patchedDependencies"|patch-package/.test(text));
  if (isPatched || /^patchedDependencies:/m.test(facts.contents?.get("pnpm-workspace.yaml") ?? "")) {
    if (!has("patches")) return undefined;
    wanted.push("patches");
  }
  if (dependencies["@prisma/client"] !== undefined || dependencies.prisma !== undefined) {
    const schemas = files.filter((path) => path.endsWith(".prisma"));
    if (!schemas.every((path) => path.startsWith("prisma/"))) return undefined;
    if (schemas.length > 0) wanted.push("prisma");
  }
  const own = project.manager && managerOf(project.manager);
  for (const folder of own?.folders ?? []) {
    if (has(folder)) wanted.push(folder);
    else if (/^yarnPath:|^plugins:/m.test(facts.contents?.get(".yarnrc.yml") ?? "")) return undefined;
  }
  return wanted;
}

/** Whether a package.json depends on folders of the project. */
function dependsOnFolders(text: string, hasWorkspaces: boolean): boolean {
  return (hasWorkspaces ? /:\s*"(?:file|link|portal):/ : /:\s*"(?:file|link|portal|workspace):/).test(text);
}
