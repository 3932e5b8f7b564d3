import { systemManagers } from "../data/systemManagers";
import { prependCommand } from "../stage/defaultShell";
import { isErrexit, mindsFailures } from "../syntax/errexit";
import { runsOf, unixCommands } from "../syntax/runs";
import { operands } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Instruction } from "../types";

import { countWhile } from "../util/sorted";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["<<"],
  id: "heredoc-without-errexit",
  title: "A command that fails in this heredoc goes unnoticed",
  severity: "warning",
  category: "shell",
  why:
    "The lines of a heredoc are a script, whose status is that of its last command: when an earlier one fails, the others run all the same, and the build goes on if the last one is content. " +
    "`set -e` at its top, or `SHELL` with `-e`, ends the script at the first failure.",
  sources: ["https://docs.docker.com/reference/dockerfile/#here-documents"],
  bad: "FROM alpine:3.22\nRUN <<EOF\nwget -O /tmp/x https://example.com/x\necho ready\nEOF",
  good: "FROM alpine:3.22\nRUN <<EOF\nset -e\nwget -O /tmp/x https://example.com/x\necho ready\nEOF",

  *check(file) {
    for (const run of runsOf(file)) {
      const lost = lostFailure(file, run);
      if (!lost) continue;
      const edit = prependCommand(file, run, "set -e");
      yield {
        span: run.heredocs[0]?.operator ?? run.name,
        severity: lost.isMissed ? "info" : undefined,
        message: `When "${lost.command.words[0]?.text}" fails, the commands behind it run all the same, for only the status of the last one counts: put set -e first`,
        fixes: edit && [{ title: "Put set -e first", safe: false, edits: [edit] }],
      };
    }
  },
} satisfies DockerfileRule;

/** The first command whose failure nobody sees, and whether what follows would fail in turn. */
function lostFailure(file: Dockerfile, run: Instruction): { command: Command; isMissed: boolean } | undefined {
  const { script, heredocs } = run;
  if (script?.form !== "heredoc" || heredocs.length !== 1 || script.errors.length > 0) return undefined;
  if (script.language !== "sh" && script.language !== "bash") return undefined;
  const [interpreter] = /^#![^\n]*/.exec(file.text.slice(script.start, script.end)) ?? [];
  if (interpreter?.split(/\s+/).some(isErrexit)) return undefined;
  // Whoever looks at failures in a way of his own has thought of them.
  if (mindsFailures(run)) return undefined;
  const outer = unixCommands(run).filter(({ within }) => within.length === 0);
  const last = outer.at(-1)?.start ?? 0;
  const unseen = outer.filter((command) => command.start < last && mayFailUnseen(command));
  const silent = unseen.find((command) => !isMissed(command, outer));
  const command = silent ?? unseen[0];
  return command && { command, isMissed: silent === undefined };
}

/** So many commands behind one are looked through. */
const most = 10;

/** Whether a command behind it fails in turn: an install without lists of packages, an account of a group that is not there. */
function isMissed(command: Command, all: readonly Command[]): boolean {
  const { name, words } = command;
  const at = countWhile(all, ({ start }) => start <= command.start);
  const behind = all.slice(at, at + most);
  if (words.some(({ value }) => value === "update" || value === "makecache")) {
    return systemManagers.has(name ?? "") && behind.some((other) => other.name === name);
  }
  const account = /^(?:addgroup|groupadd|adduser|useradd)$/.test(name ?? "")
    ? operands(command).at(-1)?.value
    : undefined;
  if (account === undefined) return false;
  return behind.some(
    (other) =>
      /^(?:adduser|useradd|usermod|chown)$/.test(other.name ?? "") &&
      other.words.some(({ text }) => text.includes(account)),
  );
}

function mayFailUnseen({ name, words, next, operator }: Command): boolean {
  if (next !== "\n" && next !== ";") return false;
  return words.length > 0 && operator !== "||" && !succeeding.has(name ?? "");
}

/** They succeed, or end the script. */
const succeeding = new Set(
  "echo printf true : export set unset alias umask shopt local readonly exit return exec".split(" "),
);
