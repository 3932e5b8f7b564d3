import type { Comment, IgnoreFile, IgnorePattern, Span } from "../types";

/**
 * Reads a .dockerignore file as Docker on Linux and macOS does.
 * Takes any text and gives its patterns and comments; what Docker refuses stands in `IgnorePattern.error`.
 * Sources: docs.docker.com/build/concepts/context (.dockerignore files) and the documentation of Go's filepath.Match
 * and filepath.Clean, which Docker names as its rules.
 */
export function parseIgnore(text: string): IgnoreFile {
  const patterns: IgnorePattern[] = [];
  const comments: Comment[] = [];
  let start = text.startsWith("\ufeff") ? 1 : 0;
  for (let line = 0; start < text.length; line++) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    // Only in the first column: an indented `#` starts a pattern.
    if (text[start] === "#") comments.push(readComment(text, start, end, line));
    else {
      const span = trim(text, start, end);
      if (span.start < span.end) patterns.push({ ...span, line, ...readPattern(text.slice(span.start, span.end)) });
    }
    start = end + 1;
  }
  return { text, eol: text[text.indexOf("\n") - 1] === "\r" ? "\r\n" : "\n", patterns, comments };
}

/**
 * Whether Docker leaves a path out of the build context, and the pattern that decides: the last one that matches the
 * path or a folder above it. `by` is undefined when none does. The path is relative to the context root, with `/`.
 * Patterns with an error match nothing.
 * Docker documents it so, but its walk over the context forgets a pattern that changes nothing for the folder it
 * matches: after `*` and `!**.json`, `secrets` does not keep secrets/key.json back.
 */
export function decide(file: IgnoreFile, path: string): { ignored: boolean; by: IgnorePattern | undefined } {
  const matchers = matchersOf(file.patterns);
  for (let index = matchers.length - 1; index >= 0; index--) {
    const by = file.patterns[index];
    if (by && matchers[index]?.matches(path)) return { ignored: !by.negated, by };
  }
  return { ignored: false, by: undefined };
}

/**
 * Whether something below an ignored directory may still be sent, because a negated pattern after the one that ignores
 * it can match there. A walk may skip the directory when this is false.
 */
export function mayReinclude(file: IgnoreFile, directory: string): boolean {
  const { by } = decide(file, directory);
  const later = by ? file.patterns.indexOf(by) + 1 : 0;
  const matchers = matchersOf(file.patterns);
  return file.patterns.some(
    ({ negated }, index) => index >= later && negated && matchers[index]?.mayMatchIn(directory),
  );
}

function readComment(text: string, start: number, end: number, line: number): Comment {
  const to = text[end - 1] === "\r" ? end - 1 : end;
  return { start, end: to, text: text.slice(start + 1, to).trim(), line, inside: false };
}

function readPattern(text: string): Omit<IgnorePattern, keyof Span | "line"> {
  const bang = text.startsWith("!") ? "!" : "";
  const path = trimmed(text.slice(bang.length));
  const relative = path && clean(path).replace(/^\/(?!$)/, "");
  // Docker cleans twice, the second time with the `!` in place. So `/!a` is negated, and `!/` has nothing to negate.
  const again = trimmed(bang + relative);
  const cleaned = again && clean(again);
  const negated = cleaned.startsWith("!");
  const pattern = negated ? cleaned.slice(1) : cleaned;
  const tokens = negated && !pattern ? "Nothing follows the `!`" : tokenize(pattern);
  return { text, pattern, negated, error: typeof tokens === "string" ? tokens : undefined };
}

/** Go's filepath.Clean: one slash between elements, none at the end, `.` left out and `..` resolved where it can be. */
function clean(path: string): string {
  const rooted = path.startsWith("/");
  const kept: string[] = [];
  for (const element of path.split("/")) {
    if (element === "" || element === ".") continue;
    if (element !== "..") kept.push(element);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!rooted) kept.push(element);
  }
  return (rooted ? "/" : "") + kept.join("/") || ".";
}

function trimmed(text: string): string {
  const { start, end } = trim(text, 0, text.length);
  return text.slice(start, end);
}

/** Go's white space: unlike `String.trim`, it takes U+0085 and leaves U+FEFF. */
function trim(text: string, start: number, end: number): Span {
  const isSpace = (at: number) => /[^\S\ufeff]|\u0085/.test(text.charAt(at));
  while (start < end && isSpace(start)) start++;
  while (start < end && isSpace(end - 1)) end--;
  return { start, end };
}

// ------------------------------------------------------------------ matching

/**
 * One step of a pattern, over code points:
 * - `one`: exactly one character that it accepts.
 * - `many`: any number of them.
 * - `gate`: none; the `folders` after it may be passed over.
 * - `folders`: any path that ends in a slash.
 */
interface Token {
  readonly kind: "one" | "many" | "gate" | "folders";
  readonly accepts: (char: string) => boolean;
  /** The only character that it accepts. */
  readonly literal?: string;
}

interface Matcher {
  /** Whether the pattern matches the path or a folder above it. */
  matches(path: string): boolean;
  /** Whether it can match anything below the directory. */
  mayMatchIn(directory: string): boolean;
}

/** By the array of patterns, which copies of an `IgnoreFile` share. */
const compiled = new WeakMap<readonly IgnorePattern[], readonly Matcher[]>();

function matchersOf(patterns: readonly IgnorePattern[]): readonly Matcher[] {
  const known = compiled.get(patterns);
  if (known) return known;
  const matchers = patterns.map(({ pattern }) => createMatcher(tokenize(pattern)));
  compiled.set(patterns, matchers);
  return matchers;
}

function createMatcher(tokens: readonly Token[] | string): Matcher {
  if (typeof tokens === "string" || tokens.length === 0) return { matches: () => false, mayMatchIn: () => false };
  const run = createAutomaton(tokens);
  const needle = longestLiteral(tokens);
  return {
    // Looking for the literal part first spares the automaton nearly every path.
    matches: (path) => path.includes(needle) && run(path) === "match",
    mayMatchIn: (directory) => run(`${directory}/`) !== "dead",
  };
}

/**
 * Follows all ways through the tokens at once: time is the length of the path times that of the pattern at most, where
 * a regular expression would try the ways of `*a*a*a*` one by one.
 * Gives "match" for the path or a folder above it, "open" when a longer path could match, else "dead".
 */
function createAutomaton(tokens: readonly Token[]): (path: string) => "match" | "open" | "dead" {
  const entered: number[] = new Array(tokens.length + 1).fill(0);
  let clock = 0;
  let reached: number[] = [];

  function enter(state: number): void {
    for (let at = state; entered[at] !== clock; ) {
      entered[at] = clock;
      const kind = tokens[at]?.kind;
      if (kind === "gate") enter(at + 1);
      else reached.push(at);
      if (kind !== "gate" && kind !== "many") return;
      at += kind === "gate" ? 2 : 1;
    }
  }

  return (path) => {
    reached = [];
    clock++;
    enter(0);
    for (const char of path) {
      if (char === "/" && entered[tokens.length] === clock) return "match";
      const states = reached;
      reached = [];
      clock++;
      for (const state of states) {
        const token = tokens[state];
        if (!token?.accepts(char)) continue;
        if (token.kind !== "one") enter(state);
        if (token.kind === "one" || (token.kind === "folders" && char === "/")) enter(state + 1);
      }
      if (reached.length === 0) return "dead";
    }
    return entered[tokens.length] === clock ? "match" : "open";
  };
}

function longestLiteral(tokens: readonly Token[]): string {
  let longest = "";
  let current = "";
  for (const { literal } of tokens) {
    current = literal === undefined ? "" : current + literal;
    if (current.length > longest.length) longest = current;
  }
  return longest;
}

// ------------------------------------------------------------------ patterns

const any = () => true;
const notSlash = (char: string) => char !== "/";

/** The tokens of a cleaned pattern, or what is wrong with it. */
function tokenize(pattern: string): Token[] | string {
  const chars = Array.from(pattern);
  const tokens: Token[] = [];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] as string;
    if (char === "*" && chars[at + 1] === "*") {
      // `**/` counts as `**`.
      at += chars[at + 2] === "/" ? 2 : 1;
      const last = at + 1 === chars.length;
      // `**name` without further wildcards matches every path with that ending, `other-name` too.
      if (last || (tokens.length === 0 && /^\*\*[^*?[\]\\/][^*?[\]\\]*$/.test(pattern))) {
        tokens.push({ kind: "many", accepts: any });
      } else tokens.push({ kind: "gate", accepts: any }, { kind: "folders", accepts: any });
    } else if (char === "*") tokens.push({ kind: "many", accepts: notSlash });
    else if (char === "?") tokens.push({ kind: "one", accepts: notSlash });
    else if (char === "[" || char === "\\") {
      const item = char === "[" ? readSet(chars, at) : readItem(chars, at);
      if (typeof item === "string") return item;
      tokens.push(item.literal === undefined ? oneOf(item.source) : exactly(item.literal));
      at = item.end - 1;
    } else tokens.push(exactly(char));
  }
  return tokens;
}

function exactly(literal: string): Token {
  return { kind: "one", accepts: (char) => char === literal, literal };
}

function oneOf(set: string): Token {
  const expression = new RegExp(`^[${set}]$`, "u");
  return { kind: "one", accepts: (char) => expression.test(char) };
}

/** Something that matches one character: the inside of a JavaScript character class, and where it ends. */
interface Item {
  readonly source: string;
  readonly end: number;
  /** When it stands for this character alone. */
  readonly literal?: string;
}

/** `[a-z]` or `[^a-z]` at an index; or what is wrong with it. */
function readSet(chars: readonly string[], start: number): Item | string {
  let at = start + 1;
  let source = "";
  if (chars[at] === "^") source = chars[at++] as string;
  do {
    const low = readItem(chars, at);
    if (typeof low === "string") return low;
    source += low.source;
    at = low.end;
    if (chars[at] !== "-") continue;
    const high = readItem(chars, at + 1);
    if (typeof high === "string") return high;
    if (!isAscending(low, high)) return `The range \`${chars.slice(low.end - 1, high.end).join("")}\` runs backwards`;
    source += `-${high.source}`;
    at = high.end;
  } while (chars[at] !== "]");
  return { source, end: at + 1 };
}

function isAscending(low: Item, high: Item): boolean {
  return (low.literal?.codePointAt(0) ?? Infinity) <= (high.literal?.codePointAt(0) ?? -1);
}

/** One character of a set, or an escaped one anywhere; or what is wrong with it. */
function readItem(chars: readonly string[], at: number): Item | string {
  const char = chars[at];
  if (char === "\\") return readEscape(chars[at + 1], at + 2);
  if (char === undefined) return "The `[` has no `]`";
  if (char === "]" || char === "-") return `A \`${char}\` inside brackets needs a backslash before it`;
  return { source: codePoint(char), end: at + 1, literal: char };
}

/**
 * Docker hands an escape on to Go's regular expressions. There a backslash makes punctuation literal, but some letters
 * stand for other characters, some for no character at all (`\b`), and the others are refused.
 */
function readEscape(char: string | undefined, end: number): Item | string {
  if (char === undefined) return "A backslash at the end escapes nothing";
  if (/[dDsSwWfnrtv]/.test(char)) return { source: `\\${char}`, end };
  if (/[aAbBQz]/.test(char)) return { source: "", end };
  if (/[^\0-\x7f]|[0-9A-Za-z]/u.test(char)) return `\`\\${char}\` is no escape that Docker knows`;
  return { source: codePoint(char), end, literal: char };
}

function codePoint(char: string): string {
  return `\\u{${char.codePointAt(0)?.toString(16)}}`;
}
