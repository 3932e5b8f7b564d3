/**
 * What runs in a container, as a tree: from ENTRYPOINT and CMD as Docker puts them together, or HEALTHCHECK, through
 * inits, shells, `env`, `cd`, package scripts and entry scripts down to the programs. What is not known is undefined.
 */

import {
  otherBuiltins,
  relayingStarters,
  replacedStarters,
  shellOnlyBuiltins,
  userStarters,
} from "../data/startPrograms";
import { readPackageCall } from "../packages/packageCalls";
import { partsOf, type Run, runOf } from "../packages/scripts";
import { baseEntrypoint } from "../stage/baseEntrypoint";
import { folderAfter } from "../stage/folders";
import { isUnixShell, programName, signalsAll, splitInit, startOf, topLevel, wordsOf } from "../stage/process";
import { baseFacts } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { parseExec } from "../syntax/shell";
import type { Command, Facts, Instruction, Project, Stage, Word } from "../types";
import { memoizeFor } from "../util/memoize";
import { type EntryScript, entryScript } from "./entryScripts";
import { losesSignals, shellKind, turnsInto } from "./shells";
import { sourceAt } from "./sources";

/** A program that runs, or a command of a shell; `env` and the like that turn into their program are left out. */
export interface Process extends Place {
  readonly kind: "program" | "init" | "shell" | "script" | "package call";
  /** Program and arguments; a word without a value depends on what only a shell knows. */
  readonly argv: readonly Word[];
  /** CMD, ENTRYPOINT or HEALTHCHECK. */
  readonly instruction: Instruction;
  /** The file of the build context that its words stand in; undefined for the Dockerfile itself. */
  readonly file: string | undefined;
  /** As a shell reads it, with what stands around it; undefined for words that no shell reads. */
  readonly command: Command | undefined;
  /** What it starts, in order. */
  readonly starts: readonly Process[];
  /** Whether the last of `starts` takes its place. */
  readonly handsOver: boolean | undefined;
}

/** What holds where a program is started. */
export interface Place {
  /** Absolute. */
  readonly folder: string | undefined;
  /** What is set for it beyond ENV; a value is undefined when it is not known. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** As in USER; undefined when the base image decides, or it is not known. */
  readonly user: string | undefined;
  /** It is process 1 of the container. */
  readonly isFirst: boolean | undefined;
  /** The signal of `docker stop` gets to it. */
  readonly isSignalled: boolean | undefined;
  /** An init above it signals all processes. */
  readonly isInGroup: boolean;
}

/** What a container of a stage starts with; undefined when the base image decides alone. */
export const startProcess = memoizeFor((stage: Stage, facts: Facts): Process | undefined => {
  const start = startOf(stage);
  if (!start) return undefined;
  const before = baseEntrypoint(stage);
  const isOwn = before.length === 0;
  const place: Place = { ...placeIn(stage), ...firstOf(stage, start.entrypoint !== undefined || !isOwn) };
  const words = [...before, ...wordsOf(start)];
  return follow(words, isOwn ? start.starts : undefined, place, contextOf(stage, facts, start.starts));
});

/**
 * What a container of a stage starts with that is told so from outside, as by a service of compose; undefined when the
 * stage says nothing of a start.
 * @param argv program and arguments.
 * @param folder that it works in; undefined where that is not known.
 */
export function givenProcess(
  stage: Stage,
  argv: readonly string[],
  folder: string | undefined,
  facts: Facts,
): Process | undefined {
  const starts = startOf(stage)?.starts;
  if (!starts) return undefined;
  const { start, end } = starts.argument;
  const words = argv.map((value) => ({ start, end, text: value, value }));
  const place: Place = { ...placeIn(stage), folder, isFirst: undefined, isSignalled: undefined, isInGroup: false };
  return follow(words, undefined, place, contextOf(stage, facts, starts));
}

/** What a HEALTHCHECK starts; undefined when it is `NONE` or unfinished. */
export const checkProcess = memoizeFor((instruction: Instruction, facts: Facts): Process | undefined => {
  const { stage, script, exec, words } = instruction;
  if (!stage || !script) return undefined;
  const place: Place = { ...placeIn(stage), isFirst: false, isSignalled: false, isInGroup: false };
  return follow(exec ? words : shellWords(instruction), instruction, place, contextOf(stage, facts, instruction));
});

/** All processes of a tree, those that start others before these. */
export function allProcesses(process: Process | undefined): readonly Process[] {
  return process ? [process, ...process.starts.flatMap(allProcesses)] : [];
}

/** What runs in the end: the last that is started, by the last that is started, and so on. */
export function mainProgram(process: Process): Process {
  const last = process.starts.at(-1);
  return last ? mainProgram(last) : process;
}

function placeIn(stage: Stage): Pick<Place, "folder" | "environment" | "user"> {
  return { folder: folderAfter(stage), environment: {}, user: stage.after.user?.value };
}

/** Entry scripts of official images turn into what they are given; in others anything may stand before it. */
function firstOf(stage: Stage, hasOwn: boolean): Pick<Place, "isFirst" | "isSignalled" | "isInGroup"> {
  const image = hasOwn ? undefined : baseFacts(stage);
  if (hasOwn || (image?.isListed && !image.hasInit)) {
    return { isFirst: true, isSignalled: true, isInGroup: false };
  }
  return image?.hasInit
    ? { isFirst: false, isSignalled: true, isInGroup: image.hasInit === "dumb-init" }
    : { isFirst: undefined, isSignalled: undefined, isInGroup: false };
}

function shellWords({ before, argument, argumentText }: Instruction): readonly Word[] {
  const { start, end } = argument;
  const text = argumentText.replace(/^CMD\s+/i, "");
  const shell = (before.shell ?? ["/bin/sh", "-c"]).map((value) => ({ start, end: start, text: value, value }));
  return [...shell, { start, end, text, value: text }];
}

// ------------------------------------------------------------------ following words

interface Context {
  readonly stage: Stage;
  readonly facts: Facts;
  readonly instruction: Instruction;
  readonly file: string | undefined;
  /** What `"$@"` stands for: the words behind an entry script; undefined outside of one. */
  readonly given: readonly Word[] | undefined;
  readonly depth: number;
  /** Shared by all that runs. */
  readonly budget: { left: number };
}

const deepest = 12;
const mostProcesses = 300;

function contextOf(stage: Stage, facts: Facts, instruction: Instruction): Context {
  return { stage, facts, instruction, file: undefined, given: undefined, depth: 0, budget: { left: mostProcesses } };
}

function deeper(context: Context, more?: Partial<Context>): Context {
  return { ...context, depth: context.depth + 1, ...more };
}

/** @param instruction whose own reading of its script is the more exact one in shell form. */
function follow(
  words: readonly Word[],
  instruction: Instruction | undefined,
  place: Place,
  context: Context,
): Process | undefined {
  const [command, ...inner] = parseExec(words).commands;
  if (!command) return undefined;
  const isOwn = instruction !== undefined && !instruction.exec && instruction.script !== undefined;
  const commands = isOwn ? topLevel(instruction.script?.commands ?? []) : directly(inner, command);
  return followCommand(command, commands, place, context);
}

/** The commands of the script that a shell is given, and not those of scripts in it. */
function directly(inner: readonly Command[], outer: Command): readonly Command[] {
  return inner.filter(({ within }) => within.length === outer.within.length + 1 && within.at(-1) === "sh -c");
}

/** @param read the command as a shell reads it, if one does. */
function followCommand(
  command: Command,
  inner: readonly Command[],
  outer: Place,
  context: Context,
  read?: Command,
): Process {
  const place = behindStarters(command, outer);
  const argv = command.words;
  const { instruction, file } = context;
  const base = { argv, instruction, file, command: read };
  const make = (kind: Process["kind"], starts: readonly (Process | undefined)[], handsOver?: boolean): Process => ({
    ...place,
    ...base,
    kind,
    starts: starts.filter((process) => process !== undefined),
    handsOver,
  });
  if (context.depth >= deepest || context.budget.left-- <= 0) return make("program", []);
  const { init, argv: rest } = splitInit(argv);
  if (init) {
    const isInGroup = place.isInGroup || signalsAll(init, argv);
    const below: Place = { ...place, isFirst: false, isInGroup };
    return make("init", [follow(rest, undefined, below, deeper(context))], false);
  }
  if (isUnixShell(argv[0]) && inner.length > 0) {
    const parts = followScript(inner, programName(argv[0]?.value), place, deeper(context));
    return make("shell", parts.starts, parts.handsOver);
  }
  if (readPackageCall(argv.map(({ value, text }) => value ?? text))) return packageCall(make, argv, place, context);
  const script = entryScript(argv, place.folder, context.stage, context.facts);
  if (script) {
    const parts = followEntry(script, place, context);
    return make("script", parts.starts, parts.handsOver);
  }
  return make("program", []);
}

/** What `env A=b`, `exec`, `gosu app` and `timeout 5` in front of a program change. */
function behindStarters({ wrappers, assignments }: Command, outer: Place): Place {
  const environment = { ...outer.environment };
  for (const { name, value } of assignments) environment[name.text] = value?.value;
  let place: Place = { ...outer, environment };
  wrappers.forEach((word, index) => {
    const name = programName(word.value) ?? "";
    if (userStarters.has(name)) place = { ...place, user: wrappers[index + 1]?.value };
    else if (relayingStarters.has(name))
      place = { ...place, isFirst: false, user: name === "timeout" ? place.user : undefined };
    else if (name === "time" || name === "xargs") place = below(place, false);
    else if (!replacedStarters.has(name) && name !== "command" && index === 0) place = below(place, undefined);
  });
  return place;
}

/** Where a program is that another one has started and waits for. */
function below(place: Place, isPassedOn: boolean | undefined): Place {
  const isSignalled = place.isInGroup ? place.isSignalled : isPassedOn === true ? place.isSignalled : isPassedOn;
  return { ...place, isFirst: false, isSignalled };
}

/** Where the last command of a shell is. */
function lastPlace(place: Place, handsOver: boolean | undefined): Place {
  if (handsOver) return place;
  const waits = below(place, false);
  return handsOver === false
    ? waits
    : { ...waits, isFirst: place.isFirst && undefined, isSignalled: place.isInGroup ? place.isSignalled : undefined };
}

// ------------------------------------------------------------------ scripts of a shell

interface Parts {
  readonly starts: readonly Process[];
  readonly handsOver: boolean | undefined;
}

/** Commands that a shell gets by `-c`. */
function followScript(commands: readonly Command[], shell: string | undefined, place: Place, context: Context): Parts {
  return followCommands(commands, place, context, (last) => turnsInto(last, commands, shellKind(shell, context.stage)));
}

function followEntry(script: EntryScript, place: Place, context: Context): Parts {
  const inside = deeper(context, { file: script.path, given: script.given });
  return followCommands(script.commands, place, inside, () => false);
}

function followCommands(
  commands: readonly Command[],
  outer: Place,
  context: Context,
  turns: (last: Command) => boolean | undefined,
): Parts {
  let place = outer;
  let handsOver: boolean | undefined = false;
  const starts: Process[] = [];
  for (const command of commands) {
    const changed = afterBuiltin(command, place);
    if (changed) {
      place = changed;
      continue;
    }
    const isLast = command === commands.at(-1) && command.next === undefined;
    const isExec = command.wrappers[0]?.value === "exec";
    const takesOver = isExec ? true : isLast ? turns(command) : false;
    const process = commandProcess(command, lastPlace(place, takesOver), context);
    if (!process) continue;
    starts.push(process);
    if (isLast || isExec) handsOver = takesOver;
    if (isExec && command.operator !== "||") break;
  }
  return { starts, handsOver };
}

function commandProcess(command: Command, place: Place, context: Context): Process | undefined {
  const { words, wrappers } = command;
  // `exec "$@"` of an entry script.
  if (context.given && words.length === 1 && /^"?\$(?:@|\{@\})"?$/.test(words[0]?.text ?? "")) {
    const behind = behindStarters(command, place);
    return follow(context.given, undefined, behind, deeper(context, { file: undefined, given: undefined }));
  }
  const again = parseExec([...wrappers, ...words]).commands.slice(1);
  return followCommand(command, directly(again, { ...command, within: [] }), place, context, command);
}

/** What a part of the shell changes for the commands behind it; undefined for programs. */
function afterBuiltin({ name, words, assignments, operator }: Command, place: Place): Place | undefined {
  if (words.length === 0 || name === "export") {
    const pairs = [
      ...assignments.map(({ name, value }) => [name.text, value?.value] as const),
      ...pairsOf(words.slice(1)),
    ];
    return { ...place, environment: { ...place.environment, ...Object.fromEntries(pairs) } };
  }
  if (name === "cd" || name === "pushd") {
    const target = words.slice(1).find(({ text }) => !text.startsWith("-"));
    return { ...place, folder: operator === "||" ? undefined : resolvePath(place.folder, target?.value) };
  }
  if (name === "popd") return { ...place, folder: undefined };
  return shellOnlyBuiltins.has(name ?? "") || otherBuiltins.has(name ?? "") ? place : undefined;
}

function pairsOf(words: readonly Word[]): (readonly [string, string | undefined])[] {
  return words.flatMap(({ value, text }) => {
    const [, name, rest] = /^([A-Za-z_]\w*)=(.*)$/s.exec(value ?? text) ?? [];
    return name === undefined ? [] : [[name, value === undefined ? undefined : rest] as const];
  });
}

// ------------------------------------------------------------------ package scripts

function packageCall(
  make: (kind: Process["kind"], starts: readonly (Process | undefined)[], handsOver?: boolean) => Process,
  argv: readonly Word[],
  place: Place,
  context: Context,
): Process {
  const project = projectAt(place.folder, context);
  const words = argv.map(({ value, text }) => value ?? text);
  const run = runOf(words, project, context.facts.files);
  const manager = programName(words[0]);
  const inner = below(place, losesSignals(manager, context.stage) ? false : undefined);
  const span = { start: argv[0]?.start ?? 0, end: argv.at(-1)?.end ?? 0 };
  const toProcess = (part: Run): Process => {
    const own: Place = { ...inner, environment: { ...place.environment, ...part.environment } };
    const argv = part.argv.map((value) => ({ ...span, text: value, value }));
    const script = part.kind === "program" ? entryScript(argv, own.folder, context.stage, context.facts) : undefined;
    const below = script && followEntry(script, own, context);
    return {
      ...own,
      kind: script ? "script" : part.kind === "program" ? "program" : "package call",
      argv,
      instruction: context.instruction,
      file: project?.manifest,
      command: part.command,
      starts: below?.starts ?? partsOf(part).map(toProcess),
      handsOver: below?.handsOver,
    };
  };
  return make("package call", partsOf(run).map(toProcess), false);
}

/** The project whose package.json lies in a folder of the image. */
function projectAt(folder: string | undefined, { stage, facts }: Context): Project | undefined {
  const path = resolvePath(folder, "package.json");
  const manifest = path === undefined ? undefined : sourceAt(stage, path, facts);
  return manifest !== undefined && manifest === facts.project?.manifest ? facts.project : undefined;
}
