/** Images of Python: packages are installed into a virtual environment, which is copied into a slim image. */

import { wholeContextSources } from "../context/contextCopies";
import { imageLibraries } from "../data/systemPrograms";
import { pipInstallOf } from "../packages/pip";
import { pythonInstallsOf } from "../packages/pythonInstalls";
import { readRequirements } from "../projects/pythonRequirements";
import { slimPythonTag } from "../stage/baseImage";
import { isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands } from "../syntax/shell";
import type { Command, Dockerfile, Facts, Instruction, Stage } from "../types";
import { isReason, type Reason } from "../util/reason";
import { type Added, copyFrom, filledFolder, type Line } from "./assemble";
import { buildToolsIn, type Language } from "./classify";
import { type Piece, type Place, piecesOf, placesFor, worksOnProject } from "./places";
import type { Plan, Policy } from "./policy";
import { doubtOfPackages, type PythonImage, pythonImage, shippedPackages, toolDoubt } from "./pythonPackages";
import { planPythonProject } from "./pythonProjectPlan";
import { hostOf, librariesOf, placeOfPackages } from "./shippedLibraries";
import { installing } from "./shippedPackages";
import { doubtOf, type Surroundings } from "./shippedStarts";

const venv = "/opt/venv";

export const pythonPolicy: Policy = {
  rule: "python-build-shipped",
  images: /^(?:python|ghcr\.io\/astral-sh\/uv)$/,
  title: "Install the packages in a build stage and ship a slim image",

  whatShips(stage) {
    const [locked] = pythonInstallsOf(stage);
    if (!locked && !installsWithPip(stage)) return undefined;
    const tools = stage.instructions.flatMap(buildToolsIn);
    if (tools.length > 0)
      return { message: `With only one stage, the build tools ${tools.join(", ")} ship with the application` };
    if (slimPythonTag(stage.base?.tag) !== undefined)
      return {
        message: `With only one stage, the compilers and headers of "${stage.base?.text}" ship with the application`,
      };
    const program = locked?.manager.program;
    return program === "uv" || program === "poetry"
      ? { message: `With only one stage, ${program} ships with the application` }
      : undefined;
  },

  plan(file, stage, facts) {
    const runtime = pythonImage(file, stage);
    if (runtime === undefined) return { reason: "the tag of the image is not one with a slim variant" };
    return pythonInstallsOf(stage).length > 0
      ? planPythonProject(file, stage, facts, runtime)
      : planPip(file, stage, facts, runtime);
  },
};

function planPip(file: Dockerfile, stage: Stage, facts: Facts, runtime: PythonImage): Plan | Reason {
  const install = installOf(stage);
  if (isReason(install)) return install;
  const { workdir, user } = install.instruction.before;
  if (workdir === undefined) return { reason: "the folder that pip is started in is not known" };
  if (user) return { reason: "pip is run by another user than root" };
  const wanted = readRequirements(file, install.instruction, install.requirements, workdir, facts);
  if (isReason(wanted)) return wanted;
  const doubt = toolDoubt(wanted.packages, runtime, facts);
  if (doubt !== undefined) return { reason: doubt };
  return planFor(file, stage, facts, { ...runtime, install, ...wanted });
}

/** What is installed, and for what. */
interface Wanted extends PythonImage {
  readonly install: PipInstall;
  /** The files that name the packages, from the context root. */
  readonly paths: readonly string[];
  readonly packages: readonly string[];
}

function planFor(file: Dockerfile, stage: Stage, facts: Facts, wanted: Wanted): Plan | Reason {
  const { instruction: install } = wanted.install;
  const { paths: requirements } = wanted;
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
  const libraries = librariesOf(file, pieces.slice(0, end), imageLibraries.python);
  if (isReason(libraries)) return libraries;
  const needed = shippedPackages(wanted.packages, wanted, [...libraries.values()], pieces);
  const host = hostOf(libraries, needed.missing);
  const around = { ...wanted, stage, facts, bin: `${venv}/bin`, programs: new Set(needed.names) };
  const places = placesFor(pieces, end, (piece, isBehind) => {
    const { instruction } = piece;
    const isCopied = firstCopy !== undefined && instruction.start > firstCopy.start;
    return (
      unfit(piece) ??
      (isBehind
        ? placeBehind(instruction, around)
        : (placeOfPackages(instruction, libraries) ?? placeAhead(piece, isCopied)))
    );
  });
  if (isReason(places)) return places;

  const path: Added = { keyword: "ENV", argument: `PATH=${venv}/bin:$PATH` };
  const first = pieces.find(({ kind, instruction }) => kind === "install" || kind === "provide" || isCopy(instruction));
  return {
    pieces,
    places,
    lines(piece, half): Line[] | undefined {
      const { instruction, block } = piece;
      if (half === "production") {
        const more = host?.[0] === instruction ? [host[1]] : [];
        const edits = [...(libraries.get(instruction)?.edits ?? []), ...more];
        return edits.length > 0 ? [{ block, edits }] : undefined;
      }
      const own = isCopy(instruction) ? requirementLines(piece, requirements, wholes.has(instruction)) : [{ block }];
      return piece === first ? [{ keyword: "RUN", argument: `python -m venv ${venv}` }, path, ...own] : own;
    },
    build: { name: "build" },
    production: {
      from: wanted.from,
      start: needed.missing.length > 0 && !host ? [installing(needed.missing, wanted.image)] : [],
      brought: [copyFrom("build", venv, venv), path],
    },
    ...doubtOfPackages(needed),
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

function placeBehind(instruction: Instruction, around: Surroundings): Place | Reason {
  const doubt = doubtOf(instruction, around);
  const where = `${instruction.keyword} in line ${instruction.line + 1}`;
  return doubt === undefined ? "after" : { reason: `${where} runs "${doubt}", which the stage that ships may lack` };
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
  if (isWhole) return [{ keyword: "COPY", argument: `${paths.join(" ")} ${filledFolder(instruction)}` }];
  const sources = instruction.words.slice(0, -1).flatMap(({ value }) => value?.replace(/^\.\//, "") ?? []);
  return sources.some((source) => paths.some((path) => path.startsWith(source))) ? [{ block }] : [];
}
