/**
 * From text to logical lines, as BuildKit assembles them (frontend/dockerfile/parser): parser directives, comments,
 * continuation lines and heredocs, with a map from the joined text back into the document. Never throws; linear.
 */

import type { Comment, Directive, Heredoc, ParseError, Span } from "../types";

export interface LogicalLine {
  /** The physical lines joined: continuation characters, comment lines and empty lines between them removed. */
  readonly text: string;
  /** 0-based. */
  readonly line: number;
  readonly endLine: number;
  /** End of the last physical line, heredocs included, without its line end. */
  readonly end: number;
  readonly heredocs: readonly Heredoc[];
  /** Empty lines between continued lines, each with its line end; BuildKit skips them with a warning. */
  readonly emptyLines: readonly Span[];
  /** Document offset of the character at `offset` of `text`. */
  toDocument(offset: number): number;
  /** The document's own text, for heredoc bodies. */
  bodyText(span: Span): string;
}

export interface Lines {
  readonly eol: "\n" | "\r\n";
  readonly escape: "\\" | "`";
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly lines: readonly LogicalLine[];
  readonly errors: readonly ParseError[];
}

/** Splits the text of a Dockerfile into logical lines. */
export function assembleLines(text: string): Lines {
  const physical = splitLines(isBinary(text) ? "" : text);
  const comments: Comment[] = [];
  const errors: ParseError[] = [];
  const { directives, escape } = readDirectives(physical);
  const lines: LogicalLine[] = [];

  let at = 0;
  while (at < physical.length) {
    const first = physical[at] as PhysicalLine;
    const body = first.text.trimStart();
    const start = first.start + first.text.length - body.length;
    if (body.startsWith("#")) comments.push(comment(body, start, at, false));
    if (body === "" || body.startsWith("#")) {
      at++;
      continue;
    }

    const line = at;
    const pieces: Piece[] = [];
    const emptyLines: Span[] = [];
    let length = 0;
    let last = first;
    let lastLine = at;
    let continued = true;
    while (continued && at < physical.length) {
      const next = physical[at] as PhysicalLine;
      const isFirst = at === line;
      const trimmed = next.text.trimStart();
      if (!isFirst && trimmed.startsWith("#")) {
        comments.push(comment(trimmed, next.start + next.text.length - trimmed.length, at, true));
        lastLine = at;
      } else if (!isFirst && trimmed === "") {
        const end = physical[at + 1]?.start;
        if (end !== undefined) emptyLines.push({ start: next.start, end });
      } else {
        const content = isFirst ? body : next.text;
        const cut = continuation(content, escape);
        continued = cut >= 0;
        const piece = continued ? content.slice(0, cut) : content;
        pieces.push({ logical: length, document: isFirst ? start : next.start, text: piece });
        length += piece.length;
        last = next;
        lastLine = at;
      }
      at++;
    }

    const joined = pieces.map((piece) => piece.text).join("");
    const toDocument = positionMap(pieces, last);
    const heredocs: Heredoc[] = [];
    for (const found of findHeredocs(joined)) {
      const read = readHeredoc(physical, at, found);
      const operator = { start: toDocument(found.start), end: toDocument(found.end - 1) + 1 };
      const { body } = read;
      const { name, expand, chomp } = found;
      heredocs.push({ name, expand, chomp, operator, body, text: text.slice(body.start, body.end) });
      if (!read.terminated) errors.push({ ...operator, message: `The heredoc has no line that says ${found.name}` });
      at = read.next;
      lastLine = at - 1;
      last = physical[lastLine] as PhysicalLine;
    }
    if (joined.trim() === "") continue;
    const end = last.start + last.text.length;
    const bodyText = (span: Span) => text.slice(span.start, span.end);
    lines.push({ text: joined, line, endLine: lastLine, end, heredocs, emptyLines, toDocument, bodyText });
  }
  return { eol: text.includes("\r\n") ? "\r\n" : "\n", escape, directives, comments, lines, errors };
}

/** Whether it is no text, or UTF-16 that was read as if it were UTF-8: no line of it means anything. */
export function isBinary(text: string): boolean {
  const head = text.slice(0, 400);
  const zeros = head.split("\0").length - 1;
  return zeros > 0 && zeros * 4 >= head.length;
}

interface PhysicalLine {
  readonly start: number;
  /** Without the line end. */
  readonly text: string;
}

interface Piece {
  readonly logical: number;
  readonly document: number;
  readonly text: string;
}

function splitLines(text: string): PhysicalLine[] {
  const lines: PhysicalLine[] = [];
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  while (start <= text.length) {
    const newline = text.indexOf("\n", start);
    let end = newline < 0 ? text.length : newline;
    while (end > start && text[end - 1] === "\r") end--;
    lines.push({ start, text: text.slice(start, end) });
    if (newline < 0) break;
    start = newline + 1;
  }
  return lines;
}

function comment(text: string, start: number, line: number, inside: boolean): Comment {
  const trimmed = text.trimEnd();
  return { start, end: start + trimmed.length, text: trimmed.slice(1).trim(), line, inside };
}

const directivePattern = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/;
const knownDirectives = new Set(["syntax", "escape", "check"]);

/**
 * Directives end at the first line that is none: another comment, an empty line, an unknown name.
 * BuildKit has two readers for them: only `escape` may be indented, only the others may follow a line that begins with `#!`.
 */
function readDirectives(physical: readonly PhysicalLine[]): { directives: Directive[]; escape: "\\" | "`" } {
  const directives: Directive[] = [];
  const hasShebang = physical[0]?.text.startsWith("#!") === true;
  let escape: "\\" | "`" = "\\";
  for (const { text, start } of hasShebang ? physical.slice(1) : physical) {
    const body = text.trimStart();
    const match = directivePattern.exec(body);
    const name = match?.[1]?.toLowerCase() ?? "";
    if (!match || !knownDirectives.has(name)) break;
    if (name === "escape" ? hasShebang : body !== text) continue;
    const value = (match[2] as string).trimEnd();
    const from = start + text.length - body.length;
    const valueStart = from + body.length - (match[2] as string).length;
    const valueSpan = { start: valueStart, end: valueStart + value.length };
    directives.push({ start: from, end: valueSpan.end, name, value, valueSpan });
    if (name === "escape" && (value === "`" || value === "\\")) escape = value;
  }
  return { directives, escape };
}

/** Where the continuation character stands, or -1: the last character but blanks, and not doubled. */
function continuation(text: string, escape: string): number {
  let at = text.length - 1;
  while (at >= 0 && (text[at] === " " || text[at] === "\t")) at--;
  return text[at] === escape && text[at - 1] !== escape ? at : -1;
}

function positionMap(pieces: readonly Piece[], last: PhysicalLine): (offset: number) => number {
  if (pieces.length === 1) {
    const shift = (pieces[0] as Piece).document;
    return (offset) => Math.min(shift + offset, last.start + last.text.length);
  }
  return (offset) => {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((pieces[middle] as Piece).logical <= offset) low = middle;
      else high = middle - 1;
    }
    const piece = pieces[low] as Piece;
    return piece.document + Math.min(offset - piece.logical, piece.text.length);
  };
}

interface HeredocStart extends Span {
  readonly name: string;
  readonly expand: boolean;
  readonly chomp: boolean;
}

const mayHoldHeredoc = /^(?:onbuild\s+)?(?:run|copy|add)\s/i;

/** The heredoc operators of a joined line, outside quotes, as words of their own: `<<EOF`, `3<<-"EOF"`, `<< EOF`. */
function findHeredocs(line: string): HeredocStart[] {
  if (!line.includes("<<") || !mayHoldHeredoc.test(line)) return [];
  if (isJsonArray(line.replace(mayHoldHeredoc, ""))) return [];
  const found: HeredocStart[] = [];
  for (const word of shellWords(line)) {
    const match = /^\d*<<(-?)\s*([^<\s][^<]*)$/.exec(word.text);
    const delimiter = match?.[2];
    if (!delimiter) continue;
    const name = unquote(delimiter);
    if (name === "" || /^\s|\s$/.test(name)) continue;
    const { start, end } = word;
    found.push({ start, end, name, expand: name === delimiter, chomp: match[1] === "-" });
  }
  return found;
}

/** Whether the text after the flags is a JSON array of strings: such an instruction holds no heredoc. */
function isJsonArray(text: string): boolean {
  const start = text.indexOf("[");
  if (start < 0 || !/^\s*(?:--\S+\s+)*$/.test(text.slice(0, start))) return false;
  try {
    return Array.isArray(JSON.parse(text.slice(start)));
  } catch {
    return false;
  }
}

/** White-space separated words; quotes and `\` protect white space and are kept. `<<` takes the next word along. */
function shellWords(line: string): (Span & { readonly text: string })[] {
  const words: (Span & { text: string })[] = [];
  let at = 0;
  while (at < line.length) {
    while (at < line.length && isSpace(line[at])) at++;
    const start = at;
    let quote = "";
    while (at < line.length) {
      const character = line[at] as string;
      if (character === "\\" && quote !== "'") at++;
      else if (quote) quote = character === quote ? "" : quote;
      else if (character === '"' || character === "'") quote = character;
      else if (isSpace(character)) {
        if (!/^\d*<<-?$/.test(line.slice(Math.max(start, at - 8), at))) break;
        while (isSpace(line[at + 1])) at++;
        if (at + 1 >= line.length) break;
      }
      at++;
    }
    at = Math.min(at, line.length);
    if (at > start) words.push({ start, end: at, text: line.slice(start, at) });
  }
  return words;
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\v" || character === "\f" || character === "\r";
}

function unquote(word: string): string {
  return word.replace(/\\(.)|['"]/g, "$1");
}

function readHeredoc(physical: readonly PhysicalLine[], from: number, heredoc: HeredocStart) {
  const start =
    physical[from]?.start ?? (physical.at(-1) as PhysicalLine).start + (physical.at(-1) as PhysicalLine).text.length;
  for (let at = from; at < physical.length; at++) {
    const { text, start: end } = physical[at] as PhysicalLine;
    if ((heredoc.chomp ? text.replace(/^\t+/, "") : text) === heredoc.name) {
      return { body: { start, end }, terminated: true, next: at + 1 };
    }
  }
  const last = physical.at(-1) as PhysicalLine;
  return { body: { start, end: last.start + last.text.length }, terminated: false, next: physical.length };
}
