/** What is written when a container starts: by tools, by entry scripts, by redirections of the shell. */

import { managerPrograms } from "../data/packageManagers";
import { dataServers, rootCommands, rootDaemons } from "../data/rootCommands";
import { pythonName, rootStarters, unixShells } from "../data/startPrograms";
import { readingPrograms, type StartWriter, startWriters, systemFolders } from "../data/startWrites";
import { likelyProgramsOf, toolOf } from "../data/tools";
import { writtenText } from "../image/entryTexts";
import type { ImageFiles } from "../image/imageFiles";
import { type FileView, parentOf } from "../image/model";
import { compilerPaths } from "../node/compiled";
import { installsIn } from "../packages/install";
import { shell, writesOf } from "../rights/writes";
import { reasonOfServer } from "../stage/daemons";
import { programName } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Dockerfile, Facts, Stage } from "../types";
import { memoize, memoizeFor } from "../util/memoize";
import { baseName } from "../util/paths";
import { isRootsAlone } from "./rootFacts";
import { spawnedCalls } from "./spawnedCalls";
import {
  type StartCall,
  type StartedProgram,
  serviceCalls,
  servicePrograms,
  startCalls,
  startedPrograms,
} from "./startCalls";
import { type Doubt, fileNeeds, type Need } from "./writeNeeds";

/** What the processes of a container write when they start, and why root must start them. */
export function startWrites(file: Dockerfile, stage: Stage, files: ImageFiles, facts: Facts): (Need | Doubt)[] {
  // Only what the stage that ships is started with is known from outside.
  const served = stage === file.final ? file : undefined;
  const programs = [...startedPrograms(stage, facts), ...(served ? servicePrograms(served, facts) : [])];
  const calls = [...startCalls(stage, facts), ...(served ? serviceCalls(served, facts) : [])];
  return [
    ...programs.flatMap((started) => [
      ...ofTool(started, facts),
      ...ofStranger(stage, started, facts),
      ...ofMadeScript(started, stage, files.after(stage)),
    ]),
    ...[...calls, ...spawnedCalls(file, stage, facts)].flatMap((each) => ofCall(each, files, facts)),
  ];
}

/** Whether something that is started keeps files in the home folder of its user; the program, for people. */
export const homeKeeper = memoizeFor((stage: Stage, facts: Facts): string | undefined => {
  const keeper = startedPrograms(stage, facts).find((it) => writersOf(it).some(({ needsHome }) => needsHome));
  return keeper && programName(keeper.argv[0]);
});

/** The rows for a program that is a tool. */
function writersOf({ argv: words }: StartedProgram): readonly StartWriter[] {
  const name = programName(words[0]) ?? "";
  // `node node_modules/next/dist/bin/next start`, `python -m celery`, `bundle exec rails`.
  const [, inModules] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(words[1] ?? "") ?? [];
  const binary = /(?:^|\/)node_modules\/\.bin\/([^/]+)$/.exec(words[1] ?? "")?.[1];
  if (name === "node" && (inModules ?? binary) !== undefined) return rowsFor(binary ?? inModules ?? "", words[2] ?? "");
  if (pythonName.test(name) && words[1] === "-m") return rowsFor(words[2] ?? "", words[3] ?? "");
  if (name === "bundle" && words[1] === "exec") return rowsFor(programName(words[2]) ?? "", words[3] ?? "");
  if (name === "ruby" && /(?:^|\/)rails$/.test(words[1] ?? "")) return rowsFor("rails", words[2] ?? "");
  // The verb of celery stands behind its options.
  if (name === "celery") return words.includes("beat") || words.includes("-B") ? rowsFor(name, "beat") : [];
  return rowsFor(name, words[1] ?? "");
}

function rowsFor(program: string, word: string): readonly StartWriter[] {
  const verb = word.startsWith("-") ? "" : word;
  return startWriters.filter((row) => row.program === program && (row.verbs?.includes(verb) ?? true));
}

function ofTool(started: StartedProgram, facts: Facts): Need[] {
  const { folder } = started;
  if (folder === undefined) return [];
  return writersOf(started).flatMap(({ program, folders = [], trees = [] }) => {
    const by = `${program} writes to it when it starts`;
    const need = (inside: string) => ({ path: resolvePath(folder, inside) as string, by, isMade: true as const });
    const filled = program === "tsc" ? (compiledInto(started.argv, facts) ?? trees) : trees;
    return [...folders.map(need), ...filled.map((inside) => ({ ...need(inside), isTree: true as const }))];
  });
}

/** The folder that the settings of a plain `tsc` name; undefined where they name none, or options may say otherwise. */
function compiledInto(argv: readonly string[], facts: Facts): readonly string[] | undefined {
  const { outDir } = compilerPaths(facts);
  return outDir === undefined || argv.slice(1).some((word) => word !== ".") ? undefined : [outDir];
}

/**
 * A program of a package of which nothing is known, such as a registry of packages, or a generator of sites that serves
 * what it makes; and one that runs the scripts of many packages.
 */
function ofStranger(stage: Stage, started: StartedProgram, { project }: Facts): Doubt[] {
  const name = programName(started.argv[0]) ?? "";
  // Seen of Turborepo, which ends where it cannot write its log beside what a RUN has built.
  if (toolOf(name)?.purpose === "monorepo tool")
    return [{ doubt: `${name} keeps logs and what it builds in the folder of each package, where some may be root's` }];
  if (toolOf(name) !== undefined || managerPrograms.has(name) || readingPrograms.has(name)) return [];
  if (writersOf(started).length > 0) return [];
  const packages = [
    ...Object.keys({ ...project?.dependencies, ...project?.devDependencies }),
    ...globalPackages(stage),
  ];
  const isTheirs = packages.some((it) => it === name || likelyProgramsOf(it).includes(name));
  return isTheirs ? [{ doubt: `nobody can tell from here what ${name} writes, and where` }] : [];
}

/** A script that the Dockerfile writes in a way that its text is not known. */
function ofMadeScript({ argv, folder }: StartedProgram, stage: Stage, view: FileView): Doubt[] {
  const [program = "", ...words] = argv;
  const isShell = unixShells.has(programName(program) ?? "");
  const script = isShell ? words.find((word) => !/^[-+]/.test(word)) : program;
  const path = script?.includes("/") && !words.includes("-c") ? resolvePath(folder, script) : undefined;
  const found = path === undefined ? undefined : view.at(path);
  if (found === undefined || found === "absent" || found.kind !== "file" || found.source !== undefined) return [];
  if (path !== undefined && writtenText(stage, path) !== undefined) return [];
  const isMade = found.by?.keyword === "RUN" || (found.by?.heredocs.length ?? 0) > 0;
  return isMade ? [{ doubt: `nobody can tell from here what ${baseName(path ?? "")} writes, and where` }] : [];
}

/** The names of packages that a stage puts on its PATH. */
const globalPackages = memoize((stage: Stage): readonly string[] =>
  inherited(stage)
    .flatMap(installsIn)
    .flatMap(({ isGlobal, packages }) => (isGlobal ? packages : []))
    .flatMap(({ value }) => value?.replace(/(.)@.*/s, "$1") ?? []),
);

/** What starts a service of the system: `/etc/init.d/nginx start`. */
function isInitScript(program: string | undefined): boolean {
  return program?.startsWith("/etc/init.d/") ?? false;
}

function isThere(files: ImageFiles, { call }: StartCall, path: string | undefined): boolean {
  const { stage } = call.instruction;
  const found = stage && path !== undefined ? files.after(stage).at(path) : undefined;
  return found !== undefined && found !== "absent";
}

/** What a command of a shell does, whose failure nobody minds when it stands before `||`. */
function ofCall(start: StartCall, files: ImageFiles, facts: Facts): (Need | Doubt)[] {
  const { call, file, isMinded, isReached, isLast } = start;
  const { command } = call;
  const where = file === undefined ? "the container" : baseName(file);
  const ofFact: Pick<Doubt, "isFact"> = isRootsAlone(start, facts) ? { isFact: true } : {};
  const root = [...rootCommands, ...rootDaemons].find(
    ({ phrases, unless }) => runs(command, ...phrases) && !hasFlag(command, ...unless),
  );
  if (isMinded && (root || command.name === "chown" || isInitScript(command.words[0]?.value)))
    return [{ doubt: `${where} calls ${command.name} when it starts, which belongs to root`, ...ofFact }];
  const switcher = [command.name, ...command.wrappers.map(({ value }) => programName(value))].find((name) =>
    rootStarters.has(name ?? ""),
  );
  if (isMinded && switcher !== undefined)
    return [
      { doubt: `${where} calls ${switcher} when it starts, which only root may to become somebody else`, ...ofFact },
    ];
  const reason =
    isMinded && file !== undefined && !hasFlag(command, "-t", "-v", "-V") ? reasonOfServer(command.name) : undefined;
  if (reason !== undefined) return [{ doubt: `${where} starts ${command.name}: ${reason}`, ...ofFact }];
  if (dataServers.has(command.name ?? ""))
    return [{ doubt: `${where} starts ${command.name}, which keeps its data in folders of an account of its own` }];
  const by = `${where} writes to it (${command.name ?? "the shell"}) when it starts`;
  if (command.name === "mkdir") {
    return operands(command).flatMap((word) => {
      const path = call.path(word);
      return path === undefined ? [] : [{ path, by, isMade: true as const }];
    });
  }
  if (command.name === "rm" && hasFlag(command, "-r", "-R", "--recursive")) {
    // What is there then may be a folder that the user was given.
    return operands(command).flatMap((word) => {
      const path = call.path(word);
      const folder = path === undefined ? undefined : parentOf(path);
      const isKnown = folder !== undefined && (!systemFolders.has(folder) || isThere(files, start, path));
      return isKnown ? [{ path: folder, by, isMade: true as const, ...(path !== undefined && { removes: path }) }] : [];
    });
  }
  return writesOf(call, files, facts).flatMap((write): Need[] => {
    // Without the file, the shell starts nothing.
    const { stage } = call.instruction;
    if (stage && write.by === shell && isMinded && isReached && isLast)
      return fileNeeds(write.path, by, files.after(stage), true);
    return [{ path: write.folder ?? parentOf(write.path), by, isMade: true }];
  });
}
