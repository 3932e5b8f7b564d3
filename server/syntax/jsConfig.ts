/** Configuration files in JavaScript and TypeScript, as far as they can be read without running them. */

import { type Token, tokenize } from "./javascript";

export interface JsConfig {
  /** The modules that it imports or requires. */
  readonly imports: readonly string[];
  /** Every name in it, keys in quotes included. */
  readonly names: ReadonlySet<string>;
  /**
   * The value of a key by its path ("preview.port") from an object that is no value of a key: text or digits.
   * Elements of a list and arguments of a call have no name ("kit..fallback").
   * undefined when the key is missing, or has a value that must be computed.
   */
  value(path: string): string | undefined;
}

/** Reads any text; what is not understood has no value. */
export function readJsConfig(source: string): JsConfig {
  const tokens = tokenize(source);
  const values = new Map<string, string>();
  const names = new Set<string>();
  const imports: string[] = [];
  const path: (string | undefined)[] = [];
  tokens.forEach((token, at) => {
    const before = tokens[at - 1];
    const after = tokens[at + 1];
    const isKey = isMark(after, ":");
    if (token.kind === "word" || isKey) names.add(token.text);
    if (token.kind === "string" && isImported(tokens, at)) imports.push(token.text);
    if (isMark(token, "{") || isMark(token, "[")) path.push(isMark(before, ":") ? tokens[at - 2]?.text : undefined);
    if (isMark(token, "}") || isMark(token, "]")) path.pop();
    const value = tokens[at + 2];
    const isPlain = value?.kind === "string" || (value?.kind === "word" && /^\d+$/.test(value.text));
    const isLiteral = isPlain && (isMark(tokens[at + 3], ",") || isMark(tokens[at + 3], "}"));
    if (isKey && token.kind !== "mark" && path.length <= deepest) {
      const top = path.findIndex((part) => part !== undefined);
      const key = [...(top < 0 ? [] : path.slice(top)), token.text].join(".");
      // A key that is there twice has no value that is known.
      values.set(key, isLiteral && !values.has(key) ? value.text : "");
    }
  });
  return { imports, names, value: (key) => values.get(key) || undefined };
}

const deepest = 20;

function isMark(token: Token | undefined, text: string): boolean {
  return token?.kind === "mark" && token.text === text;
}

/** `from "x"`, `import "x"`, `import("x")` and `require("x")`. */
function isImported(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  const word = isMark(before, "(") ? tokens[at - 2] : before;
  return word?.kind === "word" && /^(?:from|import|require)$/.test(word.text);
}
