import { TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { isBuildFile } from "../context/builds";
import { fileKind } from "../syntax/fileKind";
import { plain, sameUri } from "../util/uris";
import { createEncoded, type Encoding, updateEncoded } from "./encoded";

/** The open documents, kept as the client tells it. */
export type Documents = TextDocuments<TextDocument>;

/** Before any is open. */
export function createDocuments(encoding: () => Encoding): Documents {
  return new TextDocuments({
    create: (uri, languageId, version, text) => createDocument(uri, languageId, version, text, encoding()),
    update: updateEncoded,
  });
}

/** Refuses what is no document: it would spoil every answer that looks through them all. */
function createDocument(
  uri: unknown,
  languageId: unknown,
  version: unknown,
  text: unknown,
  encoding: Encoding,
): TextDocument {
  if (
    typeof uri !== "string" ||
    typeof languageId !== "string" ||
    typeof version !== "number" ||
    typeof text !== "string"
  )
    throw new Error("A document has a URI, a language, a version and a text");
  return createEncoded(uri, languageId, version, text, encoding);
}

/** However its address is written. */
export function openDocument(documents: Documents, uri: string): TextDocument | undefined {
  return documents.get(uri) ?? documents.all().find((document) => sameUri(document.uri, uri));
}

/** What a document is to us: "images" is a compose, bake or devcontainer file, of which nothing but the images count that it names. */
export type DocumentKind = "Dockerfile" | ".dockerignore" | "images";

/**
 * undefined for what is none of ours. Languages first, so that a file with a name of its own is served, too; VS Code calls
 * ignore files of any kind "ignore".
 */
export function kindOfDocument({ uri, languageId }: TextDocument): DocumentKind | undefined {
  if (languageId === "dockerfile") return "Dockerfile";
  if (languageId === "dockerignore") return ".dockerignore";
  return fileKind(uri) ?? (isBuildFile(plain(uri)) ? "images" : undefined);
}

/**
 * Dockerfiles are judged by their ignore file, and ignore files by the Dockerfiles they serve. What files of builds say
 * counts as it is saved.
 */
export function dependentsOf(documents: Documents, changed: TextDocument): readonly string[] {
  const kind = kindOfDocument(changed);
  if (kind === "images") return [];
  return documents
    .all()
    .filter((other) => {
      const otherKind = kindOfDocument(other);
      return otherKind !== kind && otherKind !== "images";
    })
    .map(({ uri }) => uri);
}
