/** What RUN instructions install with the package managers of distributions and languages, and in which versions. */

import { addArguments } from "../edits/edits";
import { declares } from "../instructions/declarations";
import { readArguments } from "../syntax/options";
import { commandsOf, startOfFirst, unixCommands } from "../syntax/runs";
import { hasFlag, operands, runs, subcommand, unquotedExpansions } from "../syntax/shell";
import { expand } from "../syntax/variables";
import type { Command, Dockerfile, Finding, Instruction, Word } from "../types";
import { memoize } from "../util/memoize";

/**
 * Whether options of a command may hide in a variable or in the output of another command: `dnf install $DNF_OPTIONS curl`.
 * A variable that the file gives a value is looked into; of others only a telling name counts, for most hold packages.
 */
export function mayHideOptions({ words }: Command, instruction: Instruction): boolean {
  return words.slice(1).some((word) => {
    if (word.value !== undefined || unquotedExpansions(word)[0]?.start !== 0) return false;
    const name = /^\$\{?(\w+|[@*])/.exec(word.text)?.[1] ?? "";
    return /(?:^|\s)-/.test(instruction.variable(name) ?? "") || /opt|arg|flag|param|[@*]/i.test(name);
  });
}

// ---------------------------------------------------------------------------------- versions

/** How a package manager names what it installs. */
export interface Pinning {
  /** The words of a command that name packages, none when it installs nothing. */
  readonly packages: (command: Command) => readonly Word[];
  /** Judges a name, its quotes removed and its variables replaced. */
  readonly isPinned: (name: string) => boolean;
  /** What comes of a name without a version. */
  readonly consequence: "each build takes the newest one" | "each build takes the newest release";
}

/** A package without a version; of several in one variable all are in `names`. */
export interface Unpinned {
  readonly instruction: Instruction;
  readonly word: Word;
  readonly names: readonly string[];
  readonly finding: Finding;
}

/** The findings at the packages that are named without a version. */
export function unpinnedFindings(file: Dockerfile, pinning: Pinning): Finding[] {
  return unpinnedPackages(file, pinning).map(({ finding }) => finding);
}

/** The packages that are named without a version. */
export function unpinnedPackages(file: Dockerfile, { packages, isPinned, consequence }: Pinning): Unpinned[] {
  return commandsOf(file).flatMap(({ command, instruction }) =>
    packages(command).flatMap((word) => {
      const text = packageText(instruction, word, assigned) ?? "";
      // Quotes keep blanks: what they hold is one name with its range of versions.
      const all = unquotedExpansions(word).length > 0 ? text.split(/\s+/) : [text.trim()];
      const names = all.filter((name) => name !== "" && !name.startsWith("-") && !isPinned(name));
      if (names.length === 0) return [];
      const finding = { span: word, message: `${withoutVersion(word, names)}, so that ${consequence}` };
      return [{ instruction, word, names, finding }];
    }),
  );
}

function withoutVersion(word: Word, names: readonly string[]): string {
  // As written where a variable in it is not known: what stands for that was only made up.
  const first = word.value === undefined && !/^["']?\$/.test(word.text) ? word.text.replace(/["']/g, "") : names[0];
  return names.length === 1 ? `"${first}" has no version` : `${names.join(", ")} have no version`;
}

/**
 * What a word names; undefined when nothing is known of it. In a word that has a beginning of its own (`git-$VERSION`)
 * a variable that is declared without a value stands for some version, and one that is set nowhere for nothing.
 */
function packageText(
  instruction: Instruction,
  { text, value }: Word,
  assigned: (instruction: Instruction) => ReadonlySet<string | undefined>,
): string | undefined {
  if (value !== undefined) return value;
  const local = assigned(instruction);
  const known = (name: string) => (local.has(name) ? undefined : instruction.variable(name));
  if (/^["']?(?:\$\(|`)/.test(text)) return undefined;
  if (/^["']?\$/.test(text)) return expand(text, known, "\\");
  const stands = (name: string) => known(name) ?? (local.has(name) || isDeclared(instruction, name) ? "0" : "");
  return expand(text.replace(/(?:\$\(|`)[\s\S]*/, "0"), stands, "\\");
}

/** The variables that the shell itself sets. */
const assigned = memoize(
  (instruction: Instruction): Set<string | undefined> =>
    new Set(
      unixCommands(instruction).flatMap(({ name, assignments, words }) => [
        ...assignments.map((assignment) => assignment.name.value),
        ...(name === "read" || name === "export" ? words.map(({ text }) => /^\w+/.exec(text)?.[0]) : []),
      ]),
    ),
);

/** Whether ARG or ENV names a variable before an instruction, in its stage or a parent of it. */
function isDeclared(instruction: Instruction, name: string): boolean {
  return instruction.stage !== undefined && declares(instruction.stage, name, instruction);
}

// ------------------------------------------------------------------------- the family of yum

/** Whether a command is one of these programs with one of these subcommands, be it behind `group` or `module`. */
export function runsOneOf(command: Command, programs: readonly string[], verbs: readonly string[]): boolean {
  if (command.name === undefined || !programs.includes(command.name)) return false;
  const [verb, inner] = readArguments(command).operands.map(({ value = "" }) => value);
  const given = verb !== undefined && /^(?:groups?|module)$/.test(verb) ? inner : verb;
  return given !== undefined && verbs.includes(given);
}

/** The packages and modules that one of these programs installs; groups, files, addresses and capabilities left out. */
export function rpmPackages(command: Command, programs: readonly string[]): readonly Word[] {
  const isModule = programs.some((program) => runs(command, `${program} module install`));
  if (!isModule && !programs.some((program) => runs(command, `${program} install`, `${program} in`))) return [];
  return operands(command)
    .slice(isModule ? 1 : 0)
    .filter(({ text }) => !/^["']?[@/.]|:\/\/|\(|\.rpm["']?$/.test(text));
}

/** Whether a name ends in a version (`httpd-2.4.6`, `openssl-1:1.1.1k-12.el9`), or names the stream of a module (`nodejs:20`). */
export function isRpmPinned(name: string): boolean {
  const [first = "", ...parts] = name.split("-");
  if (parts.length === 0) return first.includes(":");
  return parts.every((part) => /^[\w.~^+:*]+$/.test(part)) && parts.some((part) => /^\d/.test(part));
}

/** The findings at commands of these programs that ask for confirmation, with `-y` as the answer. */
export function* unanswered(file: Dockerfile, programs: readonly string[]): Iterable<Finding> {
  for (const { command, instruction } of commandsOf(file, ...programs)) {
    if (!runsOneOf(command, programs, asking) || isAnswered(command) || mayHideOptions(command, instruction)) continue;
    if (firstAssumed(instruction.stage) <= instruction.start) continue;
    yield unconfirmed(command);
  }
}

const firstAssumed = startOfFirst(({ argumentText }) => /assumeyes\s*=/.test(argumentText));

/** The finding at a command of any package manager that asks for confirmation, with `-y` as the answer. */
export function unconfirmed(command: Command): Finding {
  const verb = subcommand(command);
  const edit = addArguments(command, "-y", verb);
  return {
    span: verb ?? command,
    message: `"${command.name} ${verb?.value}" asks for confirmation, which nobody can give during a build`,
    fixes: edit && [{ title: "Add -y", safe: true, edits: [edit] }],
  };
}

const asking: readonly string[] = (
  "install in groupinstall localinstall reinstall rei remove rm erase autoremove " +
  "update upgrade up downgrade distro-sync swap builddep"
).split(" ");

function isAnswered(command: Command): boolean {
  return command.operator === "|" || hasFlag(command, "-y", "--assumeyes", "--assumeno", "--downloadonly", "--help");
}

// ----------------------------------------------------------------------------------------- pip

/**
 * A call of pip by any of its names (`pip3.12`, `python3 -m pip`, `uv pip`, `pipx`) as a command whose program is `pip`,
 * `uv` or `pipx`; undefined for other commands.
 */
export function pipCall(command: Command): Command | undefined {
  const { name = "", words } = command;
  if (/^pip[\d.]*$/.test(name)) return { ...command, name: "pip" };
  if (name === "pipx") return command;
  const at = words.findIndex(({ value }) => value === "pip");
  if (/^(?:python|pypy)[\d.]*$/.test(name) && words[at - 1]?.value === "-m") return from(command, "pip", at);
  return name === "uv" && runs(command, "uv pip") && at > 0 ? from(command, "uv", at) : undefined;
}

function from(command: Command, name: string, index: number): Command {
  return { ...command, name, words: command.words.slice(index) };
}
