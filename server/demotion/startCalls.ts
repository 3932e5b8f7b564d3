/** The commands of shells that a container starts, as calls whose writes can be asked for. */

import { shellTwins } from "../data/startWrites";
import type { Call } from "../image/calls";
import { type EntryScript, entryScript } from "../image/entryScripts";
import { userAfter } from "../image/owners";
import { allProcesses, type Process, startProcess } from "../image/processes";
import { serviceProcesses } from "../image/shipped";
import { readPackageCall } from "../packages/packageCalls";
import { allRuns, runOf } from "../packages/scripts";
import { isGuarded } from "../rights/unprivileged";
import { programName } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { hasFlag, operands } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Stage, Word } from "../types";
import { memoizeFor } from "../util/memoize";

/** A command of a shell, and who reads it: the script of the context, or the Dockerfile itself. */
export interface StartCall {
  readonly call: Call;
  /** Path from the context root; undefined for CMD and ENTRYPOINT. */
  readonly file: string | undefined;
  /** Nothing makes up for its failure: no `||` stands before it, and none behind it but to leave, as `|| exit 1`. */
  readonly isMinded: boolean;
  /** The container comes to it whatever is so: no condition stands around or before it. */
  readonly isReached: boolean;
  /** Where it fails, the rest does: it is the last one, or `&&` leads from it to the last one. */
  readonly isLast: boolean;
}

/** The commands of CMD and ENTRYPOINT, and those of the scripts that they start. */
export const startCalls = memoizeFor((stage: Stage, facts: Facts): readonly StartCall[] => {
  const all = allProcesses(startProcess(stage, facts));
  return [...ofInstructions(all, stage), ...callsOf(all, stage, facts)];
});

/** The commands that services of compose start in place of those of the image, and those of their scripts. */
export const serviceCalls = memoizeFor((file: Dockerfile, facts: Facts): readonly StartCall[] =>
  file.final ? callsOf(serviceProcesses(file, facts), file.final, facts) : [],
);

function ofInstructions(all: readonly Process[], stage: Stage): StartCall[] {
  const instructions = new Set(all.map(({ instruction }) => instruction));
  return [...instructions].flatMap((instruction) => {
    const folder = all.find((process) => process.instruction === instruction)?.folder;
    return callsInOrder(instruction.script?.commands ?? [], folder, stage, instruction).map((each) => ({
      ...each,
      file: undefined,
    }));
  });
}

function callsOf(all: readonly Process[], stage: Stage, facts: Facts): StartCall[] {
  const scripts = all.flatMap(({ kind, argv, folder, instruction }) => {
    const script = kind === "script" ? entryScript(argv, folder, stage, facts) : undefined;
    const calls = callsInOrder(script ? commandsToReach(script) : [], folder, stage, instruction);
    // Who runs it may decide what it comes to.
    const isOpen = script !== undefined && asksForUser.test(script.text);
    return calls.map((each) => ({ ...each, file: script?.path, isReached: each.isReached && !isOpen }));
  });
  // What stands behind an init is read on the way.
  const others = all.flatMap(({ command, folder, instruction, file }) =>
    callsInOrder(command ? [command] : [], folder, stage, instruction).map((each) => ({
      ...each,
      file,
      // What stands around it in its script is not known here.
      isReached: each.isReached && file === undefined && command?.operator === undefined,
    })),
  );
  return [...scripts, ...others];
}

/** Commands of a script that a container may come to: not those of a script that asks who runs it, and may do them as root alone. */
function commandsToReach({ commands, all, text }: EntryScript): readonly Command[] {
  return asksForUser.test(text) ? commands : all;
}

const asksForUser = /\bid\s+-[a-z]*u|\bE?UID\b|\bwhoami\b/;

/**
 * Each command in the folder that it runs in, which behind a `cd` that may not run is not known for others that may not.
 * @param folder of the first.
 * @param instruction what starts them.
 */
export function callsInOrder(
  commands: readonly Command[],
  folder: string | undefined,
  stage: Stage,
  instruction: Instruction,
): Omit<StartCall, "file">[] {
  const user = userAfter(stage);
  let place = folder;
  let isLost = false;
  let mayHaveLeft = false;
  // What `sh -c` is given is come to where that is.
  const outer = commands.map((it) => ({ ...it, within: it.within.filter((kind) => kind !== "sh -c") }));
  return commands.map(asOfSystem).map((command, at) => {
    const isNested = command.within.length > 0;
    const here = isNested && isLost ? undefined : place;
    const path = (word: Word | undefined) =>
      word?.value === undefined || /[*?[{~]/.test(word.text) ? undefined : resolvePath(here, word.value);
    const made = { owner: user, group: undefined, mode: undefined, by: instruction };
    if (command.name === "cd" && isNested) isLost = true;
    else if (command.name === "cd") place = hasFlag(command, "-") ? undefined : path(operands(command)[0]);
    const isLeft = command.next !== "||" || /^(?:exit|return|false|kill)$/.test(commands[at + 1]?.name ?? "");
    const isMinded = isLeft && command.operator !== "||";
    const isReached = !mayHaveLeft && outer[at]?.within.length === 0 && !isGuarded(outer, at);
    // `if …; then exec node server.js; fi`.
    mayHaveLeft ||= !isReached && /^(?:exit|return)$/.test(command.name ?? "");
    mayHaveLeft ||= !isReached && command.wrappers.some(({ value }) => value === "exec");
    const isLast = outer.slice(at).every(({ within, next }, index) => {
      return within.length === 0 && (next === "&&" || (at + index === outer.length - 1 && next !== "&"));
    });
    return { call: { instruction, command, folder: here, user, made, path }, isMinded, isReached, isLast };
  });
}

/** A command as the one of the system that does the same: `rimraf a`, `npx rimraf a` as `rm -r a`. */
function asOfSystem(command: Command): Command {
  const words = behindRunner(command.words);
  const [program, verb] = words;
  const name = programName(program?.value) ?? "";
  const twin = Object.hasOwn(shellTwins, name) ? shellTwins[name] : undefined;
  if (!twin || !program) return command;
  if (twin.name === undefined) return { ...command, name: verb?.value, words: words.slice(1) };
  const options = twin.options.map((text) => ({ ...program, text, value: text }));
  const given = words.slice(1);
  const last = given.findLast(({ text }) => !/^(?:-|\d+$)/.test(text));
  const kept = twin.isLast ? (last ? [last] : []) : given;
  return { ...command, name: twin.name, words: [program, ...options, ...kept] };
}

/** The words of the program that a package manager looks for, without a version: those behind `npx -y`. */
function behindRunner(words: readonly Word[]): readonly Word[] {
  const call = readPackageCall(words.map(({ value, text }) => value ?? text));
  if (call?.kind !== "program" || call.target !== undefined) return words;
  const [first, ...rest] = words.slice(words.length - call.argv.length);
  const [name = ""] = call.argv;
  return first ? [{ ...first, text: name, value: name }, ...rest] : words;
}

/** A program that is started, and the folder that it works in. */
export interface StartedProgram {
  readonly argv: readonly string[];
  readonly folder: string | undefined;
}

/** The programs that a container starts, those of package scripts included, wherever the manifest was copied from. */
export const startedPrograms = memoizeFor((stage: Stage, facts: Facts): readonly StartedProgram[] =>
  programsOf(allProcesses(startProcess(stage, facts)), facts),
);

/** The programs that services of compose start in place of those of the image. */
export const servicePrograms = memoizeFor((file: Dockerfile, facts: Facts): readonly StartedProgram[] =>
  programsOf(serviceProcesses(file, facts), facts),
);

function programsOf(all: readonly Process[], facts: Facts): StartedProgram[] {
  return all.flatMap(({ kind, argv, folder, starts }) => {
    const words = argv.map(({ value, text }) => value ?? text);
    const own = { argv: words, folder };
    if (kind !== "package call" || starts.length > 0) return [own];
    return [
      own,
      ...allRuns(runOf(words, facts.project, facts.files))
        .slice(1)
        .map((run) => ({ argv: run.argv, folder })),
    ];
  });
}
