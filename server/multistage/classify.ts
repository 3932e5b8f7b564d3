/** What the instructions of a stage are for, as far as it can be told. */

import { packagedInitPath } from "../data/initPrograms";
import { compilerPackages, systemCommands } from "../data/systemPrograms";
import { commandsBesideSecrets } from "../packages/installRun";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy, takesFromContext } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Instruction } from "../types";
import type { Reason } from "../util/reason";

/** What a command of a RUN does for the image; one command may serve several purposes, `mkdir dist` for example. */
export type Purpose =
  /** The project's dependencies. */
  | "install"
  | "build"
  /** Makes what installs or builds ready itself: `corepack enable`, `pip install --upgrade pip`. */
  | "provide"
  /** Keeps a download cache small. */
  | "cache"
  /** Takes out what only the build needs. */
  | "prune"
  /** A program for the PATH. */
  | "global"
  /** A program that only sends files, or an init for it. */
  | "server"
  /** Packages of the distribution; "tools" as well where they are of use to a build only. */
  | "packages"
  | "tools"
  | (typeof systemCommands)[string];

/** What an instruction is for. */
export type Kind =
  | "install"
  | "provide"
  | "build step"
  | "cache"
  | "build tools"
  | "init"
  | "packages"
  | "accounts"
  | "source"
  | "manifests"
  /** A COPY to another place than the folder of the project. */
  | "elsewhere"
  | "environment"
  | "argument"
  | "folder"
  | "user"
  | "shell"
  | "description"
  | "check"
  | "start"
  | "other";

/** What only a language knows. */
export interface Language {
  /** Where the project is in the image. */
  readonly folder: string | undefined;
  /** What a command does by the rules of the language; nothing for those that it does not know. */
  purposesOf(command: Command, instruction: Instruction): readonly Purpose[];
  /** Whether the install reads a file of the context: package.json, lock files, settings. */
  isManifest(path: string): boolean;
  /** Packages of distributions that only its builds need, if others than what compiles C. */
  readonly buildTools?: ReadonlySet<string>;
}

/** What an instruction is for; else why that cannot be told. */
export function classify(instruction: Instruction, language: Language): Kind | Reason {
  const { keyword, onbuild } = instruction;
  if (onbuild) return { reason: "ONBUILD belongs to images made of this one" };
  if (isCopy(instruction)) return kindOfCopy(instruction, language);
  return keyword === "RUN" ? kindOfRun(instruction, language) : (declarations[keyword] ?? "other");
}

/** Whether each command of a RUN serves one of these purposes. */
export function serves(instruction: Instruction, language: Language, ...purposes: readonly Purpose[]): boolean {
  return commandsBesideSecrets(instruction).every((command) =>
    purposesOf(command, instruction, language).some((purpose) => purposes.includes(purpose)),
  );
}

/** The commands of a RUN that serve a purpose. */
export function commandsFor(purpose: Purpose, instruction: Instruction, language: Language): Command[] {
  return commandsBesideSecrets(instruction).filter((command) =>
    purposesOf(command, instruction, language).includes(purpose),
  );
}

const declarations: Readonly<Partial<Record<string, Kind>>> = {
  ENV: "environment",
  ARG: "argument",
  WORKDIR: "folder",
  USER: "user",
  SHELL: "shell",
  LABEL: "description",
  EXPOSE: "description",
  MAINTAINER: "description",
  HEALTHCHECK: "check",
  CMD: "start",
  ENTRYPOINT: "start",
  STOPSIGNAL: "start",
};

// --------------------------------------------------------------------------- RUN

const system = Object.values(systemCommands);
const building: readonly Purpose[] = ["build", "provide", "cache", "prune"];

/** A RUN is of the first kind whose purposes all of its commands serve. */
const kinds: readonly (readonly [kind: Kind, ...purposes: Purpose[]])[] = [
  ["provide", "provide"],
  ["cache", "cache"],
  ["build tools", "tools"],
  ["packages", "packages"],
  ["packages", "global", "cache"],
  ["accounts", ...system],
  ["packages", "packages", ...system],
  ["build step", ...building],
  ["install", "install", ...building],
];

function kindOfRun(instruction: Instruction, language: Language): Kind | Reason {
  const { script, heredocs } = instruction;
  const isShell = script?.language === "sh" || script?.language === "bash";
  if (!script || !isShell || script.errors.length > 0 || (heredocs.length > 0 && script.form !== "heredoc"))
    return { reason: "not every RUN can be read" };
  const commands = commandsBesideSecrets(instruction);
  const found = commands.map((command) => purposesOf(command, instruction, language));
  const serveOnly = (wanted: readonly Purpose[]) => found.every((each) => each.some((it) => wanted.includes(it)));
  for (const [kind, ...purposes] of kinds) {
    if (!serveOnly(purposes)) continue;
    const packages = systemPackagesIn(instruction);
    // `apt-get update` alone is for whatever is installed later.
    if (kind === "build tools" && packages.length === 0) continue;
    const isInit = kind === "packages" && initsIn(instruction).length > 0 && serveOnly(["packages"]);
    return isInit && packages.every((name) => isInitOrTool(name, language)) ? "init" : kind;
  }
  const other = found.findIndex((each) => !each.some((it) => it === "install" || building.includes(it)));
  return unknown(commands[other]);
}

function unknown(command: Command | undefined): Reason {
  const words = command?.words.slice(0, 2).map(({ text }) => text) ?? ["RUN"];
  return {
    reason: `nobody can tell from here what "${words.join(" ").slice(0, longestCall)}" does and for which stage`,
  };
}

const longestCall = 40;

function purposesOf(command: Command, instruction: Instruction, language: Language): Purpose[] {
  const found = [...language.purposesOf(command, instruction)];
  const { name = "" } = command;
  const does = Object.hasOwn(systemCommands, name) ? systemCommands[name] : undefined;
  if (does) found.push(does);
  if (!handlesPackages(command)) return found;
  found.push("packages");
  if (installedBy(command).every((each) => (language.buildTools ?? compilerPackages).has(each))) found.push("tools");
  return found;
}

// ---------------------------------------------------------------- COPY and ADD

function kindOfCopy(instruction: Instruction, language: Language): Kind | Reason {
  const { words, heredocs, before } = instruction;
  const { folder } = language;
  const path = resolvePath(before.workdir, words.at(-1)?.value);
  if (path === undefined) return { reason: "it cannot be told where everything is copied to" };
  if (!isInside(folder, path)) {
    const isAbove = folder !== undefined && isInside(path, folder);
    return isAbove ? { reason: "files are copied to a folder above that of the project" } : "elsewhere";
  }
  if (heredocs.length > 0 || !takesFromContext(instruction)) return "source";
  return words.slice(0, -1).every(({ value }) => language.isManifest(value ?? "")) ? "manifests" : "source";
}

/** Whether a path is a folder or in it; relative paths are. */
export function isInside(folder: string | undefined, path: string | undefined): boolean {
  if (path === undefined || folder === undefined) return false;
  return !path.startsWith("/") || path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}

// -------------------------------------------------------------------- packages

/** The build tools that a RUN installs with a distribution's package manager, as written. */
export function buildToolsIn(instruction: Instruction): string[] {
  return instruction.keyword === "RUN"
    ? systemPackagesIn(instruction).filter((name) => compilerPackages.has(name))
    : [];
}

/** The packages that a RUN installs with a distribution's package manager. */
export function systemPackagesIn({ script }: Instruction): string[] {
  return (script?.commands ?? []).flatMap(installedBy);
}

/** The packages that a command installs with a distribution's package manager. */
export function installedBy(command: Command): string[] {
  if (!runs(command, "apt-get install", "apt install", "apk add")) return [];
  return operands(command).flatMap(({ value }) => value?.split("=")[0] ?? "");
}

/** The paths of the inits that a RUN installs. */
export function initsIn(instruction: Instruction): string[] {
  const manager = commandsIn(instruction).some(({ name }) => name === "apk") ? "apk" : "apt";
  return systemPackagesIn(instruction).flatMap((name) => packagedInitPath(manager, name) ?? []);
}

function isInitOrTool(name: string, language: Language): boolean {
  return (language.buildTools ?? compilerPackages).has(name) || packagedInitPath("apk", name) !== undefined;
}

function handlesPackages(command: Command): boolean {
  if (runs(command, "apt-get", "apt", "apk")) return true;
  return runs(command, "rm") && operands(command).every(({ text }) => /^\/(?:var|tmp)\//.test(text));
}
