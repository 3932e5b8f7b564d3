/**
 * Calls of pip that it refuses, since the Python is the distribution's own and marked as externally managed (PEP 668).
 * Where anything may have brought another Python, an environment or a setting, nothing is said.
 */

import { officialName } from "../data/images";
import { programFolders } from "../image/programPath";
import { baseOf } from "../image/programs";
import { pipCall } from "../packages/packages";
import { inherited } from "../stage/users";
import { isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands, runs, subcommand } from "../syntax/shell";
import type { Command, Facts, Instruction, Stage } from "../types";

/** A call that is refused: the command as pip reads it, and the system whose Python it is for. */
export interface RefusedCall {
  readonly instruction: Instruction;
  readonly command: Command;
  /** "debian 12", "alpine 3.20". */
  readonly system: string;
}

/** The refused calls of a stage, its parents' left aside, in order. */
export function refusedCalls(stage: Stage, facts: Facts): RefusedCall[] {
  const system = managedSystem(stage, facts);
  if (system === undefined) return [];
  const found: RefusedCall[] = [];
  let hasPip = false;
  for (const instruction of inherited(stage)) {
    if (mayEnvironBeOther(instruction)) return found;
    if (instruction.keyword !== "RUN" || instruction.onbuild) continue;
    for (const command of commandsIn(instruction)) {
      hasPip ||= installsPip(command);
      const call = hasPip ? pipCall(command) : undefined;
      if (!call) continue;
      if (instruction.stage === stage && isRefused(call)) found.push({ instruction, command: call, system });
      // What it is told to replace itself by neither minds the mark nor knows the option.
      if (asksOldPip(call)) return found;
    }
  }
  return found;
}

/** The system whose packages bring a marked Python, where pip is no part of the image itself. */
function managedSystem(stage: Stage, facts: Facts): string | undefined {
  let first = stage;
  while (first.parent) first = first.parent;
  const { name = "", tag = "" } = first.base ?? {};
  const ofCuda = name === "nvidia/cuda" ? /-ubuntu(\d\d\.\d\d)$/.exec(tag)?.[1] : undefined;
  const image = baseOf(stage, facts);
  if (!programFolders(stage).every((folder) => ofSystem.test(folder))) return undefined;
  if (ofCuda !== undefined) return isMarked("ubuntu", ofCuda) ? `ubuntu ${ofCuda}` : undefined;
  const has = image?.hasProgram("pip");
  if (image?.system === undefined || has || (has === undefined && !withoutOwn.test(officialName(name))))
    return undefined;
  const { system, systemVersion, codename } = image;
  const isNew = systemVersion === undefined ? newCodenames.has(codename ?? "") : isMarked(system, systemVersion);
  return isNew ? `${system} ${systemVersion ?? codename}` : undefined;
}

/** Images that bring no Python but that of their distribution, whatever their tag. */
const withoutOwn = /^(?:debian|ubuntu|alpine|buildpack-deps|node|golang|rust|ruby|php|nginx|eclipse-temurin|maven)$/;

/** Folders in which no environment of Python lies, those of other languages among them. */
const ofSystem =
  /^\/(?:usr\/(?:local\/)?)?s?bin$|^\/\$\{?PATH\}?$|^\/(?:go|usr\/local\/(?:go|cargo|bundle|nvidia|cuda))\/bin$|^\/opt\/java\//;

/** Whether the release of a distribution marks its Python. Source: the release notes of Debian 12, Ubuntu 23.04, Alpine 3.19. */
function isMarked(system: string, version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (system === "debian") return major >= 12;
  if (system === "ubuntu") return major > 23 || (major === 23 && minor >= 4);
  return system === "alpine" && (major > 3 || (major === 3 && minor >= 19));
}

const newCodenames = new Set("bookworm trixie forky sid noble plucky questing resolute".split(" "));

/** Whether an instruction may bring another Python, an environment or settings of pip. */
function mayEnvironBeOther(instruction: Instruction): boolean {
  const { keyword, argumentText, words } = instruction;
  if (isCopy(instruction)) {
    const target = words.at(-1)?.value;
    return target === undefined || /^\/(?:etc|usr|root|opt)?(?:\/|$)/.test(target) || otherPython.test(argumentText);
  }
  // Settings of pip may be mounted.
  if (instruction.mounts.some(({ target }) => target === undefined || /pip/.test(target))) return true;
  return (keyword === "RUN" || keyword === "ENV" || keyword === "ARG") && otherPython.test(argumentText);
}

const otherPython =
  /venv|virtual_?env|conda|mamba|pyenv|pixi|get-pip|ensurepip|deadsnakes|EXTERN|\/EXT\*|PIP_BREAK|pip\d*[ \t]+config|pip\.conf|PIP_(?:CONFIG|TARGET|PREFIX|ROOT|REQUIRE)|\bnix\b|linuxbrew|Python-\d|activate/i;

function installsPip(command: Command): boolean {
  if (!runs(command, "apt-get install", "apt install", "apk add") || command.within.length > 0) return false;
  return operands(command).some(({ value = "" }) => /^(?:python3-pip|py3-pip)(?:[=<>~].*)?$/.test(value));
}

/** Whether pip is to become one before 23.0.1, in which the mark and the option are both new. Source: pip's changelog. */
function asksOldPip(call: Command): boolean {
  return call.words.some(({ value = "" }) => {
    const [, major, minor = "0"] = /^pip\s*(?:==|<=?|~=)\s*(\d+)(?:\.(\d+))?/.exec(value) ?? [];
    return major !== undefined && (Number(major) < 23 || (major === "23" && Number(minor) === 0));
  });
}

function isRefused(call: Command): boolean {
  if (call.name !== "pip" || subcommand(call)?.value !== "install") return false;
  // Behind a semicolon the shell goes on.
  if (
    call.within.length > 0 ||
    call.next === ";" ||
    call.next === "||" ||
    call.operator === "||" ||
    call.assignments.length > 0
  )
    return false;
  return !call.words.some(({ value }) => value === undefined) && !hasFlag(call, ...spared);
}

/** With these, pip does not look at the mark. */
const spared = [
  "--break-system-packages",
  "-t",
  "--target",
  "--root",
  "--prefix",
  "--dry-run",
  "--python",
  "--help",
  "-h",
];
