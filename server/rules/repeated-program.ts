import { managerPrograms, runnerPrograms } from "../data/packageManagers";
import { programsFor } from "../data/tools";
import { takerOf } from "../image/handedOver";
import { programName, startOf } from "../stage/process";
import type { DockerfileRule, Fix, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "repeated-program",
  title: "CMD names the program again that the ENTRYPOINT starts",
  severity: "warning",
  category: "correctness",
  why:
    'The words of `CMD` are arguments of the `ENTRYPOINT`: `ENTRYPOINT ["node"]` with `CMD ["node", "server.js"]` runs `node node server.js`, ' +
    "and Node.js looks for a file named `node`. Name the program once.",
  sources: ["https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact"],
  bad: 'FROM debian:13-slim\nENTRYPOINT ["python3"]\nCMD ["python3", "app.py"]',
  good: 'FROM debian:13-slim\nENTRYPOINT ["python3"]\nCMD ["app.py"]',

  *check(file, facts) {
    const seen = new Set<Instruction>();
    for (const stage of file.stages) {
      const command = startOf(stage)?.command;
      const taker = takerOf(stage, facts);
      const [first, second] = command?.exec ? command.words : [];
      if (!command || !taker || !first || seen.has(command) || !isSame(taker.argv, first)) continue;
      seen.add(command);
      const fix: Fix | undefined = second && {
        title: "Name the program once",
        safe: false,
        edits: [{ start: first.start, end: second.start, text: "" }],
      };
      yield {
        span: first,
        message: `The ENTRYPOINT starts ${programName(taker.argv[0]?.value)} already, which gets this word as an argument`,
        fixes: fix && [fix],
      };
    }
  },
} satisfies DockerfileRule;

/** By its path, or by its name where no argument of it is called so. */
function isSame([program]: readonly Word[], word: Word): boolean {
  const name = programName(word.value) ?? "";
  const started = programName(program?.value) ?? "";
  if (name === "" || sameProgram(started) !== sameProgram(name)) return false;
  return known.has(name) || /^python\d/.test(name) || (word.value === program?.value && name !== word.value);
}

/** One name for all that the same program is started by: `python3.12`, `nodejs`. */
function sameProgram(name: string): string {
  if (name === "nodejs") return "node";
  return /^python[\d.]*$/.test(name) ? "python" : name;
}

const known = new Set([
  ...managerPrograms,
  ...runnerPrograms,
  ...programsFor("runtime", "application server"),
  ..."node nodejs bun deno python python3 java ruby php perl dotnet gunicorn uvicorn celery nginx httpd".split(" "),
]);
