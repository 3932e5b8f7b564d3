import { dropInstruction } from "../edits/removal";
import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "debugger-open",
  title: "A debugger is open to the network",
  severity: "warning",
  category: "correctness",
  practice: "production-mode",
  why:
    "Whoever reaches a debugger can run any code in the program. " +
    "Leave it off in the image, and turn it on for a session, bound to 127.0.0.1.",
  sources: [
    "https://nodejs.org/en/learn/getting-started/debugging",
    "https://flask.palletsprojects.com/en/stable/debugging/",
  ],
  bad: 'FROM python:3.14-slim\nENV FLASK_DEBUG=1\nCMD ["gunicorn", "serve:app"]',
  good: 'FROM python:3.14-slim\nCMD ["gunicorn", "serve:app"]',

  *check(file, facts) {
    const process = file.final && mainProcess(file.final);
    if (isForDevelopment(file, facts)) return;
    const inspects = process?.argv.find(({ value }) => inspector.test(value ?? ""));
    if (inspects) {
      yield {
        span: inspects,
        message: `"${inspects.value}" lets whoever reaches the port debug the program and run any code in it`,
      };
    }
    for (const instruction of file.instructions) {
      if (instruction.keyword !== "ENV" || !instruction.stage?.ships || instruction.onbuild) continue;
      for (const { name, value, start, end } of instruction.assignments) {
        const isOpen = opening.get(name.value ?? "")?.test(value?.value ?? "");
        if (!isOpen) continue;
        const edits = instruction.assignments.length === 1 ? dropInstruction(file, instruction) : undefined;
        yield {
          span: { start, end },
          message: `${name.value}=${value?.value} opens a debugger, which runs any code that somebody sends`,
          fixes: edits && [{ title: "Leave the debugger off", safe: false, edits }],
        };
      }
    }
  },
} satisfies DockerfileRule;

/** On every address, not just that of the container itself. */
const inspector = /^--inspect(?:-brk|-wait)?=(?:0\.0\.0\.0|\[?::\]?)(?::\d+)?$/;

const opening: ReadonlyMap<string, RegExp> = new Map([
  ["FLASK_DEBUG", /^(?:1|true|yes|on)$/i],
  ["FLASK_ENV", /^development$/],
  ["NODE_OPTIONS", /(?:^|\s)--inspect(?:-brk|-wait)?=(?:0\.0\.0\.0|\[?::\]?)(?::\d+)?(?:\s|$)/],
]);
