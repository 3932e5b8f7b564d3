/** Which features of the language a client is told of, and when: they come and go with its settings and its other servers. */

import {
  BulkRegistration,
  type BulkUnregistration,
  type ClientCapabilities,
  CodeActionKind,
  CodeActionRequest,
  type Connection,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  ReferencesRequest,
  RenameRequest,
  SemanticTokensRegistrationType,
  type ServerCapabilities,
  SignatureHelpRequest,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { servesFormatting, servesLanguage, servesNamedImages } from "../engine/settings";
import { colourKinds } from "../language/colours";
import { buildFilePatterns } from "../requests";
import type { Launch } from "./launch";

type TextDocumentFeature = keyof NonNullable<ClientCapabilities["textDocument"]>;

interface Feature {
  /** What the client says of itself about it. */
  readonly name: TextDocumentFeature;
  /** What the server says of itself, to a client that takes no registration. */
  readonly told: (capabilities: ClientCapabilities) => Partial<ServerCapabilities>;
  readonly register: (bulk: BulkRegistration, capabilities: ClientCapabilities) => void;
}

const signatures = { triggerCharacters: [" ", "-", "="] };
const tokens = { legend: { tokenTypes: [...colourKinds], tokenModifiers: [] }, full: true };
// Without a selector it is that of the client.
const everywhere = { documentSelector: null };

function renaming({ textDocument }: ClientCapabilities) {
  return textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : {};
}

const features: readonly Feature[] = [
  {
    name: "documentSymbol",
    told: () => ({ documentSymbolProvider: true }),
    register: (bulk) => bulk.add(DocumentSymbolRequest.type, everywhere),
  },
  {
    name: "foldingRange",
    told: () => ({ foldingRangeProvider: true }),
    register: (bulk) => bulk.add(FoldingRangeRequest.type, everywhere),
  },
  {
    name: "definition",
    told: () => ({ definitionProvider: true }),
    register: (bulk) => bulk.add(DefinitionRequest.type, everywhere),
  },
  {
    name: "references",
    told: () => ({ referencesProvider: true }),
    register: (bulk) => bulk.add(ReferencesRequest.type, everywhere),
  },
  {
    name: "documentHighlight",
    told: () => ({ documentHighlightProvider: true }),
    register: (bulk) => bulk.add(DocumentHighlightRequest.type, everywhere),
  },
  {
    name: "rename",
    told: (capabilities) => ({
      renameProvider: "prepareProvider" in renaming(capabilities) ? renaming(capabilities) : true,
    }),
    register: (bulk, capabilities) => bulk.add(RenameRequest.type, { ...everywhere, ...renaming(capabilities) }),
  },
  {
    name: "signatureHelp",
    told: () => ({ signatureHelpProvider: signatures }),
    register: (bulk) => bulk.add(SignatureHelpRequest.type, { ...everywhere, ...signatures }),
  },
  {
    name: "documentLink",
    told: () => ({ documentLinkProvider: {} }),
    register: (bulk) => bulk.add(DocumentLinkRequest.type, everywhere),
  },
  {
    name: "semanticTokens",
    told: () => ({ semanticTokensProvider: tokens }),
    register: (bulk) => bulk.add(SemanticTokensRegistrationType.type, { ...everywhere, ...tokens }),
  },
  {
    name: "formatting",
    told: () => ({ documentFormattingProvider: true }),
    register: (bulk) => bulk.add(DocumentFormattingRequest.type, everywhere),
  },
];

/** What comes and goes together: "images" is what is served of compose, bake and devcontainer files. */
type Group = "language" | "formatting" | "images";

/** What is told at once to a client that cannot be told later: there the answers are empty when a feature is off. */
export function staticFeatures(capabilities: ClientCapabilities): Partial<ServerCapabilities> {
  const fixed = features.filter((feature) => !isDynamic(feature, capabilities));
  return Object.assign({}, ...fixed.map(({ told }) => told(capabilities)));
}

function isDynamic({ name }: Pick<Feature, "name">, { textDocument }: ClientCapabilities): boolean {
  const said: unknown = textDocument?.[name];
  return (said as { dynamicRegistration?: unknown } | undefined)?.dynamicRegistration === true;
}

function featureRegistrations(group: Group, { capabilities }: Told): BulkRegistration | undefined {
  const own = features.filter((it) => groupOf(it) === group && isDynamic(it, capabilities));
  if (own.length === 0) return undefined;
  const bulk = BulkRegistration.create();
  for (const { register } of own) register(bulk, capabilities);
  return bulk;
}

function groupOf({ name }: Feature): Group {
  return name === "formatting" ? "formatting" : "language";
}

/** File systems that people write in; those of the workspace folders come to them. */
const usualSchemes = ["file", "vscode-vfs", "vscode-remote"];

/**
 * For a client that takes registrations of documents at any time; undefined for others, which are served what they open.
 */
function imageRegistrations(client: Told): BulkRegistration | undefined {
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

/** What a client has told, as far as it matters here. */
interface Told {
  readonly capabilities: ClientCapabilities;
  readonly settings: unknown;
  readonly isLanguageServed: boolean;
  readonly folders: readonly string[];
}

interface Registrations {
  /** Finds out what is wanted now, and tells the client what has come or gone. */
  settle(): void;
}

export function createRegistrations(connection: Connection, client: () => Told, launch: Launch): Registrations {
  const registered = new Map<Group, BulkUnregistration>();
  let last: Promise<void> = Promise.resolve();

  async function settleNow(): Promise<void> {
    const { capabilities, settings, isLanguageServed } = client();
    const section = capabilities.workspace?.configuration
      ? ((await connection.workspace.getConfiguration("drydock").catch(() => undefined)) ?? settings)
      : settings;
    await set("language", servesLanguage(section, isLanguageServed));
    await set("formatting", servesFormatting(section, isLanguageServed));
    await set("images", servesNamedImages(section));
  }

  async function set(group: Group, isWanted: boolean): Promise<void> {
    const known = registered.get(group);
    if (isWanted === (known !== undefined)) return;
    if (known) {
      registered.delete(group);
      known.dispose();
      return;
    }
    const bulk = group === "images" ? imageRegistrations(client()) : featureRegistrations(group, client());
    if (bulk) registered.set(group, await connection.client.register(bulk));
  }

  return {
    settle() {
      last = last.then(settleNow, settleNow);
      launch("tell which features there are", () => last);
    },
  };
}
