import { isSecretName } from "../context/secrets";
import { type Lost, type LostKind, lostIn, namesOf } from "../instructions/lostState";
import { lostFixes } from "../stage/lostFixes";
import { runsOf } from "../syntax/runs";
import type { DockerfileRule, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "lost-after-run",
  title: "What the shell is told here ends with this RUN",
  severity: "warning",
  category: "shell",
  why:
    "Each `RUN` has a shell of its own, and of that only files stay: variables, aliases, limits, options, another user and programs in the background end with it. " +
    "`ENV`, `SHELL` and `USER` hold for what follows; what shall run in the container belongs into `CMD` or `ENTRYPOINT`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#run", "https://docs.docker.com/reference/dockerfile/#env"],
  bad: "FROM debian:13-slim\nRUN export DATA_DIR=/srv/data",
  good: "FROM debian:13-slim\nENV DATA_DIR=/srv/data",

  *check(file) {
    for (const instruction of runsOf(file)) {
      const [first, ...others] = lostIn(instruction).filter((lost) => !isSetOtherwise(lost, instruction));
      if (!first) continue;
      yield {
        span: spanOf(first),
        message: messages[first.kind](first),
        severity: first.kind === "option" || first.kind === "alias" ? "info" : undefined,
        related: others.map((lost) => ({ ...spanOf(lost), message: messages[lost.kind](lost) })),
        fixes: lostFixes(file, instruction, [first, ...others], (name) => !isSecretName(name)),
      };
    }
  },
} satisfies DockerfileRule;

function spanOf({ command }: Lost) {
  return command.words[0] ?? command.assignments[0] ?? command;
}

/** A variable, or the PATH to a version, that ENV sets in the same stage is there all the same. */
function isSetOtherwise({ kind, command }: Lost, { stage, variable }: Instruction): boolean {
  // What the shell itself has set is as well gone by itself.
  if (kind === "removal") return !namesOf(command).some((name) => variable(name) !== undefined);
  if (kind !== "variable" && kind !== "version" && kind !== "script") return false;
  const names = kind === "variable" ? namesOf(command) : ["PATH"];
  const set = stage?.instructions.filter(({ keyword }) => keyword === "ENV").flatMap((env) => env.assignments) ?? [];
  return names.length > 0 && names.every((name) => set.some((assignment) => assignment.name.value === name));
}

const own = "each RUN has a shell of its own";

/** One sentence for each kind: what ends, and what would hold. */
const messages: Readonly<Record<LostKind, (lost: Lost) => string>> = {
  variable: ({ command }) =>
    `What is set for ${namesOf(command).join(", ") || "variables"} is lost when this RUN ends, for ${own}: ENV holds for what follows`,
  alias: ({ command }) =>
    `The alias ${namesOf(command).join(", ")} ends with this RUN, for ${own}, and nothing in it uses the alias`,
  removal: ({ command }) =>
    `"unset" holds for the shell of this RUN only, which ends here: ${namesOf(command).join(", ")} has its value again in what follows`,
  folder: () =>
    `"pushd" changes the folder of the shell of this RUN only, which ends here: WORKDIR holds for what follows`,
  limit: () =>
    `"ulimit" holds for the shell of this RUN only, which ends here: the limits of a container are set where it is started`,
  kernel: () =>
    `"sysctl" sets the kernel of the machine that builds, which refuses that here and which no image takes along: --sysctl, or the host, sets it where the container runs`,
  mask: () => `"umask" holds for the shell of this RUN only, which makes no file after it`,
  option: ({ command }) =>
    `"${command.name}" has no effect, for ${own} and nothing follows in this one: SHELL sets options for all RUNs below`,
  user: ({ command }) =>
    `"${command.name}" starts a shell that ends at once, since nothing is typed into it: what follows runs as before, and USER would change that`,
  shell: () => `This shell ends at once, since nothing is typed into it: what follows runs in the shell of before`,
  background: () =>
    "A program in the background ends with this RUN, and only files stay: what shall run in the container belongs into CMD or ENTRYPOINT",
  service: () =>
    "What this starts ends with this RUN, and only files stay: what shall run in the container belongs into CMD or ENTRYPOINT",
  version: ({ command }) =>
    `"${command.words
      .slice(0, 2)
      .map(({ text }) => text)
      .join(" ")}" chooses for the shell of this RUN only, which ends here: ENV PATH holds for what follows`,
  script: () => `What this sets is lost when this RUN ends, for ${own}: ENV holds for what follows`,
};
