/** The word expansion of Dockerfile instructions: quotes, escapes and `$variables`, as in BuildKit's shell lexer. */

import type { Span, Word } from "../types";
import { countWhile } from "../util/sorted";
import { readGlob, replaceGlob, trimGlob } from "./glob";

/** Expansions that grow beyond this many characters count as unknown: ENV lines can be made to explode. */
const longest = 10_000;
const deepest = 20;

/** So many `${` that nobody closes are no text to search: each costs a look through all of the rest. */
const mostUnclosed = 20;

/** What a variable holds that is set, but to something that the file does not tell. */
export const unknown = Symbol("unknown");

/** The value of a variable; undefined when it is not set, as far as the file tells. */
export type Lookup = (name: string) => string | typeof unknown | undefined;

/**
 * The value of a word or argument text: quotes and escapes removed, variables replaced. Undefined when it is not known,
 * also because no builder would accept the text. A variable that is not set counts as unknown, for the builder may be
 * given a value; where the text has a default for it, that counts.
 */
export function expand(text: string, lookup: Lookup, escape: string): string | undefined {
  return expandDeep(text, { lookup, escape, depth: 0, keepsEscapes: false });
}

interface Mode {
  readonly lookup: Lookup;
  readonly escape: string;
  readonly depth: number;
  /** Escapes stay as they are for whoever reads the result as a pattern. */
  readonly keepsEscapes: boolean;
}

function expandDeep(text: string, mode: Mode): string | undefined {
  const { escape, keepsEscapes } = mode;
  if (!/["'$]/.test(text) && !text.includes(escape)) return text;
  if (mode.depth > deepest) return undefined;
  let value = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === "'" && !quoted) {
      const close = text.indexOf("'", at + 1);
      if (close < 0) return undefined;
      value += text.slice(at + 1, close);
      at = close;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (character === escape && at + 1 < text.length) {
      const next = text[at + 1] as string;
      const isKept = keepsEscapes || (quoted && next !== '"' && next !== "$" && next !== escape);
      value += isKept ? escape + next : next;
      at++;
    } else if (character === "$") {
      const reference = readVariable(text, at, escape);
      const replaced = reference ? evaluate(reference, mode) : text[at + 1] === "{" ? undefined : "$";
      if (replaced === undefined) return undefined;
      value += replaced;
      if (reference) at = reference.end - 1;
    } else {
      value += character;
    }
    if (value.length > longest) return undefined;
  }
  return quoted ? undefined : value;
}

/** Whether `$` can stand before it. */
export function isVariableName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

/** One `$name` or `${name…}`; `end` is the offset behind it. */
export interface VariableReference {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/`, `//`, or "" for none. */
  readonly operator: string;
  readonly operand: string;
}

/** Reads the variable at a `$`; undefined when there is none, or none that is closed. */
function readVariable(text: string, dollar: number, escape: string): VariableReference | undefined {
  const simple = /^\$([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?!$-])/.exec(text.slice(dollar, dollar + 256));
  if (simple) {
    return { start: dollar, end: dollar + simple[0].length, name: simple[1] as string, operator: "", operand: "" };
  }
  if (text[dollar + 1] !== "{") return undefined;
  const close = findUnquoted(text, dollar + 2, "}", escape);
  if (close < 0) return undefined;
  const match = /^([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?!$-])(?:(:[-+?]|[-+?]|##?|%%?|\/\/?)([\s\S]*))?$/.exec(
    text.slice(dollar + 2, close),
  );
  if (!match) return undefined;
  const [, name = "", operator = "", operand = ""] = match;
  return { start: dollar, end: close + 1, name, operator, operand };
}

/** A variable in a text; `outer` is the one whose operand it stands in, as `b` in `${a:-$b}`. */
export interface VariableUse extends VariableReference {
  readonly outer: VariableReference | undefined;
}

/** Whether the build stops when the variable is not set: `${name?message}` and `${name:?message}`. */
export function isRequired({ operator }: VariableReference): boolean {
  return operator === "?" || operator === ":?";
}

/**
 * The variables that a word or argument text uses, in order; what single quotes or an escape protect is none.
 * In the body of a heredoc (`isBody`) quotes are plain characters.
 */
export function variablesIn(text: string, escape: string, isBody = false, depth = 0): VariableUse[] {
  const found: VariableUse[] = [];
  if (!text.includes("$")) return found;
  let unclosed = 0;
  let quoted = isBody;
  for (let at = 0; at < text.length && unclosed < mostUnclosed; at++) {
    const character = text[at];
    if (character === "'" && !quoted) {
      const close = text.indexOf("'", at + 1);
      at = close < 0 ? text.length : close;
    } else if (character === '"' && !isBody) {
      quoted = !quoted;
    } else if (character === escape) {
      at++;
    } else if (character === "$") {
      const use = readVariable(text, at, escape);
      if (!use) {
        if (text[at + 1] === "{") unclosed++;
        continue;
      }
      found.push({ ...use, outer: undefined });
      const shift = use.end - 1 - use.operand.length;
      const hasInner = depth < deepest && use.operand.includes("$");
      for (const inner of hasInner ? variablesIn(use.operand, escape, isBody, depth + 1) : []) {
        found.push({ ...inner, start: inner.start + shift, end: inner.end + shift, outer: inner.outer ?? use });
      }
      at = use.end - 1;
    }
  }
  return found;
}

/** Where a part of a word's text stands in the document; the whole word when a continued line cuts it. */
export function spanIn(word: Word, { start, end }: Span): Span {
  const isExact = word.end - word.start === word.text.length;
  return isExact ? { start: word.start + start, end: word.start + end } : { start: word.start, end: word.end };
}

/** Where a character stands outside of quotes, escapes and the variables in between; -1 when it does not. */
function findUnquoted(text: string, from: number, wanted: string, escape: string): number {
  const open: string[] = [];
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    const within = open.at(-1);
    if (within === undefined && character === wanted) return at;
    if (character === escape) at++;
    else if (character === '"') within === '"' ? open.pop() : open.push('"');
    else if (character === "'" && within !== '"') {
      at = text.indexOf("'", at + 1);
      if (at < 0) return -1;
    } else if (character === "$" && text[at + 1] === "{") {
      open.push("}");
      at++;
    } else if (character === "}" && within === "}") open.pop();
  }
  return -1;
}

/** Sources: "Environment replacement" in docs.docker.com/reference/dockerfile, and what BuildKit 0.13 made of the rows in the test. */
function evaluate({ name, operator, operand }: VariableReference, mode: Mode): string | undefined {
  const found = mode.lookup(name);
  const value = found === unknown ? undefined : found;
  const word = () => expandDeep(operand, { ...mode, depth: mode.depth + 1, keepsEscapes: false });
  switch (operator) {
    case "":
      return value;
    case ":-":
      return found === unknown ? undefined : value || word();
    case "-":
      return found === unknown ? undefined : (value ?? word());
    case ":+":
      return value && word();
    case "+":
      return found === undefined ? undefined : word();
    case ":?":
      return value || undefined;
    case "?":
      return value;
    default:
      return value === undefined ? undefined : applyOperator(value, operator, operand, mode);
  }
}

/** What `#`, `%` and `/` make of a value. */
function applyOperator(value: string, operator: string, operand: string, mode: Mode): string | undefined {
  const read = (text: string) => expandDeep(text, { ...mode, depth: mode.depth + 1, keepsEscapes: true });
  const isReplaced = operator.startsWith("/");
  const slash = isReplaced ? findUnquoted(operand, 0, "/", mode.escape) : operand.length;
  const pattern = slash < 0 ? undefined : read(operand.slice(0, slash));
  const glob = pattern === undefined ? undefined : readGlob(pattern);
  if (!glob) return undefined;
  if (!isReplaced) return trimGlob(value, glob, operator[0] === "#" ? "start" : "end", operator.length === 2);
  const replacement = read(operand.slice(slash + 1));
  const isAll = operator === "//";
  // In the replacement of all, BuildKit reads a dollar that is left as a reference to what was found.
  if (replacement === undefined || (isAll && replacement.includes("$"))) return undefined;
  return replaceGlob(value, glob, replacement, isAll);
}

/** The variables of a stage, each with its history, so that any instruction can be asked what it sees. */
export interface Scope {
  /** Records what ENV or ARG sets a variable to: of the two, the later one counts. */
  set(name: string, value: Binding["value"]): void;
  /** The moment between what has been recorded and what comes, to ask `value` about later. */
  now(): number;
  /** The value at a moment (default: now), stages inherited; undefined when it is not set. */
  value(name: string, at?: number): Binding["value"] | undefined;
  readonly parent: Scope | undefined;
  /** What this scope alone has recorded, by name. */
  readonly recorded: ReadonlyMap<string, readonly Binding[]>;
}

interface Binding {
  readonly at: number;
  readonly value: string | typeof unknown;
}

/** The scope of a stage that starts from another stage (`parent`), or from an image. */
export function createScope(parent?: Scope): Scope {
  const recorded = new Map<string, Binding[]>();
  let clock = 0;
  return {
    set(name, value) {
      const binding: Binding = { at: clock++, value };
      const history = recorded.get(name);
      if (history) history.push(binding);
      else recorded.set(name, [binding]);
    },
    now: () => clock,
    value(name, at = clock) {
      const own = lastBefore(recorded.get(name), at);
      if (own) return own.value;
      // A loop: stages may form long chains.
      for (let link = parent; link; link = link.parent) {
        const last = link.recorded.get(name)?.at(-1);
        if (last) return last.value;
      }
      return undefined;
    },
    parent,
    recorded,
  };
}

/** By halves: a variable may be set on each of many lines, and each of them asked. */
function lastBefore(history: readonly Binding[] = [], at: number): Binding | undefined {
  return history[countWhile(history, (binding) => binding.at < at) - 1];
}
