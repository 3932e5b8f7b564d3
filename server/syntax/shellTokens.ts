/** What the words and signs of a shell script are: for colours, and to find the variables in it. */

import type * as Bash from "unbash";
import { forEachChild, parse } from "unbash";
import type { Script, ShellText, Span } from "../types";
import { memoize } from "../util/memoize";
import { shellPrograms, unixLines } from "./shell";

export interface ShellToken extends Span {
  readonly kind: "keyword" | "operator" | "command" | "option" | "string" | "variable" | "comment" | "plain";
  /** Of a variable: its name, and where that stands. */
  readonly variable?: Span & { readonly name: string };
  /** It is given a value here. */
  readonly isWrite?: boolean;
}

/** UTF-16 units; longer scripts have no tokens. */
const longest = 500_000;

/** Steps into the syntax tree. Real files reach 17. */
const deepest = 300;

/**
 * The tokens of a script for a Unix shell, in order, those of the scripts in it included, at offsets of the document.
 * None for other shells, and for text that no shell can read.
 */
export const shellTokens = memoize((script: Script): readonly ShellToken[] => {
  const source = script.source ?? execSource(script);
  const isUnix = script.language === "sh" || script.language === "bash";
  if (!source || !(isUnix || script.form === "exec") || source.text.length > longest) return [];
  const text = unixLines(source.text);
  const found: ShellToken[] = [];
  const root = parse(text);
  walk(root, { text, shift: 0, depth: 0, found });
  return withGaps(
    text,
    found.sort((one, other) => one.start - other.start || other.end - one.end),
  ).map((token) => placed(token, source));
});

/** The script of `["sh", "-c", "…"]`, where nothing in it is escaped. */
function execSource({ form, commands }: Script): ShellText | undefined {
  const [first] = commands;
  if (form !== "exec" || first?.words.length !== 3 || !shellPrograms.has(first.name ?? "")) return undefined;
  const [, option, word] = first.words;
  if (!/^-[a-z]*c$/.test(option?.value ?? "") || word?.value === undefined) return undefined;
  if (word.text !== `"${word.value}"` || word.end - word.start !== word.text.length) return undefined;
  const begin = word.start + 1;
  return { text: word.value, toDocument: (offset) => begin + offset };
}

function placed(token: ShellToken, source: ShellText): ShellToken {
  const { variable } = token;
  return {
    ...token,
    ...place(token, source),
    ...(variable && { variable: { ...variable, ...place(variable, source) } }),
  };
}

function place({ start, end }: Span, source: ShellText): Span {
  return {
    start: source.toDocument(start),
    end: end > start ? source.toDocument(end - 1) + 1 : source.toDocument(end),
  };
}

// ------------------------------------------------------------------- the tree

interface Place {
  readonly text: string;
  /** What is added to the offsets of the tree. */
  readonly shift: number;
  readonly depth: number;
  readonly found: ShellToken[];
}

function add({ found, shift, text }: Place, token: ShellToken): void {
  const start = token.start + shift;
  const end = Math.min(token.end + shift, text.length);
  if (end <= start) return;
  const { variable } = token;
  const moved = variable && { name: variable.name, start: variable.start + shift, end: variable.end + shift };
  found.push({ ...token, start, end, ...(moved && { variable: moved }) });
}

function walk(node: Bash.SyntaxNode, at: Place): void {
  if (at.depth > deepest) return;
  const inside = { ...at, depth: at.depth + 1 };
  switch (node.type) {
    case "Command":
      walkCommand(node, inside);
      return;
    case "Word":
      word(node, inside, "plain");
      return;
    case "Assignment":
      assignment(node, inside);
      return;
    case "For":
    case "Select":
      written(node.name, inside);
      for (const one of node.wordlist ?? []) word(one, inside, "plain");
      walk(node.body, inside);
      return;
    case "Function":
      add(inside, { start: node.name.pos, end: node.name.end, kind: "command" });
      walk(node.body, inside);
      return;
    case "ArithmeticWord":
      arithmetic(node, inside);
      return;
    case "HereDoc":
      heredoc(node, inside, false);
      return;
    default:
      if (isPart(node)) part(node, inside, "plain");
      else forEachChild(node, (child) => walk(child, inside));
  }
}

/** Commands whose words are names of variables that they give values. */
const writers = new Set("export readonly local declare typeset unset read getopts".split(" "));

function walkCommand(node: Bash.Command, at: Place): void {
  const name = node.name?.value;
  for (const item of node.prefix) walk(item, at);
  if (node.name) word(node.name, at, "command");
  for (const item of node.suffix) {
    if (item.type === "HereDoc") heredoc(item, at, name !== undefined && isScriptless(name, node.args));
    else if (item.type !== "Word") walk(item, at);
    else if (name !== undefined && writers.has(name) && isName(item.text)) written(item, at);
    else word(item, at, item.text.startsWith("-") && item.text.length > 1 ? "option" : "plain");
  }
}

/** A shell that reads its script from the heredoc that it is given. */
function isScriptless(name: string, args: readonly Bash.CommandArgument[]): boolean {
  const program = name.slice(name.lastIndexOf("/") + 1);
  return shellPrograms.has(program) && args.every(({ text }) => /^-[a-bd-z]*$/.test(text));
}

function heredoc(node: Bash.HereDoc, at: Place, isScript: boolean): void {
  const { delimiter, body } = node;
  if (delimiter) add(at, { start: delimiter.pos, end: delimiter.end, kind: "string" });
  if (isScript && delimiter?.quoted) {
    const text = at.text.slice(body.pos + at.shift, body.end + at.shift);
    walk(parse(text), { ...at, shift: at.shift + body.pos });
    return;
  }
  quoted(body.pos, body.end, body.parts ?? [], at);
  if (node.closing) add(at, { start: node.closing.pos, end: node.closing.end, kind: "string" });
}

function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

/** A name that is given a value. */
function written({ pos: start, end, text }: Bash.Word, at: Place): void {
  if (isName(text)) add(at, { start, end, kind: "variable", variable: { name: text, start, end }, isWrite: true });
  else add(at, { start, end, kind: "plain" });
}

function assignment(node: Bash.Assignment, at: Place): void {
  const { pos: start, name, value, index } = node;
  const end = start + name.length;
  add(at, { start, end, kind: "variable", variable: { name, start, end }, isWrite: true });
  if (index) walk(index, at);
  if (value.type === "Word") word(value, at, "plain");
  else for (const element of value.elements) word(element, at, "plain");
}

/** @param kind of what is neither quoted nor replaced in it. */
function word(node: Bash.Word, at: Place, kind: ShellToken["kind"]): void {
  const { pos: start, end, parts } = node;
  if (!parts || parts.length === 0) add(at, { start, end, kind });
  else for (const one of parts) part(one, at, kind);
}

function isPart(node: Bash.SyntaxNode): node is Bash.WordPart {
  return partTypes.has(node.type);
}

const partTypes: ReadonlySet<string> = new Set<Bash.WordPart["type"]>([
  "Literal",
  "Glob",
  "SingleQuoted",
  "DoubleQuoted",
  "AnsiCQuoted",
  "LocaleString",
  "SimpleExpansion",
  "ParameterExpansion",
  "CommandExpansion",
  "ArithmeticExpansion",
  "ProcessSubstitution",
  "ExtendedGlob",
  "BraceExpansion",
]);

function part(node: Bash.WordPart, at: Place, kind: ShellToken["kind"]): void {
  if (at.depth > deepest) return;
  const inside = { ...at, depth: at.depth + 1 };
  const { pos: start, end } = node;
  switch (node.type) {
    case "SingleQuoted":
    case "AnsiCQuoted":
      add(inside, { start, end, kind: "string" });
      return;
    case "DoubleQuoted":
    case "LocaleString":
      quoted(start, end, node.parts, inside);
      return;
    case "SimpleExpansion": {
      const name = node.text.slice(1);
      const variable = isName(name) ? { name, start: start + 1, end } : undefined;
      add(inside, { start, end, kind: "variable", ...(variable && { variable }) });
      return;
    }
    case "ParameterExpansion":
      parameter(node, inside);
      return;
    case "CommandExpansion":
    case "ProcessSubstitution": {
      const { script } = node;
      // Backquotes that hold backslashes are parsed from a copy, whose offsets say nothing about the text.
      if (!script || script.source !== undefined) {
        add(inside, { start, end, kind: "string" });
        return;
      }
      const isBackquoted = node.text.startsWith("`");
      add(inside, { start, end: start + (isBackquoted ? 1 : 2), kind: "operator" });
      walk(script, inside);
      add(inside, { start: end - 1, end, kind: "operator" });
      return;
    }
    case "ArithmeticExpansion":
      if (node.expression) walk(node.expression, inside);
      else add(inside, { start, end, kind });
      return;
    default:
      add(inside, { start, end, kind });
  }
}

/** A string, and what is replaced in it. */
function quoted(start: number, end: number, parts: readonly Bash.WordPart[], at: Place): void {
  let from = start;
  for (const one of parts) {
    if (one.type === "Literal") continue;
    add(at, { start: from, end: one.pos, kind: "string" });
    part(one, at, "string");
    from = one.end;
  }
  add(at, { start: from, end, kind: "string" });
}

function parameter(node: Bash.ParameterExpansionPart, at: Place): void {
  const { pos, end, parameter: name, parameterPos, parameterEnd, operation, index } = node;
  const variable = isName(name) ? { name, start: parameterPos, end: parameterEnd } : undefined;
  const isWrite = operation?.type === "Default" && /=/.test(operation.operator);
  add(at, {
    start: pos,
    end: parameterEnd,
    kind: "variable",
    ...(variable && { variable }),
    ...(isWrite && { isWrite }),
  });
  if (index) word(index, at, "plain");
  if (operation) forEachChild(operation, (child) => walk(child, at));
  add(at, { start: end - 1, end, kind: "variable" });
}

function arithmetic(node: Bash.ArithmeticWord, at: Place): void {
  const { pos: start, end, value, parts } = node;
  if (parts && parts.length > 0) for (const one of parts) part(one, at, "plain");
  else if (isName(value)) add(at, { start, end, kind: "variable", variable: { name: value, start, end } });
  else add(at, { start, end, kind: "plain" });
}

// ------------------------------------------------------- what stands between words

const gapToken =
  /#[^\n]*|\b(?:if|then|elif|else|fi|for|in|do|done|while|until|case|esac|function|select|time)\b|!|\$?\(\(|\)\)|[|&;<>(){}[\]]+/g;

/** Keywords, signs and comments have no place of their own in the tree: they stand between what has. */
function withGaps(text: string, known: readonly ShellToken[]): ShellToken[] {
  const found: ShellToken[] = [];
  let from = 0;
  const fill = (to: number) => {
    if (to <= from) return;
    for (const match of text.slice(from, to).matchAll(gapToken)) {
      const start = from + match.index;
      const [sign] = match;
      const kind = sign.startsWith("#") ? "comment" : /^[a-z]/.test(sign) ? "keyword" : "operator";
      found.push({ start, end: start + sign.length, kind });
    }
  };
  for (const token of known) {
    if (token.start < from) continue;
    fill(token.start);
    found.push(token);
    from = token.end;
  }
  fill(text.length);
  return found;
}
