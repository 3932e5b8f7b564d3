/** What starts in a stage that ships, and whether it is there: what only the stage that builds has is not. */

import { pythonName, shellBuiltins } from "../data/startPrograms";
import { compilerPrograms, pythonPrograms, rubyPrograms } from "../data/systemPrograms";
import { entryScript } from "../image/entryScripts";
import { pipInstallOf } from "../packages/pip";
import { launchOf } from "../projects/launchers";
import { isUnixShell } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { commandKeywords } from "../syntax/keywords";
import { parseShell } from "../syntax/shell";
import type { Command, Facts, Instruction, Stage, Word } from "../types";
import { isReason } from "../util/reason";
import { hasProgram } from "./shippedPackages";

/** What ships a program. */
export interface RuntimeImage {
  /** What stands behind FROM; undefined to leave that as it is. */
  readonly from: string | undefined;
  /** "python:3.12-slim". */
  readonly image: string;
  /** It has all that the image that builds has, package managers of the language aside. */
  readonly isSame: boolean;
}

/** What a stage that ships has besides its image. */
export interface Surroundings extends RuntimeImage {
  readonly stage: Stage;
  readonly facts: Facts;
  /** The folder of the programs of packages: "/app/.venv/bin". */
  readonly bin: string;
  /** Programs that packages bring, of the distribution or of Python. */
  readonly programs: ReadonlySet<string>;
}

/** A program that an instruction of the stage that ships runs and that only the stage that builds may have. */
export function doubtOf(instruction: Instruction, around: Surroundings): string | undefined {
  const { keyword, script, words, exec } = instruction;
  if (!commandKeywords.has(keyword)) return undefined;
  const commands = script?.commands ?? [];
  if (commands.length === 0) return exec || /^NONE$/i.test(words[0]?.text ?? "") ? undefined : words[0]?.text;
  // Options alone are handed to an entry point.
  if (keyword === "CMD" && exec && words[0]?.value?.startsWith("-")) return undefined;
  const folder = instruction.before.workdir;
  for (const command of commands) {
    const launch = launchOf(command, instruction);
    if (launch && isReason(launch))
      return command.words
        .flatMap(({ value }) => value ?? [])
        .slice(0, 2)
        .join(" ");
    const found = doubtOfWords(launch?.words ?? command.words, folder, around, 0);
    if (found !== undefined) return found;
  }
  return keyword === "RUN" && commands.some(pipInstallOf) ? "pip" : undefined;
}

/** Scripts that start scripts. */
const mostScripts = 3;

function doubtOfWords(
  words: readonly Word[],
  folder: string | undefined,
  around: Surroundings,
  depth: number,
): string | undefined {
  const [first, ...more] = words;
  if (!first) return undefined;
  const { value, text } = first;
  if (value === undefined) return /^"?\$\{?@\}?"?$/.test(text) ? undefined : text;
  if (pythonName.test(value)) {
    const module = more[more.findIndex((word) => word.value === "-m") + 1]?.value;
    return more[0]?.value === "-m" && /^(?:poetry|uv|pipenv|virtualenv)$/.test(module ?? "")
      ? `-m ${module}`
      : undefined;
  }
  const script = entryScript(words, folder, around.stage, around.facts);
  if (script) return depth < mostScripts ? doubtOfScript(script.text, folder, around, depth + 1) : value;
  // A shell with a script of its own: those commands are judged one by one.
  if (isUnixShell(first))
    return more.some((word) => /^-\w*c/.test(word.value ?? "")) || more.length === 0
      ? undefined
      : (more[0]?.value ?? more[0]?.text);
  if (value.includes("/")) {
    const path = resolvePath(folder, value);
    if (path?.startsWith(`${around.bin}/`)) return undefined;
    return path !== undefined && ownScript.test(path) && !path.startsWith("/usr/") ? undefined : value;
  }
  if (lost.has(value)) return value;
  if (around.isSame || packagePrograms.has(withoutVersion(value)) || around.programs.has(value)) return undefined;
  return everywhere.has(value) || hasProgram(value, around.image) === true ? undefined : value;
}

function doubtOfScript(
  text: string,
  folder: string | undefined,
  around: Surroundings,
  depth: number,
): string | undefined {
  const { commands } = parseShell({ text, toDocument: (offset) => offset }, "bash");
  return commands
    .map(({ words }: Command) => doubtOfWords(words, folder, around, depth))
    .find((found) => found !== undefined);
}

/** What the stage that builds alone has. */
const lost: ReadonlySet<string> = new Set([
  ...compilerPrograms,
  "uv",
  "uvx",
  "poetry",
  "pipenv",
  "virtualenv",
  "pipx",
  "composer",
  "composer.phar",
]);

/** Programs that packages of a language bring. */
const packagePrograms: ReadonlySet<string> = new Set([...pythonPrograms, ...rubyPrograms]);

/** Scripts of a project in its own language, and those that Rails makes. */
const ownScript = /\.(?:py|rb|ru|php)$|\/bin\/(?:rails|rake|bundle|puma|thrust|jobs|sidekiq)$/;

/** Commands of shells, and what each image has. */
const everywhere: ReadonlySet<string> = new Set([
  ...shellBuiltins,
  ...(
    "sleep cat ls mkdir rm cp mv touch chown chmod date id whoami env sed grep seq head tail sort tr wc cut find " +
    "until while for case"
  ).split(" "),
]);

function withoutVersion(name: string): string {
  return name.replace(/(?<![\d.])[\d.]+$/, "");
}
