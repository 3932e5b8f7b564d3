/** How much there is, in the language of the editor. */

import * as vscode from "vscode";
import { formatBytes } from "../server/util/amounts";

/** "12,431 files, 210 MB". */
export function amountText({ files, bytes }: { readonly files: number; readonly bytes: number }): string {
  return `${filesText(files)}, ${formatBytes(bytes)}`;
}

/** "1 file", "12,431 files". */
export function filesText(count: number): string {
  return count === 1 ? vscode.l10n.t("1 file") : vscode.l10n.t("{0} files", count.toLocaleString(vscode.env.language));
}
