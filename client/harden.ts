import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { difference } from "../server/lsp";
import { type HardenResult, hardenRequest } from "../server/requests";
import { explanation, type OtherFile } from "./explanation";

/** A document of this scheme, the hardened Dockerfile, exists only while a preview is up. */
const scheme = "drydock-harden";

/** One result, shown and not yet decided on. */
interface Preview {
  readonly document: vscode.TextDocument;
  /** Of the document when the result was made. */
  readonly version: number;
  readonly result: HardenResult;
  readonly files: readonly OtherFile[];
  readonly hardened: vscode.Uri;
  readonly column: vscode.ViewColumn;
  /** Lists beside the diff what changes and why. */
  readonly panel: vscode.WebviewPanel;
}

/** Registers *Harden Dockerfile* and the two ways that its preview ends. */
export function registerHarden(context: vscode.ExtensionContext, connect: () => Promise<BaseLanguageClient>): void {
  let preview: Preview | undefined;
  let previews = 0;

  async function harden(target?: vscode.Uri | string): Promise<void> {
    const document = await findDocument(target);
    if (document?.languageId !== "dockerfile") {
      vscode.window.showInformationMessage("Open a Dockerfile to harden it.");
      return;
    }
    const client = await connect();
    const { version } = document;
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    const result = await client.sendRequest<HardenResult | null>(hardenRequest, { uri });
    await end();
    if (result === null || (result.text === document.getText() && result.files.length === 0)) {
      vscode.window.showInformationMessage(`${nameOf(document)} is as good as Drydock can make it.`);
      return;
    }
    const files = await Promise.all(
      result.files.map(async (file) => ({ ...file, before: await textOf(vscode.Uri.parse(file.uri)) })),
    );
    await show(document, version, result, files);
  }

  async function findDocument(target?: vscode.Uri | string): Promise<vscode.TextDocument | undefined> {
    if (target !== undefined) {
      return vscode.workspace.openTextDocument(typeof target === "string" ? vscode.Uri.parse(target) : target);
    }
    const document = vscode.window.activeTextEditor?.document;
    return document?.uri.scheme === scheme ? preview?.document : document;
  }

  async function show(
    document: vscode.TextDocument,
    version: number,
    result: HardenResult,
    files: readonly OtherFile[],
  ): Promise<void> {
    // A new address each time, since VS Code keeps the text of one that it knows.
    const hardened = document.uri.with({ scheme, authority: "", query: String(++previews), fragment: "" });
    const column = vscode.window.tabGroups.activeTabGroup.viewColumn;
    const panel = vscode.window.createWebviewPanel(
      "drydock.explanation",
      "What changes and why",
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableCommandUris: ["drydock.hardenApply", "drydock.hardenDiscard"] },
    );
    panel.webview.html = explanation(nameOf(document), result.applied, files);
    preview = { document, version, result, files, hardened, column, panel };
    await vscode.commands.executeCommand("setContext", "drydock.previewing", true);
    // Its name may not say what it is: an untitled document, say.
    const right = await vscode.workspace.openTextDocument(hardened);
    if (right.languageId !== "dockerfile") await vscode.languages.setTextDocumentLanguage(right, "dockerfile");
    const options = { viewColumn: column, preview: false };
    await vscode.commands.executeCommand(
      "vscode.diff",
      document.uri,
      hardened,
      `${nameOf(document)} ↔ hardened`,
      options,
    );
  }

  async function apply(): Promise<void> {
    if (preview === undefined) return;
    const { document, version, result, files, column } = preview;
    const texts = await Promise.all(files.map(({ uri }) => textOf(vscode.Uri.parse(uri))));
    const isCurrent = document.version === version && files.every(({ before }, index) => before === texts[index]);
    if (!isCurrent) {
      const message = `${nameOf(document)} has changed since this preview was made.`;
      const answer = await vscode.window.showWarningMessage(message, "Harden Again");
      if (answer !== undefined) await harden(document.uri);
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    replace(edit, document, result.text);
    for (const { uri, text, before } of files) {
      const file = vscode.Uri.parse(uri);
      if (before === undefined) edit.createFile(file, { contents: new TextEncoder().encode(text) });
      else replace(edit, await vscode.workspace.openTextDocument(file), text);
    }
    // Shown before the preview goes, so that its document stays open.
    await vscode.window.showTextDocument(document, { viewColumn: column, preview: false });
    if (await vscode.workspace.applyEdit(edit)) await end();
    else vscode.window.showErrorMessage(`The changes could not be made in ${nameOf(document)}.`);
  }

  async function end(): Promise<void> {
    preview?.panel.dispose();
    preview = undefined;
    await vscode.commands.executeCommand("setContext", "drydock.previewing", false);
    await closeDiffs();
  }

  context.subscriptions.push(
    vscode.commands.registerCommand("drydock.harden", harden),
    vscode.commands.registerCommand("drydock.hardenApply", apply),
    vscode.commands.registerCommand("drydock.hardenDiscard", end),
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) =>
        uri.toString() === preview?.hardened.toString() ? preview.result.text : undefined,
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (preview !== undefined && closed.some(isDiff)) void end();
    }),
  );
  // After a reload VS Code shows the editor again, but what was in it is gone.
  void closeDiffs();
}

function isDiff({ input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === scheme;
}

async function closeDiffs(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter(isDiff));
}

/** Makes `text` of a document, line by line, so that cursors elsewhere stay where they are. */
function replace(edit: vscode.WorkspaceEdit, document: vscode.TextDocument, text: string): void {
  for (const change of difference(document.getText(), text)) {
    const range = new vscode.Range(document.positionAt(change.start), document.positionAt(change.end));
    edit.replace(document.uri, range, change.text);
  }
}

/** undefined when there is no such file. VS Code may still hold the document of one that was deleted. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    await vscode.workspace.fs.stat(uri);
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return undefined;
  }
}

function nameOf({ uri }: vscode.TextDocument): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}
