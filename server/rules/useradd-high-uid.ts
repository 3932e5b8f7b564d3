import { addArguments } from "../edits/edits";
import { mayHideOptions } from "../packages/packages";
import { readArguments } from "../syntax/options";
import { commandsOf } from "../syntax/runs";
import { hasFlag } from "../syntax/shell";
import { expand } from "../syntax/variables";
import type { Command, DockerfileRule, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["useradd"],
  id: "useradd-high-uid",
  title: "useradd with a high user id makes a huge log file",
  severity: "warning",
  category: "user",
  aliases: ["DL3046"],
  why:
    "useradd notes each account in `/var/log/faillog` and `/var/log/lastlog`, which have a place for every lower number as well. " +
    "For a user id of nine digits that is a file of hundreds of gigabytes, empty for the most part, which the builder may write out in full: `-l` leaves it alone.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3046",
    "https://docs.docker.com/build/building/best-practices/#user",
  ],
  bad: "FROM debian:13-slim\nRUN useradd -u 1234567 app",
  good: "FROM debian:13-slim\nRUN useradd -l -u 1234567 app",

  *check(file) {
    for (const { command, instruction } of commandsOf(file, "useradd")) {
      if (hasFlag(command, "-l", "--no-log-init")) continue;
      const uid = userId(command, instruction);
      const [program] = command.words;
      if (!program || uid === undefined || !/^\d{6,}$/.test(uid) || mayHideOptions(command, instruction)) continue;
      const edit = addArguments(command, "-l", program);
      yield {
        span: program,
        message: `For the user id ${uid}, useradd writes a log file with room for all lower ones`,
        fixes: edit && [{ title: "Add -l", safe: true, edits: [edit] }],
      };
    }
  },
} satisfies DockerfileRule;

function userId(command: Command, instruction: Instruction): string | undefined {
  const option = readArguments(command).options.find(({ names }) => names.includes("-u") || names.includes("--uid"));
  const text = option?.attached ? option.attached.value : option?.next?.text;
  return text === undefined ? undefined : expand(text, (name) => instruction.variable(name), "\\");
}
