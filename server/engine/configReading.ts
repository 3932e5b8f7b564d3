/** Reading configuration files: text to keys and values, and what is wrong with them, in words. Nothing here throws. */

import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import type { Fields } from "../util/json";
import { isNestedTooDeep } from "../util/nesting";

/** In UTF-16 units. What is malformed all over takes time that grows with the square of its length. */
const longest = 50_000;

/** The value of a YAML or JSON text; undefined when it cannot be read, and then a complaint says why. */
export async function parseYaml(text: string, complaints: string[]): Promise<unknown> {
  if (text.length > longest) {
    complaints.push("it is too long");
    return undefined;
  }
  if (isNestedTooDeep(text)) {
    complaints.push("it is nested too deep");
    return undefined;
  }
  try {
    // Loaded for those alone who have such a file.
    const { parseDocument } = await import("yaml");
    const document = parseDocument(text, { logLevel: "silent", prettyErrors: false });
    const [error] = document.errors;
    if (error) throw new Error(`${error.message} at ${placeIn(text, error.pos[0])}`);
    return document.toJS();
  } catch (error) {
    const [message = ""] = String(error instanceof Error ? error.message : error).split("\n");
    complaints.push(`it is no valid YAML: ${message.replace(/:$/, "")}`);
    return undefined;
  }
}

/** The same for JSON, in which comments and commas at the end may stand. */
export function parseJson(text: string, complaints: string[]): unknown {
  if (text.length > longest) {
    complaints.push("it is too long");
    return undefined;
  }
  const errors: ParseError[] = [];
  try {
    const value: unknown = parse(text, errors, { allowTrailingComma: true });
    const [error] = errors;
    if (!error) return value;
    complaints.push(`it is no valid JSON: ${printParseErrorCode(error.error)} at ${placeIn(text, error.offset)}`);
  } catch {
    // The parser recurses: thousands of nested brackets exhaust the stack.
    complaints.push("it is nested too deep");
  }
  return undefined;
}

/** The library would do it in a time that grows with the square of the length. */
function placeIn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
}

/** Gives the value of a key when it can be converted; complains when it cannot. A key without a value is not set. */
export function reader(fields: Fields, complaints: string[], prefix = "") {
  return <Value>(key: string, wanted: string, convert: (given: unknown) => Value | undefined): Value | undefined => {
    const given = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (given === undefined || given === null) return undefined;
    const value = convert(given);
    if (value === undefined) complaints.push(`${prefix}${key} must ${wanted}`);
    return value;
  };
}

export function asStrings(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((it) => typeof it === "string") ? value : undefined;
}

export function asBoolean(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}
