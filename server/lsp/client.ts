import {
  type ClientCapabilities,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  type WorkspaceFoldersChangeEvent,
} from "vscode-languageserver";
import { displayName, version } from "../../package.json";
import {
  type CommandOptions,
  commandNames,
  type RegistryOptions,
  type SyntaxOptions,
  type TrustOptions,
} from "../requests";
import { fieldsOf } from "../util/json";
import { actionKinds } from "./actions";
import type { Abilities } from "./convert";
import { type Encoding, encodingOf } from "./encoded";
import { staticFeatures } from "./registrations";

/** What the client has said about itself, its user and the workspace. */
export interface Client {
  readonly capabilities: ClientCapabilities;
  /** Its name and version, as it says them: "Visual Studio Code 1.91.0". */
  readonly name: string | undefined;
  /** URIs of the workspace folders. */
  readonly folders: readonly string[];
  /** The section `drydock` of the settings, from a client that tells it and cannot be asked. */
  readonly settings: unknown;
  /** The user trusts the files of the workspace. */
  readonly isTrusted: boolean;
  /** Something else reports errors of syntax. */
  readonly isSyntaxChecked: boolean;
  /** It keeps what the user says about asking registries. */
  readonly remembersRegistries: boolean;
  /** Something else gives outline, completion of instructions and the like. */
  readonly isLanguageServed: boolean;
  /** What positions count. */
  readonly encoding: Encoding;
  /** The commands that it runs itself. */
  readonly commands: readonly string[];
}

/** Before the client has said anything. */
export const unknownClient: Client = {
  capabilities: {},
  name: undefined,
  folders: [],
  settings: undefined,
  isTrusted: false,
  isSyntaxChecked: false,
  remembersRegistries: false,
  isLanguageServed: false,
  encoding: "utf-16",
  commands: [],
};

/** What the client says first. */
export function clientOf({
  capabilities,
  clientInfo,
  workspaceFolders,
  rootUri,
  initializationOptions,
}: InitializeParams): Client {
  const options: Partial<Record<keyof (TrustOptions & SyntaxOptions & CommandOptions & RegistryOptions), unknown>> =
    fieldsOf(initializationOptions);
  const { commands } = options;
  return {
    capabilities: capabilities ?? {},
    name: clientInfo && `${clientInfo.name} ${clientInfo.version ?? ""}`.trim(),
    folders: workspaceFolders ? foldersOf(workspaceFolders) : foldersOf([{ uri: rootUri }]),
    // As they are, or in their section, as editors send settings later.
    settings: fieldsOf(initializationOptions).drydock ?? initializationOptions,
    isTrusted: options.trusted === true,
    isSyntaxChecked: options.syntaxChecked === true,
    remembersRegistries: options.remembersRegistries === true,
    isLanguageServed: options.languageServed === true,
    encoding: encodingOf(capabilities ?? {}),
    commands: Array.isArray(commands) ? commands.filter((it) => typeof it === "string") : [],
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
      // Others take its absence for it, and what is new may confuse them.
      ...(client.encoding !== "utf-16" && { positionEncoding: client.encoding }),
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      hoverProvider: true,
      codeActionProvider: abilitiesOf(client).literals ? { codeActionKinds: actionKinds, resolveProvider: true } : true,
      executeCommandProvider: { commands: commandNames.filter((name) => !client.commands.includes(name)) },
      inlayHintProvider: true,
      ...(client.capabilities.textDocument?.codeLens && { codeLensProvider: { resolveProvider: true } }),
      completionProvider: { triggerCharacters: ["/", "!", "=", " ", '"', ",", "$", "{", "-", ":"] },
      ...staticFeatures(client.capabilities),
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

/** It tells when files change. */
export function watchesFiles({ capabilities }: Client): boolean {
  return capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
}

/** What it can do with the edits that it is given. */
export function abilitiesOf({ capabilities, commands }: Client): Abilities {
  const { applyEdit, workspaceEdit: edits } = capabilities.workspace ?? {};
  return {
    documentChanges: edits?.documentChanges === true,
    create: edits?.resourceOperations?.includes("create") === true,
    apply: applyEdit === true,
    literals: capabilities.textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    commands,
  };
}

/** Hovers are markdown unless the client says that it wants text, or knows nothing else. */
export function readsMarkdown({ capabilities }: Client): boolean {
  const formats = capabilities.textDocument?.hover?.contentFormat;
  return !Array.isArray(formats) || formats.length === 0 || formats[0] === "markdown";
}
