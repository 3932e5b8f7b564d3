import { insertBefore, replace } from "../edits/edits";
import { execForm } from "../edits/execForm";
import { argumentOnly } from "../image/goneArguments";
import { startsProgram } from "../image/handedOver";
import { commandInOneWord } from "../image/oneWord";
import { deadOperator } from "../instructions/execOperators";
import { type ExecVariable, execVariables, scriptOf } from "../instructions/execVariables";
import { startOf } from "../stage/process";
import { baseFacts } from "../stage/users";
import { commandKeywords } from "../syntax/keywords";
import type { Dockerfile, DockerfileRule, Facts, Fix, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["$", "`", "*", "~/"],
  id: "variable-in-exec-form",
  title: "Nothing replaces a variable or a pattern in exec form",
  severity: "warning",
  category: "correctness",
  why:
    "Variables, `*` and `~` of `CMD`, `ENTRYPOINT`, `HEALTHCHECK` and `RUN` are replaced by the shell that runs them. " +
    "Exec form has none, so that the program gets the characters `$PORT` or `target/*.jar`. Start a shell that hands over to the program with `exec`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#variable-substitution"],
  bad: 'FROM debian:13-slim\nENV PORT=80\nCMD ["httpd", "-f", "-p", "$PORT"]',
  good: 'FROM debian:13-slim\nENV PORT=80\nCMD ["sh", "-c", "exec httpd -f -p \\"$PORT\\""]',

  *check(file, facts) {
    for (const instruction of file.instructions) {
      const { keyword, exec, onbuild, stage, words } = instruction;
      if (!exec || onbuild || !commandKeywords.has(keyword) || !stage || isWindows(instruction)) continue;
      const start = keyword === "CMD" ? startOf(stage) : undefined;
      const isBehind = start?.command === instruction && start.entrypoint !== undefined && start.starts !== instruction;
      const before = isBehind && start.entrypoint?.exec ? start.entrypoint.words : [];
      // Of an image that nobody knows, the entrypoint may look up patterns.
      const isUnknown = keyword === "CMD" && !start?.entrypoint && !baseFacts(stage)?.isListed;
      const [first, ...more] = execVariables(words, before).filter(
        ({ names: [name = ""] }) => !isUnknown || !/[*~]/.test(name),
      );
      // A shell in front is another matter, and of a whole command in one word command-in-one-word tells.
      if (!first || commandInOneWord(file, instruction, facts) || (isBehind && !start.entrypoint?.exec)) continue;
      const fix = toFix(file, instruction, [first, ...more], facts);
      yield {
        span: first.word,
        message: `No shell reads exec form, so that the program gets ${shown(first)} as it stands`,
        related: more.map(({ word }) => ({ start: word.start, end: word.end, message: "So does this" })),
        fixes: fix && [fix],
      };
    }
  },
} satisfies DockerfileRule;

function isWindows({ stage, script }: Instruction): boolean {
  return script?.language === "cmd" || (stage !== undefined && baseFacts(stage)?.family === "windows");
}

function shown({ word: { value = "" }, names: [name = ""] }: ExecVariable<Word>): string {
  if (!/^\w+$/.test(name)) return name;
  return value.includes(`\${${name}`) ? `\${${name}}` : `$${name}`;
}

function toFix(
  file: Dockerfile,
  instruction: Instruction,
  found: readonly ExecVariable<Word>[],
  facts: Facts,
): Fix | undefined {
  const { keyword, stage, words, argument } = instruction;
  if (!stage || baseFacts(stage)?.hasShell === false || startsProgram(instruction, facts) !== true) return undefined;
  const script = scriptOf(words.map(({ value }) => value ?? ""));
  const first = words[0];
  const last = words.at(-1);
  // Another rule knows where that is to lead.
  if (!first || !last || deadOperator(words)) return undefined;
  if (keyword === "RUN") {
    return { title: "Write it in shell form", safe: false, edits: [replace(argument, script)] };
  }
  // What CMD or docker run give an ENTRYPOINT goes on to the program.
  const given =
    keyword === "ENTRYPOINT" ? { script: `exec ${script} "$@"`, more: ["sh"] } : { script: `exec ${script}`, more: [] };
  const inside = execForm(["sh", "-c", given.script, ...given.more]).slice(1, -1);
  const names = [...new Set(found.flatMap((it) => it.names))];
  // Its shell would find nothing: the container knows no arguments of the build.
  const gone = names.filter((name) => argumentOnly(stage, name)?.stage === stage);
  const lines = gone.map((name) => `ENV ${name}=$${name}`);
  return {
    title: "Let a shell replace it and hand over",
    safe: false,
    edits: [
      { start: first.start, end: last.end, text: inside },
      ...(lines.length > 0 ? [insertBefore(file, instruction, ...lines)] : []),
    ],
  };
}
