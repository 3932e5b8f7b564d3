/** Pipes in RUN: which of their commands may fail unnoticed. */

import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Instruction, Word } from "../types";

/** The first command that is piped on and whose failure would matter and go unnoticed; rather one that nothing behind it misses. */
export function openPipe(instruction: Instruction): Command | undefined {
  const { script, before } = instruction;
  const commands = script?.language === "sh" || script?.language === "bash" ? script.commands : [];
  if (before.shell?.includes("pipefail")) return undefined;
  const set = commands.find(({ name, words }) => (name === "set" || name === "shopt") && words.some(isPipefail));
  const open = commands.filter((command, index) => {
    if (command.next !== "|" || (set && set.start < command.start)) return false;
    if (command.within.includes("sh -c") && !isInOpenShell(commands, command)) return false;
    if (cannotFail(command) || isStatusLost(commands, index)) return false;
    const consumer = nextBeside(commands, index);
    if (givesAllOrBreaks(command) && noticesEmptiness(commands, consumer)) return false;
    if (findsNothing(commands[consumer]) && !downloaders.has(command.name ?? "")) return false;
    return !stopsEarly(commands[consumer]) && !isIgnored(commands, consumer);
  });
  return open.find((command) => !isMissedBehind(instruction, command)) ?? open[0];
}

/**
 * Whether nobody asks for the status of a command, however it ends: of what stands in `$(…)` or `<(…)` only an assignment
 * without a command takes it on, as in `x=$(a | b)`. `curl $(a | b)` and `for i in $(a | b)` go by what it writes.
 */
function isStatusLost(commands: readonly Command[], index: number): boolean {
  const command = commands[index];
  const depth = command?.within.lastIndexOf("substitution") ?? -1;
  if (!command || depth < 0) return false;
  const around = commands.findLast(
    ({ within, start, end }, at) =>
      at < index && within.length <= depth && start <= command.start && command.end <= end,
  );
  return !around || around.words.length > 0 || around.wrappers.length > 0;
}

/** Whether the shell that is given a command by `-c` is called by its name and without pipefail. */
function isInOpenShell(commands: readonly Command[], { start }: Command): boolean {
  const shell = commands.find(
    (outer) => outer.start <= start && start < outer.end && runs(outer, "bash", "sh", "dash"),
  );
  return shell !== undefined && shell.within.length === 0 && !shell.words.some(({ text }) => text.includes("pipefail"));
}

/** Whether a pipe ends before it has read everything, so that pipefail would make it fail: `yes | head -1`, `… | grep -q x`. */
export function breaksByPipefail({ script }: Instruction): boolean {
  const commands = script?.form === "exec" ? [] : (script?.commands ?? []);
  return commands.some(
    (command, index) =>
      command.next === "|" && (command.name === "yes" || stopsEarly(commands[nextBeside(commands, index)])),
  );
}

/** The option of `set` with which a pipe fails when any of its commands does. */
export function isPipefail({ value }: { readonly value: string | undefined }): boolean {
  return value === "pipefail";
}

const harmless = new Set(
  "echo printf yes true : seq uname arch nproc id whoami date pwd hostname env printenv".split(" "),
);

/** In the middle of a pipe they have nothing to fail at, and grep says by its status only that it found nothing. */
const filters = new Set("sed tr cut sort uniq awk grep egrep fgrep wc rev tail paste column fold tee".split(" "));

/** What breaks off half-way now and then. */
export const downloaders = new Set("curl wget aria2c fetch git aws gsutil gcloud az svn".split(" "));

function cannotFail(command: Command): boolean {
  const name = command.name ?? "";
  if (harmless.has(name) || (command.operator === "|" && filters.has(name))) return true;
  const hasHeredoc = command.redirects.some(({ operator }) => operator.startsWith("<<"));
  return runs(command, "dpkg") ? hasFlag(command, "--print-architecture") : command.name === "cat" && hasHeredoc;
}

/** It may end before it has read everything, which with pipefail makes a failure of a pipe that is right. */
function stopsEarly(command: Command | undefined): boolean {
  if (!command || runs(command, "head")) return command !== undefined;
  return runs(command, "grep", "egrep", "fgrep") && hasFlag(command, "-q", "--quiet", "-m", "--max-count");
}

/** `locale -a | grep en_US`: of a command that has failed there is nothing to find, and the pipe fails by that. */
function findsNothing(command: Command | undefined): boolean {
  if (!command || command.next === "|") return false;
  return runs(command, "grep", "egrep", "fgrep") && !hasFlag(command, "-v", "--invert-match", "-c", "--count");
}

/** Where it fails, it has written nothing, or something cut off. */
function givesAllOrBreaks(command: Command): boolean {
  return downloaders.has(command.name ?? "") || unpackers.has(command.name ?? "") || command.name === "cat";
}

/** Programs that unpack, and fail at input that is empty or cut off. */
const unpackers = new Set("gunzip zcat xz unxz xzcat bunzip2 bzcat unzstd zstdcat lzma unlzma".split(" "));

/** They give nothing for nothing. */
const passing = new Set("cat sed tr cut sort uniq grep egrep fgrep head tail base64 tee".split(" "));

/**
 * Whether the pipe fails by its last command when nothing comes: `curl … | tar xz`, `curl … | gunzip | tar x`.
 * Of a command in the middle nobody hears that it failed.
 */
function noticesEmptiness(commands: readonly Command[], index: number): boolean {
  const command = commands[index];
  if (!command) return false;
  if (command.next !== "|") return refusesEmptiness(command);
  const isPassing = passing.has(command.name ?? "") || (refusesEmptiness(command) && command.name !== "tar");
  return isPassing && noticesEmptiness(commands, nextBeside(commands, index));
}

/** Measured with the programs of Debian. */
function refusesEmptiness(command: Command): boolean {
  const name = command.name ?? "";
  if (unpackers.has(name) && name !== "xz") return true;
  if (/^(?:md5|sha\d+|b2)sum$/.test(name)) return hasFlag(command, "-c", "--check");
  if (/^(?:xz|gzip|bzip2|zstd|lzop|pigz|brotli)$/.test(name))
    return hasFlag(command, "-d", "--decompress", "--uncompress");
  if (name === "tar" || name === "bsdtar") {
    const mode = command.words[1]?.value ?? "";
    return /^[^-]*[xt]/.test(mode) || hasFlag(command, "-x", "--extract", "--get", "-t", "--list");
  }
  if (name === "cpio") return hasFlag(command, "-i", "--extract", "-t", "--list");
  return /^(?:gpgv?2?|unzip|funzip|rpm2cpio)$/.test(name) || runs(command, "apt-key add");
}

/**
 * Whether a command behind a pipe fails where nothing came through: `curl … | bash && . "$NVM_DIR/nvm.sh"` reads a file that only
 * the installer makes, and apt-get update refuses a repository whose keyring is empty (measured with apt 2.6: status 100).
 * @param pipe the first command of the pipe.
 */
export function isMissedBehind({ script }: Instruction, pipe: Command): boolean {
  const commands = script?.commands ?? [];
  const chain = behindPipe(commands, commands.indexOf(pipe));
  const [keeper] = chain;
  const keyring = keeper && keptFile(keeper);
  return chain.slice(1).some(
    (command) =>
      // Nobody hears of what fails in the middle of a pipe.
      command.next !== "|" &&
      (neededFiles(command).some((file) => ofHome.test(file)) ||
        (keyring !== undefined && runs(command, "apt-get update", "apt update") && isSigningKey(script, keyring))),
  );
}

/** The last command of a pipe, and those that run only when it and each other succeed. */
function behindPipe(commands: readonly Command[], start: number): Command[] {
  const chain: Command[] = [];
  let at = start;
  while (commands[at]?.next === "|") at = nextBeside(commands, at);
  for (let command = commands[at]; command; command = commands[at]) {
    chain.push(command);
    if (command.next !== "|" && command.next !== "&&") break;
    at = nextBeside(commands, at);
  }
  return chain;
}

/** The programs and files without which a command fails. */
function neededFiles(command: Command): string[] {
  const [program, ...more] = command.words;
  if (/^(?:\.|source)$/.test(command.name ?? "")) return more.slice(0, 1).map(({ text }) => text);
  const files = operands(command).map(({ text }) => text);
  if (runs(command, "mv", "cp", "install") && !hasFlag(command, "-t", "--target-directory")) return files.slice(0, -1);
  if (runs(command, "chmod", "chown")) return files.slice(1);
  return program ? [program.text] : [];
}

/** The file into which `tee` or `dd` puts what they are given. */
function keptFile(command: Command): string | undefined {
  if (runs(command, "tee")) return operands(command)[0]?.value;
  const out = runs(command, "dd") ? command.words.find(({ value }) => value?.startsWith("of=")) : undefined;
  return out?.value?.slice("of=".length);
}

/** Whether the repository that a script adds is trusted by a key alone that it puts there. */
function isSigningKey(script: Instruction["script"], keyring: string): boolean {
  const named = [`signed-by=${keyring}`, `Signed-By: ${keyring}`];
  if (keyring.startsWith("/etc/apt/trusted.gpg.d/")) named.push("/etc/apt/sources.list");
  const isNamed = ({ text }: Word) => named.some((it) => text.includes(it));
  return (script?.commands ?? []).some(
    ({ words, redirects }) => words.some(isNamed) || redirects.some(({ target }) => target && isNamed(target)),
  );
}

/** Files in a home folder, or where a variable of an installer says. */
const ofHome =
  /^["']?(?![^"']*\/\.(?:bashrc|profile)["']?$)(?:~\/|\/root\/\.|\/home\/[^/]+\/\.|\$\{?(?:HOME|[A-Z]+_(?:DIR|HOME|INSTALL))\}?\/)/;

/** The last command of a pipe, and the one behind it. */
function endOfPipe(commands: readonly Command[], start: number): readonly (Command | undefined)[] {
  let last = start;
  while (commands[last]?.next === "|") last = nextBeside(commands, last);
  return [commands[last], commands[nextBeside(commands, last)]];
}

/** `a | b || true` */
function isIgnored(commands: readonly Command[], consumer: number): boolean {
  const [last, after] = endOfPipe(commands, consumer);
  return last?.next === "||" && (after?.name === "true" || after?.name === ":");
}

/** Index of the next command that is not nested in the one at an index. */
function nextBeside(commands: readonly Command[], index: number): number {
  const depth = commands[index]?.within.length ?? 0;
  let next = index + 1;
  while (next < commands.length && (commands[next]?.within.length ?? 0) > depth) next++;
  return next;
}
