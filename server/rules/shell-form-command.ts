import { nodePrograms } from "../data/tools";
import { detachedServer } from "../image/detachedServer";
import { droppedCommand } from "../image/handedOver";
import { isReadByNone } from "../image/shellLess";
import { everyService, startsProgram } from "../image/shipped";
import { shellFate, writtenShell } from "../node/shellFate";
import { execFormFixes, shellFormOf } from "../node/start";
import { detachedStart } from "../stage/detached";
import { isShellForPeople, mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { isWindows } from "../stage/shellText";
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
    // Another rule says so.
    const leaving = (file.final && detachedStart(file.final)) ?? detachedServer(file, facts);
    const detached = isForDevelopment(file, facts) ? undefined : leaving?.instruction;
    for (const instruction of file.instructions) {
      if ((isReplaced && instruction === main.starts) || instruction === detached) continue;
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

function inShellForm(instruction: Instruction, facts: Facts): Pick<Finding, "message" | "severity" | "holds"> {
  if (instruction.stage && droppedCommand(instruction.stage) === instruction)
    return { message: "The script of the ENTRYPOINT drops these words, whatever their form", severity: "info" };
  const { fate, program } = shellFate(instruction, facts);
  const last = program ?? lastCommand;
  switch (fate) {
    case "handed over":
      return { message: `Shell form gives ${program} the arguments /bin/sh, -c and a script, not these words` };
    case "exec": {
      const message = "The shell hands over with exec; exec form makes that independent of the default shell";
      return { message, severity: "info", holds: true };
    }
    case "in a group":
      return { message: "The init signals all processes; exec form spares the shell", severity: "info", holds: true };
    case "becomes a manager":
      return { message: `The shell of this image turns into ${last}, which stands between Docker and the program` };
    case "becomes the program": {
      const message = `The shell of this image turns into ${last}, which so gets SIGTERM; exec form makes sure of that`;
      // Node.js as first process does nothing at SIGTERM, which exec form brings to light.
      return { message, severity: "info", ...(!nodePrograms.has(program ?? "") && { holds: true }) };
    }
    default: {
      const what = describe(instruction);
      if (isShellForPeople(instruction.script?.commands[0]?.words ?? []) && instruction.script?.commands.length === 1)
        return { message: `${what} is a shell below another one; exec form starts it alone`, severity: "info" };
      return { message: `${what} runs below a shell, which as first process does not pass SIGTERM on` };
    }
  }
}

/** `["sh", "-c", "…"]` is what Docker makes of shell form. */
function* inExecForm(file: Dockerfile, instruction: Instruction, facts: Facts): Iterable<Finding> {
  const shell = writtenShell(instruction, facts);
  if (!shell) return;
  const { fate, program = lastCommand, script, isFirst, startsServer } = shell;
  const found = { span: script, fixes: execFormFixes(file, instruction, facts) };
  if (fate === "stays") {
    const place = isFirst === false ? "" : "as first process ";
    const message = `${shorten(script.value)} runs below a shell, which ${place}does not pass SIGTERM on`;
    yield { ...found, message, severity: startsServer ? undefined : "info" };
  } else if (fate === "becomes the program") {
    const message = `The shell turns into ${program}, which so gets SIGTERM; exec makes sure of that`;
    yield { ...found, message, severity: "hint" };
  } else {
    const message = `Nothing but exec makes sure that the shell turns into ${program} and SIGTERM reaches it`;
    yield { ...found, message, severity: "info" };
  }
}

const lastCommand = "its last command";

function describe({ script, argumentText }: Instruction): string {
  if (argumentText.length <= 30) return `"${argumentText}"`;
  return script?.commands.findLast(({ within }) => within.length === 0)?.name ?? "The program";
}

function shorten(script = ""): string {
  return script.length > 40 ? `"${script.slice(0, 38)}…"` : `"${script}"`;
}
