/** Projects of uv and poetry: the lock file is installed into a virtual environment in a build stage, which is copied. */

import { wholeContextSources } from "../context/contextCopies";
import { imageLibraries } from "../data/systemPrograms";
import { addArguments } from "../edits/edits";
import { sourceAt } from "../image/sources";
import { type PythonInstall, pythonInstallsOf } from "../packages/pythonInstalls";
import { launchOf } from "../projects/launchers";
import { environmentEdits, environmentPlace, hasVenvPath, inProject, poetryEdits } from "../projects/pythonEnvironment";
import { callDoubt, purposesOfManager, variableDoubt } from "../projects/pythonManagerCalls";
import {
  borrowedModule,
  isPackage,
  lockedProject,
  namedPackages,
  packageDoubt,
  projectManifests,
  projectScripts,
  uvDoubt,
} from "../projects/pythonProject";
import { resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy, takesFromContext } from "../syntax/instructions";
import { commandKeywords } from "../syntax/keywords";
import { hasFlag } from "../syntax/shell";
import type { Dockerfile, Edit, Facts, Instruction, Stage } from "../types";
import { baseName } from "../util/paths";
import { isReason, type Reason } from "../util/reason";
import { type Added, copyFrom, filledFolder, type Line, withoutOwner } from "./assemble";
import type { Language } from "./classify";
import { placeAhead, placeOfShell } from "./interpreted";
import { type Piece, type Place, piecesOf, placesFor } from "./places";
import type { Plan } from "./policy";
import type { PythonImage } from "./pythonPackages";
import { doubtOfPackages, shippedPackages, toolDoubt } from "./pythonPackages";
import { hostOf, librariesOf, placeOfPackages } from "./shippedLibraries";
import { installing } from "./shippedPackages";
import { doubtOf, type Surroundings } from "./shippedStarts";

/** How a stage that installs a project of uv or poetry is made two; else why it is left. */
export function planPythonProject(file: Dockerfile, stage: Stage, facts: Facts, runtime: PythonImage): Plan | Reason {
  const installs = pythonInstallsOf(stage);
  const [first] = installs;
  const last = installs.at(-1);
  if (!first || !last) return { reason: "neither uv nor poetry installs the project" };
  const { manager, instruction } = first;
  const { program } = manager;
  if (installs.some((each) => each.manager !== manager)) return { reason: "several package managers install it" };
  if (program === "pipenv") return { reason: "where pipenv puts the packages is not known" };
  if (facts.files === undefined || facts.isPartial) return { reason: "the files of the project are not known" };
  const pyproject = lockedProject(manager.lockfile, facts);
  if (pyproject === undefined) return { reason: `no pyproject.toml with ${manager.lockfile} is known` };
  const { workdir } = instruction.before;
  if (workdir === undefined || workdir === "/") return { reason: "no WORKDIR says where the project is" };
  if (installs.some((each) => each.instruction.before.workdir !== workdir))
    return { reason: "it is installed in several folders" };
  if (installs.some((each) => each.instruction.before.user))
    return { reason: `${program} is run by another user than root` };
  if (!installs.some((each) => bringsProject(stage, each.instruction, workdir, facts)))
    return { reason: "it is not known which pyproject.toml is installed" };

  const isRootless = program === "poetry" && !hasSources(stage, last.instruction);
  const isBuilt = isPackage(pyproject, program) && !leavesProjectOut(last) && !isRootless;
  const doubt =
    installs.map(callDoubt).find(Boolean) ??
    variableDoubt(stage, program, facts) ??
    (program === "uv" ? uvDoubt(pyproject, runtime.version, facts) : undefined) ??
    (isBuilt ? packageDoubt(pyproject, facts) : undefined) ??
    placeDoubt(stage, facts) ??
    toolDoubt(namedPackages(pyproject) ?? [], runtime, facts) ??
    (program === "poetry" ? borrowedModule(facts) : undefined);
  if (doubt !== undefined) return { reason: doubt };
  const venv = resolvePath(workdir, (program === "uv" && stage.variable("UV_PROJECT_ENVIRONMENT")) || ".venv");
  if (venv === undefined || /^\/(?:usr(?:\/local)?)?$/.test(venv))
    return { reason: "the packages go into the folder of Python itself" };
  return planFor(file, stage, facts, { ...runtime, installs, program, pyproject, workdir, venv, isBuilt, isRootless });
}

/** What is installed, and into what. */
interface Install extends PythonImage {
  readonly installs: readonly PythonInstall[];
  readonly program: string;
  readonly pyproject: string;
  readonly workdir: string;
  readonly venv: string;
  /** The project itself is installed as well. */
  readonly isBuilt: boolean;
  /** Nothing of it is there to be installed, at which poetry warns or stops. */
  readonly isRootless: boolean;
}

function planFor(file: Dockerfile, stage: Stage, facts: Facts, install: Install): Plan | Reason {
  const { installs, program, pyproject, workdir, venv, isBuilt } = install;
  const manifests = projectManifests(program, isBuilt, facts);
  const language: Language = {
    folder: workdir,
    isManifest: (path) =>
      manifests.includes(path.replace(/^\.\//, "")) || /^(?:pyproject|poetry|uv)\.[\w*]+\*?$/.test(path),
    purposesOf: (command) => purposesOfManager(command, program),
  };
  const pieces = piecesOf(file, stage, language);
  const end = pieces.findIndex(({ instruction }) => instruction === installs.at(-1)?.instruction);
  const wholes = new Set(
    wholeContextSources(file).flatMap(({ instruction: { before, words } }, index, all) =>
      resolvePath(before.workdir, words.at(-1)?.value) === workdir ? (all[index]?.instruction ?? []) : [],
    ),
  );
  const libraries = librariesOf(file, pieces.slice(0, end), imageLibraries.python);
  if (isReason(libraries)) return libraries;
  const needed = shippedPackages(namedPackages(pyproject), install, [...libraries.values()], pieces);
  const host = hostOf(libraries, needed.missing);
  const around: Surroundings = {
    ...install,
    stage,
    facts,
    bin: `${venv}/bin`,
    programs: new Set([...needed.names, ...projectScripts(pyproject)]),
  };
  const firstCopy = pieces.find(({ instruction }) => isCopy(instruction))?.instruction;
  const places = placesFor(pieces, end, (piece, isBehind): Place | Reason | undefined => {
    const { kind, instruction } = piece;
    const where = `${instruction.keyword} in line ${instruction.line + 1}`;
    if (kind === "shell") return isBehind ? "after" : placeOfShell(pieces, piece, end);
    if (kind === "environment") return environmentPlace(instruction, install, isBehind);
    if (isBehind || kind === "check" || kind === "start") {
      const lacking = doubtOf(instruction, around);
      if (lacking !== undefined) return { reason: `${where} runs "${lacking}", which the stage that ships may lack` };
      if (isBehind) return "after";
    }
    const isCopied = firstCopy !== undefined && instruction.start > firstCopy.start;
    if (bringsManager(instruction)) return "build";
    return placeOfPackages(instruction, libraries) ?? placeAhead(piece, isCopied, wholes.size > 0);
  });
  if (isReason(places)) return places;
  const launched = launches(pieces, install);
  if (isReason(launched)) return launched;

  const rootless = install.isRootless ? installs.filter((each) => !leavesProjectOut(each)) : [];
  const ownEdits = (instruction: Instruction) =>
    program === "uv"
      ? []
      : [
          ...poetryEdits(instruction),
          ...rootless.flatMap(({ command, ...each }) =>
            each.instruction === instruction ? (addArguments(command, "--no-root") ?? []) : [],
          ),
        ];
  const hasManifests = pieces.some(({ kind }, index) => kind === "manifests" && index < end);
  const isSet = program !== "poetry" || inProject(stage, facts);
  const firstInstall = pieces.find(({ instruction }) => instruction === installs[0]?.instruction);
  const path: Added = { keyword: "ENV", argument: `PATH=${venv}/bin:$PATH` };
  const needsPath = (program === "poetry" || launched.size > 0) && !hasVenvPath(stage.instructions, venv);
  return {
    pieces,
    places,
    lines(piece, half): Line[] | undefined {
      const { instruction, block } = piece;
      if (half === "production") {
        const edits = [
          ...(libraries.get(instruction)?.edits ?? []),
          ...(host?.[0] === instruction ? [host[1]] : []),
          ...(launched.get(instruction) ?? []),
          ...environmentEdits(file, instruction),
        ];
        return edits.length > 0 ? [{ block, edits }] : undefined;
      }
      const isIdle = wholes.has(instruction) && !isBuilt;
      if (isIdle)
        return hasManifests
          ? []
          : [{ keyword: "COPY", argument: `${manifests.join(" ")} ${filledFolder(instruction)}` }];
      const own: Line = { block, edits: [...ownEdits(instruction), ...withoutOwner(file, instruction)] };
      const before: Added = { keyword: "ENV", argument: "POETRY_VIRTUALENVS_IN_PROJECT=true" };
      return piece === firstInstall && !isSet ? [before, own] : [own];
    },
    build: { name: "build" },
    production: {
      from: install.from,
      start: needed.missing.length > 0 && !host ? [installing(needed.missing, install.image)] : [],
      brought: [copyFrom("build", venv, venv), ...(needsPath ? [path] : [])],
    },
    ignored: wholes.size > 0 && venv === `${workdir}/.venv` ? [".venv"] : [],
    ...doubtOfPackages(needed),
  };
}

// -------------------------------------------------------------------------- install

/** Whether the project at the root of the context is what an install finds in its folder. */
function bringsProject(stage: Stage, { mounts }: Instruction, workdir: string, facts: Facts): boolean {
  const isMounted = mounts.some(({ options }) => options.get("source") === "pyproject.toml");
  return isMounted || sourceAt(stage, resolvePath(workdir, "pyproject.toml") ?? "", facts) === "pyproject.toml";
}

/** Whether sources of the project are there before it is installed. */
function hasSources({ instructions }: Stage, { start, mounts }: Instruction): boolean {
  const isManifest = (path: string) => /(?:^|\/)(?:pyproject\.toml|poetry\.(?:lock|toml)\*?|README\.md)$/.test(path);
  const copies = instructions.filter((each) => isCopy(each) && takesFromContext(each) && each.start < start);
  const isBound = mounts.some(({ type, source }) => type === "bind" && !isManifest(source ?? ""));
  return isBound || copies.some(({ words }) => words.slice(0, -1).some(({ value }) => !isManifest(value ?? "")));
}

function leavesProjectOut({ command }: PythonInstall): boolean {
  return hasFlag(command, "--no-root", "--no-install-project", "--no-install-workspace", "--only-root");
}

/** An environment of the computer that builds would lie over that of the build stage; and paths may name the one of Python. */
function placeDoubt({ instructions }: Stage, { files = [], ignore }: Facts): string | undefined {
  if (!ignore && files.some((path) => path.startsWith(".venv/")))
    return ".venv of the build context would lie over that of the build stage";
  const named = instructions.find(
    ({ keyword, argumentText }) => keyword !== "FROM" && /(?:site|dist)-packages/.test(argumentText),
  );
  return named && `${named.keyword} in line ${named.line + 1} names the folder of packages`;
}

/** `COPY --from=ghcr.io/astral-sh/uv /uv /uvx /bin/`. */
function bringsManager(instruction: Instruction): boolean {
  const sources = instruction.words.slice(0, -1).map(({ value }) => baseName(value ?? ""));
  return flagOf(instruction, "from") !== undefined && sources.every((name) => /^(?:uvx?|poetry)$/.test(name));
}

// --------------------------------------------------------------------------- starts

/** The changes by which what ships starts programs itself; a reason where uv would have installed more first. */
function launches(
  pieces: readonly Piece[],
  { installs, pyproject, program, isBuilt }: Install,
): ReadonlyMap<Instruction, readonly Edit[]> | Reason {
  const found = new Map<Instruction, Edit[]>();
  const end = installs.at(-1)?.instruction.start ?? 0;
  for (const { instruction } of pieces) {
    if (!commandKeywords.has(instruction.keyword)) continue;
    if (instruction.keyword === "RUN" && instruction.start <= end) continue;
    for (const command of instruction.script?.commands ?? []) {
      const launch = launchOf(command, instruction);
      if (!launch) continue;
      if (isReason(launch)) return launch;
      const isLate = isPackage(pyproject, program) && !isBuilt;
      const isScript = projectScripts(pyproject).has(launch.words[0]?.value ?? "");
      const syncs = program === "uv" && !hasFlag(command, "--no-sync");
      if (isLate && (isScript || syncs)) return { reason: `"${program} run" starts what the install has left out` };
      found.set(instruction, [...(found.get(instruction) ?? []), ...launch.edits]);
    }
  }
  return found;
}
