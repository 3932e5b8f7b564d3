/** Pipes in RUN: which of their commands may fail unnoticed. */

import { hasFlag, runs } from "../syntax/shell";
import type { Command, Instruction } from "../types";

/** The first command that is piped on and whose failure would matter and go unnoticed. */
export function openPipe({ script, before }: Instruction): Command | undefined {
  const commands = script?.language === "sh" || script?.language === "bash" ? script.commands : [];
  if (before.shell?.includes("pipefail")) return undefined;
  const set = commands.find(({ name, words }) => (name === "set" || name === "shopt") && words.some(isPipefail));
  return commands.find((command, index) => {
    if (command.next !== "|" || command.within.includes("sh -c") || (set && set.start < command.start)) return false;
    if (cannotFail(command)) return false;
    const consumer = nextBeside(commands, index);
    if (findsNothing(commands[consumer]) && !downloaders.has(command.name ?? "")) return false;
    return !stopsEarly(commands[consumer]) && !isIgnored(commands, consumer);
  });
}

function isPipefail({ value }: { readonly value: string | undefined }): boolean {
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

/** `a | b || true` */
function isIgnored(commands: readonly Command[], consumer: number): boolean {
  let last = consumer;
  while (commands[last]?.next === "|") last = nextBeside(commands, last);
  const after = commands[last]?.next === "||" ? commands[nextBeside(commands, last)] : undefined;
  return after?.name === "true" || after?.name === ":";
}

/** Index of the next command that is not nested in the one at an index. */
function nextBeside(commands: readonly Command[], index: number): number {
  const depth = commands[index]?.within.length ?? 0;
  let next = index + 1;
  while (next < commands.length && (commands[next]?.within.length ?? 0) > depth) next++;
  return next;
}
