/** Splits JavaScript, TypeScript and JSX into tokens. Any text gives tokens, whether it is a program or not. */

export interface Token {
  /** A word is a name, a keyword or digits. */
  readonly kind: "word" | "string" | "mark";
  /** Of a string what stands between its quotes, as written; of a mark one character. */
  readonly text: string;
  /** UTF-16 offset; of a string that of its quote. */
  readonly start: number;
}

/**
 * The tokens of a text, without comments. A template is a string if it holds no substitution; else only the code in its
 * substitutions counts. A regular expression is a mark "/". Takes linear time.
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  /** For every substitution `${…}` that is open: the depth of braces around it. */
  const substitutions: number[] = [];
  let depth = 0;
  let at = source.startsWith("#!") ? endOfLine(source, 0) : 0;
  /** No regular expression starts before this offset. */
  let plainUntil = 0;

  const add = (kind: Token["kind"], end: number, text = source.slice(at, end)) => {
    tokens.push({ kind, text, start: at });
    at = end;
  };
  const addTemplate = (begin: number) => {
    const { end, closed } = readTemplate(source, begin);
    if (closed && source[at] === "`") return add("string", end, source.slice(begin, end - 1));
    if (!closed) substitutions.push(depth);
    add("mark", end, closed ? "`" : "{");
  };

  while (at < source.length) {
    const char = source.charAt(at);
    const pair = source.slice(at, at + 2);
    if (/\s/.test(char)) at++;
    else if (pair === "//") at = endOfLine(source, at);
    else if (pair === "/*") at = after(source, "*/", at + 2);
    else if (char === '"' || char === "'") {
      const { end, closed } = readQuoted(source, at);
      if (closed) add("string", end, source.slice(at + 1, end - 1));
      else add("mark", end, char);
    } else if (char === "`") addTemplate(at + 1);
    else if (char === "}" && substitutions.at(-1) === depth) {
      substitutions.pop();
      addTemplate(at + 1);
    } else if (char === "/" && at >= plainUntil && mayStartRegex(tokens.at(-1))) {
      const end = regexEnd(source, at);
      if (end === undefined) plainUntil = endOfLine(source, at);
      add("mark", end ?? at + 1, "/");
    } else {
      if (char === "{") depth++;
      if (char === "}") depth--;
      const end = wordEnd(source, at);
      if (end > at) add("word", end);
      else add("mark", at + 1);
    }
  }
  return tokens;
}

function endOfLine(source: string, from: number): number {
  const end = source.indexOf("\n", from);
  return end < 0 ? source.length : end;
}

function after(source: string, text: string, from: number): number {
  const start = source.indexOf(text, from);
  return start < 0 ? source.length : start + text.length;
}

/** Reads the string that starts at a quote. One without end (an apostrophe in JSX) takes the rest of its line. */
function readQuoted(source: string, start: number): { end: number; closed: boolean } {
  let end = start + 1;
  while (end < source.length && source[end] !== "\n") {
    if (source[end] === source[start]) return { end: end + 1, closed: true };
    end += source[end] === "\\" ? 2 : 1;
  }
  return { end: Math.min(end, source.length), closed: false };
}

/** Reads on to the end of the template, or behind the `${` that opens its next substitution. */
function readTemplate(source: string, from: number): { end: number; closed: boolean } {
  for (let end = from; end < source.length; end += source[end] === "\\" ? 2 : 1) {
    if (source[end] === "`") return { end: end + 1, closed: true };
    if (source[end] === "$" && source[end + 1] === "{") return { end: end + 2, closed: false };
  }
  return { end: source.length, closed: false };
}

/** Undefined when the line ends before the regular expression does. */
function regexEnd(source: string, start: number): number | undefined {
  let inClass = false;
  for (let end = start + 1; end < source.length && source[end] !== "\n"; end += source[end] === "\\" ? 2 : 1) {
    if (source[end] === "[") inClass = true;
    if (source[end] === "]") inClass = false;
    if (source[end] === "/" && !inClass) return end + 1;
  }
  return undefined;
}

/** Behind a value `/` divides; behind `<` it closes a JSX tag. */
function mayStartRegex(before: Token | undefined): boolean {
  if (!before) return true;
  if (before.kind === "word")
    return /^(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield)$/.test(before.text);
  return before.kind === "mark" && !/[)\]}<`'"]/.test(before.text);
}

const word = /[\p{ID_Continue}$]+/uy;

function wordEnd(source: string, start: number): number {
  word.lastIndex = start;
  return word.test(source) ? word.lastIndex : start;
}
