import { startsProgram } from "../image/handedOver";
import { startProcess } from "../image/processes";
import { startOf } from "../stage/process";
import { baseFacts } from "../stage/users";
import { commandKeywords } from "../syntax/keywords";
import type { DockerfileRule, Facts, Fix, Instruction, Stage } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  needs: ["["],
  id: "shell-word-as-program",
  title: "What only a shell knows is taken for the name of a program in exec form",
  severity: "warning",
  category: "correctness",
  breaks: true,
  why:
    '`["MODE=fast", "serve"]` starts a program called `MODE=fast`, which is not there: a shell would set the variable, and exec form has none. ' +
    "The same goes for `exec`, `export` and `source`, which are no programs but part of the shell. Put `env` before a variable, or write it as `ENV`.",
  sources: ["https://docs.docker.com/reference/dockerfile/#shell-and-exec-form"],
  bad: 'FROM debian:13-slim\nCMD ["MODE=fast", "serve"]',
  good: 'FROM debian:13-slim\nCMD ["env", "MODE=fast", "serve"]',

  *check(file, facts) {
    for (const instruction of file.instructions) {
      const { keyword, exec, onbuild, stage, words } = instruction;
      const [first, second] = words;
      if (!exec || onbuild || !commandKeywords.has(keyword) || !stage || !first?.value) continue;
      const isAssignment = /^[A-Za-z_]\w*=/.test(first.value);
      if (!(isAssignment || partsOfShell.has(first.value)) || !isProgram(instruction, stage, facts)) continue;
      const shown = isAssignment ? first.value.slice(0, first.value.indexOf("=") + 1) : first.value;
      const what = isAssignment ? `"${shown}…" for the name of a program` : `"${shown}" for a program, which it is not`;
      const end =
        keyword === "RUN"
          ? "the build stops here"
          : keyword === "HEALTHCHECK"
            ? "the check fails"
            : "the container does not start";
      const edit = !second
        ? undefined
        : isAssignment
          ? { start: first.start, end: first.start, text: '"env", ' }
          : first.value === "exec"
            ? { start: first.start, end: second.start, text: "" }
            : undefined;
      const title = isAssignment ? "Put env before it" : "Leave out exec";
      const fix: Fix | undefined = edit && { title, safe: false, edits: [edit] };
      yield {
        span: first,
        message: `No shell reads exec form, so that Docker takes ${what}: ${end}`,
        fixes: fix && baseFacts(stage)?.hasShell !== false ? [fix] : [],
      };
    }
  },
} satisfies DockerfileRule;

/** What no distribution has as a program. */
const partsOfShell = new Set(["exec", "export", "source"]);

/** Nothing stands in front that might read it otherwise: what an unknown image starts first is not known. */
function isProgram(instruction: Instruction, stage: Stage, facts: Facts): boolean {
  if (instruction.keyword !== "CMD") return true;
  const isKnown = startProcess(stage, facts)?.isFirst !== undefined;
  const { command, entrypoint } = startOf(stage) ?? {};
  return isKnown && command === instruction && !entrypoint && startsProgram(instruction, facts) === true;
}
