import { replace } from "../edits/edits";
import { neverFails } from "../instructions/expansions";
import { runsOf, unixCommands } from "../syntax/runs";
import type { Command, Dockerfile, DockerfileRule, Fix, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "export-hides-failure",
  title: "export succeeds even when the command in it fails",
  severity: "info",
  category: "shell",
  aliases: ["SC2155"],
  why:
    "The status of `export A=$(command)` is that of `export`, which succeeds whatever happens to the command, and the build goes on with an empty variable. " +
    "`A=$(command)` on its own has the status of the command; export the variable afterwards.",
  sources: ["https://www.shellcheck.net/wiki/SC2155"],
  bad: "FROM debian:13-slim\nRUN export KEY=$(cat key.txt) && ./install.sh",
  good: "FROM debian:13-slim\nRUN KEY=$(cat key.txt) && export KEY && ./install.sh",

  *check(file) {
    for (const instruction of runsOf(file, ...assigning)) {
      for (const command of unixCommands(instruction)) {
        if (!assigning.includes(command.name ?? "")) continue;
        const word = command.words.find(({ text }) => /^\w+=["']?(?:\$\(|`)/.test(text));
        if (!word || neverFails(word.text.replace(/^\w+=/, ""))) continue;
        yield {
          span: word,
          message: `"${command.name}" succeeds even when the command in it fails, and the build goes on without a value`,
          fixes: fixes(file, command, word),
        };
      }
    }
  },
} satisfies DockerfileRule;

/** Programs of the shell that succeed whatever gave the value. */
const assigning = ["export", "local", "declare", "typeset", "readonly"];

function fixes(file: Dockerfile, command: Command, word: Word): Fix[] {
  const { words, wrappers, assignments, redirects, operator, next, within } = command;
  const isAlone = words.length === 2 && wrappers.length + assignments.length + redirects.length === 0;
  const isListed = operator !== "||" && operator !== "|" && next !== "|" && next !== "&" && !within.includes("sh -c");
  const isVerbatim = file.text.slice(word.start, word.end) === word.text;
  if (command.name !== "export" || !isAlone || !isListed || !isVerbatim) return [];
  const [name] = word.text.split("=");
  const edits = [
    replace({ start: command.start, end: word.start }, ""),
    { start: word.end, end: word.end, text: ` && export ${name}` },
  ];
  return [{ title: `Export ${name} afterwards`, safe: false, edits }];
}
