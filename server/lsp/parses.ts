import type { TextDocument } from "vscode-languageserver-textdocument";
import { parseDockerfile } from "../syntax/dockerfile";
import type { Dockerfile, Limit } from "../types";
import { isTooLarge } from "../util/largestDocument";
import { tooSlow } from "../util/limit";
import { type Documents, kindOfDocument, openDocument } from "./documents";

export interface Parses {
  /** An open Dockerfile as data; undefined for other documents, and for one that nobody can parse in time. */
  of(uri: string): { readonly document: TextDocument; readonly file: Dockerfile } | undefined;
  /** The same of a text that is at hand. Throws where that takes too long. */
  parse(document: TextDocument): Dockerfile;
  forget(uri: string): void;
}

/** Open Dockerfiles as data: each version is parsed once, whoever asks. */
export function createParses(documents: Documents, limit: Limit): Parses {
  const known = new Map<string, { readonly text: string; readonly file: Dockerfile | undefined }>();

  function parse(document: TextDocument): Dockerfile {
    const text = document.getText();
    const last = known.get(document.uri);
    if (last?.text === text) {
      if (!last.file) throw tooSlow;
      return last.file;
    }
    known.set(document.uri, { text, file: undefined });
    const file = limit(() => parseDockerfile(text));
    known.set(document.uri, { text, file });
    return file;
  }

  return {
    parse,
    of(uri) {
      const document = openDocument(documents, uri);
      if (!document || kindOfDocument(document) !== "Dockerfile" || isTooLarge(document.getText())) return undefined;
      try {
        return { document, file: parse(document) };
      } catch (error) {
        if (error !== tooSlow) throw error;
        return undefined;
      }
    },
    forget: (uri) => known.delete(uri),
  };
}
