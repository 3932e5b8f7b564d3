/** Values out of files that anybody may have written. */

import { parse } from "jsonc-parser";

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
