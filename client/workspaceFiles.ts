/** Files of the workspace as a server without a file system asks for them. */

import * as vscode from "vscode";
import type { FolderResult, ListResult, ReadResult } from "../server/requests";
import { closedFolders } from "../server/util/listing";

const maxPaths = 20_000;
const maxBytes = 1024 * 1024;

/** Text of a file of the workspace; null when it is missing, too large, binary or outside. */
export async function read(address: string): Promise<ReadResult> {
  const uri = inWorkspace(address);
  if (uri === undefined) return null;
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxBytes) return null;
    const bytes = await vscode.workspace.fs.readFile(uri);
    return bytes.includes(0) ? null : new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Paths of the files below a folder of the workspace, relative to it, those near its top first when there are too many;
 * null when it cannot be listed.
 */
export async function list(address: string): Promise<ListResult> {
  const folder = inWorkspace(address);
  if (folder === undefined) return null;
  const paths: string[] = [];
  const folders = [""];
  for (const path of folders) {
    const entries = await readFolder(vscode.Uri.joinPath(folder, path));
    if (entries === undefined && path === "") return null;
    for (const [name, type] of entries ?? []) {
      // A link is an entry of its own: what it leads to may lie outside, or above.
      if (type !== vscode.FileType.Directory) paths.push(path + name);
      else if (closedFolders.has(name)) paths.push(`${path}${name}/`);
      else folders.push(`${path}${name}/`);
    }
    if (paths.length > maxPaths || folders.length >= maxPaths) break;
  }
  const isComplete = paths.length <= maxPaths && folders.length < maxPaths;
  return { paths: paths.slice(0, maxPaths).sort(), isComplete };
}

/** What stands in one folder of the workspace, with sizes; null when it cannot be listed. */
export async function folder(address: string): Promise<FolderResult> {
  const uri = inWorkspace(address);
  const entries = uri && (await readFolder(uri));
  if (!uri || !entries) return null;
  return Promise.all(
    entries.map(async ([name, type]) => {
      if (type === vscode.FileType.Directory) return { name, isFolder: true, bytes: 0 };
      const stat = await vscode.workspace.fs.stat(vscode.Uri.joinPath(uri, name)).then(undefined, () => undefined);
      return { name, isFolder: false, bytes: stat?.size ?? 0 };
    }),
  );
}

async function readFolder(folder: vscode.Uri): Promise<[string, vscode.FileType][] | undefined> {
  return vscode.workspace.fs.readDirectory(folder).then(undefined, () => undefined);
}

/** undefined when it is in no folder of the workspace, however it got there: by climbing out of one, too. */
function inWorkspace(address: string): vscode.Uri | undefined {
  const parsed = vscode.Uri.parse(address);
  const uri = vscode.Uri.joinPath(asFolder(parsed), ".");
  return vscode.workspace.getWorkspaceFolder(uri) && uri;
}

/** The root of a file system may come without its slash (`scheme://mount`), and no path can be joined to that. */
export function asFolder(uri: vscode.Uri): vscode.Uri {
  return uri.path === "" ? uri.with({ path: "/" }) : uri;
}
