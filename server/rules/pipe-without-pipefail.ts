import { downloaders, openPipe } from "../instructions/pipes";
import {
  firstBelow,
  hasInterpreter,
  prependCommand,
  setShell,
  shellInForce,
  shellOfImage,
} from "../stage/defaultShell";
import { runsOf } from "../syntax/runs";
import type { Command, Dockerfile, DockerfileRule, Fix, Instruction, Span } from "../types";

export default {
  on: "Dockerfile",
  id: "pipe-without-pipefail",
  title: "A failure before the pipe goes unnoticed, because only the last command counts",
  severity: "warning",
  category: "shell",
  aliases: ["DL4006"],
  why:
    "The shell takes the status of a pipe from its last command: when a download breaks off, `curl … | tar x` may well succeed, and the build goes on with half the files. " +
    "With `pipefail` the pipe fails when any of its commands does. `/bin/sh` of Debian does not know it, bash and the ash of Alpine do.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL4006",
    "https://docs.docker.com/build/building/best-practices/#using-pipes",
  ],
  bad: "FROM debian:13-slim\nRUN curl -fsSL https://example.com/a.tar.gz | tar xz",
  good: 'FROM debian:13-slim\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl -fsSL https://example.com/a.tar.gz | tar xz',

  *check(file) {
    const firsts = new Map<Instruction | undefined, Instruction>();
    for (const instruction of runsOf(file)) {
      const pipe = instruction.onbuild ? undefined : openPipe(instruction);
      if (!pipe) continue;
      const first = firstBelow(firsts, file, instruction);
      yield {
        span: operatorAfter(file, pipe),
        severity: downloaders.has(pipe.name ?? "") ? undefined : "info",
        message: `When "${pipe.name ?? pipe.words[0]?.text}" fails, the build goes on, because only the last command of a pipe counts`,
        fixes: fixes(file, instruction, first),
      };
    }
  },
} satisfies DockerfileRule;

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
  return found;
}
