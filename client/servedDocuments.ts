/** Which documents the server is asked about. */

import * as vscode from "vscode";
import { buildFilePatterns } from "../server/requests";

interface Filter {
  readonly scheme: string;
  readonly language: string;
  readonly pattern?: string;
}

/**
 * Selects what is served; grows with `serveSchemeOf`. The schemes are named since nobody edits what is shown under others:
 * old versions in a diff, say.
 */
export function servedDocuments(): Filter[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const schemes = new Set(["file", "untitled", "vscode-vfs", "vscode-remote", ...folders.map(({ uri }) => uri.scheme)]);
  return [...schemes].flatMap(filtersFor);
}

/**
 * A file system may come later than we do, with a folder or with one file of it.
 * @returns whether the selector has grown by the scheme of this document.
 */
export function serveSchemeOf(document: vscode.TextDocument, selector: Filter[]): boolean {
  const { scheme } = document.uri;
  const filters = filtersFor(scheme);
  if (selector.some((known) => known.scheme === scheme) || vscode.languages.match(filters, document) === 0)
    return false;
  if (vscode.workspace.fs.isWritableFileSystem(scheme) !== true) return false;
  selector.push(...filters);
  return true;
}

/**
 * Whether the server judges the images that this document names: a compose, bake or devcontainer file. It registers for
 * these by itself; nothing else of ours has to do with them.
 */
export function namesImages(document: vscode.TextDocument): boolean {
  const isWanted = vscode.workspace.getConfiguration("drydock").get("namedImages") !== false;
  const schemes = new Set(servedDocuments().map(({ scheme }) => scheme));
  return (
    isWanted &&
    schemes.has(document.uri.scheme) &&
    vscode.languages.match(
      buildFilePatterns.map((pattern) => ({ pattern })),
      document,
    ) > 0
  );
}

function filtersFor(scheme: string): Filter[] {
  return [
    { scheme, language: "dockerfile" },
    { scheme, language: "dockerignore" },
    // Other extensions give ignore files of all kinds to this language.
    { scheme, language: "ignore", pattern: "**/*{.dockerignore,.containerignore}" },
  ];
}
