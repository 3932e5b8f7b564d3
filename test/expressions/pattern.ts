/** The syntax of regular expressions, as far as it matters to how often one can go back. */

/** A part of an expression. */
export type Pattern =
  /** One character out of a set, as it is written: `a`, `\d`, `[^"]`. */
  | { readonly kind: "character"; readonly set: string }
  | { readonly kind: "sequence" | "choice"; readonly parts: readonly Pattern[] }
  | { readonly kind: "repeat"; readonly part: Pattern; readonly least: number; readonly most: number }
  /** A look ahead or behind. */
  | { readonly kind: "look"; readonly part: Pattern; readonly isBehind: boolean; readonly isNegative: boolean }
  /** `^`, `$`, `\b` or `\B`. */
  | { readonly kind: "edge"; readonly at: string }
  /** What a group has found before. */
  | { readonly kind: "again"; readonly group: string };

/** The parts of an expression, and what stands in its groups, by number and name. */
export interface Parsed {
  readonly pattern: Pattern;
  readonly groups: ReadonlyMap<string, Pattern>;
}

/**
 * Reads the source of a regular expression that the language has accepted.
 * @param flags with "v", sets may stand in sets.
 */
export function parsePattern(source: string, flags: string): Parsed {
  const groups = new Map<string, Pattern>();
  let at = 0;
  let count = 0;

  const choice = (): Pattern => {
    const parts = [sequence()];
    while (source[at] === "|") {
      at++;
      parts.push(sequence());
    }
    return parts.length === 1 ? (parts[0] as Pattern) : { kind: "choice", parts };
  };
  const sequence = (): Pattern => {
    const parts: Pattern[] = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") parts.push(quantified(term()));
    return parts.length === 1 ? (parts[0] as Pattern) : { kind: "sequence", parts };
  };
  const quantified = (part: Pattern): Pattern => {
    const [found, sign, low, comma, high] = matchAt(/([*+?])\??|\{(\d+)(,?)(\d*)\}\??/y, source, at) ?? [];
    if (found === undefined) return part;
    at += found.length;
    if (sign === "*") return { kind: "repeat", part, least: 0, most: Number.POSITIVE_INFINITY };
    if (sign === "+") return { kind: "repeat", part, least: 1, most: Number.POSITIVE_INFINITY };
    if (sign === "?") return { kind: "repeat", part, least: 0, most: 1 };
    const most = high ? Number(high) : comma ? Number.POSITIVE_INFINITY : Number(low);
    return { kind: "repeat", part, least: Number(low), most };
  };
  const term = (): Pattern => {
    const letter = source[at];
    if (letter === "(") return group();
    if (letter === "[") return { kind: "character", set: take(setLength(source, at, flags)) };
    if (letter === "^" || letter === "$") return { kind: "edge", at: take(1) };
    if (letter !== "\\")
      return {
        kind: "character",
        set: take(/^[\ud800-\udbff][\udc00-\udfff]/.test(source.slice(at, at + 2)) && /[uv]/.test(flags) ? 2 : 1),
      };
    const next = source[at + 1];
    if (next === "b" || next === "B") return { kind: "edge", at: take(2) };
    const [again, name, number] = matchAt(/\\(?:k<([^>]+)>|([1-9]\d*))/y, source, at) ?? [];
    if (again !== undefined) {
      at += again.length;
      return { kind: "again", group: name ?? number ?? "" };
    }
    const escape = matchAt(
      /\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|[pP]\{[^}]*\}|[\s\S])/y,
      source,
      at,
    );
    return { kind: "character", set: take(escape?.[0].length ?? 1) };
  };
  const group = (): Pattern => {
    const [start = "(", look, name] = matchAt(/\((?:\?(?:(<?[=!])|<([^>]+)>|[a-z-]*:))?/y, source, at) ?? [];
    at += start.length;
    const number = look === undefined && (name !== undefined || start === "(") ? String(++count) : undefined;
    const part = choice();
    at++;
    if (number !== undefined) groups.set(number, part);
    if (name !== undefined) groups.set(name, part);
    if (look === undefined) return part;
    return { kind: "look", part, isBehind: look.startsWith("<"), isNegative: look.endsWith("!") };
  };
  const take = (length: number) => {
    at += length;
    return source.slice(at - length, at);
  };

  return { pattern: choice(), groups };
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(text);
}

/** How long a set in brackets is. */
function setLength(source: string, start: number, flags: string): number {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === "[" && (depth === 0 || flags.includes("v"))) depth++;
    else if (source[at] === "]" && --depth === 0) return at + 1 - start;
  }
  return source.length - start;
}
