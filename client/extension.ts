/** What the extension registers in VS Code, whatever host it runs in. */

import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type ContextChangedParams,
  disableRuleCommand,
  syntaxNotification,
  trustedNotification,
} from "../server/requests";
import { registerContext } from "./contextView";
import { createDisableRule } from "./disableRule";
import { registerExplain } from "./explainRule";
import { registerFindingCommands } from "./findingCommands";
import { registerHardenAll } from "./hardenAll";
import { type Hardenings, registerHarden } from "./hardenDockerfile";
import { speak } from "./l10n";
import { registerLanguageModelTools } from "./languageModel";
import { otherServers } from "./otherServers";
import { registerPreviews } from "./preview";
import { registerScore } from "./scoreStatus";
import { namesImages, servedDocuments, serveSchemeOf } from "./servedDocuments";
import type { CreateClient } from "./startClient";

/**
 * Registers everything; the server starts when a document that it serves is opened, or a command needs it.
 */
export function start(context: vscode.ExtensionContext, createClient: CreateClient): Started {
  speak(vscode.l10n.t);
  const selector = servedDocuments();
  const output = vscode.window.createOutputChannel("Drydock", { log: true });
  const status = vscode.languages.createLanguageStatusItem("drydock", selector);
  let client: Promise<BaseLanguageClient> | undefined;

  const connect = (): Promise<BaseLanguageClient> => {
    client ??= open();
    return client;
  };
  // After all else that VS Code waits for until the extension counts as activated.
  const open = async (): Promise<BaseLanguageClient> => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    const { startClient } = await import("./startClient");
    const contextChanged = (folders: ContextChangedParams) => contextView.changed(folders);
    return startClient(createClient, { selector, output, status, contextChanged });
  };
  const disconnect = async (): Promise<void> => {
    const stopped = client;
    client = undefined;
    await (await stopped?.catch(() => undefined))?.dispose();
  };
  const reconnect = async (): Promise<void> => {
    await disconnect();
    await connect();
    contextView.changed();
  };
  const connectWhenServed = (document: vscode.TextDocument): void => {
    const isNew = serveSchemeOf(document, selector);
    if (isNew) status.selector = selector;
    if (vscode.languages.match(selector, document) === 0 && !namesImages(document)) return;
    // The client is told once, at its start, what is served.
    const connected = isNew && client !== undefined ? reconnect() : connect();
    connected.catch((error) => output.error(String(error)));
  };

  context.subscriptions.push(
    output,
    status,
    { dispose: disconnect },
    vscode.workspace.onDidOpenTextDocument(connectWhenServed),
    vscode.workspace.onDidGrantWorkspaceTrust(async () => (await client)?.sendNotification(trustedNotification)),
    vscode.extensions.onDidChange(async () => {
      await (await client)?.sendNotification(syntaxNotification, otherServers());
    }),
    vscode.commands.registerCommand("drydock.showOutput", () => output.show()),
    vscode.commands.registerCommand("drydock.restart", reconnect),
    vscode.commands.registerCommand(disableRuleCommand, createDisableRule(connect)),
  );
  const previews = registerPreviews(context);
  const hardenings = registerHarden(context, connect, previews);
  registerHardenAll(context, connect, previews);
  registerLanguageModelTools(context, connect);
  const contextView = registerContext(context, connect, selector);
  registerScore(context, connect, selector, contextView);
  registerFindingCommands(context, connect, selector, registerExplain(context, connect));
  vscode.workspace.textDocuments.forEach(connectWhenServed);
  return { hardenings };
}

/** For what a host has besides. */
interface Started {
  /** What may be asked of the previews. */
  readonly hardenings: Hardenings;
}
