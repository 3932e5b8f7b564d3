import { byPosition, insertAfter, insertBefore } from "../text/edits";
import { commandsOf, type Run, unixCommands } from "../text/packages";
import { baseFacts, uidOf } from "../text/users";
import type { Command, Dockerfile, DockerfileRule, Edit, Fix, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "sudo-in-run",
  title: "A build runs as whoever USER says and needs no sudo",
  severity: "warning",
  category: "user",
  aliases: ["DL3004"],
  why:
    "A build runs as root unless `USER` says otherwise, so that sudo changes nothing there but has to be installed, and stays in the image for whoever breaks into it. " +
    "Where an instruction needs root, write `USER root` before it and the other user behind it.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3004",
    "https://docs.docker.com/build/building/best-practices/#user",
  ],
  bad: "FROM debian:13-slim\nRUN sudo apt-get update",
  good: "FROM debian:13-slim\nRUN apt-get update",

  *check(file) {
    for (const run of commandsOf(file)) {
      const sudo = sudoWord(run.command);
      if (sudo) yield { span: sudo, fixes: fixes(file, run) };
    }
  },
} satisfies DockerfileRule;

function sudoWord({ wrappers, words, name }: Command): Word | undefined {
  return wrappers.find(({ value }) => /^(?:\S*\/)?sudo$/.test(value ?? "")) ?? (name === "sudo" ? words[0] : undefined);
}

function fixes(file: Dockerfile, { command, instruction }: Run): Fix[] {
  const { before, stage, onbuild } = instruction;
  const drop = dropSudo(file, command);
  if (!drop) return [];
  if (!stage || uidOf(stage, before) === 0) {
    // Whoever calls sudo in an image that nothing is known of may have to.
    const optional = !before.user && stage !== undefined && baseFacts(stage)?.defaultUser === undefined;
    return [{ title: "Drop sudo", safe: false, edits: [drop], optional }];
  }
  const user = before.user?.value;
  const all = unixCommands(instruction).map((other) => dropSudo(file, other));
  if (user === undefined || onbuild || !all.every((edit) => edit !== undefined)) return [];
  const wrap = [insertBefore(file, instruction, "USER root"), insertAfter(file, instruction, `USER ${user}`)];
  return [{ title: "Run it as USER root instead", safe: false, edits: [...wrap, ...all] }];
}

/** Takes sudo and its options away; undefined where it runs as another user, or is written in a way that hides its place. */
function dropSudo({ text }: Dockerfile, command: Command): Edit | undefined {
  const { wrappers, words, assignments } = command;
  const sudo = sudoWord(command);
  const isOption = (word: Word) => wrappers.includes(word) && word.text.startsWith("-");
  const rest = [...wrappers.filter((word) => !isOption(word)), ...assignments, ...words];
  const target = rest.filter(({ start }) => sudo && start > sudo.start).sort(byPosition)[0];
  if (!sudo || !target || words[0] === sudo || text.slice(sudo.start, sudo.end) !== sudo.text) return undefined;
  const options = text.slice(sudo.end, target.start);
  const isPlain = /^["',\s]*(?:--?(?:E|H|n|EH|HE|preserve-env|set-home|non-interactive)?["',\s]+)*$/.test(options);
  return isPlain && !options.includes("\n") ? { start: sudo.start, end: target.start, text: "" } : undefined;
}
