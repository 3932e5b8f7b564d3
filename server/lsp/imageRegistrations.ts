/** What is served of the files that name images beside Dockerfiles: nothing but findings, what is said of them, and their fixes. */

import {
  BulkRegistration,
  type ClientCapabilities,
  CodeActionKind,
  CodeActionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentDiagnosticRequest,
  HoverRequest,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { buildFilePatterns } from "../requests";

/** File systems that people write in; those of the workspace folders come to them. */
const usualSchemes = ["file", "vscode-vfs", "vscode-remote"];

/**
 * For a client that takes registrations of documents at any time; undefined for others, which are served what they open.
 * @param folders URIs of the workspace folders.
 */
export function imageRegistrations(client: {
  readonly capabilities: ClientCapabilities;
  readonly folders: readonly string[];
}): BulkRegistration | undefined {
  const { synchronization, hover, codeAction, diagnostic } = client.capabilities.textDocument ?? {};
  if (synchronization?.dynamicRegistration !== true) return undefined;
  const schemes = new Set([...usualSchemes, ...client.folders.map((uri) => uri.slice(0, uri.indexOf(":")))]);
  const documentSelector = [...schemes].flatMap((scheme) => buildFilePatterns.map((pattern) => ({ scheme, pattern })));
  const bulk = BulkRegistration.create();
  bulk.add(DidOpenTextDocumentNotification.type, { documentSelector });
  bulk.add(DidChangeTextDocumentNotification.type, { documentSelector, syncKind: TextDocumentSyncKind.Incremental });
  bulk.add(DidSaveTextDocumentNotification.type, { documentSelector });
  bulk.add(DidCloseTextDocumentNotification.type, { documentSelector });
  if (hover?.dynamicRegistration) bulk.add(HoverRequest.type, { documentSelector });
  if (codeAction?.dynamicRegistration) {
    const codeActionKinds = [CodeActionKind.QuickFix];
    bulk.add(CodeActionRequest.type, { documentSelector, codeActionKinds, resolveProvider: true });
  }
  if (diagnostic?.dynamicRegistration) {
    // A name of its own: clients keep what is found by it.
    const kind = { identifier: "drydock-images", interFileDependencies: false, workspaceDiagnostics: false };
    bulk.add(DocumentDiagnosticRequest.type, { documentSelector, ...kind });
  }
  return bulk;
}
