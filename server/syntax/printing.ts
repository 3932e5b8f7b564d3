/** What `echo` and `printf` print, as far as their words tell. */

import type { Command } from "../types";

/**
 * The text that a call of `echo` or `printf` prints; undefined for other commands, and where it depends on a variable, on
 * which shell it is, or on a conversion that is not read here.
 * Sources: dash(1), bash(1), the `echo` of BusyBox; found out with dash 0.5.12 and bash 5.2.
 * @param isDash whether the shell is dash, whose `echo` reads escapes and knows no `-e`; undefined where that is not known.
 */
export function printedText({ name, words }: Command, isDash: boolean | undefined): string | undefined {
  const given: string[] = [];
  for (const { value } of words.slice(1)) {
    if (value === undefined) return undefined;
    given.push(value);
  }
  if (name === "echo") return echoed(given, isDash);
  return name === "printf" ? formatted(given) : undefined;
}

function echoed(words: readonly string[], isDash: boolean | undefined): string | undefined {
  const isOption = isDash ? /^-n$/ : /^-[neE]+$/;
  const first = words.findIndex((word) => !isOption.test(word));
  const options = words.slice(0, first < 0 ? words.length : first);
  const text = words.slice(options.length).join(" ");
  // The shells differ in both.
  if (isDash === undefined && (text.includes("\\") || options.some((option) => option !== "-n"))) return undefined;
  const readsEscapes = isDash || options.some((option) => option.includes("e"));
  const end = options.some((option) => option.includes("n")) ? "" : "\n";
  return (readsEscapes ? unescaped(text, "\\\\0[0-7]{0,3}") : text) + end;
}

/** A format is used again for what is given beyond it. */
function formatted([format, ...words]: readonly string[]): string | undefined {
  if (format === undefined || /^-/.test(format)) return undefined;
  const pieces = format.split(/(%.)/s);
  if (pieces.some((piece) => piece.startsWith("%") && !/^%[s%]$/.test(piece))) return undefined;
  const places = pieces.filter((piece) => piece === "%s").length;
  if (places === 0 && words.length > 0) return undefined;
  let text = "";
  for (let at = 0; at === 0 || at < words.length; at += places) {
    let next = at;
    for (const piece of pieces) {
      if (piece === "%s") text += words[next++] ?? "";
      else text += piece === "%%" ? "%" : unescaped(piece, "\\\\[0-7]{1,3}");
    }
    if (places === 0) break;
  }
  return text;
}

/** @param octal how characters are written by their number. */
function unescaped(text: string, octal: string): string {
  return text.replace(new RegExp(`${octal}|\\\\.`, "gs"), (escape) => {
    const digits = /^\\([0-7]{1,4})$/.exec(escape)?.[1];
    if (digits !== undefined) return String.fromCharCode(Number.parseInt(digits, 8) % 256);
    return escapes[escape[1] ?? ""] ?? escape;
  });
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "\\": "\\",
};
