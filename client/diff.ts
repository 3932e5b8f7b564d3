/** The diff of a preview: read-only documents with the texts that no file holds yet. */

import * as vscode from "vscode";
import { nameOf } from "./names";
import { changingFiles, type Proposal, type ProposedFile } from "./proposal";

/** Documents of this scheme, files as they would be, exist only while a preview is up. */
export const scheme = "drydock-harden";

/** The files that the diff of a proposal shows: what changes, or that of the user when nothing does. */
export function filesInDiff(proposal: Proposal): readonly ProposedFile[] {
  const changing = changingFiles(proposal);
  return changing.length > 0 ? changing : proposal.files.slice(0, 1);
}

/** The texts that the diff shows and no file holds, with their addresses. */
export function* textsInDiff({ files }: Proposal, number: number): Generator<readonly [vscode.Uri, string]> {
  for (const file of files) {
    yield [rightOf(file, number), file.after];
    if (file.before === undefined) yield [leftOf(file, number), ""];
  }
}

/**
 * Opens the diff of some files.
 * @param number sets its documents apart from those of earlier previews, since VS Code keeps the text of an address that
 * it knows.
 */
export async function openDiff(
  name: string,
  files: readonly ProposedFile[],
  number: number,
  viewColumn: vscode.ViewColumn,
): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  for (const file of files) await keepLanguage(file, rightOf(file, number));
  if (files.length > 1) {
    // It opens where the focus is, and cannot be told otherwise.
    await vscode.commands.executeCommand(`workbench.action.focus${ordinals[viewColumn - 1] ?? "First"}EditorGroup`);
    const resources = files.map((file) => {
      return [file.uri, file.before === undefined ? undefined : file.uri, rightOf(file, number)];
    });
    await vscode.commands.executeCommand("vscode.changes", vscode.l10n.t("Harden {0}", name), resources);
    // Otherwise the next file that is looked at would take its place.
    await vscode.commands.executeCommand("workbench.action.keepEditor");
    return;
  }
  const title = vscode.l10n.t("{0} ↔ hardened", nameOf(first.uri));
  const options = { viewColumn, preview: false };
  await vscode.commands.executeCommand("vscode.diff", leftOf(first, number), rightOf(first, number), title, options);
}

/** Goes to a line, from 0 on, of the file as it is: in the diff, or in an editor of its own where that is scrolled away. */
export async function revealInDiff(
  { uri, document }: ProposedFile,
  line: number,
  viewColumn: vscode.ViewColumn,
): Promise<void> {
  const position = new vscode.Position(line, 0);
  const range = new vscode.Range(position, position);
  const isShown = ({ document }: vscode.TextEditor) => document.uri.toString() === uri.toString();
  const editor = vscode.window.visibleTextEditors.find(isShown);
  if (!editor) {
    const shown = document ?? (await vscode.workspace.openTextDocument(uri));
    await vscode.window.showTextDocument(shown, { viewColumn, selection: range });
    return;
  }
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** As VS Code's commands call the columns. */
const ordinals = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth"];

/** Where a diff of ours is shown. */
export function diffTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isDiff));
}

/** Whether it is one of ours. */
export function isDiff({ input }: vscode.Tab): boolean {
  return diffsIn(input).some(({ modified }) => modified?.scheme === scheme);
}

/** One of several files is not yet described by the interface of VS Code that we keep to, but looks like this. */
function diffsIn(input: unknown): readonly { readonly modified?: vscode.Uri }[] {
  if (input instanceof vscode.TabInputTextDiff) return [input];
  const { textDiffs } = (input ?? {}) as { readonly textDiffs?: readonly vscode.TabInputTextDiff[] };
  return textDiffs ?? [];
}

function leftOf({ uri, before }: ProposedFile, number: number): vscode.Uri {
  return before === undefined ? virtual(uri, `${number}-before`) : uri;
}

function rightOf({ uri }: ProposedFile, number: number): vscode.Uri {
  return virtual(uri, String(number));
}

function virtual(uri: vscode.Uri, query: string): vscode.Uri {
  return uri.with({ scheme, authority: "", query, fragment: "" });
}

/** Its name may not say what it is: an untitled document, say. */
async function keepLanguage({ uri, document, before }: ProposedFile, right: vscode.Uri): Promise<void> {
  if (before === undefined) return;
  const [original, hardened] = await Promise.all([
    document ?? vscode.workspace.openTextDocument(uri),
    vscode.workspace.openTextDocument(right),
  ]);
  if (hardened.languageId === original.languageId) return;
  await vscode.languages.setTextDocumentLanguage(hardened, original.languageId);
}
