/** What a container made from a stage runs: ENTRYPOINT and CMD put together as Docker does. */

import { initNames } from "../data/initPrograms";
import { unixShells } from "../data/startPrograms";
import type { Command, Instruction, Stage, Word } from "../types";

export interface MainProcess {
  readonly entrypoint: Instruction | undefined;
  readonly command: Instruction | undefined;
  /** The instruction that names the program: ENTRYPOINT if there is one, else CMD. */
  readonly starts: Instruction;
  /** A shell is PID 1: shell form, or exec form of `sh -c`. */
  readonly isShell: boolean;
  /** An init (dumb-init, tini …) that stands before the program. */
  readonly init: Word | undefined;
  /** Program and arguments, behind an init and its options; in shell form those of its only command, else empty. */
  readonly argv: readonly Word[];
}

/** The last ENTRYPOINT and CMD of a stage and its parents; undefined when the base image decides alone. */
export function mainProcess(stage: Stage): MainProcess | undefined {
  const start = startOf(stage);
  if (!start) return undefined;
  const { entrypoint, command, starts } = start;
  const words = starts.exec ? wordsOf(start) : onlyCommand(starts);
  const split = splitInit(behindEnv(words));
  return {
    entrypoint,
    command,
    starts,
    isShell: !starts.exec || isShellCall(words),
    init: split.init,
    argv: behindEnv(split.argv),
  };
}

/** `env A=b` turns into the program behind it, as `env -u A` does. */
function behindEnv(words: readonly Word[]): readonly Word[] {
  if (programName(words[0]?.value) !== "env") return words;
  const passed = (at: number): boolean =>
    /^(?:[A-Za-z_]\w*=|(?:-|-i|-u\w+|--ignore-environment|--unset(?:=\w+)?)$)/s.test(words[at]?.value ?? "=") ||
    /^(?:-u|--unset)$/.test(words[at]?.value ?? "") ||
    /^(?:-u|--unset)$/.test(words[at - 1]?.value ?? "");
  const at = words.findIndex((_, index) => index > 0 && !passed(index));
  return at < 0 || words[at]?.value?.startsWith("-") ? words : words.slice(at);
}

/** The instructions that a container starts by. */
export interface Start {
  readonly entrypoint: Instruction | undefined;
  readonly command: Instruction | undefined;
  /** The instruction that names the program: ENTRYPOINT if there is one, else CMD. */
  readonly starts: Instruction;
}

/**
 * The ENTRYPOINT and CMD that hold for a stage, be they of a parent; undefined when the base image decides alone.
 * An ENTRYPOINT forgets the CMD of what its stage is built on.
 */
export function startOf(stage: Stage): Start | undefined {
  const { entrypoint, command } = settingsOf(stage);
  const starts = entrypoint && !isEmpty(entrypoint) ? entrypoint : command;
  return starts && !isEmpty(starts) ? { entrypoint, command, starts } : undefined;
}

interface Settings {
  readonly entrypoint: Instruction | undefined;
  readonly command: Instruction | undefined;
}

const knownSettings = new WeakMap<Stage, Settings>();

/** What is set at the end of a stage: an ENTRYPOINT forgets the CMD of the stages above. Worked out from the top, stage by stage. */
function settingsOf(stage: Stage): Settings {
  const chain: Stage[] = [];
  let link: Stage | undefined = stage;
  for (; link && !knownSettings.has(link); link = link.parent) chain.push(link);
  let settings: Settings = (link && knownSettings.get(link)) ?? { entrypoint: undefined, command: undefined };
  for (const each of chain.reverse()) {
    const entrypoint = lastOf(each, "ENTRYPOINT");
    const command = lastOf(each, "CMD");
    settings = {
      entrypoint: entrypoint ?? settings.entrypoint,
      command: command ?? (entrypoint ? undefined : settings.command),
    };
    knownSettings.set(each, settings);
  }
  return settings;
}

/** The words that Docker starts: those of ENTRYPOINT, and behind them those of CMD; shell form written out. */
export function wordsOf({ entrypoint, command, starts }: Start): readonly Word[] {
  const more = starts === entrypoint && command && !isEmpty(command) ? writtenOut(command) : [];
  return [...writtenOut(starts), ...more];
}

/** The words that an instruction stands for: shell form is a shell and its script, with the instruction's place. */
export function writtenOut({ exec, words, argument, argumentText, before, script }: Instruction): readonly Word[] {
  if (exec) return words;
  const { start } = argument;
  const usual = script?.language === "cmd" ? ["cmd", "/S", "/C"] : ["/bin/sh", "-c"];
  const shell = (before.shell ?? usual).map((value) => ({ start, end: start, text: JSON.stringify(value), value }));
  return [...shell, { ...argument, text: argumentText, value: argumentText }];
}

/** The name of a program without its folder. */
export function programName(path: string | undefined): string | undefined {
  return path?.replace(/^.*[/\\]/, "");
}

/** Whether a word names an init. */
export function isInit(word: Pick<Word, "value"> | undefined): boolean {
  return initNames.has(programName(word?.value) ?? "");
}

/** Whether a word names a shell of Unix. */
export function isUnixShell(word: Word | undefined): boolean {
  return unixShells.has(programName(word?.value) ?? "");
}

/** Whether nothing but a shell for people starts, be it one that they log in to: `bash`, `/bin/bash -l`. */
export function isShellForPeople([program, ...more]: readonly Word[]): boolean {
  return (
    isUnixShell(program) && more.every(({ value }) => /^(?:-[il]{1,2}|--login|--norc|--noprofile)$/.test(value ?? ""))
  );
}

/** An init in front, if there is one, and what it is to start. */
export function splitInit<Of extends Pick<Word, "value">>(
  words: readonly Of[],
): { init: Of | undefined; argv: readonly Of[] } {
  const [init] = words;
  if (!isInit(init)) return { init: undefined, argv: words };
  let at = 1;
  while (words[at]?.value?.startsWith("-")) {
    const option = words[at++]?.value;
    if (option === "--") break;
    if (option === "-e" || option === "-p" || option === "--rewrite" || option === "-r") at++;
  }
  return { init, argv: words.slice(at) };
}

/** Whether an init signals all that it has started: dumb-init does so, tini with -g only. */
export function signalsAll(init: Word | undefined, words: readonly Word[]): boolean {
  return init !== undefined && (programName(init.value) !== "tini" || words.some(({ value }) => value === "-g"));
}

/** The commands of shell form that no other is nested in. */
export function topLevel(commands: readonly Command[]): readonly Command[] {
  return commands.filter(({ within }) => within.length === 0);
}

function onlyCommand({ script }: Instruction): readonly Word[] {
  const [command, ...more] = topLevel(script?.commands ?? []);
  return command && more.length === 0 ? command.words : [];
}

/** Whether words are a shell that is given its script: `sh -c "…"`. */
export function isShellCall([program, option]: readonly Word[]): boolean {
  return isUnixShell(program) && /^-.*c/s.test(option?.value ?? "");
}

function isEmpty({ exec, words, argumentText }: Instruction): boolean {
  return exec ? words.length === 0 : argumentText === "";
}

function lastOf({ instructions }: Stage, keyword: string): Instruction | undefined {
  return instructions.findLast((instruction) => instruction.keyword === keyword && !instruction.onbuild);
}
