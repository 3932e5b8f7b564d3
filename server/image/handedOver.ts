/** CMD below an ENTRYPOINT: whether its words start a program, or are arguments of one, and what they say again of it. */

import { managerPrograms, runnerPrograms } from "../data/packageManagers";
import { pythonServerModules, pythonServers } from "../data/servers";
import { pythonName, unixShells } from "../data/startPrograms";
import { programsFor } from "../data/tools";
import { replace } from "../edits/edits";
import { baseEntrypoint } from "../stage/baseEntrypoint";
import { folderAfter } from "../stage/folders";
import { isUnixShell, programName, startOf, writtenOut } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, Edit, Facts, Fix, Instruction, Stage, Word } from "../types";
import { imageFiles } from "./imageFiles";
import { allProcesses, type Process, startProcess } from "./processes";

/** The program that gets the words of a stage's CMD as its arguments; undefined when there is none, or it is not known. */
export function takerOf(stage: Stage, facts: Facts): Process | undefined {
  const start = startOf(stage);
  if (!start?.command || (start.starts === start.command && baseEntrypoint(stage).length === 0)) return undefined;
  const [first] = start.command.exec ? start.command.words : [start.command.argument];
  const at = first?.start;
  if (at === undefined) return undefined;
  return allProcesses(startProcess(stage, facts)).find(
    ({ kind, argv, file, starts }) =>
      kind === "program" &&
      starts.length === 0 &&
      file === undefined &&
      !isIn(argv[0], start.command) &&
      argv.some((word) => isIn(word, start.command)),
  );
}

/** The CMD of a stage whose words get lost: the script of the ENTRYPOINT, in shell form or behind `sh -c`, never asks for them. */
export function droppedCommand(stage: Stage): Instruction | undefined {
  const { entrypoint, command, starts } = startOf(stage) ?? {};
  if (!entrypoint || !command || starts !== entrypoint || command === entrypoint) return undefined;
  const given = behindScript(writtenOut(entrypoint));
  return given?.given.length === 0 && readsArguments(given.script.value) === false ? command : undefined;
}

/** Whether the words of an instruction begin with the program, as far as known. */
export function startsProgram(instruction: Instruction, facts: Facts): boolean | undefined {
  const { keyword, stage } = instruction;
  if (keyword !== "CMD") return true;
  if (!stage) return undefined;
  const start = startOf(stage);
  const isFirst = start?.starts === instruction || start?.entrypoint === undefined;
  if (isFirst) return baseEntrypoint(stage).length === 0;
  const all = allProcesses(startProcess(stage, facts));
  if (all.some(({ argv, command }) => !command && isIn(argv[0], instruction))) return true;
  return takerOf(stage, facts) ? false : undefined;
}

function isIn(word: Word | undefined, instruction: Instruction | undefined): boolean {
  return (
    word !== undefined && instruction !== undefined && instruction.start <= word.start && word.end <= instruction.end
  );
}

/** The shell that CMD or ENTRYPOINT start, by its form or by name; undefined where they start none, or have no effect. */
export function shellOf(instruction: Instruction, facts: Facts): Process | undefined {
  const { stage, keyword, onbuild } = instruction;
  const start = stage && !onbuild && (keyword === "CMD" || keyword === "ENTRYPOINT") ? startOf(stage) : undefined;
  if (!stage || (start?.entrypoint !== instruction && start?.command !== instruction)) return undefined;
  return allProcesses(startProcess(stage, facts)).find(
    ({ kind, argv, command }) => kind === "shell" && !command && isIn(argv[0], instruction),
  );
}

/** The word that a shell takes for its script. */
export function scriptOfShell({ argv }: Process): Word | undefined {
  return behindScript(argv)?.script;
}

/** The words behind the script that a shell is given by `-c`: they become $0, $1 … of it. */
export function behindScript(
  words: readonly Word[],
): { readonly script: Word; readonly given: readonly Word[] } | undefined {
  if (!isUnixShell(words[0])) return undefined;
  let isScript = false;
  for (const [index, word] of words.entries()) {
    if (index === 0) continue;
    const text = word.value ?? "";
    if (!/^[-+]./.test(text)) return isScript ? { script: word, given: words.slice(index + 1) } : undefined;
    if (/^-[^-]*c/.test(text)) isScript = true;
    // Its value follows.
    if (/^[-+][^-]*o$/.test(text)) return undefined;
  }
  return undefined;
}

/** Whether a script asks for the words that it is given; undefined when it is not known. */
export function readsArguments(script: string | undefined): boolean | undefined {
  return script === undefined ? undefined : /\$(?:[0-9@*#]|\{[#!]?[0-9@*])|\b(?:shift|getopts)\b/.test(script);
}

// ---------------------------------------------------------------- said twice

interface Repetition {
  readonly message: string;
  readonly fix: Fix | undefined;
}

/** The first word is that of the ENTRYPOINT, or the option that this ends with. */
export function repetition(
  [program, ...options]: readonly Word[],
  { name, words }: Instruction,
  isOfBase: boolean,
): Repetition | undefined {
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
export function otherProgram(
  own: readonly Word[],
  words: readonly Word[],
  stage: Stage,
  file: Dockerfile,
  facts: Facts,
): Repetition | undefined {
  const [program, ...options] = own;
  const [first] = words;
  const interpreter = sameProgram(programName(program?.value) ?? "");
  if (!first?.value || !program || !/^(?:node|python)$/.test(interpreter) || !isProgram(first.value)) return undefined;
  if (!options.every(({ value }) => /^-[uBEIOs]+$/.test(value ?? ""))) return undefined;
  const path = resolvePath(folderAfter(stage), first.value);
  const there = path === undefined ? undefined : imageFiles(file, facts).after(stage).at(path);
  if (there !== undefined && there !== "absent") return undefined;
  const isModule = interpreter === "python" && pythonServerModules.has(first.value);
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
  return pythonName.test(name) ? "python" : name;
}

function isProgram(word: string): boolean {
  return known.has(word) || unixShells.has(programName(word) ?? "");
}

const known = new Set([
  ...pythonServers,
  ...managerPrograms,
  ...runnerPrograms,
  ...programsFor("runtime", "application server"),
  ..."node nodejs bun deno python python3 java ruby php perl dotnet nginx httpd".split(" "),
]);
