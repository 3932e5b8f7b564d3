import { runsOf } from "../text/apt";
import { firstBelow, hasInterpreter, prependCommand, setShell, shellInForce, shellOf } from "../text/defaultShell";
import { hasFlag, runs } from "../text/shell";
import type { Command, Dockerfile, DockerfileRule, Fix, Instruction, Span } from "../types";

export default {
  on: "Dockerfile",
  id: "pipe-without-pipefail",
  title: "A failure before the pipe goes unnoticed, because only the last command counts",
  severity: "warning",
  category: "shell",
  aliases: ["DL4006"],
  why:
    "The shell takes the status of a pipe from its last command: when a download breaks off, `curl … | tar x` may well succeed, and the build goes on with half the files. " +
    "With `pipefail` the pipe fails when any of its commands does. `/bin/sh` of Debian does not know it, bash and the ash of Alpine do.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL4006",
    "https://docs.docker.com/build/building/best-practices/#using-pipes",
  ],
  bad: "FROM debian:13-slim\nRUN curl -fsSL https://example.com/a.tar.gz | tar xz",
  good: 'FROM debian:13-slim\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl -fsSL https://example.com/a.tar.gz | tar xz',

  *check(file) {
    const firsts = new Map<Instruction | undefined, Instruction>();
    for (const instruction of runsOf(file)) {
      const pipe = instruction.onbuild ? undefined : openPipe(instruction);
      if (!pipe) continue;
      const first = firstBelow(firsts, file, instruction);
      yield {
        span: operatorAfter(file, pipe),
        severity: downloaders.has(pipe.name ?? "") ? undefined : "info",
        message: `When "${pipe.name ?? pipe.words[0]?.text}" fails, the build goes on, because only the last command of a pipe counts`,
        fixes: fixes(file, instruction, first),
      };
    }
  },
} satisfies DockerfileRule;

/** The first command that is piped on and whose failure would matter and go unnoticed. */
function openPipe({ script, before }: Instruction): Command | undefined {
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
const downloaders = new Set("curl wget aria2c fetch git aws gsutil gcloud az svn".split(" "));

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

function operatorAfter({ text }: Dockerfile, command: Command): Span {
  const between = /(?:[\s\\`]|#[^\n]*\n)*\|/y;
  between.lastIndex = command.end;
  const end = between.test(text) ? between.lastIndex : command.end;
  return { start: end > command.end ? end - 1 : command.start, end };
}

function fixes(file: Dockerfile, instruction: Instruction, first: Instruction): Fix[] {
  const { script, stage } = instruction;
  if (!stage) return [];
  const offered = shellOf(instruction);
  const found: Fix[] = [];
  const program = shellInForce(file, instruction)?.words[0];
  if (hasInterpreter(file, instruction)) {
    // It chooses its own shell.
  } else if (program && script?.language === "bash") {
    const edits = [{ start: program.end, end: program.end, text: ', "-o", "pipefail"' }];
    found.push({ title: "Add pipefail to SHELL", safe: false, edits });
  } else if (offered === "ash") {
    const words = ["/bin/ash", "-eo", "pipefail", "-c"];
    found.push(setShell(file, first, words, "Set SHELL to ash with pipefail"));
  } else {
    const words = ["/bin/bash", "-o", "pipefail", "-c"];
    found.push(setShell(file, first, words, "Set SHELL to bash with pipefail"));
  }
  const knows = script?.language === "bash" || offered === "ash";
  const set = knows ? prependCommand(file, instruction, "set -o pipefail") : undefined;
  if (set) found.push({ title: "Set pipefail for this RUN", safe: false, edits: [set] });
  return found;
}
