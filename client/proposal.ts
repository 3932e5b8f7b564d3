/** What a preview proposes to write, and whether the files are still as they were. */

import * as vscode from "vscode";
import { difference } from "../server/edits/difference";
import type { PageContent } from "./page";

/** What a preview shows and would write. */
export interface Proposal {
  /** What is hardened, for people: "Dockerfile". */
  readonly name: string;
  /** Every file that the proposal follows from, that of the user first. */
  readonly files: readonly ProposedFile[];
  readonly content: PageContent;
}

export interface ProposedFile {
  readonly uri: vscode.Uri;
  /** That of the file where it need not be on disk. */
  readonly document?: vscode.TextDocument;
  /** When the proposal was made; undefined for a file that does not exist. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Who made the proposal, and makes another when asked to. */
export interface Proposer {
  /** The label of the button that applies. */
  readonly apply: string;
  /** The user chose one of several, on the page. */
  choose?(value: string): Promise<void>;
  /** The user ticked or unticked something there. */
  tick(value: string, isTicked: boolean): Promise<void>;
  /** The files have changed meanwhile. */
  again(): Promise<void>;
}

/** The text of a file as it is now; undefined when there is none. VS Code may still hold the document of one that was deleted. */
export async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    await vscode.workspace.fs.stat(uri);
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return undefined;
  }
}

/** The files that a proposal changes or creates. */
export function changingFiles({ files }: Proposal): ProposedFile[] {
  return files.filter(({ before, after }) => before !== after);
}

/** Whether any file has changed since the proposal was made. */
export async function isOutdated({ files }: Proposal): Promise<boolean> {
  const now = await Promise.all(files.map((file) => currentText(file)));
  return files.some(({ before }, index) => before !== now[index]);
}

/** What makes of all files what is proposed. */
export async function editOf(proposal: Proposal): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, before, after } of changingFiles(proposal)) {
    if (before === undefined) edit.createFile(uri, { contents: new TextEncoder().encode(after) });
    else replace(edit, await vscode.workspace.openTextDocument(uri), after);
  }
  return edit;
}

function currentText({ uri, document }: ProposedFile): Promise<string | undefined> | string {
  return document?.getText() ?? textOf(uri);
}

/** Makes `text` of a document, line by line, so that cursors elsewhere stay where they are. */
function replace(edit: vscode.WorkspaceEdit, document: vscode.TextDocument, text: string): void {
  for (const change of difference(document.getText(), text)) {
    const range = new vscode.Range(document.positionAt(change.start), document.positionAt(change.end));
    edit.replace(document.uri, range, change.text);
  }
}
