import * as vscode from "vscode";
import type { ListResult, ReadResult } from "../server/requests";

const maxEntries = 20_000;
const maxBytes = 1_000_000;
/** Folders that stand in a list by their name alone. */
const closedFolders = new Set(["node_modules", ".git"]);

/** Text of a file of the workspace; null when it is missing, too large, binary or outside. */
export async function read(uri: vscode.Uri): Promise<ReadResult> {
  if (!isInWorkspace(uri)) return null;
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxBytes) return null;
    const bytes = await vscode.workspace.fs.readFile(uri);
    return bytes.includes(0) ? null : new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}

/** Paths of all files below a folder of the workspace, relative to it; null when there are too many or it cannot be read. */
export async function list(folder: vscode.Uri): Promise<ListResult> {
  if (!isInWorkspace(folder)) return null;
  const paths: string[] = [];
  const walk = async (at: vscode.Uri, prefix: string): Promise<void> => {
    const entries = await vscode.workspace.fs.readDirectory(at);
    const folders: string[] = [];
    for (const [name, type] of entries) {
      // A link is an entry of its own: what it leads to may lie outside, or above.
      if (type !== vscode.FileType.Directory) paths.push(prefix + name);
      else if (closedFolders.has(name)) paths.push(`${prefix}${name}/`);
      else folders.push(name);
    }
    if (paths.length > maxEntries) throw new Error("too many files");
    for (const name of folders) await walk(vscode.Uri.joinPath(at, name), `${prefix}${name}/`);
  };
  try {
    await walk(folder, "");
    return paths;
  } catch {
    return null;
  }
}

/** Also says no to a path that climbs out again. */
function isInWorkspace(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.joinPath(uri, ".")) !== undefined;
}
