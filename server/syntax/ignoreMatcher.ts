/**
 * What one pattern of an ignore file matches: exactly what Docker's matcher does, which makes a regular expression of
 * the pattern. That expression is built here likewise and then followed without going back, so that no pattern can take
 * long. Where the outcome is odd (`|` and `{2}` beside a wildcard, wildcards in brackets), so is Docker's.
 * Sources: github.com/moby/patternmatcher, which BuildKit uses, and pkg.go.dev/regexp/syntax; checked against both.
 */

export interface Matcher {
  /** Whether the pattern matches this very path; folders above it do not count. */
  matches(path: string): boolean;
  /** Whether it can match anything below the directory. */
  mayMatchIn(directory: string): boolean;
}

/** The matcher of a cleaned pattern, without its `!`; or what is wrong with it, in words. */
export function createMatcher(pattern: string): Matcher | string {
  const error = patternError(pattern);
  if (error !== undefined) return error;
  const { kind, expression } = translate(pattern);
  if (kind === "expression") {
    const tokens = expressionTokens(expression);
    return typeof tokens === "string" ? tokens : followTokens(tokens);
  }
  if (kind === "exact") {
    return { matches: (path) => path === pattern, mayMatchIn: (directory) => pattern.startsWith(`${directory}/`) };
  }
  if (kind === "prefix") {
    const prefix = pattern.slice(0, -2);
    return {
      matches: (path) => path.startsWith(prefix),
      mayMatchIn: (directory) => prefix.startsWith(`${directory}/`) || `${directory}/`.startsWith(prefix),
    };
  }
  const suffix = pattern.slice(2);
  return {
    matches: (path) => path.endsWith(suffix) || (suffix.startsWith("/") && path === suffix.slice(1)),
    mayMatchIn: () => true,
  };
}

/** Matches nothing: for a pattern that Docker refuses. */
export const noMatcher: Matcher = { matches: () => false, mayMatchIn: () => false };

// ------------------------------------------------------------------- pattern

/**
 * What Go's filepath.Match finds wrong with a pattern, in words: Docker has it look at each pattern of an ignore file, and
 * at each source of COPY and ADD with a wildcard.
 */
export function patternError(pattern: string): string | undefined {
  const chars = Array.from(pattern);
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at];
    if (char === "\\" && ++at === chars.length) return "A backslash at the end escapes nothing";
    if (char !== "[") continue;
    const end = endOfSet(chars, at);
    if (typeof end === "string") return end;
    at = end;
  }
  return undefined;
}

/** The index of the `]` of a set; or what is wrong with it. */
function endOfSet(chars: readonly string[], start: number): number | string {
  let at = chars[start + 1] === "^" ? start + 2 : start + 1;
  do {
    const low = readSetItem(chars, at);
    if (typeof low === "string") return low;
    at = low.end;
    if (chars[at] !== "-") continue;
    const high = readSetItem(chars, at + 1);
    if (typeof high === "string") return high;
    if (high.code < low.code) return `The range \`${chars.slice(low.end - 1, high.end).join("")}\` runs backwards`;
    at = high.end;
  } while (chars[at] !== "]");
  return at;
}

function readSetItem(chars: readonly string[], start: number): { code: number; end: number } | string {
  const isEscaped = chars[start] === "\\";
  const at = isEscaped ? start + 1 : start;
  const char = chars[at];
  if (char === undefined) return isEscaped ? "A backslash at the end escapes nothing" : "The `[` has no `]`";
  if (!isEscaped && (char === "]" || char === "-")) return `A \`${char}\` inside brackets needs a backslash before it`;
  return { code: char.codePointAt(0) as number, end: at + 1 };
}

type Kind = "exact" | "prefix" | "suffix" | "expression";

/** The regular expression that Docker makes of a pattern, or the simpler comparison that will do. */
function translate(pattern: string): { kind: Kind; expression: string } {
  const chars = Array.from(pattern);
  let kind: Kind = "exact";
  let expression = "^";
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] as string;
    if (char === "*" && chars[at + 1] === "*") {
      const isFirst = at === 0;
      // `**/` counts as `**`.
      at += chars[at + 2] === "/" ? 2 : 1;
      if (at + 1 < chars.length) {
        expression += "(.*/)?";
        kind = "expression";
      } else if (kind === "exact") kind = "prefix";
      else {
        expression += ".*";
        kind = "expression";
      }
      if (isFirst) kind = "suffix";
    } else if (char === "*" || char === "?") {
      expression += char === "*" ? "[^/]*" : "[^/]";
      kind = "expression";
    } else if (char === "\\") {
      expression += `\\${chars[++at] ?? ""}`;
      kind = "expression";
    } else {
      // Docker means to make `|`, `{` and `}` literal as well, but does not reach them.
      expression += /[.+()$]/.test(char) ? `\\${char}` : char;
      if (char === "[" || char === "]") kind = "expression";
    }
  }
  return { kind, expression: `${expression}$` };
}

// ---------------------------------------------------------------- expression

/**
 * One step of an expression, over code points:
 * - `one`: exactly one character that it accepts.
 * - `many`: any number of them.
 * - `gate`: none; the step after it may be passed over.
 * - `folders`: any path that ends in a slash.
 * - `start`: none; only at the start of the path.
 * - `or`: none; here another alternative begins, at `to`.
 * - `end`: none; an alternative ends here, and the path as well unless `isOpen`.
 */
type Token =
  | { readonly kind: "one" | "many"; readonly accepts: (char: string) => boolean; readonly literal?: string }
  | { readonly kind: "gate" | "folders" | "start" }
  | { readonly kind: "end"; readonly isOpen: boolean };

const any = () => true;

/** More steps than any sensible pattern has, so that repetitions cannot take all memory. */
const mostTokens = 5000;

/** The tokens of each alternative of an expression of `translate`; or what is wrong with it. */
function expressionTokens(expression: string): Token[][] | string {
  // What stands behind a bar is no longer bound to the start of the path, nor what stands before one to its end.
  const chars = Array.from(expression);
  const alternatives: Token[][] = [[]];
  let count = 0;
  for (let at = 0; at < chars.length; count++) {
    const tokens = alternatives.at(-1) as Token[];
    const char = chars[at] as string;
    let atom: Token[];
    if (count > mostTokens) return "The pattern is too long";
    if (char === "|") {
      tokens.push({ kind: "end", isOpen: true });
      alternatives.push([{ kind: "many", accepts: any }]);
      at++;
      if (repetitionAt(chars, at)) return "There is nothing for the braces to repeat";
      continue;
    }
    if (char === "$") {
      tokens.push({ kind: "end", isOpen: false });
      at++;
      continue;
    }
    if (char === "(") {
      atom = [{ kind: "gate" }, { kind: "folders" }];
      at += "(.*/)?".length;
      if (repetitionAt(chars, at)) return "Braces behind `**` repeat nothing";
    } else if (char === "^") {
      atom = [{ kind: "start" }];
      at++;
    } else {
      const one = readOne(chars, at);
      if (typeof one === "string") return one;
      atom = [one.token];
      at = one.end;
    }
    if (chars[at] === "*" && atom[0]?.kind === "one") {
      tokens.push({ kind: "many", accepts: atom[0].accepts });
      at++;
      if (repetitionAt(chars, at)) return "Braces behind `*` repeat nothing";
      continue;
    }
    const repetition = repetitionAt(chars, at);
    if (!repetition) {
      tokens.push(...atom);
      continue;
    }
    const { least, most, end } = repetition;
    if (least > 1000 || (most !== Infinity && (most > 1000 || most < least)))
      return "The braces count too far, or backwards";
    at = end;
    if (repetitionAt(chars, at)) return "Braces behind braces repeat nothing";
    for (let copy = 0; copy < least; copy++) tokens.push(...atom);
    if (most === Infinity && atom[0]?.kind === "one") tokens.push({ kind: "many", accepts: atom[0].accepts });
    for (let copy = least; copy < most && most !== Infinity; copy++) tokens.push({ kind: "gate" }, ...atom);
    count += tokens.length;
  }
  return alternatives;
}

/** `{2}`, `{2,}` or `{2,3}`; anything else in braces is literal. */
function repetitionAt(chars: readonly string[], at: number): { least: number; most: number; end: number } | undefined {
  if (chars[at] !== "{") return undefined;
  const text = chars.slice(at, at + 16).join("");
  const [found, least = "", comma, most] = /^\{(0|[1-9]\d{0,4})(?:(,)(0|[1-9]\d{0,4})?)?\}/.exec(text) ?? [];
  if (found === undefined) return undefined;
  const upper = most !== undefined ? Number(most) : comma ? Infinity : Number(least);
  return { least: Number(least), most: upper, end: at + found.length };
}

/** A character, an escape or a set, which stands for one character. */
function readOne(chars: readonly string[], at: number): { token: Token; end: number } | string {
  const char = chars[at] as string;
  if (char === "[") {
    const set = readSet(chars, at);
    return typeof set === "string" ? set : { token: { kind: "one", accepts: acceptSet(set.source) }, end: set.end };
  }
  if (char === "." && chars[at + 1] === "*") return { token: { kind: "one", accepts: any }, end: at + 1 };
  if (char !== "\\") return { token: exactly(char), end: at + 1 };
  const escape = readEscape(chars[at + 1]);
  if (escape === undefined) return `\`\\${chars[at + 1] ?? ""}\` is no escape that Docker knows`;
  const token = escape.literal === undefined ? acceptSet(escape.source) : undefined;
  return { token: token ? { kind: "one", accepts: token } : exactly(escape.literal as string), end: at + 2 };
}

function exactly(literal: string): Token {
  return { kind: "one", accepts: (char) => char === literal, literal };
}

function acceptSet(source: string): (char: string) => boolean {
  if (source === "^\\u{2f}") return (char) => char !== "/";
  const expression = new RegExp(`^[${source}]$`, "u");
  return (char) => expression.test(char);
}

/** A set of Go's: the inside of a JavaScript character class, and where it ends. */
function readSet(chars: readonly string[], start: number): { source: string; end: number } | string {
  let at = start + 1;
  let source = "";
  if (chars[at] === "^") source = chars[at++] as string;
  for (let isFirst = true; isFirst || chars[at] !== "]"; isFirst = false) {
    if (chars[at] === "[" && chars[at + 1] === ":") return "Docker takes `[:` for a class of characters";
    const low = readSetMember(chars, at);
    if (typeof low === "string") return low;
    at = low.end;
    source += low.source;
    if (chars[at] !== "-" || chars[at + 1] === "]" || chars[at + 1] === undefined) continue;
    const high = readSetMember(chars, at + 1);
    if (typeof high === "string") return high;
    if (low.literal === undefined || high.literal === undefined) return "A range in brackets needs two characters";
    if ((high.literal.codePointAt(0) as number) < (low.literal.codePointAt(0) as number)) {
      return `The range \`${low.literal}-${high.literal}\` runs backwards`;
    }
    source += `-${high.source}`;
    at = high.end;
  }
  return { source, end: at + 1 };
}

interface Member {
  readonly source: string;
  /** When it stands for this character alone. */
  readonly literal?: string;
}

function readSetMember(chars: readonly string[], at: number): (Member & { readonly end: number }) | string {
  const char = chars[at];
  if (char === undefined) return "The `[` has no `]`";
  if (char !== "\\") return { source: codePoint(char), literal: char, end: at + 1 };
  const escape = readEscape(chars[at + 1]);
  if (escape === undefined) return `\`\\${chars[at + 1] ?? ""}\` is no escape that Docker knows`;
  return { ...escape, end: at + 2 };
}

/**
 * In Go's regular expressions a backslash makes punctuation literal, but some letters stand for other characters, some
 * for no character at all (`\b`), and the others are refused.
 */
function readEscape(char: string | undefined): Member | undefined {
  if (char === undefined) return undefined;
  if (/[dDSwWfnrtv]/.test(char)) return { source: `\\${char}` };
  // Go knows fewer white-space characters than JavaScript.
  if (char === "s") return { source: "\\t\\n\\f\\r " };
  if (/[aAbBQz]/.test(char)) return { source: "" };
  if (/[^\0-\x7f]|[0-9A-Za-z]/u.test(char)) return undefined;
  return { source: codePoint(char), literal: char };
}

function codePoint(char: string): string {
  return `\\u{${char.codePointAt(0)?.toString(16)}}`;
}

// ------------------------------------------------------------------ matching

function followTokens(alternatives: readonly (readonly Token[])[]): Matcher {
  const runs = alternatives.map((tokens) => {
    const run = createAutomaton(tokens);
    const needle = longestLiteral(tokens);
    // Looking for the literal part first spares the automaton nearly every path.
    return { matches: (path: string) => path.includes(needle) && run(path) === "match", run };
  });
  return {
    matches: (path) => runs.some(({ matches }) => matches(path)),
    mayMatchIn: (directory) => runs.some(({ run }) => run(`${directory}/`) !== "dead"),
  };
}

/**
 * Follows all ways through the tokens at once: time is the length of the path times that of the pattern at most, where
 * a regular expression would try the ways of `*a*a*a*` one by one.
 * Gives "match", "open" when a longer path could match, else "dead".
 */
function createAutomaton(tokens: readonly Token[]): (path: string) => "match" | "open" | "dead" {
  const entered: number[] = new Array(tokens.length + 1).fill(0);
  let clock = 0;
  let reached: number[] = [];
  let isAtStart = true;

  /** A step is entered once at a time; those that take no character lead on at once. */
  function enter(first: number): void {
    const waiting = [first];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const token = tokens[at];
      if (!token || entered[at] === clock) continue;
      entered[at] = clock;
      if (token.kind === "gate") waiting.push(at + 2, at + 1);
      else if (token.kind === "start") {
        if (isAtStart) waiting.push(at + 1);
      } else {
        reached.push(at);
        if (token.kind === "many") waiting.push(at + 1);
      }
    }
  }

  return (path) => {
    reached = [];
    clock++;
    isAtStart = true;
    enter(0);
    isAtStart = false;
    for (const char of path) {
      const states = reached;
      reached = [];
      clock++;
      for (const state of states) {
        const token = tokens[state] as Token;
        if (token.kind === "end") {
          if (token.isOpen) return "match";
        } else if (token.kind === "folders") {
          enter(state);
          if (char === "/") enter(state + 1);
        } else if (token.kind === "many") {
          if (token.accepts(char)) enter(state);
        } else if (token.kind === "one" && token.accepts(char)) enter(state + 1);
      }
      if (reached.length === 0) return "dead";
    }
    return reached.some((state) => tokens[state]?.kind === "end") ? "match" : "open";
  };
}

function longestLiteral(tokens: readonly Token[]): string {
  let longest = "";
  let current = "";
  let isOptional = false;
  for (const token of tokens) {
    const literal = token.kind === "one" && !isOptional ? token.literal : undefined;
    current = literal === undefined ? "" : current + literal;
    if (current.length > longest.length) longest = current;
    isOptional = token.kind === "gate";
  }
  return longest;
}
