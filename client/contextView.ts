/** The view *Build Context* and its item in the status bar: when they ask the server, and when they are shown. */

import * as vscode from "vscode";
import { type ContextChangedParams, type ContextParams, type ContextResult, contextRequest } from "../server/requests";
import { editIgnoreFile, goToPattern } from "./contextEdits";
import { type Context, decorations, type Item, itemsOf, type Node, treeItem } from "./contextItems";
import { folderName, sentText, sizeText, statusText, statusTooltip } from "./contextTexts";
import { type Connect, requestAbout } from "./request";
import { asFolder } from "./workspaceFiles";

const viewId = "drydock.context";

/** Milliseconds without typing before numbers are asked for again. */
const pause = 300;

/** What the rest of the extension tells the view. */
interface ContextView {
  /** The server has other numbers for some folders; without them, for all. */
  changed(folders?: ContextChangedParams): void;
  /** A sentence about what the build of a document sends; undefined when that has not been counted. */
  sizeOf(document: vscode.Uri): string | undefined;
  /** Other numbers are known. */
  readonly onDidChange: vscode.Event<void>;
}

/**
 * Registers the view *Build Context* and the item in the status bar. Both are about the Dockerfile or ignore file that
 * was active last; it is asked about only while one of the two can be seen.
 */
export function registerContext(
  extension: vscode.ExtensionContext,
  connect: Connect,
  selector: vscode.DocumentSelector,
): ContextView {
  const changed = new vscode.EventEmitter<void>();
  const shown = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<Node>(viewId, {
    treeDataProvider: { getTreeItem: treeItem, getChildren, onDidChangeTreeData: changed.event },
    showCollapseAll: true,
  });
  const status = vscode.window.createStatusBarItem("drydock.contextSize", vscode.StatusBarAlignment.Right, 100);
  status.name = vscode.l10n.t("Build Context Size");
  status.command = "drydock.showContext";
  let document: vscode.Uri | undefined;
  let context: Context | undefined;
  let loading: Promise<void> | undefined;
  let isStale = false;
  let countsAgain = false;
  let typing: ReturnType<typeof setTimeout> | undefined;

  async function getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) {
      await loading;
      return context
        ? [
            { context, isSent: true },
            { context, isSent: false },
          ]
        : [];
    }
    if (!("entry" in node)) return itemsOf(node, node.context.result.entries);
    const result = await ask(node.context.document, node.entry.path);
    return itemsOf(node, result?.entries ?? []);
  }

  function follow(): void {
    const active = vscode.window.activeTextEditor?.document;
    if (active && vscode.languages.match(selector, active) > 0 && active.uri.toString() !== document?.toString()) {
      document = active.uri;
      vscode.commands.executeCommand("setContext", "drydock.contextKnown", true);
      refresh();
    } else if (wantsStatus() && !context) refresh();
    else showStatus();
  }

  /**
   * Asks again; what is asked meanwhile is asked once more afterwards.
   * @param again the server is to count again, too.
   */
  function refresh(again = false): void {
    isStale = true;
    countsAgain ||= again;
    loading ??= load().finally(() => {
      loading = undefined;
      if (isStale) refresh();
    });
  }

  /** Not with every letter. */
  function refreshAfterTyping({ uri }: vscode.TextDocument): void {
    const isOurs = [document, context?.ignore].some((ours) => ours?.toString() === uri.toString());
    if (!isOurs) return;
    clearTimeout(typing);
    typing = setTimeout(refresh, pause);
  }

  async function load(): Promise<void> {
    while (isStale) {
      isStale = false;
      const found = view.visible || wantsStatus() ? await find() : undefined;
      if (found?.result.state === "counting" && context?.result.root === found.result.root) {
        // Until it is counted again, what was counted before is the best there is.
        context = { ...context, result: { ...context.result, state: "counting" } };
      } else {
        context = found;
        changed.fire();
      }
      showStatus();
      showHeader();
      shown.fire();
    }
  }

  async function find(): Promise<Context | undefined> {
    const asked = document;
    const again = countsAgain;
    countsAgain = false;
    const result = asked && (await ask(asked, "", again));
    if (!asked || !result) return undefined;
    const ignore = result.ignore ? vscode.Uri.parse(result.ignore.uri) : undefined;
    return { document: asked, root: asFolder(vscode.Uri.parse(result.root)), ignore, result };
  }

  async function ask(document: vscode.Uri, folder: string, again = false): Promise<ContextResult | undefined> {
    try {
      const params: Omit<ContextParams, "uri"> = { folder, again };
      return await requestAbout<ContextResult>(connect, document, contextRequest, params);
    } catch {
      // The document is gone, or the client has said what failed.
      return undefined;
    }
  }

  /** Whether the status bar can show something now. */
  function wantsStatus(): boolean {
    const active = vscode.window.activeTextEditor?.document.uri;
    if (!active || active.toString() !== document?.toString()) return false;
    return vscode.workspace.getConfiguration("drydock", active).get<boolean>("contextSize", true);
  }

  function showStatus(): void {
    if (!context || !wantsStatus()) {
      status.hide();
      return;
    }
    status.text = statusText(context.result);
    status.tooltip = statusTooltip(context);
    status.show();
  }

  function showHeader(): void {
    view.description = context && sizeText(context.result);
    view.message = context && `${folderName(context.root)}: ${context.result.reason}`;
  }

  extension.subscriptions.push(
    view,
    status,
    changed,
    shown,
    vscode.window.registerFileDecorationProvider(decorations),
    vscode.window.onDidChangeActiveTextEditor(follow),
    // The language of a document, too, is changed by closing and opening it.
    vscode.workspace.onDidOpenTextDocument(follow),
    vscode.workspace.onDidChangeTextDocument((event) => refreshAfterTyping(event.document)),
    { dispose: () => clearTimeout(typing) },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("drydock.contextSize")) follow();
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible && !context) refresh();
    }),
    vscode.commands.registerCommand("drydock.showContext", () => vscode.commands.executeCommand(`${viewId}.focus`)),
    vscode.commands.registerCommand("drydock.refreshContext", () => refresh(true)),
    vscode.commands.registerCommand("drydock.leaveOut", (item: Item) => editIgnoreFile(connect, item, false)),
    vscode.commands.registerCommand("drydock.keepInContext", (item: Item) => editIgnoreFile(connect, item, true)),
    vscode.commands.registerCommand("drydock.goToPattern", goToPattern),
  );
  follow();
  return {
    onDidChange: shown.event,
    sizeOf: (asked) => (context?.document.toString() === asked.toString() ? sentText(context.result) : undefined),
    changed: (folders) => {
      if (!folders || !context || folders.roots.includes(context.result.root)) refresh();
    },
  };
}
