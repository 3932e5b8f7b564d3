/** The panel that the page of a preview stands in, and messages from and to it. */

import * as vscode from "vscode";
import { type PageMessage, page } from "./page";

interface Handlers {
  /** What the user does on the page. */
  answer(message: PageMessage): Promise<void>;
  /** That could not be done: the page shows again what it did before. */
  onFailure(): void;
  onClose(): void;
}

/**
 * The page that stands beside the diff of a preview.
 * @param apply the label of the button that applies.
 */
export function createPanel(apply: string, { answer, onFailure, onClose }: Handlers): vscode.WebviewPanel {
  const panel = vscode.window.createWebviewPanel(
    "drydock.explanation",
    vscode.l10n.t("What changes and why"),
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [] },
  );
  panel.webview.onDidReceiveMessage(async (message: PageMessage) => {
    try {
      await answer(message);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      vscode.window.showErrorMessage(vscode.l10n.t("Drydock could not do that: {0}", reason));
      onFailure();
    }
  });
  panel.onDidDispose(onClose);
  panel.webview.html = page(apply, vscode.env.language, makeNonce());
  return panel;
}

/** Random, in hexadecimal. */
function makeNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
