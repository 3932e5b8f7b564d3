import { replace } from "../edits/edits";
import { execForm } from "../edits/execForm";
import { commandInOneWord } from "../image/oneWord";
import { parseShell } from "../syntax/shell";
import type { DockerfileRule, Fix, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "command-in-one-word",
  title: "A whole command in one word is taken for the name of a program",
  severity: "error",
  category: "correctness",
  why:
    'In exec form every word stands in quotes of its own: of `["node server.js"]` Docker looks for a program called "node server.js", ' +
    "with the blank, and the container does not start.",
  sources: ["https://docs.docker.com/reference/dockerfile/#exec-form"],
  bad: 'FROM node:24-slim\nCMD ["node server.js"]',
  good: 'FROM node:24-slim\nCMD ["node", "server.js"]',

  *check(file, facts) {
    for (const instruction of file.instructions) {
      const first = commandInOneWord(file, instruction, facts);
      if (!first) continue;
      yield {
        span: first,
        message: `This names a program called "${shorten(first.value)}", blanks included: each word needs quotes of its own`,
        fixes: split(first, instruction.words),
      };
    }
  },
} satisfies DockerfileRule;

/** As the shell would take it apart. */
function split(first: Word, words: readonly Word[]): Fix[] {
  const text = first.value ?? "";
  const { commands, errors } = parseShell({ text, toDocument: (offset) => offset }, "sh");
  const [command, ...more] = commands;
  const parts = [...(command?.wrappers ?? []), ...(command?.words ?? [])];
  const isSimple = !more.length && command && !command.assignments.length && !command.redirects.length;
  const isPlain = isSimple && parts.every(({ value, text }) => value !== undefined && !/[*?[{~]/.test(text));
  if (errors.length > 0 || !command) return [];
  if (isPlain) {
    const inside = execForm(parts.map(({ value }) => value ?? "")).slice(1, -1);
    return [{ title: "Quote each word", safe: false, edits: [replace(first, inside)] }];
  }
  if (words.length > 1) return [];
  const script = isSimple ? `exec ${text.trim()}` : text.trim();
  return [
    { title: "Give it to a shell", safe: false, edits: [replace(first, execForm(["sh", "-c", script]).slice(1, -1))] },
  ];
}

function shorten(text = ""): string {
  return text.length > 40 ? `${text.slice(0, 38)}…` : text;
}
