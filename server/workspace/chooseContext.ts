/** Which folder the build context of a Dockerfile is, and how that is known. */

import { isBuildFile, mayStartBuilds, readBuilds } from "../context/builds";
import { isNamedAsMade, isScaffold } from "../context/madeLater";
import { decide, parseIgnore } from "../syntax/dockerignore";
import type { BuildDefinition, ContextChoice, Host } from "../types";
import { filterOnce, holds, pathSet } from "../util/listing";
import { memoize, memoizeFor } from "../util/memoize";
import { baseName, resolveInWorkspace } from "../util/paths";
import { depth, folderDistance, isBelow, parent, pathBelow, plain, sameUri, uriOf } from "../util/uris";
import { variablesBeside } from "./besideCompose";

/** What the user says about the build context. */
export interface ContextHints {
  /** URI of the folder that a setting or an option names. */
  readonly chosen?: string | undefined;
  /** The last of the folders is not known to be the root of a project: the context may as well be one further up. */
  readonly isOpenEnded?: boolean;
}

/** What tells which folder the context is. Paths from its root. */
interface Wanted {
  /** What is copied from it. */
  readonly sources: readonly string[];
  /** What its commands ask for. */
  readonly asked: readonly string[];
  /** What the container starts of a context that is copied as a whole. */
  readonly started: readonly string[];
}

/** A build context. */
interface ChosenContext {
  /** URI of the folder. */
  readonly root: string;
  readonly choice: ContextChoice;
}

/** The folders that may be the build context of a file, its own first, then those above it up to the workspace folder. */
export function contextsOf(uri: string, workspaceFolders: readonly string[]): string[] {
  const contexts: string[] = [];
  const workspace = workspaceOf(uri, workspaceFolders);
  if (workspace === undefined) return contexts;
  for (let folder = parent(uri); folder !== ""; folder = parent(folder)) {
    contexts.push(folder);
    if (sameUri(folder, workspace)) break;
  }
  return contexts;
}

/** URI of the folder that the setting `drydock.buildContext` names for a file; undefined when it names none of the workspace. */
export function contextSetFor(uri: string, workspaceFolders: readonly string[], setting: string): string | undefined {
  const workspace = workspaceOf(uri, workspaceFolders);
  const path = setting.trim() === "" ? undefined : resolveInWorkspace("", setting.trim());
  return workspace === undefined || path === undefined ? undefined : uriOf(workspace, path);
}

function workspaceOf(uri: string, workspaceFolders: readonly string[]): string | undefined {
  return workspaceFolders.find((folder) => isBelow(uri, folder));
}

/** How the context is known, as a clause for people: "compose.yaml builds it (service web)". */
export function describeContext({ by, builds }: ContextChoice): string {
  switch (by) {
    case "setting":
      return "set by drydock.buildContext";
    case "definition":
      return [...new Set(builds.map(({ file }) => file))]
        .map((file) => describeBuilds(builds.filter((build) => build.file === file)))
        .join(" and ");
    case "sources":
      return "most of what it copies is here";
    case "folder":
      return "the folder of the Dockerfile";
  }
}

const nouns = {
  compose: "service",
  bake: "target",
  devcontainer: "container",
  ci: "job",
  make: "target",
  package: "script",
} as const;

/** @param builds of one file. */
function describeBuilds(builds: readonly BuildDefinition[]): string {
  const [first] = builds;
  if (!first) return "";
  const noun = builds.length === 1 ? nouns[first.kind] : `${nouns[first.kind]}s`;
  return `${first.file} builds it (${noun} ${builds.map(({ name }) => name).join(", ")})`;
}

/**
 * Chooses the build context of a Dockerfile: what is set, else what a file of the workspace defines, else the nearest
 * folder that holds the most of what is copied, and of what the commands read that follow where everything is. Undefined
 * where there is no folder.
 * @param uri of the Dockerfile; undefined when the text has none.
 * @param contexts URIs of the folders that may be it, the likeliest first, the workspace folder last.
 */
export async function chooseContext(
  host: Host,
  uri: string | undefined,
  contexts: readonly string[],
  { sources, asked, started }: Wanted,
  { chosen, isOpenEnded = false }: ContextHints,
): Promise<ChosenContext | undefined> {
  const workspace = contexts.at(-1);
  const path = workspace === undefined || uri === undefined ? undefined : pathBelow(uri, workspace);
  const all = workspace === undefined || path === undefined ? [] : await definedBuilds(host, workspace, path);
  const builds = all.filter(({ dockerfile }) => dockerfile === path);
  const buildsIn = (root: string) => builds.filter((it) => sameUri(uriOf(workspace ?? "", it.context), root));
  if (chosen !== undefined) {
    return { root: chosen, choice: { by: "setting", isCertain: true, builds: buildsIn(chosen) } };
  }
  if (workspace === undefined) return undefined;

  const own = contexts[0] ?? workspace;
  const folders = [...new Set(builds.map(({ context }) => uriOf(workspace, context)))];
  const defined = await holderOf(
    host,
    folders.sort((a, b) => folderDistance(own, a) - folderDistance(own, b)),
    sources,
  );
  if (defined !== undefined) {
    return { root: defined, choice: { by: "definition", isCertain: true, builds: buildsIn(defined) } };
  }
  const evidence = (await hasIgnoreFile(host, own)) ? sources : [...sources, ...asked];
  const scaffold = await scaffoldOf(host, contexts);
  const root = (await holderOf(host, scaffold ?? contexts, evidence)) ?? own;
  const isCertain =
    scaffold === undefined &&
    ((contexts.length === 1 && !isOpenEnded) ||
      (await isProven(host, root, contexts, { sources, started, asked: sameUri(root, own) ? asked : [] })));
  const paths = (await host.list(root))?.paths ?? [];
  const isFound = sources.some((source) => !isContextItself(source) && exists(paths, source));
  const by = isFound || !sameUri(root, own) ? "sources" : "folder";
  return { root, choice: { by, isCertain, builds: [] } };
}

/** The folders up to one that a generator makes projects of, which has nothing to do with those above; undefined where there is none. */
async function scaffoldOf(host: Host, contexts: readonly string[]): Promise<readonly string[] | undefined> {
  for (const [index, folder] of contexts.entries()) {
    if (isScaffold((await host.list(folder))?.paths ?? [])) return contexts.slice(0, index + 1);
  }
  return undefined;
}

/** The first of the folders that hold the most of what is copied; undefined when none can be listed. */
async function holderOf(host: Host, folders: readonly string[], sources: readonly string[]) {
  let best: string | undefined;
  let most = -1;
  for (const folder of folders) {
    if (most === sources.length) break;
    const listing = await host.list(folder);
    const found = listing ? sources.filter((source) => exists(listing.paths, source)).length : -1;
    if (most < found) {
      most = found;
      best = folder;
    }
  }
  return best;
}

/**
 * Whether a folder is as good as known to be the context: builds look there for an ignore file, or it alone holds what is
 * copied, or started, or some of what the commands may read.
 */
async function isProven(host: Host, root: string, contexts: readonly string[], { sources, started, asked }: Wanted) {
  const here = (await host.list(root))?.paths ?? [];
  // What a build makes outside tells nothing while it is not there.
  const tells = (path: string) => !isNamedAsMade(path) || exists(here, path);
  const copied = sources.filter((source) => !isContextItself(source) && tells(source));
  const named = copied.length > 0 ? copied : started.filter(tells);
  const holdsIt = async (folder: string) => {
    const paths = (await host.list(folder))?.paths ?? [];
    const isThere = (path: string) => exists(paths, path);
    return (named.length > 0 && named.every(isThere)) || (copied.length === 0 && asked.some(isThere));
  };
  if (await hasIgnoreFile(host, root)) return true;
  if (!(await holdsIt(root))) return false;
  for (const above of contexts.slice(contexts.indexOf(root) + 1)) if (await holdsIt(above)) return false;
  return true;
}

async function hasIgnoreFile(host: Host, root: string): Promise<boolean> {
  const listing = await host.list(root);
  return ignoreFiles.some((name) => listing && holds(listing.paths, name));
}

/** The names of the ignore file for all Dockerfiles of a context. */
const ignoreFiles: readonly string[] = [".dockerignore", ".containerignore"];

/**
 * Whether the build context is rather a folder further up, which is not known: half of what is copied is missing here,
 * or the Dockerfile stands in a folder for tools (`.devcontainer`, `.ci`). An ignore file proves the opposite.
 * @param path of the Dockerfile from the folder at `root`, whose files are `paths`.
 */
export function isElsewhere(paths: readonly string[], sources: readonly string[], root: string, path = ""): boolean {
  if (!path.includes("/") && baseName(plain(root)).startsWith(".")) return true;
  if (holds(paths, `${path}.dockerignore`) || holds(paths, ".dockerignore")) return false;
  const named = [...new Set(sources)].filter(
    (source) => !isContextItself(source) && !isNamedAsMade(source) && (!source.endsWith("*") || exists(paths, source)),
  );
  const missing = named.filter((source) => !exists(paths, source));
  return missing.length > 0 && missing.length * 2 >= named.length;
}

/** Names the context itself, so that it exists everywhere. */
function isContextItself(source: string): boolean {
  return /^[./]*$/.test(source);
}

/** Whether COPY finds something for `source` among the sorted `paths`; wildcards are those of ignore patterns. */
export function exists(paths: readonly string[], source: string): boolean {
  const name = source.replace(/^(\.?\/)+/, "").replace(/(?<!\/)\/+$/, "");
  if (name === "" || name === ".") return true;
  if (!/[*?[]/.test(name)) return holds(paths, name);
  return hasMatch(paths, name);
}

const hasMatch = memoizeFor((paths: readonly string[], name: string): boolean => {
  const pattern = parseIgnore(name);
  return paths.some((path) => decide(pattern, path).ignored);
});

// ---------------------------------------------------------------- definitions

/** More files that define builds are not read. */
const mostFiles = 50;

/** What was read once need not be parsed again. */
const parsedOf = memoize(
  (_: Host) =>
    new Map<
      string,
      { readonly text: string; readonly variables: string | undefined; readonly builds: Promise<BuildDefinition[]> }
    >(),
);

/**
 * The builds that the files of a workspace folder define.
 * @param near path of a file; where there are very many definitions, those in the folders above it are taken first.
 */
export async function definedBuilds(host: Host, workspace: string, near: string): Promise<BuildDefinition[]> {
  const listing = await host.list(workspace);
  const isAbove = (path: string) => near.startsWith(path.slice(0, path.lastIndexOf("/") + 1));
  const nearest = (paths: readonly string[]) =>
    [...paths].sort((a, b) => Number(isAbove(b)) - Number(isAbove(a)) || depth(a) - depth(b)).slice(0, mostFiles);
  // Those of make and package scripts are many, and say something of what is below them at most.
  const starting = commandFilesAmong(listing?.paths ?? []).filter(
    (path) => isAbove(path) || /(?:^|\/)\.git(?:hub\/|lab-ci)/.test(path),
  );
  const files = [...nearest(buildFilesAmong(listing?.paths ?? [])), ...nearest(starting)];
  const builds = await Promise.all(files.map((path) => buildsIn(host, workspace, path)));
  return builds.flat().filter(({ context }) => !isLinked(listing?.paths ?? [], context));
}

/** Whether a folder is a link, or lies behind one: where that leads may be outside of the workspace. Links are listed as files. */
function isLinked(paths: readonly string[], folder: string): boolean {
  const names = folder.split("/");
  return names.some((_, index) => pathSet(paths).has(names.slice(0, index + 1).join("/")));
}

const buildFilesAmong = filterOnce(isBuildFile);
const commandFilesAmong = filterOnce(mayStartBuilds);

async function buildsIn(host: Host, workspace: string, path: string): Promise<BuildDefinition[]> {
  const uri = uriOf(workspace, path);
  const text = await host.read(uri);
  if (text === undefined) return [];
  const variables = await variablesBeside(host, uri, text);
  const parsed = parsedOf(host);
  const known = parsed.get(uri);
  if (known?.text === text && known.variables === variables) return known.builds;
  const builds = readBuilds(path, text, variables);
  parsed.set(uri, { text, variables, builds });
  return builds;
}
