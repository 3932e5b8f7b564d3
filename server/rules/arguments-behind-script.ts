import { replace } from "../edits/edits";
import { execForm } from "../edits/execForm";
import { behindScript, readsArguments } from "../image/handedOver";
import { startOf } from "../stage/process";
import type { DockerfileRule, Fix, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "arguments-behind-script",
  title: "Words behind the script of sh -c are no part of it",
  severity: "warning",
  category: "correctness",
  why:
    '`["sh", "-c", "echo", "hi"]` runs `echo` alone: behind `-c` a shell takes one word as its script, and those after it as `$0`, `$1` and so on. ' +
    "Write the whole command as one word.",
  sources: ["https://pubs.opengroup.org/onlinepubs/9699919799/utilities/sh.html"],
  bad: 'FROM debian:13-slim\nCMD ["sh", "-c", "sleep", "60"]',
  good: 'FROM debian:13-slim\nCMD ["sh", "-c", "sleep 60"]',

  *check(file) {
    const whole = new Set<Instruction>();
    for (const stage of file.stages) {
      const { entrypoint, command, starts } = startOf(stage) ?? {};
      if (!entrypoint?.exec || !command?.exec || starts !== entrypoint || whole.has(command)) continue;
      const alone = behindScript(entrypoint.words);
      // Its script is the first word of CMD.
      if (alone || !behindScript([...entrypoint.words, ...command.words])) continue;
      whole.add(command);
      yield* findings([...entrypoint.words, ...command.words]);
    }
    for (const { keyword, exec, words, onbuild } of file.instructions) {
      if (exec && !onbuild && takesWords.has(keyword)) yield* findings(words);
    }
  },
} satisfies DockerfileRule;

const takesWords = new Set(["CMD", "ENTRYPOINT", "HEALTHCHECK", "RUN"]);

function* findings(words: readonly Word[]) {
  const { script, given = [] } = behindScript(words) ?? {};
  const [first, last] = [given[0], given.at(-1)];
  if (!script || !first || !last || readsArguments(script.value) !== false) return;
  // Many give $0 a name, as its messages show it.
  if (given.length === 1 && /^(?:--?|_|.*sh|.*\.sh)$/.test(first.value ?? "")) return;
  yield {
    span: { start: first.start, end: last.end },
    message: `sh -c runs "${shorten(script.value)}" alone, and these words become arguments that it never asks for`,
    fixes: joined(script, given, last),
  };
}

function joined(script: Word, given: readonly Word[], last: Word): Fix[] {
  const all = [script.value, ...given.map(({ value }) => value)];
  if (
    all.some((word) => word === undefined || /['"\\]/.test(word)) ||
    given.some(({ value = "" }) => /^$|[\s*?;&|<>()]/.test(value))
  )
    return [];
  const inside = execForm([all.join(" ")]).slice(1, -1);
  return [
    { title: "Make it one script", safe: false, edits: [replace({ start: script.start, end: last.end }, inside)] },
  ];
}

function shorten(text = ""): string {
  return text.length > 30 ? `${text.slice(0, 28)}…` : text;
}
