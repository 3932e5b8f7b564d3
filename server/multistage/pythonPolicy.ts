/** Images of Python: packages are installed into a virtual environment, which is copied into a slim image. */

import { wholeContextSources } from "../context/contextCopies";
import { pythonPrograms } from "../data/systemPrograms";
import { pipInstallOf } from "../packages/pip";
import { slimPythonTag } from "../stage/baseImage";
import { isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands } from "../syntax/shell";
import type { Command, Dockerfile, Instruction, Stage } from "../types";
import { isReason, type Reason } from "../util/reason";
import { type Added, copyFrom, fromOther, type Line } from "./assemble";
import { buildToolsIn, type Language } from "./classify";
import { type Piece, type Place, piecesOf, placesFor, worksOnProject } from "./places";
import type { Plan, Policy } from "./policy";
import { isSelfContained, readRequirements } from "./pythonRequirements";

const venv = "/opt/venv";

export const pythonPolicy: Policy = {
  rule: "python-build-shipped",
  images: /^python$/,
  title: "Install the packages in a build stage and ship a slim image",

  whatShips(stage) {
    if (!installsWithPip(stage)) return undefined;
    const tools = stage.instructions.flatMap(buildToolsIn);
    if (tools.length > 0)
      return { message: `With only one stage, the build tools ${tools.join(", ")} ship with the application` };
    if (slimPythonTag(stage.base?.tag) === undefined) return undefined;
    return {
      message: `With only one stage, the compilers and headers of "${stage.base?.text}" ship with the application`,
    };
  },

  plan(file, stage, facts) {
    const install = installOf(stage);
    if (isReason(install)) return install;
    const { workdir, user } = install.instruction.before;
    if (workdir === undefined) return { reason: "the folder that pip is started in is not known" };
    if (user) return { reason: "pip is run by another user than root" };
    const from = slimImage(file, stage);
    if (from === undefined) return { reason: "the tag of the image is not one with a slim variant" };
    const wanted = readRequirements(file, install.instruction, install.requirements, workdir, facts);
    if (isReason(wanted)) return wanted;
    const plan = planFor(file, stage, install, wanted.paths, from);
    if (isReason(plan)) return plan;
    const isFull = !isSlim(stage.base?.tag);
    const doubtful = isFull ? wanted.packages.find((name) => !isSelfContained(name)) : undefined;
    if (doubtful === undefined) return plan;
    const note = `Whether ${doubtful} needs more than the slim image has is for you to judge.`;
    return { ...plan, isDoubtful: true, note };
  },
};

function planFor(
  file: Dockerfile,
  stage: Stage,
  { instruction: install }: PipInstall,
  requirements: readonly string[],
  from: string,
): Plan | Reason {
  const language: Language = {
    folder: install.before.workdir,
    isManifest: (path) => requirements.includes(path.replace(/^\.\//, "")),
    purposesOf: (command, instruction) =>
      isUpgrade(command) ? ["provide"] : instruction === install && pipInstallOf(command) ? ["install"] : [],
  };
  const pieces = piecesOf(file, stage, language);
  const end = pieces.findIndex(({ instruction }) => instruction === install);
  const wholes = new Set(wholeContextSources(file).map(({ instruction }) => instruction));
  const isWhole = pieces.slice(0, end).some(({ instruction }) => wholes.has(instruction));
  if (isWhole && requirements.some((path) => path.includes("/"))) return { reason: "the requirements lie in a folder" };
  const firstCopy = pieces.find(({ instruction }) => isCopy(instruction))?.instruction;
  const places = placesFor(pieces, end, (piece, isBehind) => {
    const isCopied = firstCopy !== undefined && piece.instruction.start > firstCopy.start;
    return unfit(piece) ?? (isBehind ? placeBehind(piece) : placeAhead(piece, isCopied));
  });
  if (isReason(places)) return places;

  const path: Added = { keyword: "ENV", argument: `PATH=${venv}/bin:$PATH` };
  const first = pieces.find(({ kind, instruction }) => kind === "install" || kind === "provide" || isCopy(instruction));
  return {
    pieces,
    places,
    lines(piece, half): Line[] | undefined {
      const { instruction, block } = piece;
      if (half === "production") return undefined;
      const own = isCopy(instruction) ? requirementLines(piece, requirements, wholes.has(instruction)) : [{ block }];
      return piece === first ? [{ keyword: "RUN", argument: `python -m venv ${venv}` }, path, ...own] : own;
    },
    build: { name: "build" },
    production: { from, brought: [copyFrom("build", venv, venv), path] },
  };
}

// ------------------------------------------------------------------------- install

/** The RUN of a stage that installs the packages of requirement files with pip. */
interface PipInstall {
  readonly instruction: Instruction;
  /** As written. */
  readonly requirements: readonly string[];
}

function installsWithPip(stage: Stage): boolean {
  return stage.instructions.some(
    ({ keyword, onbuild, script }) => keyword === "RUN" && !onbuild && script?.commands.some(pipInstallOf),
  );
}

/** With them, pip puts packages elsewhere or installs more than packages of the index. */
const otherwise = "--user --target -t --prefix --root -e --editable --python -c --constraint".split(" ");

function installOf({ instructions }: Stage): PipInstall | Reason {
  const runsPip = instructions.filter(({ script }) =>
    script?.commands.some((command) => pipInstallOf(command) && hasFlag(command, "-r", "--requirement")),
  );
  const [instruction] = runsPip;
  if (!instruction || runsPip.length > 1)
    return { reason: "there is not exactly one RUN that installs from a requirements file" };
  const requirements: string[] = [];
  for (const command of commandsIn(instruction)) {
    if (isUpgrade(command)) continue;
    const call = pipInstallOf(command);
    if (!call || !/^pip[\d.]*$/.test(call.name ?? "") || operandsOf(call).length > 0)
      return { reason: "the RUN that installs the packages does more" };
    const flag = otherwise.find((name) => hasFlag(call, name));
    if (flag) return { reason: `pip is given ${flag}` };
    requirements.push(...valuesOf(call, "-r", "--requirement"));
  }
  return requirements.length > 0 ? { instruction, requirements } : { reason: "the requirements file is not known" };
}

/** `pip install --upgrade pip setuptools wheel` */
function isUpgrade(command: Command): boolean {
  const call = pipInstallOf(command);
  const names = call ? operandsOf(call) : [];
  return names.length > 0 && names.every((name) => /^(?:pip|setuptools|wheel)(?:[=<>~!].*)?$/.test(name));
}

function operandsOf(call: Command): string[] {
  const values = new Set(valuesOf(call, "-r", "--requirement"));
  return operands(call).flatMap(({ value, text }) => (value !== undefined && values.has(value) ? [] : [value ?? text]));
}

function valuesOf({ words }: Command, ...names: string[]): string[] {
  return words.flatMap(({ value = "" }, at) => {
    if (names.includes(value)) return words[at + 1]?.value ?? [];
    const name = names.find((each) => value.startsWith(each.startsWith("--") ? `${each}=` : each));
    return name === undefined ? [] : value.slice(name.length).replace(/^=/, "");
  });
}

// -------------------------------------------------------------------------- places

/** @param isCopied whether files of the project may be there already. */
function placeAhead({ kind, instruction }: Piece, isCopied: boolean): Place | Reason | undefined {
  const { keyword } = instruction;
  const line = `in line ${instruction.line + 1}`;
  if (isCopy(instruction)) {
    const isPlain = keyword === "COPY" && !instruction.exec;
    if (!isPlain) return { reason: `${keyword} ${line} cannot be taken apart` };
    return kind === "manifests" ? "build" : "twice";
  }
  if (kind === "folder" || kind === "argument") return "both";
  if (kind === "accounts") return isCopied && worksOnProject(instruction) ? "after" : "before";
  const isOfBuild = kind === "install" || kind === "provide" || kind === "build tools";
  if (keyword !== "RUN" || isOfBuild) return undefined;
  return { reason: `RUN ${line} may install what is needed when the app runs` };
}

function placeBehind({ instruction }: Piece): Place | Reason {
  const doubt = doubtOf(instruction);
  const where = `${instruction.keyword} in line ${instruction.line + 1}`;
  return doubt === undefined ? "after" : { reason: `${where} runs "${doubt}", which the slim image may lack` };
}

/** Why a stage with such an instruction is left alone wherever it stands. */
function unfit({ kind, instruction: { assignments, line } }: Piece): Reason | undefined {
  if (kind === "shell") return { reason: "there is SHELL" };
  const choosesPath = assignments.some(({ name }) => /^(?:PATH|VIRTUAL_ENV|PYTHONHOME)$/.test(name.text));
  const isChoice = kind === "environment" && choosesPath;
  return isChoice ? { reason: `ENV in line ${line + 1} chooses where programs are looked for` } : undefined;
}

/** What a COPY ahead of the install is to the build: requirements, if it brings any. */
function requirementLines({ block, instruction }: Piece, paths: readonly string[], isWhole: boolean): Line[] {
  if (isWhole) return [{ keyword: "COPY", argument: `${paths.join(" ")} ./` }];
  const sources = instruction.words.slice(0, -1).flatMap(({ value }) => value?.replace(/^\.\//, "") ?? []);
  return sources.some((source) => paths.some((path) => path.startsWith(source))) ? [{ block }] : [];
}

/** A program that an instruction of the stage that ships runs and that only the full image may have. */
function doubtOf({ keyword, script, words, exec }: Instruction): string | undefined {
  if (!/^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword)) return undefined;
  const commands = script?.commands ?? [];
  if (commands.length === 0) return exec || /^NONE$/i.test(words[0]?.text ?? "") ? undefined : words[0]?.text;
  const other = commands.find(({ name, words }) => {
    // A path of its own is not that of the packages.
    return name === undefined || words[0]?.text.includes("/") || !pythonPrograms.has(withoutVersion(name));
  });
  const installer = keyword === "RUN" ? commands.find(pipInstallOf) : undefined;
  return other ? (other.name ?? other.words[0]?.text ?? keyword) : installer && "pip";
}

function withoutVersion(name: string): string {
  return name.replace(/(?<![\d.])[\d.]+$/, "");
}

// --------------------------------------------------------------------------- image

/** What stands behind FROM for the slim variant. */
function slimImage(file: Dockerfile, stage: Stage): string | undefined {
  const { from, image, base, name } = stage;
  const tag = base?.spans?.tag;
  const slim = isSlim(base?.tag) ? base?.tag : slimPythonTag(base?.tag);
  if (!image || !tag || base.digest !== undefined || name || from.end !== image.end || slim === undefined)
    return undefined;
  return fromOther(file, stage, file.text.slice(image.start, tag.start) + slim + file.text.slice(tag.end, image.end));
}

function isSlim(tag = ""): boolean {
  return /(?:^|-)slim(?:-|$)/.test(tag);
}
