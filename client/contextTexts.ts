/** What is said of the size of a build context, in the status bar and in the header of the view. */

import * as vscode from "vscode";
import type { ContextResult } from "../server/requests";
import { formatBytes } from "../server/util/amounts";
import { amountText, filesText } from "./amountTexts";
import { type Context, secretsText } from "./contextItems";
import { asMarkdown } from "./names";
import { asFolder } from "./workspaceFiles";

/** For the status bar. */
export function statusText({ state, sent, ignored }: ContextResult): string {
  if (state === "counting") return `$(sync~spin) ${vscode.l10n.t("counting the context")}`;
  if (state === "limited")
    return `$(package) ${vscode.l10n.t("context of > {0}", filesText(sent.files + ignored.files))}`;
  return `$(package) ${vscode.l10n.t("{0} context", formatBytes(sent.bytes))}`;
}

/** For the header of the view. */
export function sizeText({ state, sent, ignored }: ContextResult): string {
  if (state === "counting") return vscode.l10n.t("counting …");
  if (state === "limited") return vscode.l10n.t("more than {0}", filesText(sent.files + ignored.files));
  return formatBytes(sent.bytes);
}

/** What is sent, in a sentence; undefined while it is not known. */
export function sentText({ state, sent }: ContextResult): string | undefined {
  return state === "complete" ? vscode.l10n.t("Sent to the build: {0}", amountText(sent)) : undefined;
}

/** For who points at the status bar. */
export function statusTooltip({ root, result }: Context): vscode.MarkdownString {
  const { sent, ignored, ignore, state, reason, entries } = result;
  const tooltip = new vscode.MarkdownString();
  const secrets = entries.reduce((sum, entry) => sum + entry.secrets, 0);
  const lines = [
    vscode.l10n.t("Sent to the build: {0}", amountText(sent)),
    ignore
      ? vscode.l10n.t("Left out by {0}: {1}", ignore.path, amountText(ignored))
      : vscode.l10n.t("Nothing is left out, there is no ignore file"),
  ];
  if (state === "limited") lines.push(vscode.l10n.t("There are more files than are counted"));
  if (secrets > 0) lines.push(secretsText(secrets));
  lines.push(vscode.l10n.t("Build context {0}: {1}", folderName(root), reason));
  tooltip.appendMarkdown(lines.map(asMarkdown).join("\n\n"));
  return tooltip;
}

/** From the workspace folder, or its own name. */
export function folderName(folder: vscode.Uri): string {
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(folder);
  if (workspaceFolder && asFolder(workspaceFolder.uri).toString() === folder.toString()) return workspaceFolder.name;
  return vscode.workspace.asRelativePath(folder, false);
}
