/** Statements, words and quotes of PowerShell and cmd.exe, no more: a word with braces or parentheses has no value. */

import type { Operator, Redirect, Span, Word } from "../types";

interface WindowsCommand extends Span {
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  readonly operator: Operator | undefined;
  readonly next: Operator | undefined;
}

interface Syntax {
  /** Matches at every offset; a line break behind the escape character is white space. */
  readonly space: RegExp;
  readonly separator: RegExp;
  readonly quotes: string;
  readonly escape: string;
  /** Begins what is expanded, in double quotes too. */
  readonly expansion: string;
  /** The escape character counts in double quotes, too. */
  readonly escapesInQuotes: boolean;
}

const powershell: Syntax = {
  space: /[ \t\r]*(?:`\r?\n[ \t\r]*)*(?:#.*)?/y,
  separator: /&&|\|\||[;|\n]/y,
  quotes: "'\"",
  escape: "`",
  expansion: "$",
  escapesInQuotes: true,
};

const cmd: Syntax = {
  space: /[ \t\r]*(?:\^\r?\n[ \t\r]*)*/y,
  separator: /&&|\|\||[&|\n]/y,
  quotes: '"',
  escape: "^",
  expansion: "%",
  escapesInQuotes: false,
};

const redirection = /[0-9*]?>>?(?:&[0-9])?|</y;

/** The commands of a text, with offsets into it. */
export function parseWindows(text: string, language: "powershell" | "cmd"): readonly WindowsCommand[] {
  const syntax = language === "powershell" ? powershell : cmd;
  const found: WindowsCommand[] = [];
  let words: Word[] = [];
  let redirects: Redirect[] = [];
  let operator: Operator | undefined;
  for (let position = 0; position <= text.length; ) {
    position += match(syntax.space, text, position).length;
    const separator = position < text.length ? match(syntax.separator, text, position) : "\n";
    const redirect = match(redirection, text, position);
    if (separator) {
      // `&` of cmd waits for the command before it, as `;` does in a POSIX shell.
      const next = separator === "&" ? ";" : (separator as Operator);
      if (words.length > 0) {
        const start = Math.min(words[0]?.start ?? 0, redirects[0]?.start ?? text.length);
        const end = Math.max(words.at(-1)?.end ?? 0, redirects.at(-1)?.end ?? 0);
        found.push({ start, end, words, redirects, operator, next });
        operator = next;
      }
      words = [];
      redirects = [];
      position += separator.length;
    } else if (redirect) {
      const start = position;
      position += redirect.length;
      const from = position + match(syntax.space, text, position).length;
      const target = redirect.includes("&") ? undefined : readWord(text, from, syntax);
      position = target?.end ?? position;
      redirects.push({ start, end: position, operator: redirect, target });
    } else {
      const word = readWord(text, position, syntax);
      words.push(word);
      position = word.end;
    }
  }
  return found.map((command, index) => (index === found.length - 1 ? { ...command, next: undefined } : command));
}

function match(pattern: RegExp, text: string, position: number): string {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? "";
}

/** The word at an offset; at least one character, so that reading goes on. */
function readWord(text: string, start: number, { quotes, escape, expansion, escapesInQuotes }: Syntax): Word {
  let value = "";
  let isKnown = true;
  let quote = "";
  let end = start;
  for (; end < text.length; end++) {
    const char = text.charAt(end);
    const isEscape = char === escape && (!quote || (quote === '"' && escapesInQuotes));
    if (isEscape || (quote && char === quote && text[end + 1] === quote)) {
      value += text.charAt(++end);
    } else if (char === quote) {
      quote = "";
    } else if (!quote && quotes.includes(char)) {
      quote = char;
    } else if (!quote && end > start && /[\s;|&<>]/.test(char)) {
      break;
    } else {
      if ((char === expansion && quote !== "'") || (!quote && /[(){}@]/.test(char))) isKnown = false;
      value += char;
    }
  }
  end = Math.min(end, text.length);
  return { start, end, text: text.slice(start, end), value: isKnown ? value : undefined };
}
