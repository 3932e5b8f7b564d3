import { runsOf, unixCommands } from "../syntax/runs";
import type { Command, Dockerfile, DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["cat"],
  id: "useless-cat",
  title: "The next command can read the file itself",
  severity: "hint",
  category: "shell",
  aliases: ["SC2002"],
  why:
    "`cat file | command` runs one program more than `command < file`, and when the file is missing, the failure of `cat` gets lost in the pipe. " +
    "The redirection fails as it should.",
  sources: ["https://www.shellcheck.net/wiki/SC2002"],
  bad: "FROM debian:13-slim\nRUN cat key.asc | apt-key add -",
  good: "FROM debian:13-slim\nRUN apt-key add - < key.asc",

  *check(file) {
    for (const instruction of runsOf(file, "cat")) {
      if (instruction.script?.form === "exec") continue;
      const commands = unixCommands(instruction);
      for (const [index, command] of commands.entries()) {
        const name = command.words[1];
        if (command.name !== "cat" || command.next !== "|" || command.operator === "|" || !isOneFile(command) || !name)
          continue;
        const reader = commands[index + 1];
        yield {
          span: { start: command.start, end: name.end },
          message: `What follows can read ${name.text} itself`,
          fixes: reader ? fixes(file, command, reader) : [],
        };
      }
    }
  },
} satisfies DockerfileRule;

function isOneFile({ words, redirects, wrappers, assignments, within }: Command): boolean {
  const [, name] = words;
  const isName =
    name !== undefined && !/^-|[*?[]/.test(name.text) && (name.value !== undefined || name.text.startsWith('"'));
  return (
    isName &&
    words.length === 2 &&
    redirects.length + wrappers.length + assignments.length === 0 &&
    !within.includes("sh -c")
  );
}

function fixes(file: Dockerfile, cat: Command, reader: Command): Fix[] {
  const [name, last] = [cat.words[1], reader.words.at(-1)];
  const readsElsewhere = reader.redirects.some(({ operator }) => operator.includes("<"));
  if (reader.operator !== "|" || !name || !last || readsElsewhere) return [];
  if (file.comments.some(({ start }) => start > cat.start && start < reader.start)) return [];
  const edits = [
    { start: cat.start, end: reader.start, text: "" },
    { start: last.end, end: last.end, text: ` < ${file.text.slice(name.start, name.end)}` },
  ];
  return [{ title: `Read from ${name.text} without cat`, safe: false, edits }];
}
