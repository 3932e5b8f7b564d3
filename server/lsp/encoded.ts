/** Documents whose positions count as the client counts: UTF-16 units, unless it knows bytes or code points alone. */

import type { ClientCapabilities } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

type Change = Parameters<typeof TextDocument.update>[1][number];
type Position = ReturnType<TextDocument["positionAt"]>;
type Range = NonNullable<Parameters<TextDocument["getText"]>[0]>;

/** What the characters of a position count. */
export type Encoding = "utf-16" | "utf-8" | "utf-32";

/** What is counted for a client: UTF-16 wherever it knows that, as it must. */
export function encodingOf({ general }: ClientCapabilities): Encoding {
  const offered: readonly string[] = Array.isArray(general?.positionEncodings) ? general.positionEncodings : [];
  if (offered.length === 0 || offered.includes("utf-16")) return "utf-16";
  return (["utf-8", "utf-32"] as const).find((it) => offered.includes(it)) ?? "utf-16";
}

/** A document that counts in `encoding`. Its offsets are UTF-16 units all the same. */
export function createEncoded(
  uri: string,
  languageId: string,
  version: number,
  text: string,
  encoding: Encoding,
): TextDocument {
  const inner = TextDocument.create(uri, languageId, version, text);
  return encoding === "utf-16" ? inner : encoded(inner, encoding);
}

/** The document after changes, which count as it does. */
export function updateEncoded(document: TextDocument, changes: readonly Change[], version: number): TextDocument {
  if (!isEncoded(document)) return TextDocument.update(document, [...changes], version);
  const { encoding } = document;
  let { inner } = document;
  // Each counts in what those before it have made.
  for (const change of changes) {
    const now = encoded(inner, encoding);
    const range = "range" in change ? toUtf16(now, change.range) : undefined;
    inner = TextDocument.update(inner, [range ? { range, text: change.text } : { text: change.text }], version);
  }
  return encoded(inner, encoding);
}

/** What the positions of a document count. */
export function encodingIn(document: TextDocument): Encoding {
  return isEncoded(document) ? document.encoding : "utf-16";
}

interface Encoded extends TextDocument {
  readonly inner: TextDocument;
  readonly encoding: Exclude<Encoding, "utf-16">;
}

function isEncoded(document: TextDocument): document is Encoded {
  return "encoding" in document;
}

function encoded(inner: TextDocument, encoding: Encoded["encoding"]): Encoded {
  const lineAt = (line: number) =>
    inner.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } }).replace(/\r?\n$|\r$/, "");
  const document: Encoded = {
    inner,
    encoding,
    uri: inner.uri,
    languageId: inner.languageId,
    version: inner.version,
    lineCount: inner.lineCount,
    getEOLCharacters: (line) => inner.getEOLCharacters(line),
    getLineRange(line) {
      const { start, end } = inner.getLineRange(line);
      return { start, end: document.positionAt(inner.offsetAt(end)) };
    },
    getText: (range) => inner.getText(range && toUtf16(document, range)),
    positionAt(offset) {
      const { line, character } = inner.positionAt(offset);
      return { line, character: lengthIn(encoding, lineAt(line).slice(0, character)) };
    },
    offsetAt: ({ line, character }) => inner.offsetAt({ line, character: unitsIn(encoding, lineAt(line), character) }),
  };
  return document;
}

function toUtf16(document: Encoded, { start, end }: Range): Range {
  const convert = (position: Position) => document.inner.positionAt(document.offsetAt(position));
  return { start: convert(start), end: convert(end) };
}

function lengthIn(encoding: Encoded["encoding"], text: string): number {
  let length = 0;
  for (const character of text) length += sizeOf(encoding, character);
  return length;
}

/** How many UTF-16 units the first `length` bytes or code points of a line are. */
function unitsIn(encoding: Encoded["encoding"], line: string, length: number): number {
  let units = 0;
  let counted = 0;
  for (const character of line) {
    if (counted >= length) break;
    counted += sizeOf(encoding, character);
    units += character.length;
  }
  return units;
}

function sizeOf(encoding: Encoded["encoding"], character: string): number {
  if (encoding === "utf-32") return 1;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
