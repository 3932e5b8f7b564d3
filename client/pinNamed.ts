import * as vscode from "vscode";
import { type PinNamedParams, type PinNamedResult, pinNamedRequest } from "../server/requests";
import type { Connect } from "./request";

/** What the light bulb runs; nobody else knows of it. */
const command = "drydock.pinNamedImage";

/** Of the files that name images beside Dockerfiles. */
const files: vscode.DocumentSelector = [
  { pattern: "**/{compose,docker-compose}*.{yml,yaml}" },
  { pattern: "**/{.devcontainer.json,devcontainer.json}" },
  { pattern: "**/docker-bake*.{hcl,json}" },
];

/** An image in a line: as that of a service, or as a context. */
const image = /(?:(?<![\w-])["']?image["']?\s*:\s*["']?|docker-image:\/\/)(?<name>[^\s"'#,{}]{1,300})/;

/**
 * Registers *Pin to its digest* for the images that compose, bake and devcontainer files name. The server, which does not
 * serve these files, is told the text when it is chosen.
 */
export function registerPinNamed(context: vscode.ExtensionContext, connect: Connect): void {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions(document, { start }) {
      const found = image.exec(document.lineAt(start.line).text);
      const name = found?.groups?.name;
      if (!found || name === undefined || !mayAsk(document.uri)) return [];
      const offset = document.offsetAt(new vscode.Position(start.line, found.index + found[0].length));
      const title = name.includes("@") ? "Update the digest" : `Pin ${name} to its digest`;
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { title, command, arguments: [document.uri, offset] };
      return [action];
    },
  };
  const providedCodeActionKinds = [vscode.CodeActionKind.QuickFix];
  context.subscriptions.push(
    vscode.languages.registerCodeActionsProvider(files, provider, { providedCodeActionKinds }),
    vscode.commands.registerCommand(command, (uri: vscode.Uri, offset: number) => pin(connect, uri, offset)),
  );
}

/** Whether registries may be asked, or the user be asked about that. */
function mayAsk(document: vscode.Uri): boolean {
  const enabled = vscode.workspace.getConfiguration("drydock", document).get("registry.enabled");
  return vscode.workspace.isTrusted && enabled !== false;
}

async function pin(connect: Connect, uri: vscode.Uri, offset: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { version } = document;
  const client = await connect();
  const params: PinNamedParams = { uri: client.code2ProtocolConverter.asUri(uri), text: document.getText(), offset };
  const found = await client.sendRequest<PinNamedResult>(pinNamedRequest, params);
  if (!found) return;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(document.positionAt(found.start), document.positionAt(found.end)), found.text);
  if (document.version === version && (await vscode.workspace.applyEdit(edit))) return;
  vscode.window.showWarningMessage(vscode.l10n.t("The text has changed meanwhile; try again."));
}
