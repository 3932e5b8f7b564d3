import { baseImage } from "../data/baseImages";
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
import { runsOf, startOfFirst } from "../syntax/runs";
import type { Command, Dockerfile, DockerfileRule, Finding, Fix, Instruction, Span, Stage } from "../types";

export default {
  on: "Dockerfile",
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
    yield* refusedBySh(file);
    yield* refusedInRun(file);
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
        fixes: fixes(file, instruction, first),
      };
    }
  },
} satisfies DockerfileRule;

/** A program that is not known, as written but for the quotes around it. */
function bareText({ words }: Command): string {
  return (words[0]?.text ?? "").replace(/^(["'])(.*)\1$/s, "$2");
}

/** `SHELL ["/bin/sh", "-o", "pipefail", "-c"]` where sh is a dash that refuses the option. */
function* refusedBySh(file: Dockerfile): Iterable<Finding> {
  for (const instruction of file.instructions) {
    const { keyword, words, stage, onbuild, start } = instruction;
    const [program] = words;
    const option = words.find(({ value }) => value === "pipefail");
    if (keyword !== "SHELL" || onbuild || !stage || !option || !program) continue;
    if (!/^(?:\/bin\/)?(?:sh|dash)$/.test(program.value ?? "") || !hasOldDash(stage)) continue;
    // Who makes sh another shell knows why.
    if (firstRelinking(stage) < start) continue;
    yield {
      span: option,
      message: "sh is dash in this image and refuses pipefail, so that every RUN in this shell fails",
      severity: "error",
      fixes: [{ title: "Use bash", safe: false, optional: true, edits: [replace(program, '"/bin/bash"')] }],
    };
  }
}

/** `RUN set -o pipefail && …` where that sh reads it: it ends at once. */
function* refusedInRun(file: Dockerfile): Iterable<Finding> {
  for (const instruction of runsOf(file)) {
    const { script, stage, before, onbuild, start } = instruction;
    if (onbuild || !stage || before.shell || script?.form === "exec" || hasInterpreter(file, instruction)) continue;
    const isSet = ({ name, words, within, next, redirects }: Command) =>
      name === "set" &&
      words.some(({ value }) => value === "pipefail") &&
      within.length === 0 &&
      next !== "||" &&
      redirects.length === 0;
    const command = script?.commands.find(isSet);
    const option = command?.words.find(({ value }) => value === "pipefail");
    if (!option || !hasOldDash(stage) || firstRelinking(stage) < start) continue;
    yield {
      span: option,
      message: "sh is dash in this image and refuses pipefail, so that the build stops here",
      severity: "error",
      fixes: [setShell(file, instruction, ["/bin/bash", "-c"], "Set SHELL to bash")],
    };
  }
}

const firstRelinking = startOfFirst(({ argumentText }) => /\bln\b|dpkg-(?:divert|reconfigure)/.test(argumentText));

/** Whether sh is dash of before version 0.5.13, which learned pipefail: up to Debian 12 and Ubuntu 24.04. */
function hasOldDash(stage: Stage): boolean {
  let first = stage;
  while (first.parent) first = first.parent;
  const image = first.base && baseImage(first.base);
  const newest = { debian: 12, ubuntu: 24.04 }[image?.system ?? ""];
  return image?.shell === "dash" && newest !== undefined && Number(image.systemVersion) <= newest;
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
  const breaks = stage.instructions.some(
    (it) => it.keyword === "RUN" && it.start >= first.start && breaksByPipefail(it),
  );
  const doubt = "a pipe of this stage ends early, and would fail then";
  // The pipe may go.
  return found.map((fix) => ({ ...fix, isLast: true, ...(breaks && { optional: true, doubt }) }));
}
