/** Build arguments that a shell asks for when the container runs: there are none then, only what ENV has set. */

import { isSetByCommands, variablesOfScript } from "../instructions/scriptVariables";
import { startOf } from "../stage/process";
import { baseFacts, inherited } from "../stage/users";
import { platformArgument } from "../syntax/definitions";
import type { Dockerfile, Facts, Instruction, Span, Stage } from "../types";
import { allProcesses, startProcess } from "./processes";
import { servicesOf } from "./shipped";

/** A variable that is empty when the container runs. */
export interface GoneArgument {
  readonly name: string;
  /** Where CMD, ENTRYPOINT or HEALTHCHECK ask for it. */
  readonly span: Span;
  readonly instruction: Instruction;
  /** The ARG that declares it. */
  readonly declared: Instruction;
  /** It has a value in each build: a default, or one that the builder gives. */
  readonly hasValue: boolean;
}

/** Those of a file, each once for an instruction. */
export function goneArguments(file: Dockerfile, facts: Facts): readonly GoneArgument[] {
  const found = new Map<string, GoneArgument>();
  for (const stage of file.stages) {
    if (file.stages.some(({ parent }) => parent === stage)) continue;
    for (const instruction of startsOf(stage, facts)) {
      for (const { name, span } of variablesOfScript(instruction, file.text)) {
        const declared = argumentOnly(stage, name) ?? globalOnly(file, stage, name);
        if (!declared || mayComeFromBase(stage, name) || isGivenLater(file, name, facts)) continue;
        const key = `${instruction.start} ${name}`;
        const hasValue =
          platformArgument(name) !== undefined ||
          declared.assignments.some((it) => it.name.value === name && it.value?.text);
        if (!found.has(key)) found.set(key, { name, span, instruction, declared, hasValue: Boolean(hasValue) });
      }
    }
  }
  return [...found.values()];
}

/** The last ARG of a stage and those below it that declares a variable; undefined where an ENV keeps it for the container, or none does. */
export function argumentOnly(stage: Stage, name: string): Instruction | undefined {
  const all = inherited(stage).filter(({ assignments }) => assignments.some((it) => it.name.value === name));
  return all.some(({ keyword }) => keyword === "ENV") ? undefined : all.findLast(({ keyword }) => keyword === "ARG");
}

/** An ARG above FROM, which no instruction of a stage sees. */
function globalOnly(file: Dockerfile, stage: Stage, name: string): Instruction | undefined {
  const isSet = inherited(stage).some(({ assignments }) => assignments.some((it) => it.name.value === name));
  if (isSet) return undefined;
  return file.instructions.find(
    (step) => !step.stage && step.keyword === "ARG" && step.assignments.some((it) => it.name.value === name),
  );
}

/** Whether Docker, the shell or the base image may set a variable. */
export function mayComeFromBase(stage: Stage, name: string): boolean {
  if (givenByDocker.has(name)) return true;
  const image = baseFacts(stage);
  return !image?.isEnvironmentComplete || Object.hasOwn(image.environment, name);
}

/** Docker and the shell set them in every container. */
const givenByDocker = new Set("HOME HOSTNAME IFS LINENO OLDPWD OPTIND PATH PPID PWD SHLVL TERM".split(" "));

/** What starts with the container, where nothing in front of it may set variables. */
function startsOf(stage: Stage, facts: Facts): readonly Instruction[] {
  const { entrypoint, command } = startOf(stage) ?? {};
  const check = inherited(stage).findLast(({ keyword }) => keyword === "HEALTHCHECK");
  const isScript = allProcesses(startProcess(stage, facts)).some(({ kind, argv }) => {
    const name = argv[0]?.value ?? "";
    return kind === "script" || /\.sh$|entrypoint|^\/(?:init|run|start)/.test(name);
  });
  const starts = isScript ? [] : [entrypoint, command];
  return [...starts, check].filter((step) => step !== undefined && !isSetByCommands(step)) as Instruction[];
}

/** Whether a service of compose sets a variable, or may by a file. */
export function isGivenLater(file: Dockerfile, name: string, facts: Facts): boolean {
  return servicesOf(file, facts).some(({ environment = {}, envFile }) => envFile || Object.hasOwn(environment, name));
}
