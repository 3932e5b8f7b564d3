import { addArguments } from "../edits/edits";
import { mayHideOptions } from "../packages/packages";
import { baseFacts } from "../stage/users";
import { commandsOf, startOfFirst } from "../syntax/runs";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Command, DockerfileRule, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["wget"],
  id: "wget-without-progress",
  title: "wget fills the log of the build with its progress",
  severity: "hint",
  category: "packages",
  aliases: ["DL3047"],
  why:
    "Without a terminal wget prints a line for every fifty kilobytes, thousands of them for a large file, in which messages that matter get lost. " +
    "`--progress=dot:giga` prints one for every 32 megabytes; `-nv` and `-q` are quieter still.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3047",
    "https://www.gnu.org/software/wget/manual/wget.html#Download-Options",
  ],
  bad: "FROM debian:13\nRUN wget https://example.com/a.tar.gz",
  good: "FROM debian:13\nRUN wget --progress=dot:giga https://example.com/a.tar.gz",

  *check(file) {
    for (const { command, instruction } of commandsOf(file, "wget")) {
      if (hasFlag(command, ...quiet) || mayHideOptions(command, instruction)) continue;
      // `-nv` is one option, not `-n` and `-v`.
      if (command.words.some(({ value }) => value === "-nv")) continue;
      const flag = quietFlag(instruction);
      const [program] = command.words;
      const edit = addArguments(command, flag, program);
      yield {
        span: program ?? command,
        fixes: edit && [{ title: `Add ${flag}`, safe: true, edits: [edit] }],
      };
    }
  },
} satisfies DockerfileRule;

const quiet =
  "--progress -q --quiet -nv --no-verbose -o --output-file -a --append-output -b --background --spider -V --version -h --help".split(
    " ",
  );

/** The wget of busybox fails with GNU's options, but for `-nv`, which it takes and goes on as before. */
function quietFlag(instruction: Instruction): string {
  const family = instruction.stage && baseFacts(instruction.stage)?.family;
  if (family === undefined) return "-nv";
  const isGnu = family !== "alpine" && family !== "busybox" && family !== "wolfi";
  return isGnu || firstInstalling(instruction.stage) <= instruction.start ? "--progress=dot:giga" : "-q";
}

const firstInstalling = startOfFirst(({ script }) => {
  const isInstall = (command: Command) =>
    runs(command, "apk add") && operands(command).some(({ text }) => /^wget\b/.test(text));
  return script?.commands.some(isInstall) ?? false;
});
