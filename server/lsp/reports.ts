import type { DocumentDiagnosticReport } from "vscode-languageserver";
import { type Checked, diagnosticsOf, type Unchecked } from "./checked";

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
