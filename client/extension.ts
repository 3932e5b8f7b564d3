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
  syntaxNotification,
  type TrustOptions,
  trustedNotification,
} from "../server/requests";
import { registerContext } from "./contextView";
import { createDisableRule } from "./disableRule";
import { registerExplain } from "./explainRule";
import { registerHardenAll } from "./hardenAll";
import { type Hardenings, registerHarden } from "./hardenDockerfile";
import { speak } from "./l10n";
import { registerLanguageModelTools } from "./languageModel";
import { registerPassOn } from "./passOn";
import { registerPreviews } from "./preview";
import { registerScore } from "./scoreStatus";
import { namesImages, servedDocuments, serveSchemeOf } from "./servedDocuments";
import { folder, list, read } from "./workspaceFiles";

/** Makes a client, and the server at its other end, for the host that this runs in. */
type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

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
    client ??= startClient();
    return client;
  };
  const startClient = async (): Promise<BaseLanguageClient> => {
    const started: BaseLanguageClient = createClient({
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
    started.onNotification(contextChangedNotification, (folders: ContextChangedParams) => contextView.changed(folders));
    started.onDidChangeState(({ newState }) => show(status, newState));
    await started.start();
    return started;
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
  registerPassOn(context, connect, selector, registerExplain(context, connect));
  vscode.workspace.textDocuments.forEach(connectWhenServed);
  return { hardenings };
}

/** For what a host has besides. */
interface Started {
  /** What may be asked of the previews. */
  readonly hardenings: Hardenings;
}

/** Not in a folder whose files nobody writes by hand. */
function isOurs(uri: string): boolean {
  return !/\/(?:node_modules|\.git)\//.test(uri);
}

/**
 * Whether Container Tools, Docker as it was called before, or Docker DX serve Dockerfiles as well; one that is disabled is
 * not found, and one that only brings others along has no code.
 */
function otherServers(): SyntaxOptions {
  const others = ["ms-azuretools.vscode-containers", "ms-azuretools.vscode-docker", "docker.docker"];
  const found = others.map((id) => vscode.extensions.getExtension(id)).filter((it) => it !== undefined);
  const isServed = found.some(
    ({ packageJSON }) => packageJSON?.main !== undefined || packageJSON?.browser !== undefined,
  );
  return { syntaxChecked: found.length > 0, languageServed: isServed };
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
