import { dropInstruction } from "../edits/removal";
import { type Process, startProcess } from "../image/processes";
import { fileIndex } from "../node/entryFile";
import { mainProcess, programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule, Word } from "../types";

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
    "https://docs.oracle.com/en/java/javase/21/docs/specs/jpda/conninv.html",
  ],
  bad: 'FROM python:3.14-slim\nENV FLASK_DEBUG=1\nCMD ["gunicorn", "serve:app"]',
  good: 'FROM python:3.14-slim\nCMD ["gunicorn", "serve:app"]',

  *check(file, facts) {
    const process = file.final && mainProcess(file.final);
    if (isForDevelopment(file, facts)) return;
    const opened = process && openedBy(process.argv);
    const below = opened ? undefined : openedBelow(file.final && startProcess(file.final, facts));
    const word = opened ?? below?.word;
    if (process && word) {
      // What a script of the project says is pointed out where that is started.
      const { argv, starts } = process;
      const start = { start: (argv[0] ?? starts.argument).start, end: (argv.at(-1) ?? starts.argument).end };
      yield {
        span: opened ?? (below?.isElsewhere ? start : word),
        message: `"${word.value}" lets whoever reaches the port debug the program and run any code in it`,
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

/** The argument by which a program opens its debugger on every address, not just on that of the container itself. */
function openedBy(argv: readonly Word[]): Word | undefined {
  const program = programName(argv[0]?.value);
  return argv.slice(0, endOfOptions(program, argv)).find(({ value = "" }, index) => {
    if (inspector.test(value) || javaAgent.test(value)) return true;
    // debugpy takes a port alone for one of 127.0.0.1; dlv takes ":2345" for every address.
    const given = argv[index - 1]?.value === "--listen" ? value : /^--listen=(.*)$/s.exec(value)?.[1];
    if (given === undefined) return false;
    if (program === "dlv") return /^(?:0\.0\.0\.0|\[::\])?:\d+$/.test(given);
    const isDebugpy = argv.some((word) => programName(word.value) === "debugpy");
    return isDebugpy && /^(?:0\.0\.0\.0|\[::\]):\d+$/.test(given);
  });
}

/** The number of words that an interpreter reads itself: those behind its file are for the program. */
function endOfOptions(program: string | undefined, argv: readonly Word[]): number {
  if (program === "java") {
    const jar = argv.findIndex(({ value }) => value === "-jar");
    return jar < 0 ? argv.length : jar + 1;
  }
  return program === "node" ? fileIndex(argv.map(({ value, text }) => value ?? text)) : argv.length;
}

/** The same among the programs that a start brings about, by shells and scripts: the first one, if it runs in any case. */
function openedBelow(process: Process | undefined): { word: Word; isElsewhere: boolean } | undefined {
  if (!process || (process.command?.within ?? []).some((part) => part !== "sh -c" && part !== "group"))
    return undefined;
  if (process.command?.operator === "||") return undefined;
  const word = openedBy(process.argv);
  if (word) return { word, isElsewhere: process.file !== undefined };
  for (const started of process.starts) {
    const found = openedBelow(started);
    if (found) return found;
  }
  return undefined;
}

const inspector = /^--inspect(?:-brk|-wait)?=(?:0\.0\.0\.0|\[?::\]?)(?::\d+)?$/;
/** Since Java 9 a port alone is one of the container itself; "*" has been every address ever since. */
const javaAgent = /^-(?:agentlib:jdwp=|Xrunjdwp:)(?:[^\s,]{1,99},){0,9}address=(?:\*|0\.0\.0\.0|\[::\]):\d+(?:,|$)/;

const opening: ReadonlyMap<string, RegExp> = new Map([
  ["FLASK_DEBUG", /^(?:1|true|yes|on)$/i],
  ["FLASK_ENV", /^development$/],
  ...["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"].map((name): [string, RegExp] => [
    name,
    /(?:^|\s)-(?:agentlib:jdwp=|Xrunjdwp:)\S{0,200}address=(?:\*|0\.0\.0\.0|\[::\]):\d/,
  ]),
  ["NODE_OPTIONS", /(?:^|\s)--inspect(?:-brk|-wait)?=(?:0\.0\.0\.0|\[?::\]?)(?::\d+)?(?:\s|$)/],
]);
