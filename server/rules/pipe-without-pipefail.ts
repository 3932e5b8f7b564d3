import { replace } from "../edits/edits";
import { breaksByPipefail, downloaders, isMissedBehind, openPipe } from "../instructions/pipes";
import {
  firstBelow,
  hasInterpreter,
  prependCommand,
  setShell,
  shellInForce,
  shellOfImage,
} from "../stage/defaultShell";
import { refusedPipefails } from "../stage/refusedPipefail";
import { runsOf } from "../syntax/runs";
import type { Command, Dockerfile, DockerfileRule, Fix, Instruction, Span, Stage } from "../types";
import { memoize } from "../util/memoize";

export default {
  on: "Dockerfile",
  needs: ["|", "pipefail"],
  id: "pipe-without-pipefail",
  title: "A failure before the pipe goes unnoticed, because only the last command counts",
  severity: "warning",
  category: "shell",
  aliases: ["DL4006"],
  why:
    "The shell takes the status of a pipe from its last command: when a download fails, the `sh` of `curl … | sh` is content with nothing, and the build goes on without what it was to bring. " +
    "With `pipefail` the pipe fails when any of its commands does. `/bin/sh` of Debian does not know it, bash and the ash of Alpine do.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL4006",
    "https://docs.docker.com/build/building/best-practices/#using-pipes",
  ],
  bad: "FROM debian:13-slim\nRUN curl -fsSL https://example.com/install.sh | sh",
  good: 'FROM debian:13-slim\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl -fsSL https://example.com/install.sh | sh',

  *check(file) {
    for (const { instruction, program, option } of refusedPipefails(file)) {
      yield {
        span: option,
        severity: "error",
        message: `sh is dash in this image and refuses pipefail, so that ${program ? "every RUN in this shell fails" : "the build stops here"}`,
        fixes: [
          program
            ? { title: "Use bash", safe: false, optional: true, edits: [replace(program, '"/bin/bash"')] }
            : setShell(file, instruction, ["/bin/bash", "-c"], "Set SHELL to bash"),
        ],
      };
    }
    const firsts = new Map<Instruction | undefined, Instruction>();
    for (const instruction of runsOf(file)) {
      const pipe = instruction.onbuild ? undefined : openPipe(instruction);
      if (!pipe) continue;
      const first = firstBelow(firsts, file, instruction);
      const isMissed = isMissedBehind(instruction, pipe);
      const what = isMissed ? "only the command behind the pipe tells" : "the build goes on";
      yield {
        span: operatorAfter(file, pipe),
        severity: downloaders.has(pipe.name ?? "") && !isMissed ? undefined : "info",
        message: `When "${pipe.name ?? bareText(pipe)}" fails, ${what}, because only the last command of a pipe counts`,
        // Another shell is in force there.
        fixes: pipe.within.includes("sh -c") ? [] : fixes(file, instruction, first),
      };
    }
  },
} satisfies DockerfileRule;

/** A program that is not known, as written but for the quotes around it. */
function bareText({ words }: Command): string {
  return (words[0]?.text ?? "").replace(/^(["'])(.*)\1$/s, "$2");
}

function operatorAfter({ text }: Dockerfile, command: Command): Span {
  const between = /(?:[\s\\`]|#[^\n]*\n)*\|/y;
  between.lastIndex = command.end;
  const end = between.test(text) ? between.lastIndex : command.end;
  return { start: end > command.end ? end - 1 : command.start, end };
}

function fixes(file: Dockerfile, instruction: Instruction, first: Instruction): Fix[] {
  const { script, stage } = instruction;
  if (!stage) return [];
  const offered = shellOfImage(instruction);
  const found: Fix[] = [];
  const program = shellInForce(file, instruction)?.words[0];
  if (hasInterpreter(file, instruction)) {
    // It chooses its own shell.
  } else if (program && script?.language === "bash") {
    const edits = [{ start: program.end, end: program.end, text: ', "-o", "pipefail"' }];
    found.push({ title: "Add pipefail to SHELL", safe: false, edits });
  } else if (offered === "ash") {
    const words = ["/bin/ash", "-eo", "pipefail", "-c"];
    found.push(setShell(file, first, words, "Set SHELL to ash with pipefail"));
  } else {
    const words = ["/bin/bash", "-o", "pipefail", "-c"];
    found.push(setShell(file, first, words, "Set SHELL to bash with pipefail"));
  }
  const knows = script?.language === "bash" || offered === "ash";
  const set = knows ? prependCommand(file, instruction, "set -o pipefail") : undefined;
  if (set) found.push({ title: "Set pipefail for this RUN", safe: false, edits: [set] });
  // A shell is set for all that follows in the stage, and one that stands there already may be as well.
  const breaks = lastBroken(stage) >= first.start;
  const doubt = "a pipe of this stage ends early, and would fail then";
  // The pipe may go.
  return found.map((fix) => ({ ...fix, isLast: true, ...(breaks && { optional: true, doubt }) }));
}

/** Where the last RUN of a stage starts in which a pipe ends early; below 0 where none does. */
const lastBroken = memoize(
  (stage: Stage) => stage.instructions.findLast((it) => it.keyword === "RUN" && breaksByPipefail(it))?.start ?? -1,
);
