import * as vscode from "vscode";
import type { BaseLanguageClient, WorkspaceEdit } from "vscode-languageclient";
import {
  type ContextChangedParams,
  type ContextEditParams,
  type ContextParams,
  type ContextResult,
  contextEditRequest,
  contextRequest,
} from "../server/requests";
import { formatAmount, formatBytes, formatFiles } from "../server/util/amounts";
import { type Context, decorations, type Item, itemsOf, type Node, secretsText, treeItem } from "./contextItems";
import { inMessage } from "./preview";

const viewId = "drydock.context";

/** Milliseconds without typing before numbers are asked for again. */
const pause = 300;

/** What the rest of the extension tells the view. */
interface ContextView {
  /** The server has other numbers for some folders; without them, for all. */
  changed(folders?: ContextChangedParams): void;
}

/**
 * Registers the view *Build Context* and the item in the status bar. Both are about the Dockerfile or ignore file that
 * was active last; it is asked about only while one of the two can be seen.
 */
export function registerContext(
  extension: vscode.ExtensionContext,
  connect: () => Promise<BaseLanguageClient>,
  selector: vscode.DocumentSelector,
): ContextView {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<Node>(viewId, {
    treeDataProvider: { getTreeItem: treeItem, getChildren, onDidChangeTreeData: changed.event },
    showCollapseAll: true,
  });
  const status = vscode.window.createStatusBarItem("drydock.contextSize", vscode.StatusBarAlignment.Right, 100);
  status.name = "Build Context Size";
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
    }
  }

  async function find(): Promise<Context | undefined> {
    const asked = document;
    const again = countsAgain;
    countsAgain = false;
    const result = asked && (await ask(asked, "", again));
    if (!asked || !result) return undefined;
    const ignore = result.ignore ? vscode.Uri.parse(result.ignore.uri) : undefined;
    return { document: asked, root: vscode.Uri.parse(result.root), ignore, result };
  }

  async function ask(document: vscode.Uri, folder: string, again = false): Promise<ContextResult | undefined> {
    try {
      const client = await connect();
      await keepOpen(document);
      const params: ContextParams = { uri: client.code2ProtocolConverter.asUri(document), folder, again };
      return (await client.sendRequest<ContextResult | null>(contextRequest, params)) ?? undefined;
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
    view.message = context && `${nameOf(context.root)}: ${context.result.reason}`;
  }

  async function edit({ context, entry }: Item, keep: boolean): Promise<void> {
    const client = await connect();
    await keepOpen(context.document);
    const uri = client.code2ProtocolConverter.asUri(context.document);
    const params: ContextEditParams = { uri, path: entry.path, isFolder: entry.isFolder, keep };
    const edit = await client.protocol2CodeConverter.asWorkspaceEdit(
      await client.sendRequest<WorkspaceEdit | null>(contextEditRequest, params),
    );
    if (!edit) {
      const path = inMessage(entry.path);
      const wish = keep ? `keeps ${path} in the context` : `leaves ${path} out`;
      vscode.window.showInformationMessage(`No single pattern ${wish}.`);
      return;
    }
    const unseen = edit.entries().filter(([uri]) => !isShown(uri));
    if (!(await vscode.workspace.applyEdit(edit))) {
      vscode.window.showErrorMessage("The ignore file could not be changed.");
      return;
    }
    // Nobody would look for unsaved changes in a file that is not open.
    for (const [uri] of unseen) await (await vscode.workspace.openTextDocument(uri)).save();
  }

  extension.subscriptions.push(
    view,
    status,
    changed,
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
    vscode.commands.registerCommand("drydock.leaveOut", (item: Item) => edit(item, false)),
    vscode.commands.registerCommand("drydock.keepInContext", (item: Item) => edit(item, true)),
    vscode.commands.registerCommand("drydock.goToPattern", goToPattern),
  );
  follow();
  return {
    changed: (folders) => {
      if (!folders || !context || folders.roots.includes(context.result.root)) refresh();
    },
  };
}

/** The server knows open documents only, and VS Code closes those that no editor shows. */
async function keepOpen(uri: vscode.Uri): Promise<void> {
  // One that was never saved cannot be opened again.
  if (uri.scheme !== "untitled") await vscode.workspace.openTextDocument(uri);
}

async function goToPattern({ context: { ignore }, entry }: Item): Promise<void> {
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

function statusText({ state, sent, ignored }: ContextResult): string {
  if (state === "counting") return "$(sync~spin) counting the context";
  if (state === "limited") return `$(package) context of > ${formatFiles(sent.files + ignored.files)}`;
  return `$(package) ${formatBytes(sent.bytes)} context`;
}

function sizeText({ state, sent, ignored }: ContextResult): string {
  if (state === "counting") return "counting …";
  if (state === "limited") return `more than ${formatFiles(sent.files + ignored.files)}`;
  return formatBytes(sent.bytes);
}

function statusTooltip({ root, result }: Context): vscode.MarkdownString {
  const { sent, ignored, ignore, state, reason, entries } = result;
  const tooltip = new vscode.MarkdownString();
  const secrets = entries.reduce((sum, entry) => sum + entry.secrets, 0);
  const lines = [
    `Sent to the build: ${formatAmount(sent)}`,
    ignore ? `Left out by ${ignore.path}: ${formatAmount(ignored)}` : "Nothing is left out, there is no ignore file",
  ];
  if (state === "limited") lines.push("There are more files than are counted");
  if (secrets > 0) lines.push(secretsText(secrets));
  lines.push(`Build context ${nameOf(root)}: ${reason}`);
  for (const line of lines) tooltip.appendText(line).appendMarkdown("\n\n");
  return tooltip;
}

/** From the workspace folder, or its own name. */
function nameOf(folder: vscode.Uri): string {
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(folder);
  if (workspaceFolder?.uri.toString() === folder.toString()) return workspaceFolder.name;
  return vscode.workspace.asRelativePath(folder, false);
}
