/**
 * What is there, asked without an error where it is not and remembered for a run of the command line: thousands of files
 * ask for the same folders, and for a dozen files of settings each, of which there are hardly any.
 */

import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import path from "node:path";

const folders = new Map<string, readonly Dirent[] | Error>();
const names = new Map<string, ReadonlySet<string> | undefined>();
const repositories = new Map<string, boolean>();
const projects = new Map<string, boolean>();

/** What stands at a path, links followed; undefined where nothing does, or nothing that can be looked at. */
export function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What stood in a folder when it was first asked for. Throws where it cannot be listed. */
export function entriesOf(folder: string): readonly Dirent[] {
  const entries = folders.get(folder) ?? list(folder);
  folders.set(folder, entries);
  if (entries instanceof Error) throw entries;
  return entries;
}

function list(folder: string): readonly Dirent[] | Error {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return error as Error;
  }
}

/** Whether there may be a file or folder at a path, by the names in its folder as they were when it was first asked for. */
export function mayBe(file: string): boolean {
  const name = path.basename(file);
  // Disks may take several spellings of other letters for the same name.
  if (!/^[\x20-\x7e]+$/.test(name)) return true;
  const folder = path.dirname(file);
  if (!names.has(folder)) names.set(folder, namesIn(folder));
  return names.get(folder)?.has(name.toLowerCase()) ?? true;
}

/** Whether git keeps a folder: its own files, or one that leads to them in a worktree or submodule. */
export function isRepository(folder: string): boolean {
  const known = repositories.get(folder) ?? statOf(path.join(folder, ".git")) !== undefined;
  repositories.set(folder, known);
  return known;
}

/** Whether a file at the top of a folder tells that a project is there. */
export function isProject(folder: string): boolean {
  const known = projects.get(folder) ?? [...(namesIn(folder) ?? [])].some((name) => projectFile.test(name));
  projects.set(folder, known);
  return known;
}

/** In lower case, as names are kept. */
const projectFile =
  /^(?:\.dockerignore|(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml|docker-bake\.(?:hcl|json)|package\.json|deno\.jsonc?|go\.mod|cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|pyproject\.toml|requirements\.txt|pipfile|gemfile|composer\.json|mix\.exs|[\w.-]+\.sln|makefile)$/;

/** To be called when a run begins anew or has written, and what is there may have changed. */
export function forgetFolders(): void {
  folders.clear();
  names.clear();
  repositories.clear();
  projects.clear();
}

/** In lower case; undefined when the folder cannot be listed. */
function namesIn(folder: string): ReadonlySet<string> | undefined {
  try {
    return new Set(entriesOf(folder).map(({ name }) => name.toLowerCase()));
  } catch {
    return undefined;
  }
}
