/** What only a shell would replace, in exec form, which none reads: the program gets `$PORT` as it stands. */

import { addedInits } from "../data/initPrograms";
import { replacedStarters, unixShells, userStarters } from "../data/startPrograms";
import type { Word } from "../types";
import { baseName } from "../util/paths";
import { dollarOptions, dollarPrograms } from "./expanders";

export interface ExecVariable<Part> {
  readonly word: Part;
  /** Of variables; else what is replaced, as it is written: `$(hostname)`, `target/*.jar`, `~/run.sh`. */
  readonly names: readonly string[];
}

/**
 * The words that hold a variable as a shell of Unix would replace it, where nothing on the way does.
 * @param before words of another instruction in front of them: those of ENTRYPOINT for those of CMD.
 */
export function execVariables<Part extends Pick<Word, "value">>(
  words: readonly Part[],
  before: readonly Pick<Word, "value">[] = [],
): readonly ExecVariable<Part>[] {
  const all = [...before, ...words].map(({ value }) => value ?? "");
  if (all.some((word, index) => isExpander(word) && !(index === 0 && readsFile(all)))) return [];
  return words.flatMap((word, index) => {
    const isMeant = before.every((it) => !isScriptName(it.value)) && isMeantFile(all, before.length + index);
    const names = isMeant ? [word.value ?? ""] : variablesIn(word.value ?? "");
    const isOwn = names.length > 0 && isInOwnLanguage(all, before.length + index);
    return names.length > 0 && !isOwn ? [{ word, names }] : [];
  });
}

/** The shell script that starts words with their variables replaced: `exec java $JAVA_OPTS -jar "$JAR"`. */
export function scriptOf(words: readonly string[]): string {
  return words.map((word, index) => (isMeantFile(words, index) ? word : asShellWord(word))).join(" ");
}

/** `$PORT` and `${PORT}`, with what a shell may do to it, by the name: in upper case, as those of the environment are. */
const variable = /(?<![\\$])\$(?:([A-Z_][A-Z0-9_]*)(?![a-z])|\{([A-Za-z_]\w*)(?:\}|:?[-+=?]|[#%/]))/g;

/** `$(hostname)`, as a word or a value: what a plain command prints; and the same between backticks. */
const substitution = /(?<=^|[=:/@])\$\([a-z][\w./-]{1,60}(?: [\w./:+% -]{1,100})?\)/g;
/** Other languages quote names by them, so that only what must be a command is taken for one. */
const inBackticks =
  /(?<=^|[=:/@])`((?:hostname|nproc|pwd|whoami|uname|(?:hostname|nproc|uname|cat|date|dirname|basename|find|getent|id|ls) [\w./:+% -]{1,100}))`/g;

/** The names of variables, and substitutions as they are written. */
function variablesIn(text: string): readonly string[] {
  if (!/[$`]/.test(text)) return [];
  const names = [...text.matchAll(variable)].map(([, plain, braced]) => plain ?? braced ?? "");
  const printed = [...text.matchAll(substitution), ...text.matchAll(inBackticks)].map(([whole]) => whole);
  return [...new Set([...names, ...printed])];
}

/** The program, or the file that an interpreter is given to run, by a pattern or from the home: `java -jar target/*.jar`. */
function isMeantFile(all: readonly string[], index: number): boolean {
  const word = all[index] ?? "";
  if (!/^~\/[\w./-]+$|^[\w./@-]*\*[\w./*@-]*$/.test(word)) return false;
  if (index === 0) return word.includes("/");
  if (!all.slice(0, index).every(isLead)) return false;
  const before = all[index - 1] ?? "";
  return (before === "-jar" && /^java$/.test(baseName(all[0] ?? ""))) || readers.test(baseName(before));
}

const readers = /^(?:node|nodejs|python[\d.]*|dotnet|ruby|perl|php|sh|bash)$/;

/** What stands in front of the file hands it on as it is: an interpreter, an init, what changes the user; others may do anything. */
function isLead(word: string, index: number, all: readonly string[]): boolean {
  const name = baseName(word);
  if (/^-|^\w+=/.test(word) || name === "java" || readers.test(name)) return true;
  return addedInits.has(name) || replacedStarters.has(name) || userStarters.has(baseName(all[index - 1] ?? ""));
}

/** Whether a word names a script by its ending or as an entry point: it may hand its arguments over without quotes, and so have patterns replaced. */
export function isScriptName(value: string | undefined): boolean {
  return /\.(?:ba)?sh$|entrypoint/.test(value ?? "");
}

function isExpander(word: string): boolean {
  const name = baseName(word).replace(/\.exe$/i, "");
  return unixShells.has(name) || dollarPrograms.has(name);
}

/** A shell that is given a file to read replaces nothing in the words behind it. */
function readsFile([shell = "", file = "", ...more]: readonly string[]): boolean {
  return unixShells.has(baseName(shell)) && /^[^-].*\.(?:ba)?sh$/.test(file) && !more.some(isExpander);
}

/** It is the value of an option that takes code, or the option itself holds it. In an address, no language but a shell means a variable. */
function isInOwnLanguage(all: readonly string[], index: number): boolean {
  const word = all[index] ?? "";
  if (
    /https?:\/\/[^\s'"`$]{0,80}:\$[A-Z_]/.test(word) &&
    !/Template|expandvars|format\(|environ|system\(|shell/.test(word)
  )
    return false;
  const previous = all[index - 1] ?? "";
  return all.slice(0, index).some((program) => {
    const option = dollarOptions[baseName(program)];
    return option !== undefined && (option.test(word) || option.test(previous));
  });
}

function asShellWord(word: string): string {
  if (/^[\w./:@%+,=-]+$/.test(word)) return word;
  if (variablesIn(word).length === 0) return `'${word.replaceAll("'", "'\\''")}'`;
  // Such variables are made to hold several words, or none.
  if (/^\$\{?\w*(?:OPTS?|OPTIONS|ARGS?|ARGUMENTS|FLAGS|PARAMS?)\}?$/.test(word)) return word;
  return `"${word.replace(inBackticks, "$($1)").replace(/["`\\]/g, "\\$&")}"`;
}
