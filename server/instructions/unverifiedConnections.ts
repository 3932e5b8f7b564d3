/** Where certificates and signatures go unchecked: options, settings and variables that turn the check off. */

import { systemManagers } from "../data/systemManagers";
import { dropInstruction, removeCommands } from "../edits/removal";
import { isCopy } from "../syntax/instructions";
import { unixCommands } from "../syntax/runs";
import { hasFlag, runs } from "../syntax/shell";
import type { Assignment, Command, Dockerfile, Edit, Instruction, Span, Word } from "../types";
import {
  unverifiedLines,
  unverifiedOptions,
  unverifiedSettings,
  unverifiedVariables,
  unverifiedWords,
} from "./unverified";
import { writtenTexts } from "./writtenTexts";

/** A check that is turned off. */
export interface Unverified {
  readonly span: Span;
  /** What is written there, for people. */
  readonly written: string;
  /** What comes of it: "takes any certificate". */
  readonly unchecked: string;
  /** Turns it on again; undefined where no edit can. */
  readonly edits: readonly Edit[] | undefined;
  /** What comes by it may not end up in the image. */
  readonly weighsLess?: true;
}

/** What an instruction leaves unchecked: RUN by its commands, ENV and ARG by variables. */
export function unverifiedIn(file: Dockerfile, instruction: Instruction): Unverified[] {
  const { keyword, assignments } = instruction;
  if (keyword === "ENV" || keyword === "ARG") {
    const drop = assignments.length === 1 ? () => dropInstruction(file, instruction) : undefined;
    return assignments.flatMap((assignment) => ofVariable(assignment, drop));
  }
  if (keyword !== "RUN") return isCopy(instruction) ? ofWritten(file, instruction) : [];
  const commands = unixCommands(instruction);
  let known: number | undefined;
  // Where the last command is that compares what has come.
  const proof = () => {
    known ??= commands.findLast(proves)?.start ?? -1;
    return known;
  };
  const mayTrust = instruction.argumentText.includes("--trusted-host");
  const found = commands.flatMap((command) => {
    const variables = command.assignments.flatMap((assignment) => ofVariable(assignment, undefined));
    const exported = command.name === "export" ? command.words.flatMap(ofExported) : [];
    const isJudged = mayTrust || judged.has(command.name ?? "");
    const isTrusted = !isJudged || isLocal(command) || (runs(command, "curl", "wget") && command.start < proof());
    return [...variables, ...exported, ...(isTrusted ? [] : ofCommand(file, instruction, command))];
  });
  return [...found, ...ofWritten(file, instruction)];
}

const judged: ReadonlySet<string> = new Set(
  [...unverifiedOptions, ...unverifiedWords, ...unverifiedSettings].flatMap(({ programs }) => programs),
);

/** Settings that are written into a file: `echo 'Acquire::https::Verify-Peer "false";' > /etc/apt/apt.conf.d/x`. */
function ofWritten(file: Dockerfile, instruction: Instruction): Unverified[] {
  return writtenTexts(file, instruction).flatMap(({ text, into, toDocument }) =>
    unverifiedLines.flatMap(({ form, unchecked, file: only, weighsLess }) => {
      if (only && !only.test(into ?? "")) return [];
      const match = form.exec(text);
      // Packages of this very machine.
      if (!match || text.includes("file:/") || isCommented(text, match.index)) return [];
      const { 0: written, index } = match;
      const span = toDocument({ start: index, end: index + written.length });
      const shown = written.trim().replace(/["']/g, "");
      return [{ span, written: shown, unchecked, edits: undefined, ...(weighsLess && { weighsLess }) }];
    }),
  );
}

/** Whether a `#` stands before it on its line. */
function isCommented(text: string, at: number): boolean {
  const line = Math.max(text.lastIndexOf("\n", at - 1), text.lastIndexOf("\\n", at - 1));
  return text.slice(line + 1, at).includes("#");
}

function ofVariable(assignment: Assignment, drop: (() => readonly Edit[]) | undefined): Unverified[] {
  const { name, value, start, end } = assignment;
  const off = unverifiedVariables.get(name.value ?? "");
  if (value?.value === undefined || !off?.test(value.value)) return [];
  return [
    {
      span: { start, end },
      written: `${name.value}=${value.value}`,
      unchecked: "turns the check of certificates off",
      edits: drop?.(),
    },
  ];
}

function ofExported({ value, start, end }: Word): Unverified[] {
  const [, name = "", given = ""] = /^(\w+)=(.*)$/s.exec(value ?? "") ?? [];
  if (!unverifiedVariables.get(name)?.test(given)) return [];
  return [
    { span: { start, end }, written: `${value}`, unchecked: "turns the check of certificates off", edits: undefined },
  ];
}

/** Whether downloads are compared with a sum or a signature. */
export function proves(command: Command): boolean {
  if (/^(?:sha(?:1|224|256|384|512)|md5|b2)sum$|^shasum$/.test(command.name ?? ""))
    return hasFlag(command, "-c", "--check", "--status");
  return (
    runs(command, "gpg", "gpgv", "gpg2", "minisign", "cosign") && command.words.some(({ text }) => /verify/.test(text))
  );
}

/** Whether nothing leaves the machine: this very host, or a file that is there already. */
function isLocal({ name, words }: Command): boolean {
  const urls = words.filter(({ text }) => text.includes("://"));
  if (urls.length > 0)
    return urls.every(({ text }) => /:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?:[:/]|["']?$)/.test(text));
  return systemManagers.has(name ?? "") && words.some(({ text }) => /\.(?:apk|rpm|deb)["']?$/.test(text));
}

/** What stands behind the first of these words that come one after the other, with the blank before it; "" without them. */
function behind(words: readonly string[], line: string): string {
  let at = 0;
  for (const word of words) {
    const found = line.indexOf(` ${word} `, at);
    if (found < 0) return "";
    at = found + word.length + 1;
  }
  return line.slice(at);
}

function ofCommand(file: Dockerfile, instruction: Instruction, command: Command): Unverified[] {
  const { name = "", words } = command;
  const setting = unverifiedSettings.find(({ programs }) => programs.includes(name));
  const line = words
    .slice(0, longest)
    .map(({ value }) => value ?? "\0")
    .join(" ");
  if (setting?.form.test(behind(setting.words, line))) {
    const written = words
      .slice(0, 8)
      .map(({ text }) => text)
      .join(" ");
    return [
      {
        span: { start: command.start, end: command.end },
        written,
        unchecked: "takes any certificate from then on",
        edits: removeCommands(file, instruction, [command]),
      },
    ];
  }
  const found: Unverified[] = [];
  for (const { programs, options, unchecked, except } of unverifiedOptions) {
    if (!programs.includes(name) || except?.test(line)) continue;
    const given = options.filter((option) => hasFlag(command, option));
    for (const option of given.slice(0, 1)) {
      const word = wordOf(command, option);
      found.push({
        span: word ?? command,
        written: `${name} ${option}`,
        unchecked,
        edits: word && withoutOption(file, command, word, option),
      });
    }
  }
  const form = unverifiedWords.find(({ programs }) => programs.includes(name))?.form;
  const word = words.find(({ value }) => value !== undefined && form?.test(value));
  if (word)
    found.push({
      span: word,
      written: `${name} … ${word.text}`,
      unchecked: "takes what nobody has checked",
      edits: undefined,
    });
  const host = trustedHost(command);
  if (host)
    found.push({
      span: host,
      written: `--trusted-host ${host.value ?? host.text}`,
      unchecked: "takes any certificate of that host, or none",
      edits: undefined,
    });
  return found;
}

/** No command that sets something has more words. */
const longest = 100;

/** The host that pip believes, whatever its certificate. */
function trustedHost({ words }: Command): Word | undefined {
  if (!words.slice(0, 3).some(({ value }) => /^(?:\S*\/)?pip[\d.]*$/.test(value ?? ""))) return undefined;
  const at = words.findIndex(({ text }) => /^--trusted-host(?:=|$)/.test(text));
  const host = words[at]?.text === "--trusted-host" ? words[at + 1] : words[at];
  return /^(?:--trusted-host=)?(?:localhost|127\.)/.test(host?.value ?? "") ? undefined : host;
}

/** The word that gives an option, by itself or in a group of short ones. */
function wordOf({ words }: Command, option: string): Word | undefined {
  const short = option.length === 2 ? option.slice(1) : undefined;
  return words.find(
    ({ value = "" }) =>
      value === option || (short !== undefined && /^-[A-Za-z#]+$/.test(value) && value.includes(short)),
  );
}

function withoutOption({ text }: Dockerfile, command: Command, word: Word, option: string): Edit[] | undefined {
  const before = command.words[command.words.indexOf(word) - 1];
  const isVerbatim = text.slice(word.start, word.end) === word.text && /^-/.test(word.text);
  if (!before || !isVerbatim || command.within.includes("sh -c")) return undefined;
  if (word.value !== option)
    return [{ start: word.start, end: word.end, text: word.text.replace(option.slice(1), "") }];
  if (!/^[ \t]+$/.test(text.slice(before.end, word.start))) return undefined;
  return [{ start: before.end, end: word.end, text: "" }];
}
