/** What the items of the view *Build Context* do: they change the ignore file, or go to the pattern that decides. */

import * as vscode from "vscode";
import type { WorkspaceEdit } from "vscode-languageclient";
import { type ContextEditParams, contextEditRequest } from "../server/requests";
import type { Item } from "./contextItems";
import { inMessage } from "./names";
import { type Connect, requestAbout } from "./request";

/** Changes the ignore file so that what an item stands for is left out, or kept in the context. */
export async function editIgnoreFile(connect: Connect, { context, entry }: Item, keep: boolean): Promise<void> {
  const params: Omit<ContextEditParams, "uri"> = { path: entry.path, isFolder: entry.isFolder, keep };
  const wanted = await requestAbout<WorkspaceEdit>(connect, context.document, contextEditRequest, params);
  const edit = await (await connect()).protocol2CodeConverter.asWorkspaceEdit(wanted);
  if (!edit) {
    const path = inMessage(entry.path);
    vscode.window.showInformationMessage(
      keep
        ? vscode.l10n.t("No single pattern keeps {0} in the context.", path)
        : vscode.l10n.t("No single pattern leaves {0} out.", path),
    );
    return;
  }
  const unseen = edit.entries().filter(([uri]) => !isShown(uri));
  if (!(await vscode.workspace.applyEdit(edit))) {
    vscode.window.showErrorMessage(vscode.l10n.t("The ignore file could not be changed."));
    return;
  }
  // Nobody would look for unsaved changes in a file that is not open.
  for (const [uri] of unseen) await (await vscode.workspace.openTextDocument(uri)).save();
}

/** Shows the pattern that decides about an item. */
export async function goToPattern({ context: { ignore }, entry }: Item): Promise<void> {
  if (!ignore || !entry.pattern) return;
  const document = await vscode.workspace.openTextDocument(ignore);
  const { line } = entry.pattern;
  if (line < document.lineCount) {
    await vscode.window.showTextDocument(document, { selection: document.lineAt(line).range });
  }
}

function isShown(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
  );
}
