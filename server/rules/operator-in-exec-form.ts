import { shellBuiltins } from "../data/startPrograms";
import { replace } from "../edits/edits";
import { execForm } from "../edits/execForm";
import { startsProgram } from "../image/handedOver";
import { deadOperator, isOperator } from "../instructions/execOperators";
import { scriptOf } from "../instructions/execVariables";
import { startOf } from "../stage/process";
import { baseFacts } from "../stage/users";
import { commandKeywords } from "../syntax/keywords";
import type { DockerfileRule, Facts, Fix, Instruction } from "../types";
import { baseName } from "../util/paths";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["["],
  id: "operator-in-exec-form",
  title: "An operator of the shell is a plain argument in exec form",
  severity: "warning",
  category: "correctness",
  why:
    '`["migrate", "&&", "serve"]` starts one program, `migrate`, with the arguments `&&` and `serve`: exec form has no shell that would join commands or redirect what they print. ' +
    "Write the whole line as the script of a shell, which hands over to the last program with `exec`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#shell-and-exec-form"],
  bad: 'FROM debian:13-slim\nCMD ["migrate", "&&", "serve"]',
  good: 'FROM debian:13-slim\nCMD ["sh", "-c", "migrate && exec serve"]',

  *check(file, facts) {
    for (const instruction of file.instructions) {
      const { keyword, exec, onbuild, stage, words } = instruction;
      if (!exec || onbuild || !commandKeywords.has(keyword) || !stage) continue;
      const start = keyword === "CMD" ? startOf(stage) : undefined;
      const before = start?.command === instruction && start.starts !== instruction ? start.entrypoint?.words : [];
      const all = [...(before ?? []), ...words].map(({ value = "" }) => value);
      const found = deadOperator(words, before);
      if (!found) continue;
      const fix = toFix(instruction, facts);
      yield {
        span: found,
        message: `No shell reads exec form, so that ${found.value} and what follows are arguments of ${baseName(all[0] ?? "")}`,
        fixes: fix && [fix],
      };
    }
  },
} satisfies DockerfileRule;

const joining = new Set(["&&", "||", ";"]);

function toFix(instruction: Instruction, facts: Facts): Fix | undefined {
  const { keyword, stage, words, argument } = instruction;
  const [first, last] = [words[0], words.at(-1)];
  if (!stage || !first || !last || baseFacts(stage)?.hasShell === false) return undefined;
  if (keyword === "ENTRYPOINT" || startsProgram(instruction, facts) !== true) return undefined;
  const parts = words.map(({ value = "" }) => (isOperator(value) ? value : scriptOf([value])));
  if (keyword === "RUN") {
    return { title: "Write it in shell form", safe: false, edits: [replace(argument, parts.join(" "))] };
  }
  const behind = parts.findLastIndex((part) => joining.has(part)) + 1;
  // A pipe needs its shell to the end, and a probe gets no signals.
  const handsOver = keyword === "CMD" && !parts.slice(behind).includes("|");
  if (handsOver && !shellBuiltins.has(parts[behind] ?? "")) parts.splice(behind, 0, "exec");
  const text = execForm(["sh", "-c", parts.join(" ")]).slice(1, -1);
  return { title: "Let a shell run the line", safe: false, edits: [{ start: first.start, end: last.end, text }] };
}
