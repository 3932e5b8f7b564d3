/** Variables that a server of the image reads when it starts, and that the image has as arguments of its build alone. */

import { productionCalls, readVariables } from "../data/startPrograms";
import { argumentOnly, type GoneArgument, isGivenLater, mayComeFromBase } from "../image/goneArguments";
import { allProcesses, type Process, startProcess } from "../image/processes";
import { isForDevelopment } from "../stage/purpose";
import type { Dockerfile, Facts, Stage } from "../types";
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
    for (const name of process.kind === "program" ? namesFor(final, process, facts) : []) {
      const declared = argumentOnly(final, name);
      const assignment = declared?.assignments.find((it) => it.name.value === name);
      if (!declared || !assignment || found.has(name) || Object.hasOwn(process.environment, name)) continue;
      if (mayComeFromBase(final, name) || isGivenLater(file, name, facts)) continue;
      const { instruction } = process;
      const hasValue = Boolean(assignment.value?.text);
      found.set(name, { name, span: assignment.name, instruction, declared, hasValue });
    }
  }
  return [...found.values()];
}

function namesFor(stage: Stage, { argv }: Process, facts: Facts): readonly string[] {
  const [program = "", verb = ""] = withoutStarter(argv.map(({ value, text }) => value ?? text));
  const names = readVariables[program.replace(/^.*\//, "")] ?? [];
  const isSure = isProductionServer(stage, argv, facts) || productionCalls.has(`${program} ${verb}`);
  return isSure ? names.filter((name) => name !== "NODE_ENV") : names;
}
