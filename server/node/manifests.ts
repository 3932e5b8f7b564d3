/** What an install reads of the project: the files to copy before it, so that a changed source does not repeat it. */

import { holdsCredential } from "../context/secrets";
import { allOf, managerOf } from "../data/packageManagers";
import type { Install } from "../packages/install";
import type { ManifestCopy } from "../packages/reorder";
import { installHooks } from "../packages/scripts";
import { decide } from "../syntax/dockerignore";
import { parseShell } from "../syntax/shell";
import type { Facts, Project } from "../types";
import { pathSet } from "../util/listing";
import { atRoot } from "../util/reads";
import { lockfileOf } from "./lockfile";

/** How yarn installs. */
export const yarnReads = atRoot(".yarnrc.yml");

/** More lines than this are no help to anybody. */
const mostWorkspaces = 20;

/**
 * The copies that an install by a manager needs: package.json, the lock file, settings, what its scripts read, the
 * package.json of each workspace. undefined when the install needs sources, or when that cannot be told.
 */
export function manifestCopies(manager: Install["manager"], facts: Facts): ManifestCopy[] | undefined {
  const { project, files = [], contents, ignore } = facts;
  const lockfile = lockfileOf(manager, facts);
  const { workspaces } = project ?? {};
  if (!project || !lockfile || !workspaces || workspaces.length > mostWorkspaces || facts.isPartial) return undefined;
  const isSent = (path: string) => pathSet(files).has(path) && !(ignore && decide(ignore, path).ignored);
  const manifests = workspaces.map((folder) => `${folder}/package.json`);
  const texts = ["package.json", ...manifests].map((path) => contents?.get(path));
  if (!["package.json", ...manifests].every(isSent) || !texts.every((text) => text !== undefined)) return undefined;

  const folders = foldersReadBy(project, texts, facts);
  if (!folders || !texts.every((text) => mayInstallAlone(text, workspaces.length > 0))) return undefined;
  const settings = settingsFiles.filter(isSent);
  // A token is mounted, and that comes first.
  if (settings.includes(".npmrc") && holdsCredential(contents?.get(".npmrc") ?? "_auth=x")) return undefined;
  return [
    { sources: ["package.json", lockfile, ...settings], folder: "" },
    ...workspaces.map((folder, index) => ({ sources: [manifests[index] as string], folder })),
    ...folders.map((folder) => ({ sources: [folder], folder })),
  ];
}

/** Files that tell the package manager how to install. */
const settingsFiles = allOf(({ settings }) => settings);

/** Folders that the install reads: patches, the schema that Prisma makes its client from, yarn itself. */
function foldersReadBy(project: Project, texts: readonly (string | undefined)[], facts: Facts): string[] | undefined {
  const { files = [], ignore } = facts;
  const has = (folder: string) =>
    files.some((path) => path.startsWith(`${folder}/`) && !(ignore && decide(ignore, path).ignored));
  const dependencies = { ...project.dependencies, ...project.devDependencies };
  const wanted: string[] = [];
  const isPatched = texts.some((text) => /"patchedDependencies"|patch-package/.test(text ?? ""));
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

/** Whether nothing in a package.json makes its install read sources: scripts, dependencies that are folders. */
function mayInstallAlone(text: string | undefined, hasWorkspaces: boolean): boolean {
  if (text === undefined) return false;
  const scripts = installHooks.flatMap((name) => {
    const [, script] = new RegExp(`"${name}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`).exec(text) ?? [];
    return script === undefined ? [] : [script];
  });
  const isLocal = (hasWorkspaces ? /:\s*"(?:file|link|portal):/ : /:\s*"(?:file|link|portal|workspace):/).test(text);
  return !isLocal && scripts.every(readsNoSource);
}

/** Programs that read nothing but what is copied before the install, or that do nothing without a repository. */
const harmless = /^(?:npx (?:-y |--yes )?)?(?:husky(?: install)?|patch-package|prisma generate|is-ci|only-allow \w+)$/;

/** Whether a script of an install reads nothing but what is copied before it, and makes nothing outside of node_modules. */
export function readsNoSource(script: string): boolean {
  const { commands, errors } = parseShell({ text: script, toDocument: (offset) => offset }, "sh");
  if (errors.length > 0) return false;
  return commands.every(({ words }) => {
    const line = words.map(({ value }) => value ?? "$").join(" ");
    return harmless.test(line) || line === "true" || line === "exit 0";
  });
}
