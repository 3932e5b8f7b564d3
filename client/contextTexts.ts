import * as vscode from "vscode";
import type { ContextResult } from "../server/requests";
import { formatAmount, formatBytes, formatFiles } from "../server/util/amounts";
import { type Context, secretsText } from "./contextItems";
import { asFolder } from "./workspaceFiles";

/** For the status bar. */
export function statusText({ state, sent, ignored }: ContextResult): string {
  if (state === "counting") return "$(sync~spin) counting the context";
  if (state === "limited") return `$(package) context of > ${formatFiles(sent.files + ignored.files)}`;
  return `$(package) ${formatBytes(sent.bytes)} context`;
}

/** For the header of the view. */
export function sizeText({ state, sent, ignored }: ContextResult): string {
  if (state === "counting") return "counting …";
  if (state === "limited") return `more than ${formatFiles(sent.files + ignored.files)}`;
  return formatBytes(sent.bytes);
}

/** What is sent, in a sentence; undefined while it is not known. */
export function sentText({ state, sent }: ContextResult): string | undefined {
  return state === "complete" ? `Sent to the build: ${formatAmount(sent)}` : undefined;
}

/** For who points at the status bar. */
export function statusTooltip({ root, result }: Context): vscode.MarkdownString {
  const { sent, ignored, ignore, state, reason, entries } = result;
  const tooltip = new vscode.MarkdownString();
  const secrets = entries.reduce((sum, entry) => sum + entry.secrets, 0);
  const lines = [
    `Sent to the build: ${formatAmount(sent)}`,
    ignore ? `Left out by ${ignore.path}: ${formatAmount(ignored)}` : "Nothing is left out, there is no ignore file",
  ];
  if (state === "limited") lines.push("There are more files than are counted");
  if (secrets > 0) lines.push(secretsText(secrets));
  lines.push(`Build context ${folderName(root)}: ${reason}`);
  for (const line of lines) tooltip.appendText(line).appendMarkdown("\n\n");
  return tooltip;
}

/** From the workspace folder, or its own name. */
export function folderName(folder: vscode.Uri): string {
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(folder);
  if (workspaceFolder && asFolder(workspaceFolder.uri).toString() === folder.toString()) return workspaceFolder.name;
  return vscode.workspace.asRelativePath(folder, false);
}
