/** Where a Dockerfile starts programs: in RUN, SHELL, HEALTHCHECK, CMD and ENTRYPOINT, and as the interpreter of a script. */

import { shellBuiltins, shellScriptLine } from "../data/startPrograms";
import { projectInstallsOf } from "../packages/install";
import { folderAfter, folderBefore } from "../stage/folders";
import { isUnixShell, mainProcess } from "../stage/process";
import { changesUser } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { instructionsOf } from "../syntax/instructions";
import { runsOf } from "../syntax/runs";
import { parseShell, runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Script, Stage, Word } from "../types";
import { memoize } from "../util/memoize";
import { baseName } from "../util/paths";
import { textOf } from "./entryTexts";
import { imageFiles } from "./imageFiles";
import { joined } from "./model";
import { programFolders } from "./programPath";
import { baseOf, type Point } from "./programs";
import { sourceAt } from "./sources";

/** A program that has to be there. */
export interface ProgramUse {
  /** Without its folder. */
  readonly name: string;
  readonly word: Word;
  readonly instruction: Instruction;
  /** The command that it starts, or whose script it reads; undefined for SHELL. */
  readonly command: Command | undefined;
  readonly at: Point;
  /** The path of the script whose first line names it; undefined where the word itself does. */
  readonly script: string | undefined;
  /** What starts it in its turn, as a subject: `the address git+https://…`. */
  readonly neededBy?: string;
  /** It stands in that script, which may go on without it. */
  readonly isInScript?: true;
  /** The service of compose that starts it, in place of what the image says; the word is that of the base image then. */
  readonly service?: { readonly name: string; readonly file: string; readonly isCheck: boolean };
  /** The programs in whose place it comes when they fail: `curl … || wget …`. */
  readonly insteadOf?: readonly string[] | undefined;
}

/** All of them that nothing guards, in order. */
export function programUses(file: Dockerfile, facts: Facts): ProgramUse[] {
  const used = [...runsOf(file), ...instructionsOf(file, "HEALTHCHECK")].flatMap((instruction) => {
    const { stage, onbuild } = instruction;
    if (!stage || onbuild) return [];
    const isRun = instruction.keyword === "RUN";
    const at = (command: Command): Point => (isRun ? { stage, instruction, command } : { stage });
    return usesIn(instruction, at, file, facts);
  });
  const starts = file.final ? startsOf(file.final, facts) : [];
  const ends = starts.flatMap((instruction) =>
    usesIn(instruction, () => ({ stage: file.final as Stage }), file, facts),
  );
  return [...shellUses(file), ...heredocUses(file), ...used, ...ends].sort(
    (one, other) => one.word.start - other.word.start,
  );
}

/** What names the program of a container. Where the base image has an ENTRYPOINT that is not known, CMD may be anything. */
function startsOf(stage: Stage, facts: Facts): Instruction[] {
  const main = mainProcess(stage);
  if (!main) return [];
  const isTaken = main.starts.keyword === "CMD" && baseOf(stage, facts)?.entrypoint === undefined;
  return isTaken ? [] : [main.starts];
}

/** SHELL names what reads the RUNs below it. */
function shellUses(file: Dockerfile): ProgramUse[] {
  return instructionsOf(file, "SHELL").flatMap((instruction) => {
    const { stage, words, onbuild } = instruction;
    const [word] = words;
    const reads = (other: Instruction) => other.keyword === "RUN" && !other.exec && other.start > instruction.start;
    if (!stage || onbuild || !word?.value || !stage.instructions.some(reads)) return [];
    const at = { stage, instruction };
    return [{ name: baseName(word.value), word, instruction, command: undefined, at, script: undefined }];
  });
}

/** A heredoc that is run is started by its first line. */
function heredocUses({ text, instructions }: Dockerfile): ProgramUse[] {
  return instructions.flatMap((instruction) => {
    const { keyword, stage, onbuild, heredocs, script } = instruction;
    const [heredoc, ...others] = heredocs;
    if (keyword !== "RUN" || !stage || onbuild || !heredoc || others.length > 0 || script?.form !== "heredoc")
      return [];
    const { start, end } = heredoc.body;
    const line = /^#![ \t]*(\S+)(?:[ \t]+([^\s-]\S*))?(?=[ \t]*\n)/.exec(text.slice(start, Math.min(end, start + 200)));
    const name = line && interpreterIn(line);
    if (!line || !name) return [];
    const word: Word = { start, end: start + line[0].length, text: line[0], value: name };
    return [{ name, word, instruction, command: undefined, at: { stage, instruction }, script: undefined }];
  });
}

/** The program that a first line names, be it through env; undefined where it is in no folder of the PATH. */
function interpreterIn([, first = "", second]: RegExpExecArray): string | undefined {
  return isOnPath(first) ? (baseName(first) === "env" ? second : baseName(first)) : undefined;
}

function usesIn(
  instruction: Instruction,
  at: (command: Command) => Point,
  file: Dockerfile,
  facts: Facts,
): ProgramUse[] {
  const { script } = instruction;
  if (!script || script.errors.length > 0 || (script.language !== "sh" && script.language !== "bash")) return [];
  const { asked, tolerated, alternatives, hasFunctions } = guardsOf(script);
  if (hasFunctions) return [];
  return script.commands.flatMap((command) => {
    const [word] = command.words;
    const { name } = command;
    if (!word || !name || word.value === undefined || isElsewhere(command)) return [];
    if (asked.has(name) || tolerated.has(command)) return [];
    const shared = { word, instruction, command, at: at(command), insteadOf: alternatives.get(command) };
    const own = isOnPath(word.value) ? [{ ...shared, name, script: undefined }] : [];
    const started = startedScript(command, instruction, file, facts);
    const interpreter = started?.isRead ? undefined : interpreterOf(started);
    const inner = started ? usesOfScript(started, instruction.keyword).map((use) => ({ ...shared, ...use })) : [];
    const fetched =
      gitAddress(command) ?? gitRequirement(command, instruction, facts) ?? gitDependency(command, instruction, facts);
    const git = fetched && !asked.has("git") ? [{ ...shared, ...fetched, name: "git", script: undefined }] : [];
    return [...own, ...git, ...(interpreter ? [{ ...shared, ...interpreter }] : []), ...inner].filter(
      (use) => !shellBuiltins.has(use.name),
    );
  });
}

/** The address of a repository that an installer is given, and fetches by Git: `pip install git+https://…`. */
function gitAddress(command: Command): { readonly word: Word; readonly neededBy: string } | undefined {
  if (!runs(command, "pip install", "pip3 install", "uv pip install", "uv add", "poetry add", "pipx install"))
    return undefined;
  const word = command.words.find(({ value = "" }) => /^(?:[\w.[\],-]+ ?@ ?)?git\+(?:https?|ssh|file):/.test(value));
  return word && { word, neededBy: "the install from an address of Git" };
}

/** A file of requirements with such an address. */
function gitRequirement(command: Command, instruction: Instruction, facts: Facts) {
  const { stage, mounts } = instruction;
  if (!stage || mounts.some(({ type }) => type === "bind") || !runs(command, "pip install", "uv pip install"))
    return undefined;
  const folder = folderBefore(instruction);
  for (const [index, word] of command.words.entries()) {
    if (!/^(?:-r|--requirement)$/.test(command.words[index - 1]?.value ?? "")) continue;
    const path = resolvePath(folder, word.value);
    const source = path === undefined ? undefined : sourceAt(stage, path, facts);
    const text = source === undefined ? undefined : facts.contents?.get(source);
    if (text && /^(?:-e |--editable )?(?:[\w.[\],-]+ ?@ ?)?git\+(?:https?|ssh):/m.test(text)) {
      return { word, neededBy: `the install from an address of Git in ${source}` };
    }
  }
  return undefined;
}

/** A dependency of package.json that lies on a server of Git; those of the well-known ones come as archives. */
function gitDependency(command: Command, { stage }: Instruction, facts: Facts) {
  const { project } = facts;
  if (!stage || !project) return undefined;
  const install = projectInstallsOf(stage).find((other) => other.command === command);
  const path = resolvePath(install?.instruction.before.workdir, "package.json");
  if (!install || path === undefined || sourceAt(stage, path, facts) !== project.manifest) return undefined;
  const all =
    install.omitsDev === false ? { ...project.devDependencies, ...project.dependencies } : project.dependencies;
  const name = Object.keys(all).find((key) => gitServer.test(all[key] ?? ""));
  const [word] = command.words;
  return name === undefined || !word
    ? undefined
    : { word, neededBy: `the dependency ${name} from an address of Git in ${project.manifest}` };
}

const gitServer =
  /^(?:git\+(?:ssh|https?):\/\/|git:\/\/|ssh:\/\/)(?:[^@/\s]{0,99}@)?(?!(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)[/:])/;

/** It runs as another user, in another root or on another machine, or is part of what may not be run at all. */
function isElsewhere({ wrappers, within }: Command): boolean {
  const isWrapped = wrappers.some(({ value }) => baseName(value ?? "") === "chroot");
  return (
    changesUser({ name: undefined, wrappers }) ||
    isWrapped ||
    within.some((kind) => kind === "if" || kind === "case" || kind === "function")
  );
}

function isOnPath(program: string): boolean {
  return !program.includes("/") || /^\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/.test(program);
}

/** What a script goes on without. */
interface Guards {
  /** The names that it asks for before it uses them. */
  readonly asked: ReadonlySet<string>;
  /** The commands that may fail: another one comes into their place. */
  readonly tolerated: ReadonlySet<Command>;
  /** The programs in whose place a command comes. */
  readonly alternatives: ReadonlyMap<Command, readonly string[]>;
  /** It defines names itself. */
  readonly hasFunctions: boolean;
}

const guardsOf = memoize(({ commands, instruction }: Script): Guards => guardsIn(commands, instruction.keyword));

function guardsIn(commands: readonly Command[], keyword: string): Guards {
  const asked = new Set<string>();
  const tolerated = new Set<Command>();
  let isTolerated = false;
  for (const command of commands.toReversed()) {
    const { name = "", words, operator } = command;
    if (isTolerated) tolerated.add(command);
    if (asking.has(name)) {
      for (const { value, text } of words.slice(1)) asked.add(baseName(value ?? text).replace(/=.*$/s, ""));
    }
    // A health check that ends with `|| exit 1` says what the program has said.
    const isEnd = keyword === "HEALTHCHECK" && /^(?:exit|false|kill|return|true|:)$/.test(name);
    if (operator === "||") isTolerated = isTolerated || !isEnd;
    else if (operator !== "&&" && operator !== "|") isTolerated = false;
  }
  const alternatives = new Map<Command, readonly string[]>();
  for (const [index, command] of commands.entries()) {
    const before = commands[index - 1];
    if (command.operator !== "||" || before?.name === undefined) continue;
    alternatives.set(command, [...(alternatives.get(before) ?? []).slice(-mostAlternatives), before.name]);
  }
  return { asked, tolerated, alternatives, hasFunctions: commands.some(({ within }) => within.includes("function")) };
}

/** Nobody writes more. */
const mostAlternatives = 5;

const asking = new Set(["command", "which", "type", "hash", "test", "[", "[[", "alias", "function"]);

/** A script of the build context, or of a heredoc, that a command starts. */
interface StartedScript {
  /** In the image. */
  readonly path: string;
  readonly text: string;
  /** A shell is given it to read. */
  readonly isRead: boolean;
}

function startedScript(
  { words: [program, next] }: Command,
  { stage, keyword }: Instruction,
  file: Dockerfile,
  facts: Facts,
): StartedScript | undefined {
  // Scripts that only a RUN starts are not read.
  if (!stage || keyword === "RUN" || program?.value === undefined) return undefined;
  const isRead = isUnixShell(program);
  const named = isRead ? next?.value : program.value;
  if (named === undefined || (isRead && named.startsWith("-"))) return undefined;
  const view = imageFiles(file, facts).after(stage);
  const folder = folderAfter(stage);
  const paths =
    isRead || named.includes("/")
      ? [resolvePath(folder, named)]
      : programFolders(stage).map((one) => joined(one, named));
  for (const path of paths) {
    const entry = path === undefined ? undefined : view.at(path);
    if (path === undefined || !entry || entry === "absent") continue;
    const text = textOf(entry, path, facts);
    if (text !== undefined) return { path, text, isRead };
  }
  return undefined;
}

/** What the first line of a script names. */
function interpreterOf(
  started: StartedScript | undefined,
): { readonly name: string; readonly script: string } | undefined {
  const line = started && /^#![ \t]*(\S+)(?:[ \t]+([^\s-]\S*))?[ \t]*\n/.exec(started.text);
  const name = line && interpreterIn(line);
  return name && started ? { name, script: started.path } : undefined;
}

/** The programs that a shell script starts whatever happens. */
function usesOfScript(
  { path, text, isRead }: StartedScript,
  keyword: string,
): Pick<ProgramUse, "name" | "neededBy" | "script" | "insteadOf" | "isInScript">[] {
  if (text.length > longestScript || !(isRead || shellScriptLine.test(text))) return [];
  const { commands, errors } = parseShell({ text, toDocument: (offset) => offset }, "bash");
  const { asked, tolerated, alternatives, hasFunctions } = guardsIn(commands, keyword);
  // What it reads in may bring programs, or say where they are.
  const isOpen = commands.some(({ name }) => name === "." || name === "source" || name === "eval");
  if (errors.length > 0 || hasFunctions || isOpen || /\bPATH=/.test(text)) return [];
  return commands.flatMap((command, index) => {
    const { name, words } = command;
    const value = words[0]?.value;
    if (!name || value === undefined || !isOnPath(value) || isElsewhere(command)) return [];
    if (isConditional(commands, index)) return [];
    if (asked.has(name) || tolerated.has(command)) return [];
    return [{ name, script: undefined, neededBy: path, isInScript: true, insteadOf: alternatives.get(command) }];
  });
}

/** Whether it runs only as another command before it says: `[ -n "$URL" ] && curl "$URL"`. */
function isConditional(commands: readonly Command[], index: number): boolean {
  let first = index;
  while (first > 0 && commands[first]?.operator === "|") first--;
  return /^(?:&&|\|\|)$/.test(commands[first]?.operator ?? "");
}

/** Longer ones guard what they use in ways that are not read here. */
const longestScript = 20_000;
