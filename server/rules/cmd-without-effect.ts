import { removeInstruction } from "../edits/edits";
import { behindScript, readsArguments } from "../image/handedOver";
import { startOf, writtenOut } from "../stage/process";
import { looseArray } from "../syntax/array";
import type { DockerfileRule, Instruction } from "../types";

export default {
  on: "Dockerfile",
  needs: ["ENTRYPOINT"],
  id: "cmd-without-effect",
  title: "CMD has no effect, because the ENTRYPOINT is a shell's script",
  severity: "warning",
  category: "correctness",
  why:
    "The words of `CMD` go to the `ENTRYPOINT` as arguments. An `ENTRYPOINT` in shell form, or as `sh -c`, is a script of a shell, " +
    'which gets them as `$0`, `$1` and so on, and drops them unless it asks for `"$@"`. In exec form the program gets them.',
  sources: ["https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact"],
  bad: 'FROM debian:13-slim\nENTRYPOINT exec sleep 60\nCMD ["5"]',
  good: "FROM debian:13-slim\nENTRYPOINT exec sleep 60",

  *check(file) {
    const seen = new Set<Instruction>();
    for (const stage of file.stages) {
      const { entrypoint, command, starts } = startOf(stage) ?? {};
      if (!entrypoint || !command || starts !== entrypoint || seen.has(command) || isEmpty(command)) continue;
      // One finding for one cause: malformed-exec-form tells of these.
      if (looseArray(entrypoint)) continue;
      const given = behindScript(writtenOut(entrypoint));
      if (!given || given.given.length > 0 || readsArguments(given.script.value) !== false) continue;
      seen.add(command);
      yield {
        span: command.argument,
        message: entrypoint.exec
          ? `The script of the ENTRYPOINT never asks for its arguments, so that this CMD has no effect`
          : "The ENTRYPOINT is in shell form, which drops its arguments, so that this CMD has no effect",
        related: [{ ...span(entrypoint), message: "Runs without them" }],
        fixes: [{ title: "Delete this CMD", safe: false, optional: true, edits: [removeInstruction(file, command)] }],
      };
    }
  },
} satisfies DockerfileRule;

function isEmpty({ exec, words, argumentText }: Instruction): boolean {
  return exec ? words.length === 0 : argumentText === "";
}

function span({ start, end }: Instruction) {
  return { start, end };
}
