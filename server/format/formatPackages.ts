/** The packages of an install on a line each. */

import { systemInstalls } from "../data/systemManagers";
import { isWhole } from "../edits/edits";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Instruction, Word } from "../types";
import { indentation, stepOf } from "./textLines";

const installs = systemInstalls();

/** The edits that put each package of an instruction on a line of its own, and what follows them on the next one. */
export function packageEdits(file: Dockerfile, instruction: Instruction, indent: number | "tab"): Edit[] {
  const { script, heredocs } = instruction;
  const isUnix = script?.language === "sh" || script?.language === "bash";
  if (script?.form !== "shell" || !isUnix || heredocs.length > 0 || script.errors.length > 0) return [];
  const step = stepOf(indent);
  // Where there are several commands, each begins a line, and its words stand deeper.
  const isAlone = script.commands.length === 1;
  const deep = indentation(isAlone ? step : 2 * step, indent);
  const flat = indentation(step, indent);
  return script.commands.flatMap((command) => {
    const packages = packagesOf(command);
    const [first] = packages;
    if (!first) return [];
    const before = command.words[command.words.indexOf(first) - 1] as Word;
    const edits = packages.flatMap((word, index) => gapEdit(file, packages[index - 1] ?? before, word, deep));
    const last = packages.at(-1) as Word;
    return [...edits, ...operatorEdit(file, last, flat)];
  });
}

/** All words from the first package to the last one are packages, and nothing follows them. */
function packagesOf(command: Command): readonly Word[] {
  if (command.within.length > 0 || command.redirects.length > 0 || !runs(command, ...installs)) return [];
  const packages = operands(command);
  const { words } = command;
  const from = words.length - packages.length;
  const isBlock = packages.length > 1 && packages.every((word, index) => word === words[from + index] && isWhole(word));
  return isBlock && from > 0 ? packages : [];
}

function gapEdit({ text, escape, eol }: Dockerfile, before: Word, word: Word, lead: string): Edit[] {
  const gap = text.slice(before.end, word.start);
  const wanted = ` ${escape}${eol}${lead}`;
  // Comments between stay, and stand as what follows them.
  if (gap.includes("#")) return lineEdits(text, before.end, word.start, lead);
  return gap === wanted
    ? [{ start: before.end, end: word.start, text: gap }]
    : [{ start: before.end, end: word.start, text: wanted }];
}

/** Indents what begins behind one place and not behind another. */
function lineEdits(text: string, from: number, to: number, lead: string): Edit[] {
  const edits: Edit[] = [];
  for (
    let newline = text.indexOf("\n", from);
    newline >= 0 && newline < to;
    newline = text.indexOf("\n", newline + 1)
  ) {
    let end = newline + 1;
    while (text[end] === " " || text[end] === "\t") end++;
    if (text[end] !== "\n" && text[end] !== "\r") edits.push({ start: newline + 1, end, text: lead });
  }
  return edits;
}

/** `&&` and `||` behind the last package begin a line. */
function operatorEdit({ text, escape, eol }: Dockerfile, { end }: Word, lead: string): Edit[] {
  const found = /^[ \t]+(?=&&|\|\|)/.exec(text.slice(end, end + 200));
  return found ? [{ start: end, end: end + found[0].length, text: ` ${escape}${eol}${lead}` }] : [];
}
