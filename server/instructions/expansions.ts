/** Variables and substitutions outside of quotes: which of them cannot do harm, and how they are quoted. */

import { managerPrograms } from "../data/packageManagers";
import { systemManagers } from "../data/systemManagers";
import { replace } from "../edits/edits";
import { unixCommands } from "../syntax/runs";
import { type Expansion, unquotedExpansions } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Instruction, Word } from "../types";

/** An expansion that the shell splits at blanks, in an argument of a command. */
export interface Unquoted {
  readonly command: Command;
  readonly word: Word;
  /** With offsets in the document. */
  readonly expansion: Expansion;
  /** As written, with dollar and brackets. */
  readonly text: string;
}

/** What splits its words itself, or does not split them at all. */
const exempt = new Set(["[[", "eval", "export", "local", "declare", "typeset", "readonly", "set"]);

/** What is without them need not be parsed. */
const signs = { variable: /\$[\w{]/, command: /\$\(|`/ };

/** The unquoted expansions of a kind in the arguments of commands, in order. Scripts inside of `sh -c` are left out. */
export function unquotedIn(file: Dockerfile, instruction: Instruction, kind: "variable" | "command"): Unquoted[] {
  if (instruction.script?.form === "exec" || instruction.script?.errors.length) return [];
  return unixCommands(instruction).flatMap((command) => {
    if (command.within.includes("sh -c") || exempt.has(command.name ?? "")) return [];
    return command.words.slice(1).flatMap((word) => {
      if (!signs[kind].test(word.text) || file.text.slice(word.start, word.end) !== word.text) return [];
      return unquotedExpansions(word).flatMap((expansion) => {
        const span = { start: word.start + expansion.start, end: word.start + expansion.end };
        const text = word.text.slice(expansion.start, expansion.end);
        return expansion.kind === kind ? [{ command, word, expansion: { kind, ...span }, text }] : [];
      });
    });
  });
}

/** Quotes the whole word where nothing else in it has to stay outside of quotes, else the expansion alone. */
export function quote({ word, expansion, text }: Unquoted): Edit | undefined {
  // Backquotes read their own quotes in another way once they stand inside of quotes.
  if (/`[^`]*["\\]/.test(word.text)) return undefined;
  const rest = unquotedExpansions(word).reduceRight(
    (left, { start, end }) => left.slice(0, start) + left.slice(end),
    word.text,
  );
  return /^[^"'\\*?[\]{}~`$<>]*$/.test(rest) ? replace(word, `"${word.text}"`) : replace(expansion, `"${text}"`);
}

const oneWord = beginningWith(
  "uname arch nproc id whoami hostname pwd mktemp date getconf lsb_release dpkg apk which command realpath readlink " +
    "dirname basename node npm go pg_config",
);
const certain = beginningWith("uname arch nproc id whoami hostname pwd date dpkg mktemp echo printf");
const filters = /^\s*(?:sed|tr|cut|awk|head|tail|sort|uniq|wc|rev)(?![\w-])/;

/** Whether a substitution as written starts with a program that prints one word, as far as anybody uses it that way. */
export function printsOneWord(text: string): boolean {
  return oneWord.test(text);
}

/** Whether a substitution as written only asks or filters what does not fail. */
export function neverFails(text: string): boolean {
  const [first = "", ...rest] = text.split("|");
  return certain.test(first) && !/[;&]/.test(text) && rest.every((part) => filters.test(part));
}

/** What takes lists of packages from variables and other commands. */
export const takesPackages: ReadonlySet<string> = new Set([
  ...managerPrograms,
  ...systemManagers,
  ...(
    "apt-mark dpkg rpm pacman pip pip3 gem go cargo conda " +
    "mamba pecl docker-php-ext-install docker-php-ext-configure docker-php-ext-enable"
  ).split(" "),
]);

function beginningWith(programs: string): RegExp {
  return new RegExp(`^["']?(?:\\$\\(|\`)\\s*(?:/\\S*/)?(?:${programs.replaceAll(" ", "|")})(?![\\w-])`);
}
