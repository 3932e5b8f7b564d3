import * as vscode from "vscode";
import { difference } from "../server/lsp/convert";
import { type PageContent, type PageMessage, page } from "./page";

/** Documents of this scheme, files as they would be, exist only while a preview is up. */
export const scheme = "drydock-harden";

/** What a preview shows and would write. */
export interface Proposal {
  /** What is hardened, for people: "Dockerfile". */
  readonly name: string;
  /** Every file that the proposal follows from, that of the user first. */
  readonly files: readonly ProposedFile[];
  readonly content: PageContent;
}

export interface ProposedFile {
  readonly uri: vscode.Uri;
  /** That of the file where it need not be on disk. */
  readonly document?: vscode.TextDocument;
  /** When the proposal was made; undefined for a file that does not exist. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Who made the proposal, and makes another when asked to. */
export interface Proposer {
  /** The label of the button that applies. */
  readonly apply: string;
  /** The user chose one of several, on the page. */
  choose?(value: string): Promise<void>;
  /** The user ticked or unticked something there. */
  tick(value: string, isTicked: boolean): Promise<void>;
  /** The files have changed meanwhile. */
  again(): Promise<void>;
}

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
    if (preview === shown) shown.panel ??= createPanel(shown);
    // It has ended while the diff was being opened.
    else if (preview === undefined) await vscode.window.tabGroups.close(diffTabs());
  }

  function createPanel(shown: Preview): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      "drydock.explanation",
      "What changes and why",
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] },
    );
    panel.webview.onDidReceiveMessage(async (message: PageMessage) => {
      if (preview !== shown) return;
      try {
        await answer(message, shown);
      } catch (error) {
        vscode.window.showErrorMessage(`Drydock could not do that: ${error instanceof Error ? error.message : error}`);
        panel.webview.postMessage(shown.proposal.content);
      }
    });
    panel.onDidDispose(() => {
      if (preview === shown) void end();
    });
    panel.webview.html = page(shown.proposer.apply, makeNonce());
    return panel;
  }

  async function answer(message: PageMessage, { proposer, panel, proposal }: Preview): Promise<void> {
    if (message.kind === "apply") await apply();
    else if (message.kind === "discard") await end();
    else if (message.kind === "choose") await proposer.choose?.(message.value);
    else if (message.kind === "tick") await proposer.tick(message.value, message.isTicked);
    else panel?.webview.postMessage(proposal.content);
  }

  /** What is in the diff already changes where it is. */
  function provideTexts(preview: Preview): void {
    for (const file of preview.proposal.files) {
      provideText(rightOf(file, preview), file.after);
      if (file.before === undefined) provideText(leftOf(file, preview), "");
    }
  }

  function provideText(uri: vscode.Uri, text: string): void {
    if (texts.get(uri.toString()) === text) return;
    texts.set(uri.toString(), text);
    changed.fire(uri);
  }

  /** Opens the diff of what changes, in place of an earlier one of other files. */
  async function showDiff(preview: Preview): Promise<void> {
    const { proposal, panel } = preview;
    const changing = changingFiles(proposal);
    const shown = changing.length > 0 ? changing : proposal.files.slice(0, 1);
    const [first] = shown;
    if (first === undefined) return;
    const addresses = shown.map(({ uri }) => uri.toString()).join("\n");
    if (addresses === preview.inDiff) return;
    const earlier = diffTabs();
    const viewColumn = earlier[0]?.group.viewColumn ?? preview.column;
    const wasActive = panel?.active;
    for (const file of shown) await keepLanguage(file, rightOf(file, preview));
    if (shown.length > 1) {
      // It opens where the focus is, and cannot be told otherwise.
      await vscode.commands.executeCommand(`workbench.action.focus${ordinals[viewColumn - 1] ?? "First"}EditorGroup`);
      const resources = shown.map((file) => {
        return [file.uri, file.before === undefined ? undefined : file.uri, rightOf(file, preview)];
      });
      await vscode.commands.executeCommand("vscode.changes", `Harden ${proposal.name}`, resources);
      // Otherwise the next file that is looked at would take its place.
      await vscode.commands.executeCommand("workbench.action.keepEditor");
    } else {
      const title = `${nameOf(first.uri)} ↔ hardened`;
      const options = { viewColumn, preview: false };
      await vscode.commands.executeCommand(
        "vscode.diff",
        leftOf(first, preview),
        rightOf(first, preview),
        title,
        options,
      );
    }
    preview.inDiff = addresses;
    await vscode.window.tabGroups.close(earlier);
    if (wasActive) panel?.reveal();
  }

  async function apply(): Promise<void> {
    if (preview === undefined) return;
    const { proposal, proposer, column } = preview;
    const now = await Promise.all(proposal.files.map((file) => currentText(file)));
    if (proposal.files.some(({ before }, index) => before !== now[index])) {
      const message = `A file has changed since the preview of ${proposal.name} was made.`;
      const answer = await vscode.window.showWarningMessage(message, "Harden Again");
      if (answer !== undefined) await proposer.again();
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    for (const { uri, before, after } of changingFiles(proposal)) {
      if (before === undefined) edit.createFile(uri, { contents: new TextEncoder().encode(after) });
      else replace(edit, await vscode.workspace.openTextDocument(uri), after);
    }
    // Shown before the preview goes, so that its document stays open.
    const first = changingFiles(proposal).find(({ before }) => before !== undefined) ?? proposal.files[0];
    if (first === undefined) return;
    const document = first.document ?? (await vscode.workspace.openTextDocument(first.uri));
    await vscode.window.showTextDocument(document, { viewColumn: column, preview: false });
    if (await vscode.workspace.applyEdit(edit)) await end();
    else vscode.window.showErrorMessage(`The changes to ${proposal.name} could not be made.`);
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

/** The text of a file as it is now; undefined when there is none. VS Code may still hold the document of one that was deleted. */
export async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    await vscode.workspace.fs.stat(uri);
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return undefined;
  }
}

/** The last part of an address, as it may stand in a message. */
export function nameOf({ path }: vscode.Uri): string {
  return inMessage(path.slice(path.lastIndexOf("/") + 1));
}

/** VS Code makes a link of `[text](address)` in a message, even of one that runs a command: no name may do so. */
export function inMessage(name: string): string {
  return name.replaceAll("](", "] (");
}

function currentText({ uri, document }: ProposedFile): Promise<string | undefined> | string {
  return document?.getText() ?? textOf(uri);
}

function changingFiles({ files }: Proposal): ProposedFile[] {
  return files.filter(({ before, after }) => before !== after);
}

function leftOf({ uri, before }: ProposedFile, { number }: Preview): vscode.Uri {
  return before === undefined ? virtual(uri, `${number}-before`) : uri;
}

function rightOf({ uri }: ProposedFile, { number }: Preview): vscode.Uri {
  return virtual(uri, String(number));
}

function virtual(uri: vscode.Uri, query: string): vscode.Uri {
  return uri.with({ scheme, authority: "", query, fragment: "" });
}

/** Its name may not say what it is: an untitled document, say. */
async function keepLanguage({ uri, document, before }: ProposedFile, right: vscode.Uri): Promise<void> {
  if (before === undefined) return;
  const [original, hardened] = await Promise.all([
    document ?? vscode.workspace.openTextDocument(uri),
    vscode.workspace.openTextDocument(right),
  ]);
  if (hardened.languageId === original.languageId) return;
  await vscode.languages.setTextDocumentLanguage(hardened, original.languageId);
}

/** As VS Code's commands call the columns. */
const ordinals = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth"];

function diffTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isDiff));
}

function isDiff({ input }: vscode.Tab): boolean {
  return diffsIn(input).some(({ modified }) => modified?.scheme === scheme);
}

/** One of several files is not yet described by the interface of VS Code that we keep to, but looks like this. */
function diffsIn(input: unknown): readonly { readonly modified?: vscode.Uri }[] {
  if (input instanceof vscode.TabInputTextDiff) return [input];
  const { textDiffs } = (input ?? {}) as { readonly textDiffs?: readonly vscode.TabInputTextDiff[] };
  return textDiffs ?? [];
}

/** Makes `text` of a document, line by line, so that cursors elsewhere stay where they are. */
function replace(edit: vscode.WorkspaceEdit, document: vscode.TextDocument, text: string): void {
  for (const change of difference(document.getText(), text)) {
    const range = new vscode.Range(document.positionAt(change.start), document.positionAt(change.end));
    edit.replace(document.uri, range, change.text);
  }
}

/** Random, in hexadecimal. */
function makeNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
