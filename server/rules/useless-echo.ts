import { replace } from "../edits/edits";
import { runsOf, unixCommands } from "../syntax/runs";
import type { Command, Dockerfile, DockerfileRule, Fix, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["echo"],
  id: "useless-echo",
  title: "The command prints its output itself, without echo",
  severity: "hint",
  category: "shell",
  aliases: ["SC2005"],
  why:
    "`echo $(command)` catches what the command prints only to print it again, and succeeds even when the command fails. " +
    "Without echo the failure stops the build; use echo where it is meant to join lines.",
  sources: ["https://www.shellcheck.net/wiki/SC2005"],
  bad: 'FROM debian:13-slim\nRUN echo "$(date -u)" > /build-date',
  good: "FROM debian:13-slim\nRUN date -u > /build-date",

  *check(file) {
    for (const instruction of runsOf(file, "echo")) {
      if (instruction.script?.form === "exec") continue;
      for (const command of unixCommands(instruction)) {
        const [program, word] = command.words;
        const inner = command.name === "echo" && command.words.length === 2 && word ? substitution(word) : undefined;
        if (inner === undefined || !program || !word) continue;
        yield { span: program, fixes: fixes(file, command, word, inner) };
      }
    }
  },
} satisfies DockerfileRule;

/** The command when a word is nothing but its substitution. */
function substitution({ text }: Word): string | undefined {
  const plain = text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  const [, inner, old] = /^\$\(([^()]+)\)$|^`([^`\\]+)`$/.exec(plain) ?? [];
  return plain.startsWith("$((") ? undefined : (inner ?? old)?.trim();
}

/** A list of commands, or a redirection of its own, would need brackets. */
function fixes(file: Dockerfile, command: Command, word: Word, inner: string): Fix[] {
  const written = file.text.slice(word.start, word.end);
  const { wrappers, assignments, redirects, within } = command;
  const isPlain =
    wrappers.length + assignments.length === 0 &&
    redirects.every(({ start }) => start > word.end) &&
    !within.includes("sh -c");
  if (!isPlain || written !== word.text || /[;&<>\n#\\]|\|\|/.test(inner)) return [];
  const edits = [replace({ start: command.start, end: word.end }, inner)];
  return [{ title: "Drop echo", safe: false, edits, optional: !word.text.startsWith('"') }];
}
