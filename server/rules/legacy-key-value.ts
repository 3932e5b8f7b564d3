import { replace } from "../edits/edits";
import type { Assignment, DockerfileRule, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["ENV", "ARG", "LABEL"],
  id: "legacy-key-value",
  title: "Name and value are separated by a blank",
  severity: "hint",
  category: "correctness",
  aliases: ["LegacyKeyValueFormat"],
  why:
    "The form `ENV NAME value` is deprecated: it can set only one variable, and everything up to the end of the line is the value. " +
    "Write `ENV NAME=value`.",
  sources: ["https://docs.docker.com/reference/build-checks/legacy-key-value-format/"],
  bad: "FROM node:24-slim\nENV NODE_ENV production",
  good: "FROM node:24-slim\nENV NODE_ENV=production",

  *check(file) {
    for (const instruction of file.instructions) {
      const [assignment] = instruction.assignments;
      if (!assignment?.legacy || !assignment.value || instruction.assignments.length > 1) continue;
      const name = assignment.name.text;
      const second = anotherOf(assignment);
      yield {
        span: assignment.name,
        severity: second === undefined ? undefined : "warning",
        message:
          second === undefined
            ? `${instruction.keyword} ${name} and its value are separated by a blank, a deprecated form; write ${name}=…`
            : `Everything up to the end of the line is the value of ${name}, and ${second} is not set`,
        fixes: fixes(file.escape, file.text, instruction, assignment),
      };
    }
  },
} satisfies DockerfileRule;

/**
 * The second variable of `ENV ONE 1 TWO=2`. What others pass on as options (`MAKEFLAGS CC=gcc`) is meant as it stands, and so is
 * a command with options that take it (`LABEL RUN docker run -e NAME=NAME IMAGE`).
 */
function anotherOf({ name, value }: Assignment): string | undefined {
  if (/(?:FLAGS|OPT(?:ION)?S|ARGS|CMDLINE)$/i.test(name.text)) return undefined;
  const [, before = "", second] = /^((?:[^"']*?\s)??)([A-Z][A-Z\d_]*)=/.exec(value?.text ?? "") ?? [];
  return /(?:^|\s)-/.test(before) ? undefined : second;
}

function fixes(escape: string, text: string, instruction: Instruction, { name, value }: Assignment): Fix[] {
  if (!value || /["']/.test(name.text)) return [];
  // A value that goes on over several lines keeps them; only a plain one is quoted anew.
  const written = text.slice(value.start, value.end);
  const isQuoted = /^"(?:[^"\\`])*"$|^'[^']*'$/.test(written);
  const isPlain = /^[^\s"']+$/.test(written);
  if (isPlain || isQuoted) {
    return [
      {
        title: `Write ${instruction.keyword} ${name.text}=…`,
        safe: true,
        edits: [replace({ start: name.end, end: value.start }, "=")],
      },
    ];
  }
  const joined = written.replace(escape === "`" ? /`[ \t]*\r?\n/g : /\\[ \t]*\r?\n/g, "");
  if (/["'\r\n]/.test(joined) || joined.includes(escape)) return [];
  const edits = [replace({ start: name.end, end: value.start }, '="'), { start: value.end, end: value.end, text: '"' }];
  return [{ title: `Write ${instruction.keyword} ${name.text}="…"`, safe: true, edits }];
}
