import {
  type ClientCapabilities,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  type WorkspaceFoldersChangeEvent,
} from "vscode-languageserver";
import { displayName, version } from "../../package.json";
import type { SyntaxOptions, TrustOptions } from "../requests";
import { actionKinds } from "./actions";
import type { Abilities } from "./convert";

/** What the client has said about itself, its user and the workspace. */
export interface Client {
  readonly capabilities: ClientCapabilities;
  /** URIs of the workspace folders. */
  readonly folders: readonly string[];
  /** The section `drydock` of the settings, from a client that tells it and cannot be asked. */
  readonly settings: unknown;
  /** The user trusts the files of the workspace. */
  readonly isTrusted: boolean;
  /** Something else reports errors of syntax. */
  readonly isSyntaxChecked: boolean;
}

/** Before the client has said anything. */
export const unknownClient: Client = {
  capabilities: {},
  folders: [],
  settings: undefined,
  isTrusted: false,
  isSyntaxChecked: false,
};

/** What the client says first. */
export function clientOf({ capabilities, workspaceFolders, rootUri, initializationOptions }: InitializeParams): Client {
  const options: (TrustOptions & SyntaxOptions) | undefined = initializationOptions;
  return {
    capabilities: capabilities ?? {},
    folders: workspaceFolders ? foldersOf(workspaceFolders) : foldersOf([{ uri: rootUri }]),
    settings: initializationOptions,
    isTrusted: options?.trusted === true,
    isSyntaxChecked: options?.syntaxChecked === true,
  };
}

/** The client with other workspace folders. */
export function withFolders(client: Client, { added, removed }: WorkspaceFoldersChangeEvent): Client {
  const gone = foldersOf(removed);
  return { ...client, folders: [...client.folders.filter((folder) => !gone.includes(folder)), ...foldersOf(added)] };
}

/** Their URIs. A client may say anything: what is none would spoil every answer. */
function foldersOf(folders: unknown): readonly string[] {
  const uris = Array.isArray(folders) ? folders.map((folder) => folder?.uri) : [];
  return uris.filter((uri) => typeof uri === "string" && uri !== "");
}

/** What it is answered. */
export function initializeResult(client: Client): InitializeResult {
  return {
    serverInfo: { name: displayName, version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: actionKinds, resolveProvider: true },
      inlayHintProvider: true,
      completionProvider: { triggerCharacters: ["/", "!", "=", " ", '"'] },
      ...(pulls(client) && {
        diagnosticProvider: { identifier: "drydock", interFileDependencies: true, workspaceDiagnostics: false },
      }),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** It asks for diagnostics; to others they are published. */
export function pulls({ capabilities }: Client): boolean {
  return capabilities.textDocument?.diagnostic !== undefined;
}

/** It can be asked to ask for diagnostics again. */
export function canRefresh({ capabilities }: Client): boolean {
  return capabilities.workspace?.diagnostics?.refreshSupport === true;
}

/** What it can do with the edits that it is given. */
export function abilitiesOf({ capabilities }: Client): Abilities {
  const edits = capabilities.workspace?.workspaceEdit;
  return {
    documentChanges: edits?.documentChanges === true,
    create: edits?.resourceOperations?.includes("create") === true,
  };
}
