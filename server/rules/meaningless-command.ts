import { removeCommands } from "../edits/removal";
import { flagOf } from "../syntax/instructions";
import { commandsIn, commandsOf, type Run } from "../syntax/runs";
import { operands } from "../syntax/shell";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "meaningless-command",
  title: "The command has no use while an image is built",
  severity: "info",
  category: "correctness",
  aliases: ["DL3001"],
  why:
    "A `RUN` has no terminal, no init system and no machine of its own, and only the files that it changes are kept. " +
    "Services, interactive programs and whatever looks at processes or memory belong to the running container.",
  sources: ["https://github.com/hadolint/hadolint/wiki/DL3001"],
  bad: "FROM debian:13-slim\nRUN ./install.sh && service cron start",
  good: "FROM debian:13-slim\nRUN ./install.sh",

  *check(file) {
    for (const run of commandsOf(file, ...programs.keys())) {
      const name = run.command.name ?? "";
      const known = programs.get(name);
      const span = run.command.words[0];
      // A program of the image's own, `./top`, only has the same name.
      const isOfSystem = /^(?:\/(?:usr\/)?s?bin\/)?\w+$/.test(span?.value ?? "");
      if (!known || !span || !isOfSystem || known.isUseful?.(run)) continue;
      const edits = removeCommands(file, run.instruction, [run.command]);
      yield {
        span,
        message: `"${name}" has no use while an image is built: ${known.reason}`,
        fixes: edits && [{ title: `Drop "${name}"`, safe: false, edits, optional: true }],
      };
    }
  },
} satisfies DockerfileRule;

interface Program {
  readonly reason: string;
  readonly isUseful?: (run: Run) => boolean;
}

const interactive: Program = { reason: "there is no terminal" };
const editor: Program = {
  ...interactive,
  // `vim +PluginInstall +qall`, `vim -es -c …`
  isUseful: ({ command }) => command.words.some(({ text }) => /^(?:\+|-c|-e|--version)/.test(text)),
};
const ofProcesses: Program = {
  reason: "no processes but those of this RUN exist",
  isUseful: (run) => others(run).some(({ next, name }) => next === "&" || name === "service" || name === undefined),
};
const ofMachine: Program = { reason: "it is about the machine that builds, not about the container" };
const shutdown: Program = { reason: "there is nothing to shut down" };

const programs: ReadonlyMap<string, Program> = new Map([
  ["vim", editor],
  ["vi", editor],
  ["nano", interactive],
  // It prints once and ends with `-b`.
  ["top", { ...interactive, isUseful: ({ command }) => command.words.some(({ text }) => /^-\w*b/.test(text)) }],
  ["ps", ofProcesses],
  ["kill", ofProcesses],
  ["free", ofMachine],
  ["ifconfig", ofMachine],
  ["shutdown", shutdown],
  ["reboot", shutdown],
  [
    "service",
    {
      reason: "the service ends with this RUN",
      // A database is started, filled and stopped in one RUN.
      isUseful: (run) =>
        others(run).some(({ start }) => start > run.command.start) ||
        !/^(?:re)?start$/.test(run.command.words[2]?.value ?? ""),
    },
  ],
  [
    "ssh",
    {
      reason: "nobody is there to enter a password",
      isUseful: ({ instruction }) => instruction.mounts.some(({ type }) => type === "ssh" || type === "secret"),
    },
  ],
  [
    "mount",
    {
      reason: "a build may not mount, and the mount would be gone after this RUN",
      // Without a folder to mount at it prints what is mounted.
      isUseful: ({ command, instruction }) =>
        flagOf(instruction, "security") !== undefined || operands(command).length === 0,
    },
  ],
]);

/** The other programs that the RUN calls. */
function others({ command, instruction }: Run) {
  return commandsIn(instruction).filter(({ name }) => name !== command.name);
}
