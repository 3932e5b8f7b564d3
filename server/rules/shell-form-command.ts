import { serverPrograms } from "../data/servers";
import { shortPrograms } from "../data/startPrograms";
import { scriptOfShell, shellOf, takerOf } from "../image/handedOver";
import type { Process } from "../image/processes";
import { isReadByNone } from "../image/shellLess";
import { everyService, startsProgram } from "../image/shipped";
import { endsWithExec, execFormFixes, isAfterthought, isWindows, shellFormOf } from "../node/start";
import { mainProcess, programName, startOf } from "../stage/process";
import type { Dockerfile, DockerfileRule, Facts, Finding, Instruction } from "../types";

export default {
  on: "Dockerfile",
  id: "shell-form-command",
  title: "The command runs below a shell, which does not pass SIGTERM on",
  severity: "warning",
  category: "signals",
  practice: "signals",
  aliases: ["DL3025", "JSONArgsRecommended"],
  why:
    "Shell form makes `/bin/sh -c` the first process of the container: *docker stop* signals the shell, your " +
    "program hears nothing and is killed ten seconds later, and an `ENTRYPOINT` so written ignores its " +
    "arguments. Exec form starts the program itself; where a shell is needed, let it hand over with `exec`.",
  sources: [
    "https://docs.docker.com/reference/build-checks/json-args-recommended/",
    "https://docs.docker.com/reference/dockerfile/#shell-and-exec-form",
  ],
  bad: "FROM node:22-slim\nCMD node server.js",
  good: 'FROM node:22-slim\nCMD ["node", "server.js"]',

  *check(file, facts) {
    const main = file.final && mainProcess(file.final);
    const isReplaced = main && everyService(file, facts, (service) => startsProgram(service, main));
    for (const instruction of file.instructions) {
      if (isReplaced && instruction === main.starts) continue;
      if (instruction.exec) yield* inExecForm(file, instruction, facts);
      // A SHELL of one's own is a choice, and Windows has no such signals.
      if (shellFormOf(file, instruction) !== "plain" || instruction.before.shell || isWindows(instruction)) continue;
      // Without a shell nothing starts at all.
      if (isReadByNone(instruction, file, facts)) continue;
      yield {
        ...inShellForm(instruction, facts),
        span: instruction.argument,
        fixes: execFormFixes(file, instruction, facts),
      };
    }
  },
} satisfies DockerfileRule;

function inShellForm(instruction: Instruction, facts: Facts): Pick<Finding, "message" | "severity"> {
  const { stage, keyword } = instruction;
  const taker =
    keyword === "CMD" && stage && startOf(stage)?.command === instruction ? takerOf(stage, facts) : undefined;
  if (taker) {
    const program = programName(taker.argv[0]?.value);
    return { message: `Shell form gives ${program} the arguments /bin/sh, -c and a script, not these words` };
  }
  if (endsWithExec(instruction)) {
    return {
      message: "The shell hands over with exec; exec form makes that independent of the default shell",
      severity: "info",
    };
  }
  const shell = shellOf(instruction, facts);
  if (shell?.isInGroup)
    return { message: "The init signals all processes; exec form spares the shell", severity: "info" };
  const last = shell?.starts.at(-1);
  if (shell?.handsOver && last?.kind === "package call") {
    return {
      message: `The shell of this image turns into ${nameOf(shell)}, which stands between Docker and the program`,
    };
  }
  if (shell?.handsOver) {
    const message = `The shell of this image turns into ${nameOf(shell)}, which so gets SIGTERM; exec form makes sure of that`;
    return { message, severity: "info" };
  }
  return { message: `${describe(instruction)} runs below a shell, which as first process does not pass SIGTERM on` };
}

/** `["sh", "-c", "…"]` is what Docker makes of shell form. */
function* inExecForm(file: Dockerfile, instruction: Instruction, facts: Facts): Iterable<Finding> {
  const shell = shellOf(instruction, facts);
  const script = shell && scriptOfShell(shell);
  const last = shell?.starts.at(-1);
  // Words that are not written there have no place of their own.
  if (!script || script.start === script.end) return;
  if (!last || shell.isInGroup || isWindows(instruction)) return;
  const commands = shell.starts.flatMap(({ command }) => command ?? []);
  const isLate = last.command !== undefined && isAfterthought(last.command, commands);
  const handsOver = isLate ? false : shell.handsOver;
  if (last.command?.wrappers[0]?.value === "exec" && !isLate) return;
  if (instruction.script?.commands.some(({ name }) => name === "trap")) return;
  const names = shell.starts.map(({ argv }) => programName(argv[0]?.value) ?? "");
  if (names.every((name) => shortPrograms.has(name))) return;
  const isServer = names.some((name) => serverPrograms.has(name));
  yield {
    span: script,
    ...(handsOver === false
      ? {
          message: `${shorten(script.value)} runs below a shell, which ${shell.isFirst === false ? "" : "as first process "}does not pass SIGTERM on`,
          severity: isServer ? undefined : "info",
        }
      : handsOver
        ? {
            message: `The shell turns into ${nameOf(shell)}, which so gets SIGTERM; exec makes sure of that`,
            severity: "hint",
          }
        : {
            message: `Nothing but exec makes sure that the shell turns into ${nameOf(shell)} and SIGTERM reaches it`,
            severity: "info",
          }),
    fixes: execFormFixes(file, instruction, facts),
  };
}

function nameOf({ starts }: Process): string {
  return programName(starts.at(-1)?.argv[0]?.value) ?? "its last command";
}

function describe({ script, argumentText }: Instruction): string {
  if (argumentText.length <= 30) return `"${argumentText}"`;
  return script?.commands.findLast(({ within }) => within.length === 0)?.name ?? "The program";
}

function shorten(script = ""): string {
  return script.length > 40 ? `"${script.slice(0, 38)}…"` : `"${script}"`;
}
