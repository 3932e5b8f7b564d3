import { serverPrograms } from "../data/servers";
import { removeInstruction } from "../edits/edits";
import { type EntryScript, entryScript } from "../image/entryScripts";
import { behindScript, droppedCommand, readsArguments } from "../image/handedOver";
import { folderAfter } from "../stage/folders";
import { mainProcess, startOf, writtenOut } from "../stage/process";
import { looseArray } from "../syntax/array";
import type { DockerfileRule, Facts, Fix, Instruction, Stage } from "../types";

export default {
  on: "Dockerfile",
  needs: ["ENTRYPOINT"],
  id: "cmd-without-effect",
  title: "CMD has no effect, because the ENTRYPOINT is a script that drops its arguments",
  severity: "warning",
  category: "correctness",
  why:
    "The words of `CMD` go to the `ENTRYPOINT` as arguments. An `ENTRYPOINT` in shell form, or as `sh -c`, is a script of a shell, " +
    'which gets them as `$0`, `$1` and so on, and drops them unless it asks for `"$@"`. In exec form the program gets them.',
  sources: ["https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact"],
  bad: 'FROM debian:13-slim\nENTRYPOINT exec sleep 60\nCMD ["5"]',
  good: "FROM debian:13-slim\nENTRYPOINT exec sleep 60",

  *check(file, facts) {
    const seen = new Set<Instruction>();
    for (const stage of file.stages) {
      const { entrypoint, command, starts } = startOf(stage) ?? {};
      if (!entrypoint || !command || starts !== entrypoint || seen.has(command) || isEmpty(command)) continue;
      // One finding for one cause: malformed-exec-form tells of these.
      if (looseArray(entrypoint)) continue;
      const given = behindScript(writtenOut(entrypoint));
      const deaf = given ? undefined : deafScript(stage, facts);
      if (deaf) {
        seen.add(command);
        yield {
          span: command.argument,
          message: `${deaf.path} never asks for its arguments, so that this CMD has no effect`,
          related: [{ ...span(entrypoint), message: "The script starts here" }],
          fixes: handsOver(deaf),
        };
        continue;
      }
      if (droppedCommand(stage) !== command) continue;
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

/** The script of the build context that the ENTRYPOINT starts, where nothing in it can get at the words of CMD. */
function deafScript(stage: Stage, facts: Facts): EntryScript | undefined {
  const main = mainProcess(stage);
  const script = main && entryScript(main.argv, folderAfter(stage), stage, facts);
  if (!script) return undefined;
  // What it reads in sees the same words.
  const isAlone = script.commands.every(({ name }) => !/^(?:\.|source|eval)$/.test(name ?? "$"));
  return isAlone && readsArguments(script.text) === false ? script : undefined;
}

/** Only where the script starts nothing that goes on by itself. */
function handsOver({ path, text, commands }: EntryScript): Fix[] {
  if (commands.some(({ name, wrappers }) => wrappers.length > 0 || serverPrograms.has(name ?? "") || name === "exit"))
    return [];
  const gap = text.endsWith("\n") ? "" : "\n";
  const edit = { start: text.length, end: text.length, text: `${gap}exec "$@"\n`, file: path };
  return [{ title: `End ${path} with exec "$@"`, safe: false, optional: true, edits: [edit] }];
}

function isEmpty({ exec, words, argumentText }: Instruction): boolean {
  return exec ? words.length === 0 : argumentText === "";
}

function span({ start, end }: Instruction) {
  return { start, end };
}
