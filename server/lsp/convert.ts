import type {
  Connection,
  CreateFile,
  Diagnostic,
  DiagnosticRelatedInformation,
  Range,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import {
  type FolderParams,
  type FolderResult,
  folderRequest,
  type ListParams,
  type ListResult,
  listRequest,
  type ReadParams,
  type ReadResult,
  readRequest,
} from "../requests";
import type { Edit, Host, Problem, Severity, Span } from "../types";

/** A file that edits go to. */
export interface Target {
  readonly uri: string;
  /** Of the open document; `null`, as the protocol wants it, for a file that is not open. */
  readonly version: number | null;
  /** What the edits' offsets count in; undefined when the file must be created. */
  readonly document: TextDocument | undefined;
  readonly edits: readonly Edit[];
}

/** The protocol's numbers: 1 error, 2 warning, 3 information, 4 hint. */
const severityNumbers = { error: 1, warning: 2, info: 3, hint: 4 } as const satisfies Record<Severity, number>;

/** What a client can do with edits and commands. */
export interface Abilities {
  /** Edits of documents of a certain version. */
  readonly documentChanges: boolean;
  /** Files that an edit creates. */
  readonly create: boolean;
  /** Edits that the server asks it to apply. */
  readonly apply: boolean;
  /** Code actions that hold their edit; others know commands alone. */
  readonly literals: boolean;
  /** The commands that it runs itself. */
  readonly commands: readonly string[];
}

/** @param documentOf another file of the build context; undefined leaves out what points to it. */
export function toDiagnostic(
  problem: Problem,
  document: TextDocument,
  documentOf: (file: string) => TextDocument | undefined,
): Diagnostic {
  const { rule, related } = problem;
  const diagnostic: Diagnostic = {
    range: toRange(document, problem.span),
    severity: severityNumbers[problem.severity],
    source: "drydock",
    code: rule.id,
    message: problem.message,
  };
  const href = rule.sources?.[0];
  if (href) diagnostic.codeDescription = { href };
  if (related?.length) {
    diagnostic.relatedInformation = related.flatMap((place): DiagnosticRelatedInformation[] => {
      const there = place.file === undefined ? document : documentOf(place.file);
      return there ? [{ location: { uri: there.uri, range: toRange(there, place) }, message: place.message }] : [];
    });
  }
  return diagnostic;
}

export function toRange(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

/** One workspace edit for all targets, or undefined when this client cannot do it. */
export function toWorkspaceEdit(targets: readonly Target[], abilities: Abilities): WorkspaceEdit | undefined {
  const changed = targets.filter(({ edits }) => edits.length > 0);
  if (!abilities.create && changed.some(({ document }) => !document)) return undefined;
  if (!abilities.documentChanges) {
    return { changes: Object.fromEntries(changed.map((target) => [target.uri, toTextEdits(target)])) };
  }
  return {
    documentChanges: changed.flatMap((target): (CreateFile | TextDocumentEdit)[] => {
      const { uri, version, document } = target;
      const edit = { textDocument: { uri, version }, edits: toTextEdits(target) };
      return document ? [edit] : [{ kind: "create", uri, options: { ignoreIfExists: true } }, edit];
    }),
  };
}

function toTextEdits({ document, edits }: Target): TextEdit[] {
  return edits.map((edit) => ({ range: document ? toRange(document, edit) : startOfFile, newText: edit.text }));
}

const startOfFile: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Files as the client sees them, for where there is no file system: in a browser, or in a folder that is no folder. */
export function clientHost(connection: Connection): Host {
  // A client that does not know the request leaves the file unknown.
  const ask = async <Result>(request: string, params: ReadParams | ListParams | FolderParams) =>
    (await connection.sendRequest<Result>(request, params).catch(() => null)) ?? undefined;
  return {
    read: (uri) => ask<Exclude<ReadResult, null>>(readRequest, { uri }),
    list: (uri) => ask<Exclude<ListResult, null>>(listRequest, { uri }),
    folder: (uri) => ask<Exclude<FolderResult, null>>(folderRequest, { uri }),
    log: (message) => connection.console.warn(message),
  };
}
