/** Values out of files that anybody may have written. */

import { createScanner, parse } from "jsonc-parser";

/** An object of JSON or YAML. Its keys may be anything: see `own`. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads JSON with comments, as well as it goes where it is broken; undefined for nothing, and for what is nested too deep. */
export function readJson(text: string | undefined): unknown {
  try {
    return parse((text ?? "").replace(/^\uFEFF/, ""));
  } catch {
    // The parser recurses: thousands of nested brackets exhaust the stack.
    return undefined;
  }
}

/** Whether a value has fields: lists have none. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fields of a value, none where it has none. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** A value that is a text; undefined for others. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Those fields of a value that are texts. */
export function stringsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(fieldsOf(value));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** The kinds of tokens by the numbers of `jsonc-parser`, whose own names exist for its compiler alone. */
const token = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, colon: 6, text: 10, end: 17 } as const;

/** A text in JSON, with its place. */
export interface PlacedText {
  readonly value: string;
  /** What stands between the quotes, from `start` on; an offset in UTF-16 units. */
  readonly written: string;
  readonly start: number;
  /** The key of the outermost object that it is the value of; undefined for keys and for what is further in. */
  readonly key: string | undefined;
}

/** All that stands between quotes in JSON with comments, comments left out, in order; as well as it goes where it is broken. */
export function placedTexts(text: string): PlacedText[] {
  const scanner = createScanner(text, true);
  const texts: PlacedText[] = [];
  let depth = 0;
  let before: PlacedText | undefined;
  let key: string | undefined;
  for (let kind: number = scanner.scan(); kind !== token.end; kind = scanner.scan()) {
    if (kind === token.openBrace || kind === token.openBracket) depth++;
    if (kind === token.closeBrace || kind === token.closeBracket) depth--;
    if (kind === token.text) {
      const start = scanner.getTokenOffset() + 1;
      const written = text.slice(start, start + Math.max(scanner.getTokenLength() - 2, 0));
      before = { value: scanner.getTokenValue(), written, start, key };
      texts.push(before);
    }
    key = kind === token.colon && depth === 1 ? before?.value : undefined;
  }
  return texts;
}
