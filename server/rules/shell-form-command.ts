import { isReadByNone } from "../image/shellLess";
import { endsWithExec, execFormFixes, isWindows, shellFormOf } from "../node/start";
import type { DockerfileRule, Instruction } from "../types";

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
    for (const instruction of file.instructions) {
      // A SHELL of one's own is a choice, and Windows has no such signals.
      if (shellFormOf(file, instruction) !== "plain" || instruction.before.shell || isWindows(instruction)) continue;
      // Without a shell nothing starts at all.
      if (isReadByNone(instruction, file, facts)) continue;
      const handsOver = endsWithExec(instruction);
      yield {
        span: instruction.argument,
        message: handsOver
          ? `The shell hands over with exec; exec form makes that independent of the default shell`
          : `${describe(instruction)} runs below a shell, which as first process does not pass SIGTERM on`,
        severity: handsOver ? "info" : undefined,
        fixes: execFormFixes(file, instruction, facts),
      };
    }
  },
} satisfies DockerfileRule;

function describe({ script, argumentText }: Instruction): string {
  if (argumentText.length <= 30) return `"${argumentText}"`;
  return script?.commands.findLast(({ within }) => within.length === 0)?.name ?? "The program";
}
