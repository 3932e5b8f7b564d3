/**
 * As much of HCL as bake files need: blocks with attributes that are strings, lists and maps. Calls, operators and loops
 * count as unknown, and so does whatever is malformed. Source: github.com/hashicorp/hcl, hclsyntax/spec.md.
 */

/** A top-level block: `target "app" { … }`; the blocks in it are left out. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: ReadonlyMap<string, HclValue>;
}

/** A value as written; undefined when it is not known without running anything. */
export type HclValue = HclTemplate | readonly HclValue[] | ReadonlyMap<string, HclValue> | undefined;

/** Text with variables in it; numbers, true and false are text, too. */
export interface HclTemplate {
  readonly parts: readonly (string | { readonly variable: string })[];
}

/** All top-level blocks, in order. */
export function parseHcl(text: string): HclBlock[] {
  const reader: Reader = { tokens: hclTokens(text), at: 0 };
  const blocks: HclBlock[] = [];
  while (reader.at < reader.tokens.length) {
    const type = reader.tokens[reader.at++];
    if (type?.kind !== "name") continue;
    const labels: string[] = [];
    for (; isLabel(peek(reader)); reader.at++) labels.push(peek(reader)?.text ?? "");
    if (skips(reader, "{")) blocks.push({ type: type.text, labels, attributes: readBody(reader) });
  }
  return blocks;
}

/** The parts of what stands between quotes; undefined when more than variables is computed in it. */
export function parseTemplate(text: string): HclTemplate | undefined {
  const parts: HclTemplate["parts"][number][] = [];
  let at = 0;
  for (const match of text.matchAll(/[$%]?[$%]\{|\\./gs)) {
    const [found] = match;
    if (match.index < at) continue;
    parts.push(text.slice(at, match.index));
    at = match.index + found.length;
    if (found.startsWith("\\")) parts.push(escapes[found] ?? found.slice(1));
    else if (found.length === 3) parts.push(found.slice(1));
    else {
      const variable = found === "${" ? nameIn(text, at) : undefined;
      if (!variable) return undefined;
      parts.push({ variable: variable.name });
      at = variable.end;
    }
  }
  parts.push(text.slice(at));
  return { parts: parts.filter((part) => part !== "") };
}

const escapes: Readonly<Record<string, string>> = { "\\n": "\n", "\\r": "\r", "\\t": "\t" };

function nameIn(text: string, at: number): { name: string; end: number } | undefined {
  const pattern = /[ \t]{0,9}([A-Za-z_][\w-]{0,200})[ \t]{0,9}\}/y;
  pattern.lastIndex = at;
  const name = pattern.exec(text)?.[1];
  return name === undefined ? undefined : { name, end: pattern.lastIndex };
}

// --------------------------------------------------------------------- values

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

/** Nobody nests deeper; what does counts as unknown. */
const deepest = 30;

/** Reads up to the brace that closes the block. */
function readBody(reader: Reader): Map<string, HclValue> {
  const attributes = new Map<string, HclValue>();
  while (reader.at < reader.tokens.length && !skips(reader, "}")) {
    const token = reader.tokens[reader.at++];
    if (token?.kind === "name" && skips(reader, "=")) attributes.set(token.text, readValue(reader, "\n,}", 0));
    else if (token?.text === "{" && token.kind === "mark") skipTo(reader, "}", 1);
  }
  return attributes;
}

/** Reads a value and stops at what ends it: one of `ends`, where "\n" is the end of a line. */
function readValue(reader: Reader, ends: string, depth: number): HclValue {
  const value = depth > deepest ? undefined : readOperand(reader, depth);
  const token = peek(reader);
  if (!token || isEnd(token, ends)) return value;
  skipTo(reader, ends, 0);
  return undefined;
}

function readOperand(reader: Reader, depth: number): HclValue {
  const token = peek(reader);
  if (token?.kind === "text") reader.at++;
  if (token?.kind === "text") return parseTemplate(token.text);
  if (token?.kind === "name" || token?.kind === "number") {
    reader.at++;
    const isPlain = token.kind === "number" || token.text === "true" || token.text === "false";
    if (token.text === "null") return undefined;
    return { parts: [isPlain ? token.text : { variable: token.text }] };
  }
  if (skips(reader, "[")) return readList(reader, depth + 1);
  return skips(reader, "{") ? readMap(reader, depth + 1) : undefined;
}

function readList(reader: Reader, depth: number): HclValue {
  const items: HclValue[] = [];
  while (reader.at < reader.tokens.length && !skips(reader, "]")) {
    if (skips(reader, "\n") || skips(reader, ",")) continue;
    const before = reader.at;
    items.push(readValue(reader, "\n,]", depth));
    if (reader.at === before) reader.at++;
  }
  return items;
}

function readMap(reader: Reader, depth: number): HclValue {
  const entries = new Map<string, HclValue>();
  while (reader.at < reader.tokens.length && !skips(reader, "}")) {
    if (skips(reader, "\n") || skips(reader, ",")) continue;
    const key = reader.tokens[reader.at++];
    const isNamed = key?.kind === "name" || key?.kind === "text";
    if (isNamed && (skips(reader, "=") || skips(reader, ":"))) entries.set(key.text, readValue(reader, "\n,}", depth));
    else {
      reader.at--;
      skipTo(reader, "\n,}", 0);
    }
  }
  return entries;
}

/** Goes on to one of `ends` outside of all brackets, or to its end when `open` brackets are open already. */
function skipTo(reader: Reader, ends: string, open: number): void {
  let depth = open;
  for (; reader.at < reader.tokens.length; reader.at++) {
    const token = reader.tokens[reader.at] as Token;
    if (depth === 0 && isEnd(token, ends)) return;
    if (token.kind !== "mark") continue;
    if ("([{".includes(token.text)) depth++;
    else if (")]}".includes(token.text) && --depth <= 0 && open > 0) {
      reader.at++;
      return;
    }
  }
}

function isEnd({ kind, text }: Token, ends: string): boolean {
  return kind === "mark" && ends.includes(text);
}

function isLabel(token: Token | undefined): boolean {
  return token?.kind === "name" || token?.kind === "text";
}

function peek({ tokens, at }: Reader): Token | undefined {
  return tokens[at];
}

/** Steps over the next token if it is this mark. */
function skips(reader: Reader, mark: string): boolean {
  const token = reader.tokens[reader.at];
  if (token?.kind !== "mark" || token.text !== mark) return false;
  reader.at++;
  return true;
}

// --------------------------------------------------------------------- tokens

interface Token {
  /** What stands between quotes is "text"; a heredoc has its lines, without those that begin and end it. */
  readonly kind: "name" | "number" | "text" | "heredoc" | "mark";
  readonly text: string;
  /** Offset of its text in the file. */
  readonly start: number;
}

/** What stands between quotes in a file or in a heredoc, comments left out, with the offset of its text; in order. */
export function hclTexts(
  text: string,
): { readonly kind: "text" | "heredoc"; readonly text: string; readonly start: number }[] {
  return hclTokens(text).flatMap(({ kind, ...token }) =>
    kind === "text" || kind === "heredoc" ? { kind, ...token } : [],
  );
}

function hclTokens(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /[ \t\r]+|(?:#|\/\/)[^\n]*|(?<name>[A-Za-z_][\w-]*)|(?<number>\d[\w.]*)|(?<rest>.)/sy;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      pattern.lastIndex = end < 0 ? text.length : end + 2;
      continue;
    }
    const { name, number, rest } = pattern.exec(text)?.groups ?? {};
    if (name !== undefined) tokens.push({ kind: "name", text: name, start: at });
    else if (number !== undefined) tokens.push({ kind: "number", text: number, start: at });
    else if (rest === '"') {
      const end = endOfText(text, at + 1);
      tokens.push({ kind: "text", text: text.slice(at + 1, end), start: at + 1 });
      pattern.lastIndex = end + 1;
    } else if (rest === "<" && text[at + 1] === "<") {
      const end = endOfHeredoc(text, at);
      const start = text.indexOf("\n", at) + 1;
      const lines = text.slice(start, text.lastIndexOf("\n", (end ?? 0) - 1) + 1);
      tokens.push(
        end === undefined ? { kind: "mark", text: rest, start: at } : { kind: "heredoc", text: lines, start },
      );
      pattern.lastIndex = end ?? at + 1;
    } else if (rest !== undefined) tokens.push({ kind: "mark", text: rest, start: at });
  }
  return tokens;
}

/** The offset of the closing quote: text may stand between the braces of `${…}` again. It ends at the end of its line. */
function endOfText(text: string, start: number): number {
  // What is open inside of it: braces, and text in braces.
  const open: ("text" | "braces")[] = [];
  for (let at = start; at < text.length; at++) {
    const character = text[at] as string;
    if (character === "\n") return at;
    if (open.at(-1) === "braces") {
      if (character === '"') open.push("text");
      else if (character === "{") open.push("braces");
      else if (character === "}") open.pop();
    } else if (character === "\\") at++;
    else if (character === '"') {
      if (open.pop() === undefined) return at;
    } else if ((character === "$" || character === "%") && text[at + 1] === "{" && text[at - 1] !== character) {
      open.push("braces");
      at++;
    }
  }
  return text.length;
}

/** The offset of the end of the line that ends it. */
function endOfHeredoc(text: string, at: number): number | undefined {
  const start = /<<-?([A-Za-z_][\w-]{0,200})\r?\n/y;
  start.lastIndex = at;
  const name = start.exec(text)?.[1];
  if (name === undefined) return undefined;
  const end = new RegExp(`^[ \\t]*${name}[ \\t]*\\r?$`, "gm");
  end.lastIndex = start.lastIndex;
  return end.exec(text) ? end.lastIndex : text.length;
}
