import type { Connection, DocumentDiagnosticReport } from "vscode-languageserver";
import { type Checked, diagnosticsOf, type Unchecked } from "./checked";
import { type Client, canRefresh, pulls } from "./client";
import type { Documents } from "./documents";
import type { Launch } from "./launch";
import { createPace, type Pace } from "./pace";

/** Milliseconds after the last of many changes, on a checkout say, before everything is shown again. */
const pause = 100;

interface Diagnostics {
  /** What is found in these documents goes to a client that does not ask; nothing is found in one that is closed. */
  publish(uris: readonly string[]): void;
  /** Any client gets to know that something else is found in a document. */
  showAgain(uri: string): void;
  /** The same for all documents, in a while. */
  showAllSoon(): void;
  /** In a flood of changes, waits until it is over: only what a document is then has to be checked. Gives what to call once that is done. */
  settle: Pace["settle"];
  /** Whether a client can be told later that something else is found. */
  canShowAgain(): boolean;
}

interface Needs {
  readonly connection: Connection;
  readonly documents: Documents;
  client(): Client;
  check(uri: string): Promise<Checked | Unchecked | undefined>;
  readonly launch: Launch;
  /** Something else is found in some documents. */
  onShown(): void;
}

/** Brings to the client what it does not ask for. */
export function createDiagnostics({ connection, documents, client, check, launch, onShown }: Needs): Diagnostics {
  let refreshing: ReturnType<typeof setTimeout> | undefined;
  const pace = createPace(
    (uri) =>
      new Promise<void>((resolve) =>
        launch(`see what is found in ${uri}`, () => (pulls(client()) ? check(uri) : send(uri)).finally(resolve)),
      ),
  );

  async function send(uri: string): Promise<unknown> {
    const document = documents.get(uri);
    if (!document) return connection.sendDiagnostics({ uri, diagnostics: [] });
    const { version } = document;
    const checked = await check(uri);
    if (!checked || documents.get(uri)?.version !== version) return;
    await connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(checked) });
  }

  function publish(uris: readonly string[]): void {
    if (pulls(client())) pace.note();
    else for (const uri of uris) publishOne(uri);
  }

  function publishOne(uri: string): void {
    if (documents.get(uri)) {
      pace.want(uri);
      return;
    }
    pace.drop(uri);
    launch(`take back what was found in ${uri}`, () => send(uri));
  }

  function show(uris: readonly string[]): void {
    onShown();
    if (!pulls(client())) publish(uris);
    else if (canRefresh(client())) {
      launch("have diagnostics asked for again", () => connection.languages.diagnostics.refresh());
    }
  }

  return {
    publish,
    settle: pace.settle,
    showAgain: (uri) => show(documents.keys().includes(uri) ? [uri] : []),
    showAllSoon() {
      clearTimeout(refreshing);
      refreshing = setTimeout(() => show(documents.keys()), pause);
    },
    canShowAgain: () => !pulls(client()) || canRefresh(client()),
  };
}

interface Reports {
  /**
   * The answer to who asks what is found in a document: nothing anew where that is what was answered before, be the text
   * another one.
   * @param previousId tells which answer the client has.
   */
  of(uri: string, outcome: Checked | Unchecked | undefined, previousId: string | undefined): DocumentDiagnosticReport;
  forget(uri: string): void;
}

/** Answers to clients that ask by themselves. */
export function createReports(): Reports {
  /** The last full answer of each document. */
  const last = new Map<string, { readonly id: string; readonly items: string }>();

  return {
    of(uri, outcome, previousId) {
      if (!outcome) return { kind: "full", items: [] };
      const { id } = outcome;
      if (id === previousId) return { kind: "unchanged", resultId: id };
      const items = diagnosticsOf(outcome);
      const written = JSON.stringify(items);
      const known = last.get(uri);
      if (known && known.id === previousId && known.items === written) return { kind: "unchanged", resultId: known.id };
      last.set(uri, { id, items: written });
      return { kind: "full", resultId: id, items };
    },
    forget: (uri) => last.delete(uri),
  };
}
