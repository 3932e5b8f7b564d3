/** The word expansion of Dockerfile instructions: quotes, escapes and `$variables`, as in BuildKit's shell lexer. */

import type { Span, Word } from "../types";

/** Expansions that grow beyond this many characters count as unknown: ENV lines can be made to explode. */
const longest = 10_000;
const deepest = 20;

/** So many `${` that nobody closes are no text to search: each costs a look through all of the rest. */
const mostUnclosed = 20;

/**
 * The value of a word or argument text: quotes and escapes removed, variables replaced.
 * `lookup` gives a variable's value, or undefined when it is not known. Answers undefined when the result is not known.
 */
export function expand(
  text: string,
  lookup: (name: string) => string | undefined,
  escape: string,
  depth = 0,
): string | undefined {
  if (!/["'$]/.test(text) && !text.includes(escape)) return text;
  if (depth > deepest) return undefined;
  let value = "";
  let quoted = false;
  let unclosed = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === "'" && !quoted) {
      const close = text.indexOf("'", at + 1);
      const end = close < 0 ? text.length : close;
      value += text.slice(at + 1, end);
      at = end;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (character === escape && at + 1 < text.length) {
      const next = text[at + 1] as string;
      if (quoted && next !== '"' && next !== "$" && next !== escape) value += escape;
      value += next;
      at++;
    } else if (character === "$") {
      const reference = readVariable(text, at);
      if (!reference) {
        if (text[at + 1] === "{" && ++unclosed > mostUnclosed) return undefined;
        value += "$";
        continue;
      }
      const replaced = evaluate(reference, lookup, escape, depth);
      if (replaced === undefined) return undefined;
      value += replaced;
      at = reference.end - 1;
    } else {
      value += character;
    }
    if (value.length > longest) return undefined;
  }
  return value;
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
export function readVariable(text: string, dollar: number): VariableReference | undefined {
  const simple = /^\$([A-Za-z_][A-Za-z0-9_]*|[0-9@*#?!-])/.exec(text.slice(dollar, dollar + 256));
  if (simple) {
    return { start: dollar, end: dollar + simple[0].length, name: simple[1] as string, operator: "", operand: "" };
  }
  if (text[dollar + 1] !== "{") return undefined;
  const close = closingBrace(text, dollar + 2);
  if (close < 0) return undefined;
  const match = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:[-+?]|[-+?]|##?|%%?|\/\/?)([\s\S]*))?$/.exec(
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

/**
 * The variables that a word or argument text uses, in order; what single quotes or an escape protect is none.
 * In the body of a heredoc (`isBody`) quotes are plain characters.
 */
export function variablesIn(text: string, escape: string, isBody = false, depth = 0): VariableUse[] {
  const found: VariableUse[] = [];
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
      const use = readVariable(text, at);
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

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "$" && text[at + 1] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return -1;
}

function evaluate(
  { name, operator, operand }: VariableReference,
  lookup: (name: string) => string | undefined,
  escape: string,
  depth: number,
): string | undefined {
  const value = lookup(name);
  switch (operator) {
    case "":
      return value;
    case ":-":
      return value ? value : expand(operand, lookup, escape, depth + 1);
    case "-":
      return value ?? expand(operand, lookup, escape, depth + 1);
    case ":+":
      return value === undefined ? undefined : value && expand(operand, lookup, escape, depth + 1);
    case "+":
      return value === undefined ? undefined : expand(operand, lookup, escape, depth + 1);
    case ":?":
    case "?":
      return value;
    default:
      return undefined;
  }
}

/** The variables of a stage, each with its history, so that any instruction can be asked what it sees. ENV wins over ARG. */
export interface Scope {
  /** Records `ENV name=value`. */
  setEnvironment(name: string, value: string | undefined): void;
  /** Records `ARG name=value`. */
  setArgument(name: string, value: string | undefined): void;
  /** The moment between what has been recorded and what comes, to ask `value` about later. */
  now(): number;
  /** The value at a moment (default: now), stages inherited; undefined when not known. */
  value(name: string, at?: number): string | undefined;
  /** What ENV has set last, here or in a parent. */
  environment(name: string, at?: number): Binding | undefined;
  readonly parent: Scope | undefined;
  /** What this scope alone has recorded, by name. */
  readonly recorded: Readonly<Record<"environment" | "argument", ReadonlyMap<string, readonly Binding[]>>>;
}

export interface Binding {
  readonly at: number;
  readonly value: string | undefined;
}

/** The scope of a stage that starts from another stage (`parent`), or from an image. */
export function createScope(parent?: Scope): Scope {
  const environments = new Map<string, Binding[]>();
  const argumentsSet = new Map<string, Binding[]>();
  let clock = 0;

  function bind(bindings: Map<string, Binding[]>, name: string, value: string | undefined): void {
    const history = bindings.get(name);
    const binding = { at: clock++, value };
    if (history) history.push(binding);
    else bindings.set(name, [binding]);
  }

  const scope: Scope = {
    setEnvironment: (name, value) => bind(environments, name, value),
    setArgument: (name, value) => bind(argumentsSet, name, value),
    now: () => clock,
    value: (name, at = clock) => (scope.environment(name, at) ?? findBinding(scope, "argument", name, at))?.value,
    environment: (name, at = clock) => findBinding(scope, "environment", name, at),
    parent,
    recorded: { environment: environments, argument: argumentsSet },
  };
  return scope;
}

/** The last binding before a moment, else the last of the nearest parent that has one. A loop: stages may form long chains. */
function findBinding(scope: Scope, kind: keyof Scope["recorded"], name: string, at: number): Binding | undefined {
  const own = scope.recorded[kind].get(name)?.findLast((binding) => binding.at < at);
  if (own) return own;
  for (let link = scope.parent; link; link = link.parent) {
    const last = link.recorded[kind].get(name)?.at(-1);
    if (last) return last;
  }
  return undefined;
}
