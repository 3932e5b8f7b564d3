import { exitsAtErrors } from "../syntax/errexit";
import { runsOf, unixCommands } from "../syntax/runs";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["cd"],
  id: "unguarded-cd",
  title: "When cd fails, what follows runs in the wrong folder",
  severity: "info",
  category: "shell",
  aliases: ["SC2164"],
  why:
    "After `;` or on a new line the shell goes on whatever the command before it did, so that a misspelt folder makes `rm -rf *` work somewhere else. " +
    "Join the two by `&&`, or end the RUN by `|| exit`.",
  sources: ["https://www.shellcheck.net/wiki/SC2164"],
  bad: "FROM debian:13-slim\nRUN cd /tmp/build; rm -rf *",
  good: "FROM debian:13-slim\nRUN cd /tmp/build || exit 1; rm -rf *",

  *check(file) {
    for (const instruction of runsOf(file, "cd")) {
      const commands = unixCommands(instruction);
      for (const command of commands) {
        const [program, folder] = command.words;
        if (command.name !== "cd" || !program || !folder || /^["']?(?:\/|-|~|\.\.|\$HOME)["']?$/.test(folder.text))
          continue;
        const isFollowed =
          (command.next === ";" || command.next === "\n") &&
          commands.findLast(({ start }) => start > command.end) !== undefined;
        if (!isFollowed || command.operator === "|" || command.operator === "||") continue;
        if (exitsAtErrors(file, instruction, command)) continue;
        const edits = [{ start: command.end, end: command.end, text: " || exit 1" }];
        const isExact = !command.within.includes("sh -c");
        yield {
          span: { start: program.start, end: folder.end },
          fixes: isExact ? [{ title: "Stop when cd fails", safe: false, edits }] : [],
        };
      }
    }
  },
} satisfies DockerfileRule;
