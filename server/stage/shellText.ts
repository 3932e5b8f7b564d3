/** What stands in a CMD or ENTRYPOINT that a shell reads. */

import { parseShell } from "../syntax/shell";
import type { Command, Instruction, Word } from "../types";
import { topLevel } from "./process";

/** A single quoted string with blanks means what stands in it; undefined in the shells of Windows. */
export function shellText(instruction: Instruction): string | undefined {
  const { argumentText, script } = instruction;
  if (!script || isWindows(instruction)) return undefined;
  const [command] = script.commands;
  return script.commands.length === 1 && command && isQuotedLine(command) ? command.words[0]?.value : argumentText;
}

/** Whether cmd or PowerShell reads it. */
export function isWindows({ script }: Instruction): boolean {
  return script?.language === "cmd" || script?.language === "powershell";
}

/** Every word is quoted, as in exec form, or the whole command is one quoted string. */
export function isQuoted(command: Command): boolean {
  const { words, wrappers, assignments, redirects } = command;
  if (wrappers.length + assignments.length + redirects.length > 0) return false;
  return words.length > 1 ? words.every(isQuotedWord) : isQuotedLine(command);
}

/** `"npm start"`, but not `"/opt/my app/run"`. */
function isQuotedLine({ words: [word, ...more] }: Command): boolean {
  const value = word?.value?.trim() ?? "";
  const blank = value.search(/\s/);
  return word !== undefined && more.length === 0 && isQuotedWord(word) && blank > 0 && value.lastIndexOf("/") < blank;
}

function isQuotedWord({ text }: Word): boolean {
  return /^(?:"[^"]*"|'[^']*')$/.test(text);
}

/** `sh -c "…"` below a shell, which nothing but the inner one is for; undefined for all else. */
export function innerShell(text: string): { readonly shell: string; readonly text: string } | undefined {
  const { commands, errors } = parseShell({ text, toDocument: (offset) => offset }, "sh");
  const [command, ...more] = topLevel(commands);
  if (!command || more.length > 0 || errors.length > 0 || command.words.length !== 3) return undefined;
  const [shell, option, script] = command.words;
  const isPlain = [...command.assignments, ...command.redirects].length === 0 && isExecOnly(command.wrappers);
  if (!isPlain || !/^(?:ba)?sh$/.test(shell?.value ?? "") || option?.value !== "-c" || script?.value === undefined)
    return undefined;
  return { shell: shell?.value ?? "sh", text: script.value };
}

function isExecOnly(wrappers: readonly Word[]): boolean {
  return wrappers.every(({ value }) => value === "exec");
}
