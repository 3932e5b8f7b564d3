/** All that is known of where the container of a stage writes. */

import { systemFolders, writtenFiles } from "../data/startWrites";
import { programsOf } from "../data/tools";
import { imageFiles } from "../image/imageFiles";
import { type FileView, parentOf } from "../image/model";
import { allProcesses, startProcess } from "../image/processes";
import { serviceFolder, servicesOf } from "../image/shipped";
import { sourceAt } from "../image/sources";
import { startedSources } from "../node/programTexts";
import { ownPrograms } from "../node/project";
import { calledFolder } from "../node/workspaceStart";
import { folderAfter } from "../stage/folders";
import { mainProcess, programName } from "../stage/process";
import { buildAtStart } from "../stage/shippedBuilds";
import { startWord } from "../stage/startWord";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, Facts, Stage } from "../types";
import { isWithin } from "../util/paths";
import { closedFiles } from "./closedFiles";
import { compiledPlaces } from "./compiledPlaces";
import { denoWrites } from "./denoWrites";
import { deployedPlaces, outputOf } from "./deployedPlaces";
import { givenUpBySources } from "./givenUp";
import { hostPorts } from "./hostPorts";
import { filesPutInto, madeFolders, withParents } from "./madeFolders";
import type { Surroundings } from "./nodeScopes";
import { nameOf, nodeWrites, type SourceWrite } from "./nodeWrites";
import { otherNodeSources, otherPythonSources } from "./otherPrograms";
import { databaseIn, pathIn, sqliteSchema, variablesOf } from "./pathVariables";
import { pythonWrites } from "./pythonWrites";
import { rootHomes } from "./rootHomes";
import { serverWrites } from "./serverSettings";
import { settingsFiles } from "./settingsFiles";
import { programWrites } from "./sourceWrites";
import { startCalls, startedPrograms } from "./startCalls";
import { optionWrites } from "./startOptions";
import { startWrites } from "./toolWrites";
import { type Volume, volumesOf } from "./volumes";
import { type Doubt, fileNeeds, isDoubt, type Need } from "./writeNeeds";

/** Where a container of a stage writes, and why nobody but root can; in order, some places more than once. */
export function collectNeeds(file: Dockerfile, stage: Stage, facts: Facts): (Need | Doubt)[] {
  const files = imageFiles(file, facts);
  const evident: (Need | Doubt)[] = [
    ...ofVariables(file, stage, facts),
    ...ofSources(file, stage, facts),
    ...settingsFiles(stage, facts).flatMap(({ path, by }) => fileNeeds(path, by, files.after(stage))),
    ...serverWrites(folderAfter(stage), files.after(stage), facts),
    ...startWrites(file, stage, files, facts),
    ...optionWrites(stage, files.after(stage), facts, {
      working: folderAfter(stage),
      variables: variablesOf(file, facts),
      services: servicesOf(file, facts),
    }),
    ...closedFiles(stage, files),
    ...ofBuilds(stage),
    ...denoWrites(stage, facts),
    ...givenUpBySources(file, stage, facts),
    ...hostPorts(file, stage, facts),
  ];
  const made = madeFolders(stage, files.after(stage));
  return [
    ...evident,
    ...ofRemovals(evident),
    ...made.map((path) => ({ path, by: "RUN makes it to be filled" })),
    ...filesPutInto(made, stage, files.after(stage)).map((path) => ({
      path,
      by: "RUN puts it where the program may write",
      isFile: true as const,
    })),
    ...ofVolumes(file, stage, facts, evident),
    ...rootHomes(file, stage, facts),
  ];
}

/** A folder is removed by who may write in it: that is root where only what lies deeper is given to the user. */
function ofRemovals(found: readonly (Need | Doubt)[]): Need[] {
  const needs = found.filter((need): need is Need => !isDoubt(need));
  return needs.flatMap(({ removes, by }) => {
    const isDeeper = needs.some(({ path }) => removes !== undefined && path !== removes && isWithin(path, removes));
    return removes !== undefined && isDeeper ? [{ path: removes, by }] : [];
  });
}

function ofVariables(file: Dockerfile, stage: Stage, facts: Facts): Need[] {
  const working = folderAfter(stage);
  const view = imageFiles(file, facts).after(stage);
  const schema = sqliteSchema(facts);
  const found: Need[] = [];
  const add = (path: string | undefined, isFolder: boolean, by: string) => {
    if (path === undefined) return;
    const folder = isFolder ? path : parentOf(path);
    // What a variable of the system names is there to be read.
    if (isFolder && systemFolders.has(folder)) return;
    if (isFolder) found.push({ path, by, isProgram: true });
    else found.push(...fileNeeds(path, by, view));
  };
  for (const [name, values] of variablesOf(file, facts)) {
    for (const { value, by } of values) {
      const named = pathIn(name, value);
      if (!named || (isRead(stage, named.path, working, facts) && !writtenFiles.test(named.path))) continue;
      const start = named.isOfSchema && schema ? resolvePath(working, schema.folder) : working;
      add(resolvePath(start, named.path), named.isFolder, `${name} of ${by} names it`);
    }
  }
  const own = schema?.url === undefined ? undefined : databaseIn(schema.url);
  const start = schema && resolvePath(working, schema.folder);
  if (own) add(resolvePath(start, own.path), false, "Prisma's schema names a database in it");
  return found;
}

/** Something that comes with the sources, and is no folder to fill. */
function isRead(stage: Stage, path: string, working: string | undefined, facts: Facts): boolean {
  const place = resolvePath(working, path);
  return place !== undefined && sourceAt(stage, place, facts) !== undefined;
}

/** A build at each start writes all over the sources, and to caches of its own. */
function ofBuilds(stage: Stage): Doubt[] {
  const argv = mainProcess(stage)?.argv.map(({ value }) => value) ?? [];
  const call = `${programName(argv[0])} ${argv[1]}`;
  const isBuilt = buildAtStart(argv) !== undefined || /^(?:go run|dotnet (?:test|build|publish|ef))$/.test(call);
  return isBuilt
    ? [
        {
          doubt: `"${argv.slice(0, 2).join(" ")}" builds the program anew at each start, into files that belong to root`,
        },
      ]
    : [];
}

// ------------------------------------------------------------------ sources

function ofSources(file: Dockerfile, stage: Stage, facts: Facts): (Need | Doubt)[] {
  const all = allProcesses(startProcess(stage, facts));
  const last = all.at(-1);
  const called =
    last &&
    calledFolder(
      last.argv.map(({ value = "" }) => value),
      last.folder ?? "",
      facts,
    );
  const own = called || last?.folder || folderAfter(stage);
  const served = stage === file.final ? servicesOf(file, facts).map((service) => serviceFolder(service, stage)) : [];
  const folders = [own, ...served].filter((folder) => folder !== undefined);
  return [...new Set(folders)].flatMap((working) => ofSourcesIn(working, file, stage, facts));
}

/** @param working the folder that the program is started in. */
function ofSourcesIn(working: string, file: Dockerfile, stage: Stage, facts: Facts): (Need | Doubt)[] {
  const variables = variablesOf(file, facts);
  const compiled = compiledPlaces(stage, facts);
  const deployed = deployedPlaces(file, stage, facts);
  const around: Surroundings = {
    working,
    folderOf: (path) => compiled(path) ?? deployed(path) ?? imageFolder(path, stage, working, facts),
    variable: (name) => (variables.get(name) ?? []).map(({ value }) => value),
  };
  const programs = new Set(
    startedPrograms(stage, facts).flatMap(({ argv }) => {
      const name = programName(argv[0]) ?? "";
      // python3.13, but pm2.
      return [name, name.replace(/(?<![\d.])[\d.]+$/, "")];
    }),
  );
  const isPython = stage.base !== undefined && /python|uv$|pypy/.test(stage.base.name);
  // The entrypoint of the image starts them.
  const isOfImage = /^(?:oven\/bun|denoland\/deno)$/.test(stage.base?.name ?? "");
  const packages = Object.keys({ ...facts.project?.dependencies, ...facts.project?.devDependencies });
  const isNode =
    isOfImage ||
    startedPrograms(stage, facts).some(({ argv }) => /(?:^|\/)node_modules\//.test(argv[0] ?? "")) ||
    packages.some((name) => programsOf(name).some((program) => programs.has(program))) ||
    [...ownPrograms(facts.contents ?? new Map(), facts.project?.manifest ?? "").keys()].some((name) =>
      programs.has(name),
    ) ||
    [
      "node",
      "nodejs",
      "bun",
      "deno",
      "tsx",
      "ts-node",
      "nodemon",
      "pm2",
      "pm2-runtime",
      "nest",
      "npm",
      "yarn",
      "pnpm",
    ].some((name) => programs.has(name));
  const first = resolvePath(working, startWord(mainProcess(stage)?.argv ?? [])?.file);
  const started = first === undefined ? undefined : sourceAt(stage, first, facts);
  const written = [
    ...(isNode ? nodeWrites(facts, around, otherNodeSources(file, facts), startedSources(file, facts)) : []),
    ...(isPython && !isNode
      ? pythonWrites(facts, around, isCollecting(stage, facts), otherPythonSources(file, facts), started)
      : []),
    ...(isPython || isNode ? [] : programWrites(stage, facts, around)),
  ];
  return written.flatMap((write) => toNeeds(write, working, imageFiles(file, facts).after(stage)));
}

/** Whether Django collects its static files when the container starts. */
function isCollecting(stage: Stage, facts: Facts): boolean {
  const called = startCalls(stage, facts).map(({ call }) => call.command.words.map(({ value }) => value));
  const started = startedPrograms(stage, facts).map(({ argv }) => argv);
  return [...called, ...started].some((words: readonly (string | undefined)[]) => words.includes("collectstatic"));
}

function toNeeds(
  { file, by, path, isFolder, isEarly, isSure }: SourceWrite,
  working: string,
  view: FileView,
): (Need | Doubt)[] {
  const place = resolvePath(working, path);
  if (place === undefined) {
    return [
      {
        doubt: `${nameOf(file)} writes (${by}) to a path that cannot be told from here, whose folder may belong to root`,
      },
    ];
  }
  const why = `${nameOf(file)} writes to it`;
  if (isFolder) return [{ path: place, by: why, isProgram: true, isMade: true, ...(isSure && { isSure }) }];
  const needs = fileNeeds(place, why, view, isSure);
  return isEarly ? needs.map((need) => ({ ...need, isEarly })) : needs;
}

/** Where a file of the context lies, or what it is compiled to. */
function imageFolder(path: string, stage: Stage, working: string, facts: Facts): string {
  const direct = resolvePath(working, path) as string;
  if (sourceAt(stage, direct, facts) === path) return parentOf(direct);
  // The program works in a folder of the sources, or only a part of the context was copied.
  const parts = path.split("/").slice(0, mostFolders);
  const inside = parts.map((_, index) => resolvePath(working, parts.slice(index).join("/")) as string);
  const above = withParents(working).map((folder) => resolvePath(folder, path) as string);
  const place = [...above, ...inside].find((it) => sourceAt(stage, it, facts) === path);
  if (place !== undefined) return parentOf(place);
  if (!/\.[cm]?ts$/.test(path)) return parentOf(direct);
  return resolvePath(working, outputOf(path)) as string;
}

/** More than lie one in the other in any project. */
const mostFolders = 20;

// ------------------------------------------------------------------ volumes

/** A volume is there to be written; of a folder of the host, the program itself must say so. */
function ofVolumes(file: Dockerfile, stage: Stage, facts: Facts, evident: readonly (Need | Doubt)[]): (Need | Doubt)[] {
  const working = folderAfter(stage);
  return volumesOf(file, stage, facts).flatMap(({ path, by, host }: Volume): (Need | Doubt)[] => {
    if (path === undefined) return [{ doubt: `${by} names a folder by a variable, and it may belong to root` }];
    if (/\/docker\.sock$/.test(path)) return [{ doubt: `${by} mounts the socket of Docker, which belongs to root` }];
    if (host === undefined) {
      // Packages that stay those of the image.
      return /\/node_modules$/.test(path) ? [] : [{ path, by: `${by} keeps it in a volume` }];
    }
    // The sources, to work on them.
    if (working !== undefined && isWithin(working, path)) return [];
    const isWritten =
      dataFolder.test(path) ||
      evident.some((need) => "path" in need && (isWithin(need.path, path) || isWithin(path, need.path)));
    if (!isWritten || /\.\w{1,8}$/.test(host)) return [];
    return [
      {
        doubt: `the program writes to ${path}, where ${by} mounts ${host} of the host: no edit of the image changes whose folder that is`,
      },
    ];
  });
}

const dataFolder = /\/(?:data|db|database|uploads?|logs?|storage|store|media|backups?|sessions?|sqlite|instance)$/i;
