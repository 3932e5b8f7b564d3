/** *Prove With Docker*: a task that runs `drydock prove`, and what becomes of its report. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { Hardenings } from "./hardenDockerfile";
import { inMessage, nameOf } from "./names";
import { type Verdict, verdictOf, wordsOf } from "./verdict";

/**
 * Registers *Prove With Docker*: a task that runs `drydock prove`, so that its terminal shows what goes on and the table,
 * and ending it removes what was made. It proves what is ticked in the preview, where there is one, and steps that it finds
 * to be to blame are unticked there.
 */
export function registerProve(context: vscode.ExtensionContext, hardenings: Hardenings): void {
  async function prove(target?: vscode.Uri): Promise<void> {
    const document = await hardenings.findDocument(target);
    const obstacle = obstacleFor(document);
    if (document === undefined || obstacle !== undefined) {
      vscode.window.showInformationMessage(obstacle ?? vscode.l10n.t("Open a Dockerfile to prove it."));
      return;
    }
    const text = document.getText();
    const made = await mkdtemp(path.join(tmpdir(), "drydock-"));
    const report = path.join(made, "proof.json");
    try {
      await runTask(document, ["--report", report, ...wordsOf(hardenings.choicesFor(document) ?? {})]);
      const verdict = verdictOf(text, await readFile(report, "utf8").catch(() => undefined));
      if (verdict && !(await hardenings.blame(document, verdict))) await offer(document, verdict);
    } finally {
      await rm(made, { recursive: true, force: true });
    }
  }

  /** Runs it to its end. */
  async function runTask({ uri }: vscode.TextDocument, options: readonly string[]): Promise<void> {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const words = [...wordsFor(uri, folder), ...options, uri.fsPath];
    const execution = new vscode.ProcessExecution(
      process.execPath,
      [context.asAbsolutePath("dist/server/node.js"), "prove", ...words],
      {
        cwd: folder?.uri.fsPath ?? path.dirname(uri.fsPath),
        // The desktop's own program is no plain Node.js unless it is told to be.
        env: { ELECTRON_RUN_AS_NODE: "1" },
      },
    );
    const name = vscode.l10n.t("Prove {0}", nameOf(uri));
    const task = new vscode.Task({ type: "process" }, folder ?? vscode.TaskScope.Workspace, name, "Drydock", execution);
    task.presentationOptions = {
      reveal: vscode.TaskRevealKind.Always,
      clear: true,
      // The report says what is proved; the command line is of no use to anybody.
      echo: false,
      showReuseMessage: false,
    };
    // Listened for from before its start, since it may end at once.
    const ended = new Set<vscode.TaskExecution>();
    let seen = () => {};
    const listening = vscode.tasks.onDidEndTask(({ execution }) => {
      ended.add(execution);
      seen();
    });
    try {
      const started = await vscode.tasks.executeTask(task);
      while (!ended.has(started)) {
        await new Promise<void>((resolve) => {
          seen = resolve;
        });
      }
    } finally {
      listening.dispose();
    }
  }

  context.subscriptions.push(vscode.commands.registerCommand("drydock.prove", prove));
  // In a browser there is nothing to start.
  vscode.commands.executeCommand("setContext", "drydock.canProve", true);
}

/** Where no preview is open that could show what was found. */
async function offer({ uri }: vscode.TextDocument, { worse, culprits }: Verdict): Promise<void> {
  const without = vscode.l10n.t("Harden Without What Is to Blame");
  const message = vscode.l10n.t(
    "{0} is worse hardened: {1}. To blame, and unticked in a preview: {2}.",
    nameOf(uri),
    inMessage(worse.join("; ")),
    inMessage(culprits.join(", ")),
  );
  const chosen = await vscode.window.showWarningMessage(message, without);
  if (chosen !== undefined) await vscode.commands.executeCommand("drydock.harden", uri);
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
