/** *Disable "rule"…*: asks where, by a comment in the file or in settings of the workspace or the user, and writes it there. */

import * as vscode from "vscode";
import type { WorkspaceEdit } from "vscode-languageclient";
import type { DisablingEdits } from "../server/requests";
import type { Connect } from "./request";

interface Place extends vscode.QuickPickItem {
  disable(): Thenable<unknown>;
}

/** Gives what asks where a rule is to be turned off, and turns it off there. */
export function createDisableRule(connect: Connect) {
  return async (rule: string, uri: string, edits?: DisablingEdits): Promise<void> => {
    const places = [
      ...commentPlaces(connect, vscode.Uri.parse(uri), edits),
      ...settingPlaces(rule, vscode.Uri.parse(uri)),
    ];
    const placeHolder = vscode.l10n.t('Where is "{0}" to be disabled?', rule);
    await (await vscode.window.showQuickPick(places, { placeHolder }))?.disable();
  };
}

function commentPlaces(connect: Connect, uri: vscode.Uri, edits: DisablingEdits | undefined): Place[] {
  const place = (label: string, detail: string, edit: unknown): Place[] => {
    if (!edit) return [];
    return [{ label, detail, disable: async () => applyTo(uri, edits?.version, await converted(connect, edit)) }];
  };
  return [
    ...place(
      vscode.l10n.t("On This Line"),
      vscode.l10n.t("Writes a comment above the instruction or pattern"),
      edits?.onLine,
    ),
    ...place(vscode.l10n.t("In This File"), vscode.l10n.t("Writes a comment at the top of the file"), edits?.inFile),
  ];
}

async function converted(connect: Connect, edit: unknown): Promise<vscode.WorkspaceEdit> {
  return (await connect()).protocol2CodeConverter.asWorkspaceEdit(edit as WorkspaceEdit);
}

async function applyTo(uri: vscode.Uri, version: number | undefined, edit: vscode.WorkspaceEdit): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.version === version && (await vscode.workspace.applyEdit(edit))) return;
  vscode.window.showWarningMessage(vscode.l10n.t("The text has changed meanwhile; try again."));
}

/** In the workspace folder of a document, when it is in one, and for the user. */
function settingPlaces(rule: string, document: vscode.Uri): Place[] {
  const settings = vscode.workspace.getConfiguration("drydock", document);
  const chosen = settings.inspect<Record<string, string>>("rules");
  const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  const place = (
    label: string,
    detail: string,
    target: vscode.ConfigurationTarget,
    rules: Record<string, string> | undefined,
  ): Place => ({ label, detail, disable: () => settings.update("rules", { ...rules, [rule]: "off" }, target) });
  const forUser = place(
    vscode.l10n.t("For You"),
    vscode.l10n.t("In your own settings, for every workspace"),
    Global,
    chosen?.globalValue,
  );
  if (vscode.workspace.getWorkspaceFolder(document) === undefined) return [forUser];
  if (vscode.workspace.workspaceFile === undefined) {
    const detail = vscode.l10n.t("In .vscode/settings.json, for everybody who works here");
    return [place(vscode.l10n.t("In This Workspace"), detail, Workspace, chosen?.workspaceValue), forUser];
  }
  const detail = vscode.l10n.t("In .vscode/settings.json of the folder, for everybody who works here");
  return [
    place(vscode.l10n.t("In This Workspace Folder"), detail, WorkspaceFolder, chosen?.workspaceFolderValue),
    forUser,
  ];
}
