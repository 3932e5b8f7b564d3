import { replace } from "../edits/edits";
import { execForm } from "../edits/execForm";
import { behindScript, readsArguments } from "../image/handedOver";
import { startOf } from "../stage/process";
import { commandKeywords } from "../syntax/keywords";
import type { Command, DockerfileRule, Fix, Instruction, Word } from "../types";

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
    for (const { keyword, exec, words, onbuild, script } of file.instructions) {
      if (onbuild || !commandKeywords.has(keyword)) continue;
      if (exec) yield* findings(words);
      else for (const command of unixScript(script)) yield* findings(command.words, quoted);
    }
  },
} satisfies DockerfileRule;

function unixScript(script: Instruction["script"]): readonly Command[] {
  const isUnix = script && script.language !== "cmd" && script.language !== "powershell" && script.errors.length === 0;
  return isUnix ? script.commands : [];
}

/** @param write how the one word is written that all of them become. */
function* findings(words: readonly Word[], write = inArray) {
  const { script, given = [] } = behindScript(words) ?? {};
  const [first, last] = [given[0], given.at(-1)];
  if (!script || !first || !last || readsArguments(script.value) !== false) return;
  // A file that is read into a script sees them as well.
  if (/^(?:\.|source)\s|[;&|({]\s*(?:\.|source)\s/.test(script.value ?? "")) return;
  // Many give $0 a name, as its messages show it.
  if (given.length === 1 && /^(?:--?|_|.*sh|.*\.sh)$/.test(first.value ?? "")) return;
  yield {
    span: { start: first.start, end: last.end },
    message: `sh -c runs "${shorten(script.value)}" alone, and these words become arguments that it never asks for`,
    fixes: joined(script, given, last, write),
  };
}

function inArray(text: string): string {
  return execForm([text]).slice(1, -1);
}

function quoted(text: string): string {
  return `"${text}"`;
}

function joined(script: Word, given: readonly Word[], last: Word, write: (text: string) => string): Fix[] {
  const all = [script.value, ...given.map(({ value }) => value)];
  if (
    all.some((word) => word === undefined || /['"\\]/.test(word)) ||
    given.some(({ value = "" }) => /^$|[\s*?;&|<>()]/.test(value))
  )
    return [];
  const text = all.join(" ");
  if (write === quoted && /[$`]/.test(text)) return [];
  const edits = [replace({ start: script.start, end: last.end }, write(text))];
  return [{ title: "Make it one script", safe: false, edits }];
}

function shorten(text = ""): string {
  return text.length > 30 ? `${text.slice(0, 28)}…` : text;
}
