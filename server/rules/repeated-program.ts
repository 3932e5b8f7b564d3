import { managerPrograms, runnerPrograms } from "../data/packageManagers";
import { unixShells } from "../data/startPrograms";
import { programsFor } from "../data/tools";
import { replace } from "../edits/edits";
import { baseEntrypoint } from "../image/baseEntrypoint";
import { takerOf } from "../image/handedOver";
import { imageFiles } from "../image/imageFiles";
import { folderAfter } from "../stage/folders";
import { programName, startOf } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, DockerfileRule, Edit, Facts, Fix, Instruction, Stage, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "repeated-program",
  title: "CMD names the program again that the ENTRYPOINT starts",
  severity: "warning",
  category: "correctness",
  why:
    'The words of `CMD` are arguments of the `ENTRYPOINT`: `ENTRYPOINT ["node"]` with `CMD ["node", "server.js"]` runs `node node server.js`, ' +
    "and Node.js looks for a file named `node`. The ENTRYPOINT may be that of the base image, as in distroless ones. Name the program once.",
  sources: ["https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact"],
  bad: 'FROM debian:13-slim\nENTRYPOINT ["python3"]\nCMD ["python3", "app.py"]',
  good: 'FROM debian:13-slim\nENTRYPOINT ["python3"]\nCMD ["app.py"]',

  *check(file, facts) {
    const seen = new Set<Instruction>();
    for (const stage of file.stages) {
      const command = startOf(stage)?.command;
      const taker = takerOf(stage, facts);
      const [first] = command?.exec ? command.words : [];
      if (!command || !taker || !first || seen.has(command)) continue;
      const own = taker.argv.filter(({ start, end }) => start < command.start || end > command.end);
      const isOfBase = baseEntrypoint(stage).length > 0;
      const found = repetition(own, command, isOfBase) ?? otherProgram(own, command.words, stage, file, facts);
      if (!found) continue;
      seen.add(command);
      const { message, fix } = found;
      yield { span: first, message, fixes: fix && [fix] };
    }
  },
} satisfies DockerfileRule;

interface Found {
  readonly message: string;
  readonly fix: Fix | undefined;
}

/** The first word is that of the ENTRYPOINT, or the option that this ends with. */
function repetition(
  [program, ...options]: readonly Word[],
  { name, words }: Instruction,
  isOfBase: boolean,
): Found | undefined {
  const [first] = words;
  if (!program || !first) return undefined;
  const last = options.at(-1)?.value;
  const isProgram = isSame(program, first, isOfBase);
  const isOption = last !== undefined && takesOperand.test(last) && first.value === last;
  if (!isProgram && !isOption) return undefined;
  const rest = options.filter((option, at) => isProgram && option.value === words[at + 1]?.value);
  const kept = words[1 + (rest.length === options.length ? rest.length : 0)];
  const drop: Edit[] = kept ? [{ start: first.start, end: kept.start, text: "" }] : [];
  // Options would come between an option and what it is for.
  const isBetween = last !== undefined && takesOperand.test(last) && kept?.value?.startsWith("-");
  const replaceAll = [replace(name, "ENTRYPOINT"), replace(first, program.text)];
  const edits = !isBetween ? drop : isProgram && isOfBase ? replaceAll : [];
  const title = isBetween ? "Make it the ENTRYPOINT" : isProgram ? "Name the program once" : "Write the option once";
  return {
    message: isProgram
      ? `The ENTRYPOINT starts ${programName(program.value)} already, which gets this word as an argument`
      : `The ENTRYPOINT ends with ${last} already, which takes this word for what it is to start`,
    fix: edits.length > 0 ? { title, safe: false, edits } : undefined,
  };
}

const takesOperand = /^-(?:jar|m)$/;

/** Another program, whose name an interpreter takes for that of a file. */
function otherProgram(
  own: readonly Word[],
  words: readonly Word[],
  stage: Stage,
  file: Dockerfile,
  facts: Facts,
): Found | undefined {
  const [program, ...options] = own;
  const [first] = words;
  const interpreter = sameProgram(programName(program?.value) ?? "");
  if (!first?.value || !program || !/^(?:node|python)$/.test(interpreter) || !isProgram(first.value)) return undefined;
  if (!options.every(({ value }) => /^-[uBEIOs]+$/.test(value ?? ""))) return undefined;
  const path = resolvePath(folderAfter(stage), first.value);
  const there = path === undefined ? undefined : imageFiles(file, facts).after(stage).at(path);
  if (there !== undefined && there !== "absent") return undefined;
  const isModule = interpreter === "python" && modules.has(first.value);
  return {
    message: `The ENTRYPOINT is ${programName(program.value)}, which takes ${first.value} for the file that it is to run`,
    fix: isModule
      ? {
          title: `Run the module ${first.value}`,
          safe: false,
          edits: [{ start: first.start, end: first.start, text: '"-m", ' }],
        }
      : undefined,
  };
}

/** By its path, or by its name where no argument of it is called so: a base image is made for its program. */
function isSame(program: Word, word: Word, isOfBase: boolean): boolean {
  const name = programName(word.value) ?? "";
  const started = programName(program.value) ?? "";
  if (name === "" || sameProgram(started) !== sameProgram(name)) return false;
  return isOfBase || known.has(name) || /^python\d/.test(name) || (word.value === program.value && name !== word.value);
}

/** One name for all that the same program is started by: `python3.12`, `nodejs`. */
function sameProgram(name: string): string {
  if (name === "nodejs") return "node";
  return /^python[\d.]*$/.test(name) ? "python" : name;
}

function isProgram(word: string): boolean {
  return known.has(word) || unixShells.has(programName(word) ?? "");
}

/** Programs of Python that are modules as well. */
const modules = new Set("gunicorn uvicorn hypercorn celery flask".split(" "));

const known = new Set([
  ...modules,
  ...managerPrograms,
  ...runnerPrograms,
  ...programsFor("runtime", "application server"),
  ..."node nodejs bun deno python python3 java ruby php perl dotnet nginx httpd".split(" "),
]);
