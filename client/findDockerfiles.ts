/** The Dockerfiles of the workspace, for *Harden Workspace*. */

import * as vscode from "vscode";
import { dockerfilePatterns, fileKind, ignorePatterns } from "../server/syntax/fileKind";
import { asFolder, list } from "./workspaceFiles";

const pattern = `**/{${dockerfilePatterns.join(",")}}`;
/** An ignore file may be that of one Dockerfile, whose name it begins with. */
const excluded = `**/{node_modules/**,.git/**,${ignorePatterns.join(",")}}`;

const searched = ["file", "vscode-remote", "vscode-vfs"];

/** The Dockerfiles of the workspace by their names, in the order of their paths, and not many more than `most`. */
export async function findDockerfiles(most: number, token: vscode.CancellationToken): Promise<vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const found = await Promise.all(
    folders.map(async (folder) => {
      if (searched.includes(folder.uri.scheme)) {
        return vscode.workspace.findFiles(new vscode.RelativePattern(folder, pattern), excluded, most, token);
      }
      const { paths } = (await list(folder.uri.toString())) ?? { paths: [] };
      const root = asFolder(folder.uri);
      return paths.filter((path) => fileKind(path) === "Dockerfile").map((path) => vscode.Uri.joinPath(root, path));
    }),
  );
  // A folder of the workspace may lie in another.
  const byAddress = new Map(found.flat().map((uri) => [uri.toString(), uri]));
  return [...byAddress.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}
