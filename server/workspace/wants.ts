import { shellScriptLine } from "../data/startPrograms";
import { askedFiles } from "../node/needs";
import { isShellCall, mainProcess } from "../stage/process";
import { printedText } from "../syntax/printing";
import { commandsOf } from "../syntax/runs";
import { parseShell } from "../syntax/shell";
import type { Command, Dockerfile, Instruction, Word } from "../types";
import { baseName } from "../util/paths";
import { startedHere } from "./startedHere";

/** What the text of a Dockerfile asks of the files around it. Equal wants get equal facts, so that typing costs nothing. */
export interface Wants {
  /** Sources of COPY and ADD that lie in the build context. */
  readonly sources: readonly string[];
  /** What its commands may read of a context that is copied whole. */
  readonly asked: readonly string[];
  /** The words of CMD and ENTRYPOINT that may name a script or a start file. */
  readonly programs: readonly string[];
  /** The command lines of CMD and ENTRYPOINT, which may call package scripts. */
  readonly calls: readonly (readonly string[])[];
  /** The files that RUN gives commands to read. */
  readonly given: readonly string[];
  /** The files of the context, copied as a whole, that the container starts. */
  readonly started: readonly string[];
}

/** What `file` asks of the files around it. */
export function wantsOf(file: Dockerfile): Wants {
  const sources: string[] = [];
  const programs: string[] = [];
  const calls = file.stages.map((stage) => valuesOf(mainProcess(stage)?.argv ?? []));
  const given: string[] = [];
  // The shell may stand in ENTRYPOINT, and what it is given in CMD.
  for (const { words } of file.stages.flatMap((stage) => givenToShell(mainProcess(stage)?.argv ?? []))) {
    programs.push(...valuesOf(words).filter((value) => !value.startsWith("-")));
    calls.push(valuesOf(words));
  }
  for (const instruction of file.instructions) {
    if (instruction.onbuild) continue;
    for (const { words } of writtenScripts(instruction)) {
      const values = valuesOf(words);
      programs.push(...values.filter((value) => !value.startsWith("-")));
      calls.push(values);
    }
    if (instruction.keyword === "COPY" || instruction.keyword === "ADD") {
      if (instruction.flags.some((flag) => flag.name === "from")) continue;
      for (const word of instruction.words.slice(0, -1)) {
        if (word.value !== undefined && isLocal(word.value)) sources.push(word.value);
      }
    } else if (instruction.keyword === "CMD" || instruction.keyword === "ENTRYPOINT") {
      for (const command of [...(instruction.script?.commands ?? []), ...behindInit(instruction)]) {
        for (const word of command.words)
          if (word.value && !word.value.startsWith("-")) programs.push(...meant(word.value));
        const words = valuesOf(command.words);
        // `CMD "npm start"` means two.
        calls.push(words.length === 1 ? words.flatMap((word) => word.split(/\s+/)) : words);
      }
    } else if (instruction.keyword === "RUN" || instruction.keyword === "HEALTHCHECK") {
      for (const { words } of instruction.script?.commands ?? []) {
        given.push(...filesGivenTo(words));
        const started = words[0]?.value;
        if (started?.includes("/")) programs.push(started);
        // What it runs, the user of the container runs.
        if (instruction.keyword === "HEALTHCHECK")
          for (const { value } of words.slice(1)) if (value && !value.startsWith("-")) programs.push(value);
      }
    }
  }
  return {
    sources,
    asked: askedFiles(file),
    started: startedHere(file),
    programs: withOriginals(file, programs),
    calls,
    given: withOriginals(file, [...given, ".npmrc", "npmrc"]).filter((name) => name !== ".npmrc"),
  };
}

/** The commands that a shell is given which an init starts: `["tini", "--", "sh", "-c", "exec node a.js"]`. */
function behindInit({ exec, words }: Instruction): readonly Command[] {
  const at = exec ? words.findIndex((_, index) => index > 0 && isShellCall(words.slice(index))) : -1;
  return at < 0 ? [] : givenToShell(words.slice(at));
}

function givenToShell(argv: readonly Word[]): readonly Command[] {
  return isShellCall(argv) ? commandsOfText(argv[2]?.value ?? "") : [];
}

/** The commands of the scripts of a shell that an instruction writes, which a container may start. */
function writtenScripts({ keyword, heredocs, script }: Instruction): readonly Command[] {
  const printing = keyword === "RUN" ? (script?.commands ?? []).filter(({ redirects }) => redirects.length > 0) : [];
  const printed = printing.map((command) => printedText(command, true) ?? "").join("");
  // What RUN is given as a whole it runs at once.
  const bodies = keyword === "RUN" && script?.form === "heredoc" ? [] : heredocs.map(({ text }) => text);
  return [printed, ...bodies].flatMap((text) => (shellScriptLine.test(text.trimStart()) ? commandsOfText(text) : []));
}

function commandsOfText(text: string): readonly Command[] {
  return parseShell({ text, toDocument: (at) => at }, "bash").commands;
}

/** A word of CMD, and what it is once pasted quotes have been mended: `“server.js”]` names a file. */
function meant(word: string): string[] {
  const parts = word.split(/["'`,[\]\u2018-\u201f\u00ab\u00bb]+/).filter((part) => part !== "" && part !== word);
  return [word, ...parts];
}

/** What follows options that name a file of requirements or settings: of pip, of tsc. */
function filesGivenTo(words: readonly Word[]): string[] {
  return words.flatMap(({ value }, index) => {
    const attached = /^--(?:requirement|project)=(.+)$/.exec(value ?? "")?.[1];
    const isNamed = /^(?:-r|--requirement|-p|--project)$/.test(words[index - 1]?.value ?? "");
    return attached ?? (isNamed ? value : undefined) ?? [];
  });
}

/** Some names, and before them what COPY, mv, cp and ln call so in the image: `COPY docker/start.sh /entrypoint.sh`. */
function withOriginals(file: Dockerfile, names: readonly string[]): readonly string[] {
  const known = new Set(names.map(baseName));
  const originals = renamesOf(file).flatMap(([source, target, ...more]) =>
    more.length === 0 && source && target && known.has(baseName(target)) ? [source] : [],
  );
  return [...new Set([...originals, ...names])];
}

/** The operands of what may give a file another name. */
function renamesOf(file: Dockerfile): readonly (readonly (string | undefined)[])[] {
  const copies = file.instructions.filter(
    ({ keyword, flags }) => keyword === "COPY" && !flags.some(({ name }) => name === "from"),
  );
  const moves = commandsOf(file, "mv", "cp", "ln").map(({ command }) =>
    command.words.slice(1).filter(({ text }) => !text.startsWith("-")),
  );
  return [...copies.map(({ words }) => words), ...moves].map((words) => words.map(({ value }) => value));
}

function valuesOf(words: readonly Word[]): string[] {
  return words.map(({ value, text }) => value ?? text);
}

/** Neither an address nor a heredoc. */
function isLocal(source: string): boolean {
  return source !== "" && !/^([a-z]+:\/\/|git@|<<)/i.test(source);
}
