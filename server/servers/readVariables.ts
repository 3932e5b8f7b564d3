/** Variables that a server of the image reads when it starts, and that the image has as arguments of its build alone. */

import { productionCalls, type ReadVariable, readVariables } from "../data/startPrograms";
import { argumentOnly, type GoneArgument, isGivenLater, mayComeFromBase } from "../image/goneArguments";
import { allProcesses, type Process, startProcess } from "../image/processes";
import { programEnvFiles, setsNodeEnv } from "../node/programTexts";
import { isForDevelopment } from "../stage/purpose";
import { inherited } from "../stage/users";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";
import { isProductionServer } from "./builtServers";
import { withoutStarter } from "./localServer";

/** Those of the stage that ships, each once: `ARG WEB_CONCURRENCY=4` before `CMD ["gunicorn", "app:app"]`. */
export function unreadArguments(file: Dockerfile, facts: Facts): readonly GoneArgument[] {
  const { final } = file;
  const all = final ? allProcesses(startProcess(final, facts)) : [];
  // A script may set what it likes, and an image for development is started with what is mounted into it.
  if (!final || all.some(({ kind }) => kind === "script") || isForDevelopment(file, facts)) return [];
  const found = new Map<string, GoneArgument>();
  for (const process of all) {
    const read = process.kind === "program" ? variablesFor(file, final, process, facts) : [];
    for (const { name, otherwise, isForBuilds } of read) {
      const declared = argumentOnly(final, name);
      const assignment = declared?.assignments.find((it) => it.name.value === name);
      if (!declared || !assignment || found.has(name) || Object.hasOwn(process.environment, name)) continue;
      if (mayComeFromBase(final, name) || isGivenLater(file, name, facts)) continue;
      const isBefore = ({ keyword, start }: Instruction) => keyword === "RUN" && start > declared.start;
      if (isForBuilds && inherited(final).some(isBefore)) continue;
      const { instruction } = process;
      const { text, value } = assignment.value ?? {};
      const hasValue = Boolean(text) && (otherwise === undefined || value !== otherwise);
      found.set(name, { name, span: assignment.name, instruction, declared, hasValue });
    }
  }
  return [...found.values()];
}

/** What a process reads from variables and nothing else says. */
function variablesFor(file: Dockerfile, stage: Stage, { argv }: Process, facts: Facts): readonly ReadVariable[] {
  const [program = "", ...words] = withoutStarter(argv.map(({ value, text }) => value ?? text));
  const read = readVariables[program.replace(/^.*\//, "")] ?? [];
  const isGiven = (option: string) =>
    words.some(
      (word) => word === option || word.startsWith(`${option}=`) || (/^-\w$/.test(option) && word.startsWith(option)),
    );
  const isSure =
    isProductionServer(stage, argv, facts) ||
    productionCalls.has(`${program} ${words[0] ?? ""}`) ||
    setsNodeEnv(file, facts) ||
    programEnvFiles(file, facts).length > 0;
  return read.filter(({ name, options = [] }) => !options.some(isGiven) && !(isSure && name === "NODE_ENV"));
}
