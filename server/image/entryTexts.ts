/** What files of an image say: those copied from the build context, and those that instructions write. */

import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import { printedText } from "../syntax/printing";
import { commandsIn } from "../syntax/runs";
import { operands } from "../syntax/shell";
import type { Command, Facts, Heredoc, Instruction, Stage, Word } from "../types";
import { baseName } from "../util/paths";
import { type ImageEntry, joined } from "./model";
import { shellKind } from "./shells";

/** The text of what stands at a path; undefined when it is not known. */
export function textOf(entry: ImageEntry, path: string, { contents }: Facts): string | undefined {
  const { kind, by, source } = entry;
  if (source !== undefined) return contents?.get(source);
  if (kind !== "file" || !by || !isCopy(by)) return undefined;
  const [first, ...others] = by.heredocs;
  // The only one may get another name; of several each keeps its own.
  const heredoc =
    others.length === 0 && by.words.length === 2 ? first : by.heredocs.find(({ name }) => name === baseName(path));
  if (!heredoc) return undefined;
  return bodyOf(heredoc);
}

/** The body of a heredoc, without the tabs that it is told to cut off. The builder leaves the line ends as they are. */
function bodyOf({ chomp, text }: Heredoc): string {
  return chomp ? text.replace(/^\t+/gm, "") : text;
}

/**
 * The text of a file that instructions of a stage write to a path: `COPY <<EOF /start.sh`, `RUN cat > /start.sh <<EOF`,
 * `RUN echo '#!/bin/sh' > /start.sh && echo 'exec node .' >> /start.sh`.
 * undefined where none does, where variables are put into it, or where something may have changed it since.
 * @param path absolute.
 */
export function writtenText(stage: Stage, path: string): string | undefined {
  let text: string | undefined;
  // Something may have been there before.
  let isNew = true;
  for (const instruction of inherited(stage)) {
    if (isCopy(instruction)) {
      const target = resolvePath(folderBefore(instruction), instruction.words.at(-1)?.value);
      const heredoc = instruction.heredocs.find(({ name }) => target === path || joined(target ?? "", name) === path);
      if (heredoc) text = literal(heredoc);
      else if (target === path) text = undefined;
      if (heredoc || target === path) isNew = false;
    } else if (instruction.keyword === "RUN") {
      for (const command of commandsIn(instruction)) {
        const print = printTo(command, path, instruction, stage);
        if (writesTo(command, path, instruction)) text = literal(instruction.heredocs[0]);
        else if (print?.isMore) text = isNew ? print.text : joinedTexts(text, print.text);
        else if (print) text = print.text;
        else if (mayChange(command, path)) text = undefined;
        else continue;
        isNew = false;
      }
    }
  }
  return text;
}

function literal(heredoc: Heredoc | undefined): string | undefined {
  return heredoc === undefined || (heredoc.expand && /[$`\\]/.test(heredoc.text)) ? undefined : bodyOf(heredoc);
}

/** `cat > /start.sh <<EOF`, `tee /start.sh <<EOF`. */
function writesTo(command: Command, path: string, instruction: Instruction): boolean {
  const { name, redirects } = command;
  if (instruction.heredocs.length !== 1 || !redirects.some(({ operator }) => operator.includes("<<"))) return false;
  const folder = commandsIn(instruction, "cd").length > 0 ? undefined : folderBefore(instruction);
  const isThere = (word: Word | undefined) => resolvePath(folder, word?.value) === path;
  const given = operands(command);
  if (name === "tee") return given.length === 1 && isThere(given[0]) && command.words.length === 2;
  const written = redirects.filter(({ operator }) => operator === ">");
  return name === "cat" && given.length === 0 && written.length === 1 && isThere(written[0]?.target);
}

/** What `echo` or `printf` writes to a path, and whether it adds that to what is there; undefined where it does not. */
function printTo(command: Command, path: string, instruction: Instruction, stage: Stage) {
  const { redirects, within } = command;
  const [only, ...others] = redirects;
  const folder = commandsIn(instruction, "cd").length > 0 ? undefined : folderBefore(instruction);
  if (others.length > 0 || within.length > 0 || resolvePath(folder, only?.target?.value) !== path) return undefined;
  if (only?.operator !== ">" && only?.operator !== ">>") return undefined;
  const shell = shellKind(instruction.script?.shell, stage);
  const text = printedText(command, shell && shell === "dash");
  return { text, isMore: only.operator === ">>" };
}

function joinedTexts(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

/** Programs that are given the name of a file and leave what is in it. */
const harmless = /^(?:chmod|chown|chgrp|ls|test|\[|stat|ln|head|wc|true|:)$/;

function mayChange({ name = "", words, redirects }: Command, path: string): boolean {
  const isNamed = (word: Word | undefined) => word?.text.includes(baseName(path)) ?? false;
  return redirects.some(({ target }) => isNamed(target)) || (!harmless.test(name) && words.some(isNamed));
}
