/** The workspaces of a project: the folders of the context whose packages are installed along with it. */

import { allOf, packageManagers } from "../data/packageManagers";
import type { Reads } from "../types";
import { atRoot } from "../util/reads";

export const workspaceFileReads = atRoot(
  ...allOf(({ workspaceFile }) => (workspaceFile === undefined ? [] : [workspaceFile])),
);

/** The package.json of each workspace. */
export const workspaceReads: Reads = {
  most: 40,
  paths: ({ project }) => (project?.workspaces ?? []).map((folder) => `${folder}/package.json`),
};

/**
 * The folders, sorted, that package.json (its field `workspaces`) or pnpm-workspace.yaml name and that hold a
 * package.json. Empty when there are no workspaces; undefined when a pattern or the file cannot be read, or none is there.
 */
export function workspacesOf(
  field: unknown,
  files: readonly string[],
  contents: ReadonlyMap<string, string>,
): readonly string[] | undefined {
  const own = packageManagers.find(
    ({ workspaceFile }) => workspaceFile && files.includes(workspaceFile),
  )?.workspaceFile;
  const patterns = own ? patternsOf(contents.get(own)) : listOf(field);
  if (patterns === undefined || !patterns.every((pattern) => readable.test(pattern))) return undefined;
  const included = patterns.filter((pattern) => !pattern.startsWith("!"));
  if (included.length === 0) return [];
  const manifest = "/package.json";
  const folders = files.flatMap((path) => (path.endsWith(manifest) ? [path.slice(0, -manifest.length)] : []));
  // A manifest too many does no harm, so that exceptions need not be followed.
  const found = folders.filter((folder) => included.some((pattern) => matches(clean(pattern), folder.split("/"))));
  return found.length === 0 ? undefined : found.sort();
}

/** Whole segments are names or stars. */
const readable = /^!?(?:\.\/)?[\w@.+-]+(?:\/(?:\*{1,2}|[\w@.+-]+))*\/?$|^!.*$/;

function listOf(field: unknown): string[] | undefined {
  if (field === undefined) return [];
  const list = Array.isArray(field) ? field : (field as { packages?: unknown } | null)?.packages;
  if (list === undefined) return typeof field === "object" ? [] : undefined;
  const isList = Array.isArray(list) && list.every((item) => typeof item === "string" && item.length <= longestPattern);
  return isList && list.length <= mostPatterns ? list : undefined;
}

const longestPattern = 200;
const mostPatterns = 100;

/** The block list below `packages:`; without that key the file holds other settings. */
function patternsOf(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const lines = text.split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#.*$/s, "").trimEnd());
  const start = lines.findIndex((line) => line.startsWith("packages:"));
  if (start < 0) return [];
  if (lines[start] !== "packages:") return undefined;
  const items: string[] = [];
  for (const line of lines.slice(start + 1)) {
    if (line === "") continue;
    const [, double, single, plain] = /^\s*-\s+(?:"([^"]*)"|'([^']*)'|([^\s"'].*))$/.exec(line) ?? [];
    const item = double ?? single ?? plain;
    if (item === undefined) return /^\S/.test(line) ? items : undefined;
    items.push(item);
  }
  return items.length <= mostPatterns ? items : undefined;
}

function clean(pattern: string): string[] {
  return pattern.replace(/^\.\//, "").replace(/\/$/, "").split("/");
}

function matches([first, ...rest]: readonly string[], folder: readonly string[]): boolean {
  if (first === undefined) return folder.length === 0;
  // Everything below: what stands behind it can only leave some out.
  if (first === "**") return folder.length > 0;
  return folder.length > 0 && (first === "*" || first === folder[0]) && matches(rest, folder.slice(1));
}
