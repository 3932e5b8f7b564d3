/** Which stages of a Dockerfile ship, and how what they make is run: by the files of the workspace that build and run it. */

import { initNames } from "../data/initPrograms";
import { managerPrograms, runnerPrograms } from "../data/packageManagers";
import { unixShells } from "../data/startPrograms";
import { developmentServer, toolOf } from "../data/tools";
import { folderAfter } from "../stage/folders";
import { type MainProcess, mainProcess, programName, splitInit } from "../stage/process";
import { isNameForDevelopment } from "../stage/purpose";
import { inherited } from "../stage/users";
import { findStage, parseFor, parseWithTriggers, resolvePath } from "../syntax/dockerfile";
import type { BuildDefinition, Dockerfile, Facts, ServiceSettings, Stage } from "../types";
import { memoize, memoizeFor } from "../util/memoize";
import { baseName, folderOf } from "../util/paths";
import { insideOf } from "./model";
import { allProcesses, givenProcess, type Process, startProcess } from "./processes";
import { stageSourcesOf } from "./stageSources";

/** More targets of one file than this are not judged one by one. */
const most = 6;

/**
 * The Dockerfile as each build of it sees it: the stage that ships is its `final`. One, with the last stage, where nobody
 * names another. What a setting names goes before what is defined; a stage for development or tests ships only where
 * nothing else does, and one that is not known to be asked for does not.
 */
export function shippedViews(file: Dockerfile, facts: Facts): readonly [Dockerfile, ...Dockerfile[]] {
  const [first, ...more] = targetsOf(file, facts).map((index) => viewOf(file, index));
  return first ? [first, ...more] : [file];
}

/** The Dockerfile with the triggers of its stages where they run; undefined when no stage is built upon one that has any. */
export const withTriggers = memoize((file: Dockerfile): Dockerfile | undefined => {
  const isRun = ({ parent }: Stage) => parent?.instructions.some(({ onbuild }) => onbuild);
  return file.stages.some(isRun) ? parseWithTriggers(file) : undefined;
});

/** The indices of the stages that ship, in their order; none where the last one does. */
function targetsOf(file: Dockerfile, { context, target }: Facts): readonly number[] {
  const last = file.stages.length - 1;
  if (last < 1) return [];
  const set = target ? findStage(file, target, undefined) : undefined;
  if (set) return [set.index];
  if (!context) return [];
  const isForWork = (index: number) => isNameForDevelopment(file.stages[index]?.name?.value);
  const asked = new Set<number>();
  const tried = new Set<number>();
  for (const build of context.builds) {
    const index = build.isNoImage ? undefined : targetOf(file, build);
    if (index !== undefined) (isTrial(build) ? tried : asked).add(index);
  }
  // What commands build and keep may be a check, or a part that the next of them takes.
  if (![...asked].some((index) => !isForWork(index)) && !tried.has(last)) {
    const parts = isForWork(last) ? new Set() : partsOf(file, last);
    for (const index of tried) if (!parts.has(index)) asked.add(index);
  }
  const forUse = [...asked].filter((index) => !isForWork(index));
  // Who builds a stage to work in leaves it open what is shipped.
  if (forUse.length === 0) return isForWork(last) ? [...asked].slice(0, most) : [];
  return forUse.sort((a, b) => a - b).slice(0, most);
}

/** Whether a command makes the image on one machine, for whatever reason. */
function isTrial({ kind, isPushed }: BuildDefinition): boolean {
  return (kind === "ci" || kind === "make" || kind === "package") && !isPushed;
}

/** The indices of the stages that a stage is made of. */
function partsOf(file: Dockerfile, index: number, found = new Set<number>()): ReadonlySet<number> {
  const stage = file.stages[index];
  const named = stageSourcesOf(file).filter(({ instruction }) => instruction.stage === stage);
  for (const part of [stage?.parent, ...named.map((it) => it.stage)]) {
    if (!part || found.has(part.index)) continue;
    found.add(part.index);
    partsOf(file, part.index, found);
  }
  return found;
}

/** The index of the stage that a build asks for; undefined when it cannot be told, or there is no such stage. */
function targetOf(file: Dockerfile, { target, isTargetUnknown }: BuildDefinition): number | undefined {
  if (isTargetUnknown) return undefined;
  return target ? findStage(file, target, undefined)?.index : file.stages.length - 1;
}

const viewOf = memoizeFor(
  (file: Dockerfile, index: number): Dockerfile => (file.final?.index === index ? file : parseFor(file, String(index))),
);

// ------------------------------------------------------------------- services

/**
 * Whether every service of compose that runs what a Dockerfile ships says something itself, so that the image need not.
 * False where no service is known to run it.
 * @param says whether the settings of a service do; undefined, not known, counts as a yes.
 */
export function everyService(
  file: Dockerfile,
  facts: Facts,
  says: (settings: ServiceSettings) => boolean | undefined,
): boolean {
  const services = servicesOf(file, facts);
  return services.length > 0 && services.every((settings) => says(settings) !== false);
}

/** Whether a volume, or what a service of compose mounts, may bring a path that a stage ships without; an absolute path. */
export function mayBeMounted(file: Dockerfile, stage: Stage, path: string, facts: Facts): boolean {
  const volumes = inherited(stage).flatMap(({ keyword, words }) => (keyword === "VOLUME" ? words : []));
  const mounts = servicesOf(file, facts).flatMap((service) => service.mounts ?? []);
  const targets = [...volumes.map(({ value }) => value), ...mounts.map(({ target }) => target)];
  return targets.some((target) => insideOf(path, resolvePath("/", target) ?? "/") !== undefined);
}

/**
 * What the services start that run the stage that ships, each its own command or what the image says; undefined where
 * that is not known. Without an init that goes before. Files named after development count only where there are no others.
 */
export function serviceStarts(file: Dockerfile, facts: Facts): readonly (readonly string[] | undefined)[] {
  return serviceLines(file, facts).map(
    ({ argv }) => argv && splitInit(argv.map((value) => ({ value }))).argv.map(({ value }) => value),
  );
}

/** What a service starts, and the folder that it works in; undefined for what is not known. */
interface ServiceLine {
  readonly argv: readonly string[] | undefined;
  readonly folder: string | undefined;
}

function serviceLines(file: Dockerfile, facts: Facts): readonly ServiceLine[] {
  const { final } = file;
  const main = final && mainProcess(final);
  const all = buildsOf(file, facts);
  const forUse = all.filter((build) => !isNameForDevelopment(baseName(build.file).replace("override", "dev")));
  const builds = forUse.length > 0 ? forUse : all;
  if (!main) return [];
  return builds.map((build) => {
    const settings = settingsOf(build, all);
    return { argv: startOf(settings, main), folder: serviceFolder(settings, final) };
  });
}

/** The folder that a service works in: its own, or that of the image; undefined where it is not known. */
export function serviceFolder({ workingDir }: ServiceSettings, stage: Stage): string | undefined {
  const folder = folderAfter(stage);
  return workingDir ? resolvePath(folder, workingDir.value) : folder;
}

function startOf(settings: ServiceSettings, main: MainProcess): readonly string[] | undefined {
  if (settings.command || settings.entrypoint) return serviceArgv(settings, main);
  return main.argv.map(({ value, text }) => value ?? text);
}

/** A command of a service of compose that an image has to have the program for. */
export interface ServiceCall {
  readonly argv: readonly string[];
  readonly service: { readonly name: string; readonly file: string; readonly isCheck: boolean };
}

/** What the services that run the stage that ships start in place of what the image says, and ask how it does; those for development left out. */
export function serviceCalls(file: Dockerfile, facts: Facts): readonly ServiceCall[] {
  const main = file.final && mainProcess(file.final);
  const all = buildsOf(file, facts);
  const forUse = all.filter((build) => !isNameForDevelopment(baseName(build.file).replace("override", "dev")));
  return forUse.flatMap((build) => {
    const settings = settingsOf(build, all);
    const started = main && (settings.command || settings.entrypoint) ? serviceArgv(settings, main) : undefined;
    const { name, file: place } = build;
    const of = (argv: readonly string[] | undefined, isCheck: boolean) =>
      argv && argv.length > 0 ? [{ argv, service: { name, file: place, isCheck } }] : [];
    return [...of(started, false), ...of(settings.check?.value, true)];
  });
}

/**
 * What all services start that run an image without CMD and ENTRYPOINT, and the file that says so; undefined where they
 * differ, or one is not known, works in a folder of its own, or is there to work on the sources of the host.
 */
export function composeStart(file: Dockerfile, facts: Facts): { argv: readonly string[]; file: string } | undefined {
  const all = buildsOf(file, facts);
  const [first, ...more] = all.map((build) => ({ build, settings: settingsOf(build, all) }));
  const argv = first?.settings.command?.value;
  if (!first || !argv || argv.length === 0) return undefined;
  const isUsed = ({ build, settings }: typeof first) =>
    !settings.entrypoint &&
    !settings.workingDir &&
    !isNameForDevelopment(baseName(build.file).replace("override", "dev")) &&
    !settings.mounts?.some(({ host, target }) => host !== undefined && mayHideSources(file, target));
  if (argv.some((_, at) => isForDevelopment(argv, at)) || isIdle(argv)) return undefined;
  const isSame = more.every(({ settings }) => settings.command?.value?.join("\0") === argv.join("\0"));
  return isSame && [first, ...more].every(isUsed) ? { argv, file: first.build.file } : undefined;
}

/** Whether a folder of the host lies over what a stage works in. */
function mayHideSources({ final }: Dockerfile, target: string): boolean {
  const folder = final && folderAfter(final);
  const place = resolvePath("/", target);
  return folder === undefined || place === undefined || insideOf(folder, place) !== undefined;
}

/** What only keeps a container there for somebody to work in: `sleep infinity`, `tail -f /dev/null`, `bash`. */
function isIdle([program, ...words]: readonly string[]): boolean {
  const name = programName(program) ?? "";
  return /^(?:sleep|tail|cat)$/.test(name) || (unixShells.has(name) && words.every((word) => /^-[il]+$/.test(word)));
}

/** Whether the word at a place of a command says that somebody works on the sources: a server for that, an option, a name. */
function isForDevelopment(argv: readonly string[], at: number): boolean {
  const [word = "", next = ""] = argv.slice(at, at + 2);
  const server = developmentServer(programName(word) ?? "", next.startsWith("-") ? "" : next);
  return server !== undefined || isNameForDevelopment(word) || developmentWords.test(word);
}

/** Django's server, and options that many programs have. */
const developmentWords = /^(?:runserver$|--(?:watch|reload|hot|debug|inspect\b))/;

/** The services that run the stage that ships and ask how it does, those for development left out. */
export function serviceChecks(
  file: Dockerfile,
  facts: Facts,
): readonly { readonly name: string; readonly place: string; readonly settings: ServiceSettings }[] {
  const all = buildsOf(file, facts);
  const forUse = all.filter((build) => !isNameForDevelopment(baseName(build.file).replace("override", "dev")));
  return forUse
    .map((build) => ({ name: build.name, place: build.file, settings: settingsOf(build, all) }))
    .filter(({ settings }) => settings.check !== undefined);
}

/** The processes that services of compose start in place of what the image says, those that start others before these. */
export const serviceProcesses = memoizeFor((file: Dockerfile, facts: Facts): readonly Process[] => {
  const { final } = file;
  const main = final && mainProcess(final);
  if (!main) return [];
  const keyOf = (argv: readonly string[], folder: string | undefined) => [folder ?? "", ...argv].join("\0");
  const own = main.argv.map(({ value, text }) => value ?? text);
  const lines = new Map(
    serviceLines(file, facts).flatMap(({ argv, folder }) =>
      argv ? [[keyOf(argv, folder), { argv, folder }] as const] : [],
    ),
  );
  lines.delete(keyOf(own, folderAfter(final)));
  return [...lines.values()].flatMap(({ argv, folder }) => allProcesses(givenProcess(final, argv, folder, facts)));
});

/** All processes that containers of the stage that ships may start with. */
export const everyProcess = memoizeFor((file: Dockerfile, facts: Facts): readonly Process[] => [
  ...(file.final ? allProcesses(startProcess(file.final, facts)) : []),
  ...serviceProcesses(file, facts),
]);

/** The settings of the services that run the stage that ships; those of the main file hold in the files beside it, too. */
export function servicesOf(file: Dockerfile, facts: Facts): readonly ServiceSettings[] {
  const builds = buildsOf(file, facts);
  return builds.map((build) => settingsOf(build, builds));
}

function buildsOf(file: Dockerfile, { context }: Facts): readonly BuildDefinition[] {
  const index = file.final?.index;
  return (context?.builds ?? []).filter((it) => it.kind === "compose" && targetOf(file, it) === index);
}

function settingsOf({ file, name, service }: BuildDefinition, builds: readonly BuildDefinition[]): ServiceSettings {
  const main = builds.find((it) => it.name === name && isMain(it.file) && folderOf(it.file) === folderOf(file));
  return { ...main?.service, ...service };
}

function isMain(path: string): boolean {
  return /(?:^|\/)(?:docker-)?compose\.ya?ml$/.test(path);
}

/** Whether a service sets NODE_ENV to production itself, or to something that is not known. */
export function setsProduction({ environment = {} }: ServiceSettings): boolean {
  return Object.hasOwn(environment, "NODE_ENV") && (environment.NODE_ENV ?? "production") === "production";
}

/** Whether an init stands before the program of a service: that of the engine, or one that the service starts itself. */
export function hasInit(settings: ServiceSettings, main: MainProcess): boolean {
  const [first] = serviceArgv(settings, main) ?? [];
  return (settings.init !== undefined && settings.init.value !== false) || initNames.has(programName(first) ?? "");
}

/**
 * Whether a service starts a program of its own choice in place of what the image starts, so that no package manager,
 * shell, script or development tool comes first.
 */
export function startsProgram(settings: ServiceSettings, main: MainProcess): boolean {
  const argv = serviceArgv(settings, main);
  const [program = "", ...more] = (argv ?? []).map((word) => programName(word) ?? "");
  const isSame = main.starts.exec && argv?.join() === main.argv.map(({ value }) => value).join();
  if (argv === undefined || program === "" || isSame) return false;
  if (managerPrograms.has(program) || runnerPrograms.has(program) || /sh$/.test(program)) return false;
  return toolOf(program)?.purpose !== "watcher" && !more.some((word) => /^--(?:watch|hot|reload)/.test(word));
}

/** What a service starts in place of what the image says; undefined when it does not, or that is not known. */
function serviceArgv({ entrypoint, command }: ServiceSettings, main: MainProcess): readonly string[] | undefined {
  // Docker drops CMD where another ENTRYPOINT is given, and gives no arguments to one in shell form.
  if (entrypoint) return entrypoint.value && [...entrypoint.value, ...(command?.value ?? [])];
  if (!command?.value || (main.entrypoint && !main.entrypoint.exec)) return undefined;
  const words = main.entrypoint?.words.map(({ value, text }) => value ?? text) ?? [];
  return [...words, ...command.value];
}
