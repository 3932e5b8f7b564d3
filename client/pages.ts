import * as vscode from "vscode";

/** Shows a page, anew when it was shown before. */
type ShowPage = (path: string, query?: string) => Promise<void>;

/**
 * Registers documents that nobody edits.
 * @param scheme of their addresses. @param provide their text, as markdown. Gives what shows one of them rendered.
 */
export function registerPages(
  context: vscode.ExtensionContext,
  scheme: string,
  provide: (page: vscode.Uri) => Promise<string>,
): ShowPage {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  context.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: provide,
      onDidChange: changed.event,
    }),
  );
  return async (path, query = "") => {
    const page = vscode.Uri.from({ scheme, path, query });
    changed.fire(page);
    // Who has switched off the extension that renders reads the text.
    const render = vscode.commands.executeCommand("markdown.showPreview", page);
    await render.then(undefined, () => vscode.window.showTextDocument(page, { preview: true }));
  };
}
