/** JSON arrays as people write them when they mean exec form and err. */

import type { Instruction } from "../types";
import { arrayKeywords, fileKeywords } from "./keywords";

export interface LooseArray {
  /** undefined when it cannot be told what was meant. */
  readonly elements: readonly string[] | undefined;
  /** What keeps it from being JSON, as a clause. */
  readonly fault: string;
  /** A comment behind it, which Docker does not know there. */
  readonly comment: string | undefined;
}

/** The argument read as an array, when it is meant as one but Docker does not take it so. */
export function looseArray({ keyword, exec, argumentText: written }: Instruction): LooseArray | undefined {
  const argumentText = keyword === "HEALTHCHECK" ? written.replace(/^CMD[ \t]+(?=\[)/i, "") : written;
  if (exec || !arrayKeywords.has(keyword) || !argumentText.startsWith("[")) return undefined;
  const isQuoted = /^\[[\s,]*["']/.test(argumentText);
  if (!isQuoted && (fileKeywords.has(keyword) || !/^\[[\w./]/.test(argumentText))) return undefined;
  const { items, hasComma, ...array } = read(argumentText);
  const isLiteral = items.length > 1 && items.every((item) => item.isQuoted);
  // `[ "$a" = b ]` is a test of the shell, which needs a blank behind the bracket.
  const isTestLike = /^\[\s/.test(argumentText) && !((hasComma || isLiteral) && array.elements);
  const isTextLike = !isQuoted && !hasComma && keyword !== "CMD" && keyword !== "ENTRYPOINT";
  return isTestLike || isTextLike ? undefined : array;
}

interface Item {
  readonly value: string;
  readonly isQuoted: boolean;
}

interface Reading extends LooseArray {
  readonly items: readonly Item[];
  readonly hasComma: boolean;
}

/** One element: in double quotes, in single quotes, or bare; the closing quote may be missing at the end. */
const element = /"((?:[^"\\]|\\.)*)(?:"|$)|'((?:[^'\\]|\\.)*)(?:'|$)|([^\s,\]"']+)(?=[\s,\]]|$)/sy;
const closing = /\](?:\s*[,;])?\s*(#.*)?$/sy;

function read(text: string): Reading {
  const items: Item[] = [];
  const faults: string[] = [];
  let at = 1;
  let commas = 0;
  let hasComma = false;
  const result = (isRead: boolean, fault: string, comment?: string): Reading => ({
    items,
    hasComma,
    elements: isRead && items.length > 0 ? items.map(({ value }) => value) : undefined,
    fault: (isRead ? faults[0] : undefined) ?? fault,
    comment,
  });
  // A backslash that JSON refuses means that all of them are those of a path.
  const isPath = /\\(?!["\\/bfnrtu])/.test(text);
  for (;;) {
    for (; at < text.length && /[\s,]/.test(text[at] as string); at++) if (text[at] === ",") commas++;
    hasComma ||= commas > 0;
    if (at >= text.length) return result(true, "the closing bracket is missing");
    if (text[at] === "]") {
      closing.lastIndex = at;
      const end = closing.exec(text);
      if (commas > 0) faults.push("a comma stands before the closing bracket");
      const behind = end?.[1] === undefined ? "something" : "a comment, which Docker knows on a line of its own alone,";
      return end
        ? result(true, `${behind} follows the closing bracket`, end[1])
        : result(false, "something follows the closing bracket");
    }
    if (items.length > 0 && commas === 0) faults.push("a comma is missing");
    if (commas > (items.length > 0 ? 1 : 0)) faults.push("there is a comma too many");
    commas = 0;
    element.lastIndex = at;
    const match = element.exec(text);
    if (!match) return result(false, "its quotes do not pair");
    at = element.lastIndex;
    const [written, double, single, bare] = match;
    if (bare !== undefined) faults.push(`${bare} is not quoted`);
    else if (single !== undefined) faults.push("it has single quotes");
    else if (isPath) faults.push("backslashes in it are not doubled");
    const isOpen =
      bare === undefined && (written.length === 1 || written.at(-1) !== written[0] || /[^\\]\\["']$/.test(written));
    if (isOpen) faults.push("a closing quote is missing");
    const value = double !== undefined ? unescape(double, isPath) : (bare ?? single?.replaceAll("\\'", "'") ?? "");
    items.push({
      value: isOpen && value.endsWith("]") ? value.slice(0, -1).trimEnd() : value,
      isQuoted: bare === undefined,
    });
  }
}

function unescape(text: string, isPath: boolean): string {
  if (isPath) return text.replaceAll('\\"', '"').replaceAll("\\\\", "\\");
  try {
    return JSON.parse(`"${text.replaceAll("\t", "\\t")}"`);
  } catch {
    return text;
  }
}
