/** What is served where no other server knows the language of Dockerfiles: outline, folding, names, colours, links, forms. */

import {
  type CancellationToken,
  type Connection,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Location,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  type SemanticTokens,
  ShowMessageNotification,
  type SignatureHelp,
  type SymbolInformation,
  SymbolKind,
  type TextEdit,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Configuration } from "../engine/settings";
import { formatDockerfile } from "../format/format";
import { colourKinds, coloursOf } from "../language/colours";
import { definitionsAt, nameAt } from "../language/declaredNames";
import { imageLinks } from "../language/imageLinks";
import { foldsOf, type OutlineNode, outlineOf } from "../language/outline";
import { rename, renamedAt } from "../language/rename";
import { signatureAt } from "../language/signature";
import type { Dockerfile, Facts, Limit } from "../types";
import { tooSlow } from "../util/limit";
import { type Client, readsMarkdown } from "./client";
import { toRange } from "./convert";
import type { Launch } from "./launch";
import type { Parses } from "./parses";
import { calledOff } from "./protocol";

interface Needs {
  readonly parses: Parses;
  readonly limit: Limit;
  readonly launch: Launch;
  client(): Client;
  configurationOf(uri: string): Promise<Configuration>;
  /** What is known around a document. */
  factsOf(uri: string): Promise<Facts | undefined>;
}

type Asked<Result> = (document: TextDocument, file: Dockerfile) => Result;

/** Answers the requests; to a client whose document is served by another, and for what is no Dockerfile, with nothing. */
export function serveLanguage(connection: Connection, needs: Needs): void {
  const { parses, limit, launch, client } = needs;

  /** @param isOn by the configuration of the document. */
  async function about<Result>(
    uri: string,
    token: CancellationToken,
    find: Asked<Result>,
    isOn = (configuration: Configuration) => configuration.languageFeatures,
  ): Promise<Result | null> {
    const configuration = await needs.configurationOf(uri);
    if (token.isCancellationRequested) throw calledOff();
    const parsed = isOn(configuration) ? parses.of(uri) : undefined;
    if (!parsed) return null;
    try {
      return limit(() => find(parsed.document, parsed.file));
    } catch (error) {
      if (error !== tooSlow) throw error;
      return null;
    }
  }

  connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
    about<DocumentSymbol[] | SymbolInformation[]>(uri, token, (document, file) => {
      const { documentSymbol } = client().capabilities.textDocument ?? {};
      const nodes = outlineOf(file);
      return documentSymbol?.hierarchicalDocumentSymbolSupport
        ? nodes.map((node) => toSymbol(document, node))
        : nodes.flatMap((node) => toInformation(document, node, undefined));
    }),
  );

  connection.onFoldingRanges(({ textDocument: { uri } }, token) =>
    about(uri, token, (_, file): FoldingRange[] => {
      const most = client().capabilities.textDocument?.foldingRange?.rangeLimit;
      const folds = foldsOf(file).map(({ kind, ...fold }) => ({ ...fold, ...(kind && { kind }) }));
      return typeof most === "number" && most > 0 ? folds.slice(0, most) : folds;
    }),
  );

  connection.onDefinition(({ textDocument: { uri }, position }, token) =>
    about(uri, token, (document, file): Location[] =>
      definitionsAt(file, document.offsetAt(position)).map((span) => ({
        uri: document.uri,
        range: toRange(document, span),
      })),
    ),
  );

  connection.onReferences(({ textDocument: { uri }, position, context }, token) =>
    about(uri, token, (document, file): Location[] => {
      const all = nameAt(file, document.offsetAt(position))?.name.occurrences ?? [];
      const wanted = context.includeDeclaration ? all : all.filter(({ role }) => role !== "definition");
      return wanted.map((span) => ({ uri: document.uri, range: toRange(document, span) }));
    }),
  );

  connection.onDocumentHighlight(({ textDocument: { uri }, position }, token) =>
    about(uri, token, (document, file): DocumentHighlight[] =>
      (nameAt(file, document.offsetAt(position))?.name.occurrences ?? []).map((one) => ({
        range: toRange(document, one),
        kind: one.role === "use" ? DocumentHighlightKind.Read : DocumentHighlightKind.Write,
      })),
    ),
  );

  connection.onPrepareRename(({ textDocument: { uri }, position }, token) =>
    about(uri, token, (document, file) => {
      const found = renamedAt(file, document.offsetAt(position));
      return found ? { range: toRange(document, found.span), placeholder: found.text } : null;
    }),
  );

  connection.onRenameRequest(async ({ textDocument: { uri }, position, newName }, token) => {
    const facts = await needs.factsOf(uri);
    const renamed = await about(uri, token, (document, file) => {
      const renaming = rename(file, document.offsetAt(position), newName, facts);
      if ("reason" in renaming) return renaming;
      const edits: TextEdit[] = renaming.edits.map((edit) => ({ range: toRange(document, edit), newText: edit.text }));
      return { edits, notes: renaming.notes, uri: document.uri };
    });
    if (!renamed) return null;
    if ("reason" in renamed) throw new ResponseError(LSPErrorCodes.RequestFailed, renamed.reason);
    if (renamed.notes.length > 0) {
      const message = renamed.notes.join(" ");
      launch("say where a name is left", () =>
        connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message }),
      );
    }
    return { changes: { [renamed.uri]: renamed.edits } };
  });

  connection.onSignatureHelp(({ textDocument: { uri }, position }, token) =>
    about(uri, token, (document, file): SignatureHelp | null => {
      const found = signatureAt(file, document.offsetAt(position));
      if (!found) return null;
      const documentation = markup(found.about);
      const signatures = found.forms.map(({ label, parts }) => ({
        label,
        documentation,
        parameters: parts.map((part) => ({ label: part.label, documentation: markup(part.text) })),
      }));
      return { signatures, activeSignature: found.form, activeParameter: found.part };
    }),
  );

  connection.onDocumentLinks(({ textDocument: { uri } }, token) =>
    about(uri, token, (document, file): DocumentLink[] =>
      imageLinks(file).map((link) => ({ range: toRange(document, link), target: link.address, tooltip: link.title })),
    ),
  );

  connection.languages.semanticTokens.on(
    async ({ textDocument: { uri } }, token) =>
      (await about(uri, token, (document, file) => toTokens(document, file))) ?? { data: [] },
  );

  connection.onDocumentFormatting(async ({ textDocument: { uri }, options }, token) => {
    const { format } = await needs.configurationOf(uri);
    const indent = format.indent ?? (options.insertSpaces ? options.tabSize : ("tab" as const));
    return about(
      uri,
      token,
      (document, file): TextEdit[] =>
        formatDockerfile(file, { ...format, indent }).map((edit) => ({
          range: toRange(document, edit),
          newText: edit.text,
        })),
      ({ format }) => format.enabled,
    );
  });

  function markup(text: string): { kind: "markdown" | "plaintext"; value: string } {
    const value = text;
    return readsMarkdown(client())
      ? { kind: "markdown", value }
      : { kind: "plaintext", value: value.replaceAll("`", "") };
  }
}

const symbolKinds: Readonly<Record<OutlineNode["kind"], SymbolKind>> = {
  stage: SymbolKind.Module,
  variable: SymbolKind.Variable,
  run: SymbolKind.Function,
  files: SymbolKind.File,
  start: SymbolKind.Event,
  setting: SymbolKind.Property,
};

function toSymbol(document: TextDocument, node: OutlineNode): DocumentSymbol {
  return {
    name: node.name,
    detail: node.detail,
    kind: symbolKinds[node.kind],
    range: toRange(document, node),
    selectionRange: toRange(document, node.selection),
    children: node.children.map((child) => toSymbol(document, child)),
  };
}

/** For a client that knows no tree. */
function toInformation(
  document: TextDocument,
  node: OutlineNode,
  containerName: string | undefined,
): SymbolInformation[] {
  const one: SymbolInformation = {
    name: node.detail === "" ? node.name : `${node.name} ${node.detail}`,
    kind: symbolKinds[node.kind],
    location: { uri: document.uri, range: toRange(document, node) },
    ...(containerName !== undefined && { containerName }),
  };
  return [one, ...node.children.flatMap((child) => toInformation(document, child, node.name))];
}

/** As the protocol wants it: each token from the one before. */
function toTokens(document: TextDocument, file: Dockerfile): SemanticTokens {
  const data: number[] = [];
  let [line, character] = [0, 0];
  for (const { start, end, kind } of coloursOf(file)) {
    const at = document.positionAt(start);
    const length = document.positionAt(end).character - at.character;
    if (length <= 0) continue;
    data.push(at.line - line, at.line === line ? at.character - character : at.character, length);
    data.push(colourKinds.indexOf(kind), 0);
    [line, character] = [at.line, at.character];
  }
  return { data };
}
