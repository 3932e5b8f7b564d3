/** Images of Node.js: dependencies are installed and built in one stage, and what they make is copied into a small one. */

import { wholeContextSources } from "../context/contextCopies";
import { allOf, corepack, managerOf, packageManagers } from "../data/packageManagers";
import { pythonName } from "../data/startPrograms";
import { packagesOfTool, toolOf } from "../data/tools";
import { browserAtHome, readsHome } from "../demotion/rootHomes";
import { removeCommands, removeItems } from "../edits/removal";
import { startsDevelopment } from "../node/developmentServer";
import { projectOf } from "../node/entry";
import { startsForDevelopment } from "../node/installProject";
import { loadedDevDependency } from "../node/loadedPackages";
import { runtimePrograms } from "../node/nodeImage";
import {
  type Install,
  installsOf,
  projectInstallsOf,
  prunesLater,
  reinstalls,
  startsDevDependency,
} from "../packages/install";
import { mainProcess, programName } from "../stage/process";
import { baseFacts, isRootUser, ownerFor } from "../stage/users";
import { flagOf, isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Edit, Facts, Instruction, Project, Stage } from "../types";
import { isReason, type Reason } from "../util/reason";
import { type Added, copyFrom, type Line, withFlag, withoutOwner } from "./assemble";
import { buildToolsIn, commandsFor, initsIn, installedBy, type Kind, systemPackagesIn } from "./classify";
import { nodeLanguage } from "./nodeLanguage";
import { type Piece, type Place, piecesOf, placesFor } from "./places";
import type { Plan, Policy } from "./policy";
import { isForRuntime, runtimeOnly } from "./runtimeParts";
import { type CacheMount, cacheMountFor } from "./stageCache";
import { pruneCommand } from "./stagePrune";
import { resultOf } from "./stageResult";
import { deploymentOf } from "./workspaceDeploy";

export const nodePolicy: Policy = {
  rule: "single-stage",
  images: /^(?:node|oven\/bun)$/,
  title: "Install in a build stage and copy the result",

  whatShips(stage) {
    const installs = projectInstallsOf(stage);
    if (installs.length === 0) return undefined;
    const tools = stage.instructions.flatMap(buildToolsIn);
    if (tools.length > 0)
      return { message: `With only one stage, the build tools ${tools.join(", ")} ship with the application` };
    const all = installs.filter(({ omitsDev }) => omitsDev === false);
    if (all.some((install) => !prunesLater(install)))
      return { message: "With only one stage, the dev dependencies ship with the application" };
    if (all.some((install) => !prunesLater(install, "same RUN")))
      return { message: "The dev dependencies stay in a layer below that which takes them out again" };
    return {
      message: "With only one stage, what the install leaves behind ships with the application",
      severity: "hint",
    };
  },

  plan(file, stage, facts) {
    const installs = projectInstallsOf(stage);
    const [install, again, ...more] = installs;
    const workdir = install?.instruction.before.workdir;
    const isTwice = again && !(install && reinstalls(install, again) && again.instruction.before.workdir === workdir);
    if (!install || isTwice || more.length > 0) return { reason: "it installs dependencies more than once" };
    if (workdir === undefined || workdir === "/") return { reason: "no WORKDIR says where the project is" };
    if (install.instruction.exec) return { reason: "the install is written in exec form" };
    if (installsNothing(install, projectOf(file, install.instruction, facts)))
      return { reason: "the project has no dependencies, for which npm makes no node_modules" };
    if (
      startsDevDependency(stage, facts.project) ||
      startsForDevelopment(file, facts) ||
      startsDevelopment(file, facts)
    )
      return { reason: "the container starts with a development tool" };
    const loaded = loadedDevDependency(file, facts);
    if (loaded && installs.some(({ omitsDev }) => omitsDev === false))
      return { reason: `${loaded.file} loads ${loaded.name}, which package.json lists as a dev dependency` };
    const browser = browserAtHome(stage, facts);
    if (browser)
      return { reason: `the install of ${browser} puts its browser into the home folder, which does not come along` };
    if (!stage.image || !stage.base) return { reason: "the FROM line cannot be read" };
    return planFor(file, stage, install, workdir, facts);
  },
};

function planFor(file: Dockerfile, stage: Stage, install: Install, workdir: string, facts: Facts): Plan | Reason {
  const language = nodeLanguage(workdir, ({ command }) => command === install.command, facts);
  const pieces = piecesOf(file, stage, language);
  const unclear = pieces.find(({ kind }) => typeof kind === "object")?.kind;
  if (typeof unclear === "object") return unclear;
  const steps = pieces.flatMap(({ kind, instruction }) =>
    kind === "build step" || kind === "install" ? commandsFor("build", instruction, language) : [],
  );
  if (steps.length > 0 && readsHome(file, facts))
    return {
      reason: "the program looks for files in its home folder, which the build may fill and which does not come along",
    };
  const build = endOfBuild(file, pieces, install, steps.length > 0, facts);
  if (isReason(build)) return build;
  const deployed = deploymentOf(stage, pieces.slice(build.end + 1), install, workdir, facts);
  if (deployed && isReason(deployed)) return deployed;
  const places = placesFor(pieces, build.end, (piece, isBehind) =>
    deployed && isBehind && piece.kind === "folder" ? "gone" : exception(piece, isBehind, stage, facts.project),
  );
  if (isReason(places)) return places;

  const result = deployed ?? resultOf(file, stage, install, { takesSource: build.takesSource, steps }, facts);
  if (isReason(result)) return result;
  const prune =
    deployed ??
    (result.isBundled || prunesLater(install)
      ? { command: undefined }
      : pruneCommand(install, steps.length > 0, facts));
  if (isReason(prune)) return prune;
  const lost = missingManager(stage, pieces, places);
  if (lost) return { reason: `${lost} starts the program, and is installed along with the dependencies` };

  const cleaning = commandsFor("cache", install.instruction, language);
  const mount = cacheMountFor(install, facts, cleaning.length > 0);
  const refetches = deployed || managerOf(install.manager, facts.project?.manager).prune?.refetches;
  const isBare = deployed?.instruction?.mounts.length === 0;
  const fetching = mount && !mount.isThere ? [install.instruction, ...(isBare ? [deployed.instruction] : [])] : [];
  // What does not ship need not be small, and what is mounted had better stay.
  const kept = (mount && removeCommands(file, install.instruction, cleaning)) ?? [];
  const owner = ownerOf(stage, install.instruction);
  const name = /^build/i.test(stage.name?.text ?? "") ? "dependencies" : "build";
  const inits = pieces.flatMap(({ kind, instruction }) => (kind === "init" ? initsIn(instruction) : []));
  return {
    pieces,
    places,
    lines: ({ kind, block, instruction }, half): Line[] => {
      const text = half === "production" ? result.replaced.get(instruction) : undefined;
      const edits = [
        ...(text === undefined ? [] : [{ start: instruction.start, end: instruction.end, text }]),
        ...withFlag(instruction, half === "build" && fetching.includes(instruction) ? mount?.flag : undefined),
        ...(half === "build" && instruction === install.instruction ? kept : []),
        ...(half === "build" && isOfRoot(instruction) ? withoutOwner(file, instruction) : []),
        // What ships copies its init from the build.
        ...(half === "build" && kind === "init"
          ? []
          : withoutPackages(
              file,
              instruction,
              half === "build" ? runtimeOnly(instruction, stage, facts.project) : isCompiling,
            )),
      ];
      return [{ block, edits }];
    },
    build: {
      name,
      image: fullImage(file, stage),
      end: tidying(prune.command, result.leftover, refetches ? mount : undefined),
    },
    production: {
      start: systemPackages(stage, facts),
      brought: [
        ...inits.map((path) => copyFrom(name, path, path)),
        { keyword: "WORKDIR", argument: deployed?.workdir ?? workdir },
        ...result.copies.map(({ source, target }) =>
          copyFrom(name, deployed ? source : workdir + source, target, owner),
        ),
      ],
    },
  };
}

/** The last piece that builds, and whether what ships comes from the build stage rather than from the context. */
function endOfBuild(
  file: Dockerfile,
  pieces: readonly Piece[],
  { instruction: install }: Install,
  builds: boolean,
  { project }: Facts,
): { readonly end: number; readonly takesSource: boolean } | Reason {
  const kinds = pieces.map(({ kind }) => kind);
  const installAt = pieces.findIndex(({ instruction }) => instruction === install);
  const isWhole = new Set(wholeContextSources(file).map(({ instruction }) => instruction));
  const comesLater = pieces.some(({ instruction }, index) => index > installAt && isWhole.has(instruction));
  const sourcesBefore = kinds.lastIndexOf("source", installAt) >= 0 && !comesLater;
  const hasWorkspaces = (project?.workspaces?.length ?? 0) > 0;
  const ends: Kind[] = ["build step", "cache", "provide", ...(hasWorkspaces ? (["source"] as const) : [])];
  const end = Math.max(installAt, ...ends.map((kind) => kinds.lastIndexOf(kind)));
  const folder = install.before.workdir;
  if (pieces.slice(installAt, end + 2).some(({ instruction }) => instruction.before.workdir !== folder))
    return { reason: "the folder changes between install and build" };
  return { end, takesSource: builds || sourcesBefore || hasWorkspaces };
}

// ------------------------------------------------------------------------- places

function exception(
  { kind, instruction }: Piece,
  isBehind: boolean,
  stage: Stage,
  project: Project | undefined,
): Place | undefined {
  if (isOfRoot(instruction) && makesFolderAgain(instruction, stage)) return "gone";
  if (kind === "provide") return startsWithManager(stage) ? "both" : "build";
  if (kind === "packages" && !isBehind && isForRuntime(instruction, stage, project)) return "before";
  if (kind !== "environment") return undefined;
  if (isNodeEnv(instruction)) return isBehind || isSaidByInstall(stage) ? "before" : "both";
  return holdsInstallToken(instruction) ? "build" : undefined;
}

/** `RUN mkdir -p /app` where a WORKDIR of the stage makes that folder anyway. */
function makesFolderAgain(instruction: Instruction, stage: Stage): boolean {
  const commands = commandsIn(instruction);
  const folders = stage.instructions.flatMap(({ keyword, words }) =>
    keyword === "WORKDIR" ? (words[0]?.value ?? []) : [],
  );
  const makes = (command: Command) =>
    runs(command, "mkdir") &&
    command.words.slice(1).every(({ value = "" }) => value === "-p" || folders.includes(value.replace(/\/$/, "")));
  return instruction.keyword === "RUN" && commands.length > 0 && commands.every(makes);
}

/** Takes out of lists of packages what a stage has no use for, when others stay. */
function withoutPackages(
  file: Dockerfile,
  instruction: Instruction,
  isOfNoUse: (name: string, all: readonly string[]) => boolean,
): Edit[] {
  return commandsIn(instruction, "apk", "apt-get", "apt").flatMap((command) => {
    const names = installedBy(command);
    const list = names.length > 0 ? operands(command) : [];
    const gone = list.filter((_, index) => isOfNoUse(names[index] ?? "", names));
    return gone.length === 0 || gone.length === list.length ? [] : removeItems(file, list, gone);
  });
}

/** Whether a package only compiles: Python does where a compiler stands beside it. */
function isCompiling(name: string, all: readonly string[]): boolean {
  if (compilers.has(name)) return true;
  return pythonName.test(name) && all.some((other) => compilers.has(other));
}

const compilers = new Set("build-essential build-base gcc g++ make cmake libc-dev musl-dev linux-headers".split(" "));

/** Whether the program is started by a package manager that the image does not bring. */
function startsWithManager(stage: Stage): boolean {
  return addedManagers.has(programName(mainProcess(stage)?.argv[0]?.value) ?? "");
}

const addedManagers: ReadonlySet<string> = new Set([
  ...allOf(({ inNode, programs, runners = [] }) => (inNode === "always" ? [] : [...programs, ...runners])),
  corepack.program,
]);

function isNodeEnv({ assignments }: Instruction): boolean {
  return assignments.length === 1 && assignments[0]?.name.value === "NODE_ENV";
}

/** NODE_ENV is set for the sake of the install, which says the same by an option, and of nothing else before it. */
function isSaidByInstall(stage: Stage): boolean {
  return installsOf(stage).some(({ command }) =>
    command.words.some(({ value }) => /^--(?:omit=dev|prod|production)$/.test(value ?? "")),
  );
}

/** A token for the registry is of no use to the program. */
function holdsInstallToken({ assignments }: Instruction): boolean {
  return assignments.every(({ name }) => /^(?:NPM|NODE_AUTH)_?(?:\w+_)?TOKEN$/.test(name.value ?? ""));
}

/** The package manager that the program is started by, if the stage that ships does not get it. */
function missingManager(stage: Stage, pieces: readonly Piece[], places: readonly Place[]): string | undefined {
  const program = programName(mainProcess(stage)?.argv[0]?.value);
  const name = installedFor(program ?? "");
  if (name === undefined || (program === "bun" && stage.base?.name === "oven/bun")) return undefined;
  const isThere = pieces.some(
    ({ instruction: { keyword, argumentText } }, index) =>
      keyword === "RUN" && /^(?:both|before)$/.test(places[index] ?? "") && argumentText.includes(name),
  );
  return isThere ? undefined : program;
}

/** The package that brings a program which keeps others running, or the package manager; undefined for what images have. */
function installedFor(program: string): string | undefined {
  if (program === corepack.program) return program;
  const tool = toolOf(program);
  if (tool?.purpose === "process manager") return packagesOfTool(tool)[0];
  const own = packageManagers.find(({ programs, runners = [] }) => [...programs, ...runners].includes(program));
  return own && own.inNode === undefined ? own.program : undefined;
}

// -------------------------------------------------------------------------- texts

/** The image as written, in the variant with build tools. */
function fullImage(file: Dockerfile, { image, base }: Stage): string | undefined {
  const tag = base?.digest === undefined ? base?.spans?.tag : undefined;
  return image && tag && file.text.slice(image.start, tag.end).replace(/-slim$/, "");
}

/** The RUN that takes out what only the build needs, if there is anything; `mount` when that fetches anew what it keeps. */
function tidying(prune: string | undefined, leftover: string | undefined, mount: CacheMount | undefined): Added[] {
  const commands = [prune, leftover && `rm -rf ${leftover}`].filter((command) => command !== undefined);
  const flags = prune && mount ? `${mount.flag} ` : "";
  return commands.length === 0 ? [] : [{ keyword: "RUN", argument: flags + commands.join(" && ") }];
}

/** What the slim variant of Debian lacks and the program needs, unless the stage installs it. */
function systemPackages(stage: Stage, { project }: Facts): Added[] {
  const isInstalled = stage.instructions.some((instruction) => systemPackagesIn(instruction).includes("openssl"));
  if (isInstalled || baseFacts(stage)?.family !== "debian" || !runtimePrograms(project).includes("openssl")) return [];
  const argument =
    "apt-get update && apt-get install -y --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*";
  return [{ keyword: "RUN", argument }];
}

/** Who owns what is copied: whoever the whole source is given to, else the user that installs. */
function ownerOf(stage: Stage, install: Instruction): string | undefined {
  const owned = stage.instructions.findLast(
    (instruction) => isCopy(instruction) && !instruction.onbuild && flagOf(instruction, "chown") !== undefined,
  );
  const written = owned && flagOf(owned, "chown")?.value?.text;
  if (written !== undefined) return written;
  const user = install.before.user?.value;
  return user === undefined || isRootUser(user) ? undefined : ownerFor(stage, user);
}

function isOfRoot({ before }: Instruction): boolean {
  return before.user === undefined || isRootUser(before.user.value);
}

/** Whether package.json names nothing that the install would bring. */
function installsNothing({ omitsDev }: Install, project: Project | undefined): boolean {
  if (project?.workspaces?.length !== 0 || Object.keys(project.dependencies).length > 0) return false;
  return omitsDev !== false || Object.keys(project.devDependencies).length === 0;
}
