/** The preview of a proposal: the diff, the page beside it, and how it is applied or ends. */

import * as vscode from "vscode";
import { diffTabs, filesInDiff, isDiff, openDiff, revealInDiff, scheme, textsInDiff } from "./diff";
import type { PageMessage } from "./page";
import { createPanel } from "./panel";
import { changingFiles, editOf, isOutdated, type Proposal, type ProposedFile, type Proposer } from "./proposal";

/** There is one preview at a time, and it belongs to who made the proposal. */
export interface Previews {
  /** Shows the first proposal of a proposer, and ends what was shown before. */
  show(proposal: Proposal, proposer: Proposer): Promise<void>;
  /** Shows another one in its place, unless the preview has ended meanwhile. */
  update(proposal: Proposal, proposer: Proposer): Promise<void>;
  isShown(proposer: Proposer | undefined): boolean;
  end(): Promise<void>;
}

interface Preview {
  readonly proposer: Proposer;
  /** Sets its documents apart from those of earlier ones, since VS Code keeps the text of an address that it knows. */
  readonly number: number;
  /** Where the diff was opened. */
  readonly column: vscode.ViewColumn;
  proposal: Proposal;
  /** The page beside the diff; undefined until there is one to stand beside. */
  panel: vscode.WebviewPanel | undefined;
  /** The addresses of the files in the diff; undefined until there is one. */
  inDiff: string | undefined;
}

/** Registers how a preview is applied and how it ends. */
export function registerPreviews(context: vscode.ExtensionContext): Previews {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const texts = new Map<string, string>();
  let preview: Preview | undefined;
  let previews = 0;
  let updating: Promise<void> = Promise.resolve();

  async function show(proposal: Proposal, proposer: Proposer): Promise<void> {
    await end();
    const column = vscode.window.tabGroups.activeTabGroup.viewColumn;
    preview = { proposer, number: ++previews, column, proposal, panel: undefined, inDiff: undefined };
    await vscode.commands.executeCommand("setContext", "drydock.previewing", true);
    await update(proposal, proposer);
  }

  /** One after the other: two at a time would leave two diffs. */
  function update(proposal: Proposal, proposer: Proposer): Promise<void> {
    const next = async () => {
      if (preview?.proposer === proposer) await fill(preview, proposal);
    };
    updating = updating.then(next, next);
    return updating;
  }

  async function fill(shown: Preview, proposal: Proposal): Promise<void> {
    shown.proposal = proposal;
    provideTexts(shown);
    shown.panel?.webview.postMessage(proposal.content);
    await showDiff(shown);
    if (preview === shown) shown.panel ??= openPanel(shown);
    // It has ended while the diff was being opened.
    else if (preview === undefined) await vscode.window.tabGroups.close(diffTabs());
  }

  function openPanel(shown: Preview): vscode.WebviewPanel {
    return createPanel(shown.proposer.apply, {
      answer: async (message) => (preview === shown ? answer(message, shown) : undefined),
      onFailure: () => shown.panel?.webview.postMessage(shown.proposal.content),
      onClose: () => {
        if (preview === shown) void end();
      },
    });
  }

  async function answer(message: PageMessage, shown: Preview): Promise<void> {
    const { proposer, panel, proposal } = shown;
    if (message.kind === "apply") await apply();
    else if (message.kind === "discard") await end();
    else if (message.kind === "reveal") await revealLine(shown, message.line, message.file);
    else if (message.kind === "choose") await proposer.choose?.(message.value);
    else if (message.kind === "tick") await proposer.tick(message.value, message.isTicked);
    else panel?.webview.postMessage(proposal.content);
  }

  async function revealLine({ proposal, column }: Preview, line: number, file: string | undefined): Promise<void> {
    const isMeant = ({ uri }: ProposedFile) => uri.toString() === file || uri.path.endsWith(`/${file}`);
    const found = file === undefined ? proposal.files[0] : proposal.files.find(isMeant);
    if (found?.before !== undefined) await revealInDiff(found, line, column);
  }

  /** What is in the diff already changes where it is. */
  function provideTexts({ proposal, number }: Preview): void {
    for (const [uri, text] of textsInDiff(proposal, number)) provideText(uri, text);
  }

  function provideText(uri: vscode.Uri, text: string): void {
    if (texts.get(uri.toString()) === text) return;
    texts.set(uri.toString(), text);
    changed.fire(uri);
  }

  /** Opens the diff of what changes, in place of an earlier one of other files. */
  async function showDiff(preview: Preview): Promise<void> {
    const { proposal, panel, number } = preview;
    const files = filesInDiff(proposal);
    const addresses = files.map(({ uri }) => uri.toString()).join("\n");
    if (files.length === 0 || addresses === preview.inDiff) return;
    const earlier = diffTabs();
    const wasActive = panel?.active;
    await openDiff(proposal.name, files, number, earlier[0]?.group.viewColumn ?? preview.column);
    preview.inDiff = addresses;
    await vscode.window.tabGroups.close(earlier);
    if (wasActive) panel?.reveal();
  }

  async function apply(): Promise<void> {
    if (preview === undefined) return;
    const { proposal, proposer, column } = preview;
    if (await isOutdated(proposal)) {
      const message = vscode.l10n.t("A file has changed since the preview of {0} was made.", proposal.name);
      const answer = await vscode.window.showWarningMessage(message, vscode.l10n.t("Harden Again"));
      if (answer !== undefined) await proposer.again();
      return;
    }
    const edit = await editOf(proposal);
    // Shown before the preview goes, so that its document stays open.
    const first = changingFiles(proposal).find(({ before }) => before !== undefined) ?? proposal.files[0];
    if (first === undefined) return;
    const document = first.document ?? (await vscode.workspace.openTextDocument(first.uri));
    await vscode.window.showTextDocument(document, { viewColumn: column, preview: false });
    if (await vscode.workspace.applyEdit(edit)) await end();
    else vscode.window.showErrorMessage(vscode.l10n.t("The changes to {0} could not be made.", proposal.name));
  }

  async function end(): Promise<void> {
    const panel = preview?.panel;
    preview = undefined;
    panel?.dispose();
    await vscode.commands.executeCommand("setContext", "drydock.previewing", false);
    await vscode.window.tabGroups.close(diffTabs());
    texts.clear();
  }

  context.subscriptions.push(
    changed,
    vscode.commands.registerCommand("drydock.hardenApply", apply),
    vscode.commands.registerCommand("drydock.hardenDiscard", end),
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => texts.get(uri.toString()),
      onDidChange: changed.event,
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (preview?.inDiff !== undefined && closed.some(isDiff) && diffTabs().length === 0) void end();
    }),
  );
  // After a reload VS Code shows the editor again, but what was in it is gone.
  void vscode.window.tabGroups.close(diffTabs());
  return { show, update, isShown: (proposer) => proposer !== undefined && preview?.proposer === proposer, end };
}
