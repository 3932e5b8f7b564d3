/** The client of the language server: how it is made, what it adds to the protocol, and what happens when the server ends. */

import * as vscode from "vscode";
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient";
import {
  type CommandOptions,
  type ContextChangedParams,
  contextChangedNotification,
  disableRuleCommand,
  explainCommand,
  type FolderParams,
  findingCommand,
  folderRequest,
  hardenCommand,
  type ListParams,
  listRequest,
  type ReadParams,
  type RegistriesParams,
  type RegistryOptions,
  readRequest,
  registriesNotification,
  type SyntaxOptions,
  settingsCommand,
  type TrustOptions,
} from "../server/requests";
import { otherServers } from "./otherServers";
import type { servedDocuments } from "./servedDocuments";
import { folder, list, read } from "./workspaceFiles";

/** Makes a client, and the server at its other end, for the host that this runs in. */
export type CreateClient = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

/** What the client serves, where it shows its state, and who hears of build contexts that have changed. */
interface Surroundings {
  readonly selector: ReturnType<typeof servedDocuments>;
  readonly output: vscode.LogOutputChannel;
  readonly status: vscode.LanguageStatusItem;
  readonly contextChanged: (folders: ContextChangedParams) => void;
}

/**
 * A client that is connected to its server. This file alone is made of the library of language clients, which takes longer to
 * load than all else together: whoever wants a client imports it then.
 */
export async function startClient(create: CreateClient, surroundings: Surroundings): Promise<BaseLanguageClient> {
  const { selector, output, status, contextChanged } = surroundings;
  const started: BaseLanguageClient = await create({
    documentSelector: [...selector],
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    errorHandler: offeringRestart(() => started, output),
    initializationOptions: {
      trusted: vscode.workspace.isTrusted,
      ...otherServers(),
      commands: [hardenCommand, disableRuleCommand, explainCommand, findingCommand, settingsCommand],
      remembersRegistries: true,
    } satisfies TrustOptions & SyntaxOptions & CommandOptions & RegistryOptions,
    // Hovers link to the page of their rule, and may run nothing else.
    markdown: { isTrusted: { enabledCommands: [explainCommand] } },
    // An installation of packages would send thousands of events that change nothing.
    middleware: {
      provideCompletionItem: async (document, position, context, token, next) =>
        withNextList(await next(document, position, context, token)),
      workspace: { didChangeWatchedFile: async (event, next) => (isOurs(event.uri) ? next(event) : undefined) },
    },
  });
  started.onRequest(readRequest, ({ uri }: ReadParams) => read(uri));
  started.onRequest(listRequest, ({ uri }: ListParams) => list(uri));
  started.onRequest(folderRequest, ({ uri }: FolderParams) => folder(uri));
  started.onNotification(registriesNotification, async ({ enabled }: RegistriesParams) => {
    const settings = vscode.workspace.getConfiguration("drydock");
    await settings.update("registry.enabled", enabled, vscode.ConfigurationTarget.Global);
  });
  started.onNotification(contextChangedNotification, contextChanged);
  started.onDidChangeState(({ newState }) => show(status, newState));
  await started.start();
  return started;
}

/** Not in a folder whose files nobody writes by hand. */
function isOurs(uri: string): boolean {
  return !/\/(?:node_modules|\.git)\//.test(uri);
}

/** What goes on from where it ends has the next list asked for. */
function withNextList(found: vscode.CompletionItem[] | vscode.CompletionList | null | undefined) {
  for (const item of found ? ("items" in found ? found.items : found) : []) {
    const { data } = item as { data?: { goesOn?: boolean } };
    if (data?.goesOn) item.command = { command: "editor.action.triggerSuggest", title: vscode.l10n.t("Suggest") };
  }
  return found;
}

/**
 * As the library does it, but where it gives the server up, the message has a button. It would also stop for good at a
 * broken pipe, which a server that is gone leaves behind before its end is seen: the end alone decides.
 */
function offeringRestart(client: () => BaseLanguageClient, output: vscode.LogOutputChannel): ErrorHandler {
  let usual: ErrorHandler | undefined;
  const handler = () => {
    usual ??= client().createDefaultErrorHandler();
    return usual;
  };
  return {
    error: ({ message }) => {
      output.warn(`The connection to the language server: ${message}`);
      return { action: ErrorAction.Continue, handled: true };
    },
    async closed() {
      const result = await handler().closed();
      if (result.action !== CloseAction.DoNotRestart) return result;
      output.error("The language server has stopped too often and is not started again");
      offerRestart();
      return { ...result, handled: true };
    },
  };
}

async function offerRestart(): Promise<void> {
  const message = vscode.l10n.t("The language server of Drydock has stopped several times within three minutes.");
  const [restart, showOutput] = [vscode.l10n.t("Restart"), vscode.l10n.t("Show Output")];
  const chosen = await vscode.window.showErrorMessage(message, restart, showOutput);
  if (chosen === restart) await vscode.commands.executeCommand("drydock.restart");
  if (chosen === showOutput) await vscode.commands.executeCommand("drydock.showOutput");
}

function show(status: vscode.LanguageStatusItem, state: State): void {
  status.text = "Drydock";
  status.busy = state === State.Starting;
  if (state === State.Stopped) {
    status.severity = vscode.LanguageStatusSeverity.Error;
    status.detail = vscode.l10n.t("the language server has stopped");
    status.command = { command: "drydock.restart", title: vscode.l10n.t("Restart") };
  } else {
    status.severity = vscode.LanguageStatusSeverity.Information;
    status.detail =
      state === State.Starting ? vscode.l10n.t("starting") : vscode.l10n.t("checks this file as you type");
    status.command = { command: "drydock.showOutput", title: vscode.l10n.t("Show Output") };
  }
}
