/** What stands in a CMD or ENTRYPOINT that a shell reads. */

import { ownOfShell } from "../instructions/shellVariables";
import { parseShell } from "../syntax/shell";
import type { Command, Instruction, Word } from "../types";
import { isUnixShell, topLevel } from "./process";

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

/** A shell that another shell starts, and nothing else. */
export interface InnerShell {
  /** The shell and its options, the last of which is `-c`: `bash -lc`. */
  readonly call: readonly string[];
  /** Its script, as it has to stand where no other shell reads it before. */
  readonly text: string;
}

/**
 * `sh -c "…"` below a shell, which nothing but the inner one is for; undefined for all else, also where what the outer one puts
 * into the script may mean more to the inner one than a word: quotes, say.
 * @param valueOf what ENV says of a variable; undefined where it says nothing.
 */
export function innerShell(text: string, valueOf: (name: string) => string | undefined): InnerShell | undefined {
  const { commands, errors } = parseShell({ text, toDocument: (offset) => offset }, "sh");
  const [command, ...more] = topLevel(commands);
  if (!command || more.length > 0 || errors.length > 0) return undefined;
  const script = command.words.at(-1);
  const call = command.words.slice(0, -1).map(({ value }) => value ?? "");
  const isPlain = [...command.assignments, ...command.redirects].length === 0 && isExecOnly(command.wrappers);
  if (!isPlain || !script || !isUnixShell(command.words[0])) return undefined;
  if (call.length < 2 || !call.slice(1).every((option) => /^-[a-z]+$/.test(option) && !option.includes("o")))
    return undefined;
  if (!/c$/.test(call.at(-1) ?? "") || call.slice(1, -1).some((option) => option.includes("c"))) return undefined;
  const inner = script.value ?? expandedLater(script.text, valueOf);
  return inner === undefined ? undefined : { call, text: inner };
}

/**
 * What stands in double quotes, where it is all the same which of two shells expands its variables; undefined where that is not
 * sure: the inner one sets the variable, quotes it, or reads more than a word out of its value.
 */
function expandedLater(text: string, valueOf: (name: string) => string | undefined): string | undefined {
  const inner = /^"([^"\\`']+)"$/.exec(text)?.[1];
  if (inner === undefined) return undefined;
  const variable = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-[\w./:,-]*)?\})/g;
  const names = [...inner.matchAll(variable)].map(([, plain, braced]) => plain ?? braced ?? "");
  const rest = inner.replace(variable, " ");
  const isWord = (name: string) => /^[\w./:,@%+= -]*$/.test(valueOf(name) ?? "");
  const isSame = (name: string) =>
    !ownOfShell.test(name) && !manyWords.test(name) && isWord(name) && !rest.split(/\W+/).includes(name);
  return !rest.includes("$") && names.every(isSame) ? inner : undefined;
}

/** Names of what may have quotes in it, which the inner shell takes away. */
const manyWords = /(?:OPTS?|OPTIONS?|ARGS?|ARGUMENTS|FLAGS|PARAMS|PARAMETERS|CMD|COMMAND|SCRIPT)$/i;

function isExecOnly(wrappers: readonly Word[]): boolean {
  return wrappers.every(({ value }) => value === "exec");
}
