/** What a container starts with although no step of the Dockerfile builds it, and the package script that would. */

import { certainFacts } from "../context/certainFacts";
import { contextSourcesOf } from "../context/contextSources";
import { type ContextTree, mayExist, wholeContext } from "../context/contextTree";
import { isIgnored, isNamedAsMade } from "../context/madeLater";
import { isNextConfig } from "../context/nextFiles";
import { startNeeds } from "../data/startNeeds";
import { builds, namedCall } from "../data/tools";
import { imageFiles } from "../image/imageFiles";
import { insideOf, joined } from "../image/model";
import { allProcesses, type Process, startProcess } from "../image/processes";
import { everyService } from "../image/shipped";
import { neededOfStages } from "../image/stageSources";
import { allRuns, runInTarget } from "../packages/scripts";
import { mainProcess, programName } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { isTemplate } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, Facts, Instruction, Stage } from "../types";
import { memoizeFor } from "../util/memoize";
import { folderOf, pathIn } from "../util/paths";
import { type BuildScript, scriptMaking } from "./buildOutputs";
import { factsWithin, filesOf, projectAt, projectOf } from "./entry";
import { fileIndex } from "./entryFile";
import { nestStart } from "./nestStart";
import { type Origin, originsOf } from "./origins";
import { lookUps } from "./startFile";
import { calledFolder } from "./workspaceStart";

export interface MissingBuild {
  readonly stage: Stage;
  /** The program that is started, and cannot do its work. */
  readonly process: Process;
  /** What it needs, from the root of the build context: "dist/app.js", ".next". */
  readonly path: string;
  /** The folder of the package that starts, from the root of the build context; "" for that itself. */
  readonly folder: string;
  /** The ignore file would leave it out. */
  readonly isIgnored: boolean;
  /** What starts it in place of a program that compiles it each time; undefined where the start stays. */
  readonly start?: readonly string[];
  /** What makes it; "unknown" where scripts build something, undefined where none does. */
  readonly script: BuildScript | "unknown" | undefined;
}

/** What is started and not built; undefined where nothing is missing, or nobody can tell. */
export const missingBuildOf = memoizeFor((file: Dockerfile, facts: Facts): MissingBuild | undefined => {
  const stage = file.final;
  // Where that is but guessed, the package.json that the install reads lies there after all.
  const context = wholeContext(facts);
  if (!stage || isTemplate(stage) || !context || isForDevelopment(file, facts)) return undefined;
  if (everyService(file, facts, ({ command, entrypoint }) => command !== undefined || entrypoint !== undefined))
    return undefined;
  const followed = allProcesses(startProcess(stage, facts));
  const again = startAgain(file, stage, followed, facts);
  if (again) return again;
  const processes = followed.flatMap((process) => programsOfOther(file, process, facts));
  // What is built at the start need not be there before.
  if (processes.some(buildsOrUnknown)) return undefined;
  for (const [at, process] of processes.entries()) {
    // `node build.js && node dist/app.js`
    if (processes.slice(0, at).some(runsOwnFile)) break;
    const isMoved = process.folder !== undefined && process.folder !== stage.after.workdir;
    const project =
      (isMoved && projectAt(file, process.instruction, process.folder, facts)) ||
      projectOf(file, process.instruction, facts);
    const inside = project && factsWithin(project, facts);
    if (!inside) continue;
    const folder = folderOf(project.manifest);
    const need = needOf(process, inside);
    for (const paths of need ? [need, ...needsOfServer(process, need, inside)] : []) {
      const missing = missingPath(file, facts, context, stage, folder === "" ? process.folder : undefined, paths);
      const path = missing === undefined || folder === "" ? missing : insideOf(missing, folder);
      if (missing === undefined || path === undefined) continue;
      const shown = shortened(path);
      const script = scriptMaking(path, inside) ?? (shown === path ? undefined : scriptMaking(shown, inside));
      if (typeof script !== "object" && !isNamedAsMade(path)) continue;
      return { stage, process, path: pathIn(folder, shown), isIgnored: isIgnored(missing, facts), script, folder };
    }
  }
  return undefined;
});

/** What the script of a package in another folder than the root of the build context starts; else the process itself. */
function programsOfOther(file: Dockerfile, process: Process, facts: Facts): readonly Process[] {
  const words = process.argv.flatMap(({ value }) => value ?? []);
  const isOpen = process.kind === "package call" && process.starts.length === 0 && process.folder !== undefined;
  if (!isOpen || process.folder === undefined || words.length < process.argv.length) return [process];
  const folder = calledFolder(words, process.folder, facts);
  const project = projectAt(file, process.instruction, folder, facts);
  if (!project || project === facts.project) return [process];
  const { start, end } = process.argv[0] ?? process.instruction;
  return allRuns(runInTarget(words, project, filesOf(project, facts) ?? [])).flatMap(
    ({ kind, argv, command, environment }) =>
      kind === "program"
        ? {
            ...process,
            ...{ kind, folder, command, file: project.manifest },
            environment: { ...process.environment, ...environment },
            argv: argv.map((value) => ({ start, end, text: value, value })),
          }
        : [],
  );
}

/**
 * The `COPY --from` that was to bring what is not built, from a stage that has nothing of the kind: there the image's own build
 * stops, before anything starts. undefined where no such copy stands in the stage that ships.
 */
export function copyWithoutBuild(file: Dockerfile, facts: Facts): Instruction | undefined {
  const missing = missingBuildOf(file, facts);
  if (!missing) return undefined;
  const images = imageFiles(file, certainFacts(facts));
  return neededOfStages(file).find(({ instruction, stage, path }) => {
    if (instruction.stage !== missing.stage || images.after(stage).at(path) !== "absent") return false;
    const folders = missing.path.split("/");
    return folders.some((_, at) => path.endsWith(`/${folders.slice(0, at + 1).join("/")}`));
  })?.instruction;
}

/** The one program that compiles what it then runs, each time that the container starts. */
function startAgain(
  file: Dockerfile,
  stage: Stage,
  processes: readonly Process[],
  facts: Facts,
): MissingBuild | undefined {
  const [process, ...more] = processes.filter(({ kind }) => kind === "program");
  const main = mainProcess(stage);
  if (!process || more.length > 0 || main?.entrypoint || !main || main.argv.length === 0) return undefined;
  if (projectOf(file, process.instruction, facts) !== facts.project || process.folder !== stage.after.workdir)
    return undefined;
  const start = nestStart(
    process.argv.map(({ value }) => value),
    facts,
  );
  const path = start?.[fileIndex(start)];
  const script = path === undefined ? undefined : scriptMaking(path.replace(/^(?:\.\/)+/, ""), facts);
  return start && path !== undefined && typeof script === "object"
    ? { stage, process, path, folder: "", isIgnored: false, start, script }
    : undefined;
}

/** Whether it is a program of the project itself, which may make what comes behind it. */
function runsOwnFile({ argv: [program], kind }: Process): boolean {
  return kind === "program" && /^(?:node|nodejs|bun|deno|tsx|ts-node|make|zx)$/.test(programName(program?.value) ?? "");
}

function buildsOrUnknown({ argv: [program, verb], kind }: Process): boolean {
  if (kind !== "program") return false;
  const name = programName(program?.value) ?? "";
  const first = verb?.value ?? "";
  // `next start` and its like are servers.
  if (name === "next" || name === "nuxt") return first === "build";
  return builds(name, first.startsWith("-") ? "" : first);
}

/** The absolute path of a file that is there when a program can start, and the endings that may follow it. */
function needOf({ argv, folder, kind }: Process, { contents, project }: Facts): readonly string[] | undefined {
  const words = argv.map(({ value }) => value);
  if (kind !== "program" || folder === undefined || words.some((word) => word === undefined)) return undefined;
  const [program = "", ...more] = words as string[];
  const [own = "", ...rest] = namedCall([programName(program) ?? "", ...more]);
  const [first = "", ...operands] = rest;
  const need = startNeeds.find((it) => it.program === own && (it.verb === undefined || it.verb === first));
  if (!need) return undefined;
  if (need.file !== undefined) {
    const moved = own === "next" ? distFolder(contents) : "";
    const base = operands.find((word, index) => !word.startsWith("-") && !operands[index - 1]?.startsWith("-"));
    const file = moved === "" ? need.file : moved && `${moved}/BUILD_ID`;
    const path = file === undefined ? undefined : resolvePath(resolvePath(folder, base ?? "."), file);
    return path === undefined ? undefined : [path];
  }
  if (need.sendsFolder) {
    const isAlone = (word: string, at: number) =>
      !/^-|^\d+$/.test(word) && !/^-(?!s$|-single$)/.test(rest[at - 1] ?? "");
    const [place] = rest.filter(isAlone);
    const path = place === undefined || /[*?[{$]/.test(place) ? undefined : resolvePath(folder, `${place}/index.html`);
    return path === undefined ? undefined : [path];
  }
  const isNode = /^(?:node(?:js)?|bun)$/.test(own);
  const named = isNode ? rest[fileIndex([own, ...rest]) - 1] : rest.find((word) => !word.startsWith("-"));
  // Of a folder, package.json names the file.
  const given = isNode && /^\.\/?$/.test(named ?? "") ? (project?.main ?? named) : named;
  const path = given === undefined || /[*?[{$]/.test(given) ? undefined : resolvePath(folder, given);
  if (path === undefined || (own === "bun" && given === "run")) return undefined;
  return /\.(?:[cm]?[jt]sx?|json)$/.test(path) ? [path] : [path, ...lookUps.map((ending) => path + ending)];
}

/** What a server of the project's own that hands requests on to Next.js needs in production. */
function needsOfServer({ folder }: Process, [path = ""]: readonly string[], { contents }: Facts): string[][] {
  const file = folder === undefined ? undefined : insideOf(path, folder);
  const text = file === undefined ? undefined : contents?.get(file)?.slice(0, longestServer);
  if (folder === undefined || text === undefined) return [];
  const isNext = /(?:require\(\s*|from\s+)["']next["']/.test(text) && /\bnext\(/.test(text);
  const moved = isNext ? distFolder(contents) : undefined;
  return moved === undefined ? [] : [[joined(folder, `${moved || ".next"}/BUILD_ID`)]];
}

const longestServer = 20_000;

/** The folder that Next.js is told to build to, "" for its own; undefined when it is not known. */
function distFolder(contents: Facts["contents"]): string | undefined {
  for (const [path, text] of contents ?? []) {
    if (!isNextConfig(path) || path.includes("/") || !text.includes("distDir")) continue;
    return /\bdistDir\s*:\s*["'](?:\.\/)?([\w.-][\w./-]*)["']/.exec(text)?.[1];
  }
  return "";
}

/** The place in the context of what is in no image, wherever it is looked for; undefined when it is there, or may be. */
function missingPath(
  file: Dockerfile,
  facts: Facts,
  context: ContextTree,
  stage: Stage,
  folder: string | undefined,
  paths: readonly string[],
): string | undefined {
  let first: Origin | undefined;
  for (const path of paths) {
    const origins = originsOf(file, facts, context, stage, path);
    if (!origins || origins.some((origin) => isThere(origin.path, context, facts))) return undefined;
    first ??= origins.find(({ folder }) => folder !== undefined);
  }
  // Nothing is copied to where it would be: then it lies in the folder of the project.
  const own = folder === undefined ? undefined : insideOf(paths[0] ?? "", folder);
  const missing = first?.path ?? (own === "" ? undefined : own);
  if (missing === undefined) return undefined;
  const folders = missing.split("/");
  const made = folders.slice(0, folders.findIndex(isNamedAsMade) + 1).join("/");
  // Who copies the folder by name makes it elsewhere.
  const isNamed = contextSourcesOf(file).some(({ path }) => path === made || path.startsWith(`${made}/`));
  return made !== "" && isNamed ? undefined : missing;
}

function isThere(path: string, context: ContextTree, facts: Facts): boolean {
  return mayExist(context, path) && !(context.isFile(path) && isIgnored(path, facts));
}

/** A file in the folder of a framework stands for that folder. */
function shortened(path: string): string {
  return startNeeds.some(({ file }) => file === path) || path.endsWith("/BUILD_ID") ? path.replace(/\/.*/, "") : path;
}
