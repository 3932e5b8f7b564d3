/** *Harden Workspace: All Dockerfiles*: one preview of all. */

import * as vscode from "vscode";
import { findDockerfiles } from "./findDockerfiles";
import { requestHardening } from "./hardenDockerfile";
import type { Previews } from "./preview";
import { type Proposal, type Proposer, textOf } from "./proposal";
import type { Connect } from "./request";
import { changesAnything, combine, dockerfilesText, type HardenedDockerfile, summary } from "./summary";

const mostDockerfiles = 200;

/** Registers *Harden Workspace: All Dockerfiles*, which comes after *Harden Dockerfile* in the palette. */
export function registerHardenAll(context: vscode.ExtensionContext, connect: Connect, previews: Previews): void {
  async function hardenAll(): Promise<void> {
    const found = await find();
    if (found === undefined) return;
    const { dockerfiles, isComplete } = found;
    if (!dockerfiles.some(changesAnything)) {
      const message =
        dockerfiles.length === 0
          ? vscode.l10n.t("There is no Dockerfile in this workspace.")
          : vscode.l10n.t("All Dockerfiles of this workspace are as good as Drydock can make them by itself.");
      vscode.window.showInformationMessage(message);
      return;
    }
    await show(dockerfiles, isComplete);
  }

  /** undefined when the user has cancelled it. */
  function find() {
    const location = vscode.ProgressLocation.Notification;
    const options = { location, title: vscode.l10n.t("Hardening all Dockerfiles"), cancellable: true };
    return vscode.window.withProgress(options, async (progress, token) => {
      const uris = await findDockerfiles(mostDockerfiles + 1, token);
      const chosen = uris.slice(0, mostDockerfiles);
      const dockerfiles: HardenedDockerfile[] = [];
      for (const uri of chosen) {
        if (token.isCancellationRequested) return undefined;
        progress.report({ message: vscode.workspace.asRelativePath(uri), increment: 100 / chosen.length });
        const dockerfile = await harden(uri);
        if (dockerfile) dockerfiles.push(dockerfile);
      }
      return token.isCancellationRequested ? undefined : { dockerfiles, isComplete: uris.length <= mostDockerfiles };
    });
  }

  /** undefined for what has such a name and is none: an ignore file, an archive. */
  async function harden(uri: vscode.Uri): Promise<HardenedDockerfile | undefined> {
    const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
    if (document?.languageId !== "dockerfile") return undefined;
    const before = document.getText();
    const result = await requestHardening(connect, uri, {});
    return result && { uri: uri.toString(), path: vscode.workspace.asRelativePath(uri), before, result };
  }

  async function show(dockerfiles: readonly HardenedDockerfile[], isComplete: boolean): Promise<void> {
    const ticked = new Set(dockerfiles.filter(changesAnything).map(({ uri }) => uri));
    // Read once: the server has not seen what changes from now on.
    const texts = new Map<string, string | undefined>();
    for (const { uri } of dockerfiles.flatMap(({ result }) => result.files)) {
      texts.set(uri, await textOf(vscode.Uri.parse(uri)));
    }
    const proposer: Proposer = { apply: vscode.l10n.t("Apply All"), tick, again: hardenAll };

    async function tick(uri: string, isTicked: boolean): Promise<void> {
      if (isTicked) ticked.add(uri);
      else ticked.delete(uri);
      await previews.update(propose(), proposer);
    }

    function propose(): Proposal {
      const { files, shared } = combine(dockerfiles.filter(({ uri }) => ticked.has(uri)));
      const own = dockerfiles.map(({ uri, before, result }) => {
        return { uri: vscode.Uri.parse(uri), before, after: ticked.has(uri) ? result.text : before };
      });
      const others = files.map(({ uri, text }) => {
        return { uri: vscode.Uri.parse(uri), before: texts.get(uri), after: text };
      });
      const content = summary(dockerfiles, ticked, shared, isComplete);
      return { name: dockerfilesText(ticked.size), files: [...own, ...others], content };
    }

    await previews.show(propose(), proposer);
  }

  context.subscriptions.push(vscode.commands.registerCommand("drydock.hardenAll", hardenAll));
}
