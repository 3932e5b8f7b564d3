import {
  type CodeAction,
  type Command,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  type Hover,
} from "vscode-languageserver";
import {
  type HardenParams,
  type HardenResult,
  hardenRequest,
  type SyntaxOptions,
  syntaxNotification,
  trustedNotification,
} from "../requests";
import type { Host } from "../types";
import { uriOf } from "../util/uris";
import { codeActions } from "./actions";
import { diagnosticsOf, hardenChecked } from "./checked";
import { abilitiesOf, clientOf, initializeResult, unknownClient, withFolders } from "./client";
import { dependentsOf, openDocument } from "./documents";
import { hoverAt } from "./hover";
import { fileEvent } from "./invalidation";
import { createLaunch } from "./launch";
import { createParts } from "./parts";

/**
 * Serves one client until it hangs up: connects what it says and asks with the parts that know the answers.
 * @param hostOf makes what reads files, for the URIs of the workspace folders.
 */
export function startServer(connection: Connection, hostOf: (folders: () => readonly string[]) => Host): void {
  let client = unknownClient;
  const host = hostOf(() => client.folders);
  const launch = createLaunch(host.log);
  const { documents, checks, contexts, invalidate, isKnown } = createParts(connection, host, () => client, launch);
  const { check, checkFully } = checks;

  connection.onInitialize((params) => {
    client = clientOf(params);
    return initializeResult(client);
  });

  connection.onInitialized(() => {
    const { workspace } = client.capabilities;
    if (workspace?.didChangeConfiguration?.dynamicRegistration) {
      const section = { section: "drydock" };
      launch("follow the settings", () => connection.client.register(DidChangeConfigurationNotification.type, section));
    }
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      launch("follow the files of the workspace", () =>
        connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }),
      );
    }
    if (workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders((change) => {
        client = withFolders(client, change);
        invalidate("foldersChanged");
      });
    }
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    client = { ...client, settings: settings?.drydock };
    invalidate("configurationChanged");
  });

  connection.onNotification(syntaxNotification, ({ syntaxChecked }: SyntaxOptions) => {
    const isSyntaxChecked = syntaxChecked === true;
    if (client.isSyntaxChecked === isSyntaxChecked) return;
    client = { ...client, isSyntaxChecked };
    invalidate("syntaxOptionChanged");
  });

  connection.onNotification(trustedNotification, () => {
    client = { ...client, isTrusted: true };
    invalidate("trustGiven");
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const change of changes) {
      const seen = fileEvent(change, isKnown);
      if (seen) invalidate(seen.event, { uri: change.uri, kind: seen.kind });
    }
  });

  documents.onDidChangeContent(({ document }) => {
    invalidate("documentChanged", { uri: document.uri, dependents: dependentsOf(documents, document) });
  });

  documents.onDidClose(({ document }) => {
    invalidate("documentClosed", { uri: document.uri, dependents: dependentsOf(documents, document) });
  });

  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }): Promise<DocumentDiagnosticReport> => {
    const checked = await check(textDocument.uri);
    if (!checked) return { kind: "full", items: [] };
    if (checked.id === previousResultId) return { kind: "unchanged", resultId: checked.id };
    return { kind: "full", resultId: checked.id, items: diagnosticsOf(checked) };
  });

  connection.onHover(async ({ textDocument, position }): Promise<Hover | undefined> => {
    const checked = await check(textDocument.uri);
    return checked && hoverAt(checked, checked.document.offsetAt(position), contexts.hover);
  });

  connection.onCodeAction(async (params, token): Promise<(CodeAction | Command)[]> => {
    const checked = await check(params.textDocument.uri);
    if (!checked || token.isCancellationRequested) return [];
    const open = (uri: string) => openDocument(documents, uri);
    return codeActions(checked, params.range, params.context, { abilities: abilitiesOf(client), openDocument: open });
  });

  connection.onRequest(hardenRequest, async ({ uri, ...options }: HardenParams): Promise<HardenResult | null> => {
    const checked = await checkFully(uri);
    if (!checked) return null;
    const { root } = checked.surroundings;
    const { files, ...hardened } = hardenChecked(checked, options);
    return {
      ...hardened,
      version: checked.document.version,
      files: root === undefined ? [] : files.map((file) => ({ ...file, uri: uriOf(root, file.path) })),
    };
  });

  documents.listen(connection);
  connection.listen();
}

// Files that come or go change what COPY finds, and files of any kind the size of the build context.
const watchers = [{ globPattern: "**/*" }];
