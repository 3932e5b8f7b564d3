import { findBashisms } from "../instructions/bashisms";
import { firstBelow, hasInterpreter, type PlainShell, plainShell, setShell } from "../stage/defaultShell";
import { runsOf } from "../syntax/runs";
import type { DockerfileRule, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "bash-in-sh",
  title: "Only bash understands this, and the RUN is for /bin/sh",
  severity: "warning",
  category: "shell",
  aliases: [
    ...["SC3001", "SC3003", "SC3009", "SC3010", "SC3011", "SC3014", "SC3020", "SC3030"],
    ...["SC3037", "SC3044", "SC3046", "SC3057", "SC3059", "SC3060"],
  ],
  why:
    "`RUN` uses `/bin/sh`: dash on Debian and Ubuntu, ash on Alpine. They stop at bash's own words, or, worse, take them for something else: " +
    "`&>` starts a background job, `{a,b}` is a file name, and `echo -e` prints “-e”. Write what every shell knows, or choose bash by `SHELL`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#shell", "https://www.shellcheck.net/wiki/SC3010"],
  bad: "FROM debian:13-slim\nRUN source ./versions.sh && make",
  good: "FROM debian:13-slim\nRUN . ./versions.sh && make",

  *check(file) {
    const firsts = new Map<Instruction | undefined, Instruction>();
    for (const instruction of runsOf(file)) {
      const sh = shOf(instruction);
      if (!sh) continue;
      const found = findBashisms(file, instruction.script?.commands ?? []).filter(
        ({ inAsh }) => !inAsh || sh !== "ash",
      );
      const first = found.length > 0 ? firstBelow(firsts, file, instruction) : instruction;
      const shell = ["/bin/bash", ...(instruction.before.shell?.slice(1) ?? ["-c"])];
      const canSet = instruction.stage && !instruction.onbuild && !hasInterpreter(file, instruction);
      const bash = canSet ? [setShell(file, first, shell, "Set SHELL to bash")] : [];
      for (const { span, what, edits } of found) {
        yield {
          span,
          severity: sh === "sh" ? "hint" : undefined,
          message: `${what} is for bash, and this RUN is for /bin/sh${sh === "sh" ? "" : `, which is ${sh} here`}`,
          fixes: edits ? [{ title: "Write it for every shell", safe: false, edits }, ...bash] : bash,
        };
      }
    }
  },
} satisfies DockerfileRule;

/** What /bin/sh is; undefined where bash itself goes by that name, and in other shells. */
function shOf({ script, stage }: Instruction): PlainShell | undefined {
  return script?.language === "sh" && script.form !== "exec" ? plainShell(stage) : undefined;
}
