/** Operators of the shell in exec form, where they are arguments like any other. */

import { unixShells } from "../data/startPrograms";
import type { Word } from "../types";
import { baseName } from "../util/paths";

const operators = new Set("&& || ; | > >> 2>&1 >/dev/null 2>/dev/null &>/dev/null".split(" "));

/** They have such words in their own languages, or read a line again. */
const readers = new Set(
  "expr test [ [[ find awk gawk jq yq xargs parallel tmux screen ffmpeg bc dc eval ssh cmd powershell pwsh".split(" "),
);

/** Whether a shell would read the word as an operator. */
export function isOperator(word: string): boolean {
  return operators.has(word);
}

/**
 * The first operator behind a program that takes it for an argument.
 * @param before words of another instruction in front of them: those of ENTRYPOINT for those of CMD.
 */
export function deadOperator(words: readonly Word[], before: readonly Word[] = []): Word | undefined {
  const isRead = ({ value = "" }: Word) => unixShells.has(baseName(value)) || readers.has(baseName(value));
  return [...before, ...words].some(isRead) ? undefined : words.slice(1).find(({ value = "" }) => isOperator(value));
}
