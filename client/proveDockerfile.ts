import path from "node:path";
import * as vscode from "vscode";
import { nameOf } from "./names";

/**
 * Registers *Prove With Docker*: a task that runs the command line, so that its terminal shows what goes on and the table,
 * and ending it removes what was made.
 */
export function registerProve(context: vscode.ExtensionContext): void {
  async function prove(target?: vscode.Uri): Promise<void> {
    const document = target
      ? await vscode.workspace.openTextDocument(target)
      : vscode.window.activeTextEditor?.document;
    const obstacle = obstacleFor(document);
    if (document === undefined || obstacle !== undefined) {
      vscode.window.showInformationMessage(obstacle ?? vscode.l10n.t("Open a Dockerfile to prove it."));
      return;
    }
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const words = [...wordsFor(document.uri, folder), document.uri.fsPath];
    const execution = new vscode.ProcessExecution(
      process.execPath,
      [context.asAbsolutePath("dist/server/cli.js"), "prove", ...words],
      {
        cwd: folder?.uri.fsPath ?? path.dirname(document.uri.fsPath),
        // The desktop's own program is no plain Node.js unless it is told to be.
        env: { ELECTRON_RUN_AS_NODE: "1" },
      },
    );
    const name = vscode.l10n.t("Prove {0}", nameOf(document.uri));
    const task = new vscode.Task({ type: "process" }, folder ?? vscode.TaskScope.Workspace, name, "Drydock", execution);
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true, showReuseMessage: false };
    await vscode.tasks.executeTask(task);
  }

  context.subscriptions.push(vscode.commands.registerCommand("drydock.prove", prove));
  // In a browser there is nothing to start.
  vscode.commands.executeCommand("setContext", "drydock.canProve", true);
}

/** Why a document cannot be proved, for people. */
function obstacleFor(document: vscode.TextDocument | undefined): string | undefined {
  if (document?.languageId !== "dockerfile") return vscode.l10n.t("Open a Dockerfile to prove it.");
  if (!vscode.workspace.isTrusted)
    return vscode.l10n.t("Trust this workspace to build and run what its Dockerfile says.");
  if (document.uri.scheme !== "file" || document.isDirty) return vscode.l10n.t("Save the Dockerfile to prove it.");
  return undefined;
}

/** What is set for the editor, as options. */
function wordsFor(uri: vscode.Uri, folder: vscode.WorkspaceFolder | undefined): string[] {
  const settings = vscode.workspace.getConfiguration("drydock", uri);
  const [context, target] = [settings.get<string>("buildContext"), settings.get<string>("buildTarget")];
  return [
    ...(context && folder ? ["--context", path.resolve(folder.uri.fsPath, context)] : []),
    ...(target ? ["--target", target] : []),
  ];
}
