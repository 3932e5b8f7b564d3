/** What a program of Node.js loads as soon as it starts, though nothing has brought it into the image. */

import { isIgnored } from "../context/madeLater";
import { managerPrograms } from "../data/packageManagers";
import { imageFiles } from "../image/imageFiles";
import { type FileView, folderOfProjects, insideOf, joined, parentOf } from "../image/model";
import { mayBeMounted } from "../image/shipped";
import { stageSourcesOf } from "../image/stageSources";
import { entryOf, projectOf } from "../node/entry";
import { type LoadedModule, loadedModules, mayBeBundled, packageOf } from "../node/loadedPackages";
import { startFileOf } from "../node/startFile";
import { projectInstallsOf } from "../packages/install";
import { isNowhere } from "../projects/unlistedModules";
import { folderAfter } from "../stage/folders";
import { mainProcess } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy, takesFromContext } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, Facts, Instruction, Project, Span, Stage } from "../types";
import { baseName, folderOf, isWithin } from "../util/paths";
import { own } from "../util/records";
import { compiledFolderOf } from "./compiledFolder";

/** Something without which the container ends at once. */
export interface LackingModule {
  /** What starts the program. */
  readonly span: Span;
  /** The file that loads it, from the context root. */
  readonly from: string;
  /** As the file names it. */
  readonly specifier: string;
  /** The file of the context that it is; undefined for a package. */
  readonly target: string | undefined;
  /** No install brings the package. */
  readonly isUnlisted?: true;
  /** Where it is looked for, or where the packages of the project would be: an absolute path. */
  readonly place: string;
  /** The compiler lacks it already. */
  readonly isForBuild?: true;
  /** Where packages of the project are installed, and the last COPY of the stage that ships; undefined for a file. */
  readonly origin: { readonly stage: Stage; readonly folder: string; readonly copy: Instruction } | undefined;
}

/**
 * The first module that the program of the stage that ships loads in any case and that is not in the image: a package
 * that package.json lists, where no folder has packages at all, or a file of the context. Node.js looks for packages in
 * `node_modules` of the folder of the file and of all folders above. undefined when there is none, as far as known.
 * Source: https://nodejs.org/api/modules.html#loading-from-node_modules-folders
 */
export function lackingModule(file: Dockerfile, facts: Facts): LackingModule | undefined {
  const { final } = file;
  const main = final && mainProcess(final);
  if (!main || facts.context?.isCertain === false || movesModules(file, final)) return undefined;
  const entry = entryOf(file, main, facts);
  const start = startFileOf(file, main, facts);
  const named = start && resolvePath(folderAfter(final), start.path);
  const place = entry && named && startedIn(named, entry.path);
  const project = projectOf(file, main.command ?? main.starts, facts) ?? facts.project;
  if (!entry || !place || !project || mayBeBundled(entry.path, project)) return undefined;
  const files = imageFiles(file, facts).after(final);
  // Of a program that is missing itself, another rule tells.
  if (files.at(place) === "absent") return undefined;
  const folder = folderOf(place) || "/";
  if (mayBeMounted(file, final, folder, facts) || facts.files?.some((path) => plugAndPlay.test(path))) return undefined;
  const isCompiled = /\.[cm]?tsx?$/.test(entry.path);
  // How else a file is made of it, and whether it then holds what it imports, is not known.
  if (isCompiled && !Object.values(project.scripts).some((script) => compilers.test(script))) return undefined;
  const made = compiledHere(file, final, facts);
  const loads = [...loadedModules(entry.path, facts)];
  for (const module of loads) {
    const { target } = module;
    if (target !== undefined) {
      if (isCompiled && made !== undefined && isIgnored(target, facts)) {
        return { ...module, span: start.span, place: target, isForBuild: true, origin: undefined };
      }
      const at = isCompiled ? undefined : placeOf(target, entry.path, place);
      if (at !== undefined && files.at(at) === "absent" && !mayBeMounted(file, final, at, facts))
        return { ...module, span: start.span, place: at, origin: undefined };
    } else if (lacksPackage(module, entry.path, place, project, files, made) && !mayBeOnMachine(final, facts)) {
      const root = resolvePath(final.after.workdir, "node_modules") ?? "/node_modules";
      if (mayBeMounted(file, final, root, facts)) return undefined;
      return { ...module, span: start.span, place: root, origin: originIn(file, final) };
    } else if (
      !isCompiled &&
      isNowhere(module, loads, main, file, facts, project) &&
      !file.stages.some((stage) => mayBeOnMachine(stage, facts))
    ) {
      const root = resolvePath(final.after.workdir, "node_modules") ?? "/node_modules";
      if (mayBeMounted(file, final, root, facts)) return undefined;
      return { ...module, span: start.span, place: root, isUnlisted: true, origin: undefined };
    }
  }
  return undefined;
}

/** The file that node takes of what it is told to run: the index of a folder, where the program is one (`node src`). */
function startedIn(named: string, entry: string): string {
  const isIndex = /^index\.[cm]?[jt]sx?$/.test(baseName(entry)) && !/^index(?:\.\w+)?$/.test(baseName(named));
  return isIndex ? joined(named, "index.js") : named;
}

/** Yarn takes packages out of archives. */
const plugAndPlay = /^\.pnp\.c?js$/;

/** They leave imports as they are. */
const compilers = /\b(?:tsc|swc|babel|nest build)\b/;

/** The place of a file of the context in the image, by that of the program; undefined where it may be put elsewhere. */
function placeOf(path: string, entry: string, place: string): string | undefined {
  if (place.endsWith(`/${entry}`)) return resolvePath(place.slice(0, -entry.length), path);
  const inside = insideOf(`/${path}`, `/${folderOf(entry)}`.replace(/\/$/, "") || "/");
  return inside === undefined ? undefined : resolvePath(folderOf(place) || "/", inside);
}

function lacksPackage(
  { specifier, from }: LoadedModule,
  entry: string,
  place: string,
  { dependencies }: Project,
  files: FileView,
  made: string | undefined,
): boolean {
  // What is compiled lies where the program does.
  const at = from === entry ? place : placeOf(from, entry, place);
  if (at === undefined || own(dependencies, packageOf(specifier)) === undefined) return false;
  for (let folder = folderOf(at) || "/"; ; folder = parentOf(folder)) {
    const found = files.at(joined(folder, "node_modules"));
    // Nobody has packages in the first, whatever else they hold, and no compiler makes any.
    const isFree = folderOfProjects.test(folder) || (made !== undefined && isWithin(folder, made));
    if (found !== "absent" && !(found === undefined && isFree)) return false;
    if (folder === "/") return true;
  }
}

/** Where the stage that ships puts what a compiler has made in another stage: it makes no packages. */
function compiledHere(file: Dockerfile, final: Stage, facts: Facts): string | undefined {
  // An install may put packages beside it.
  if (
    inherited(final).some(({ keyword, argumentText }) => keyword === "RUN" && /npm|yarn|bun|node/.test(argumentText))
  ) {
    return undefined;
  }
  const copied = stageSourcesOf(file).find(
    ({ instruction, path, stage }) =>
      instruction.stage === final && onlyCompiles(stage) && path === compiledFolderOf(stage, file, facts)?.built,
  );
  return copied && resolvePath(copied.instruction.before.workdir, copied.instruction.words.at(-1)?.value);
}

/** Whether nothing in a stage but installs and scripts of the project may put anything beside what is compiled. */
function onlyCompiles(stage: Stage): boolean {
  const all = inherited(stage);
  // An install in another folder may be one in that of the output.
  if (all.filter(({ keyword }) => keyword === "WORKDIR").length > 1) return false;
  const elsewhere = /--prefix|--dir\b|--cwd|-C\b|\bexec\b|\bx\b/;
  return all.every(
    (run) =>
      run.keyword !== "RUN" ||
      (!elsewhere.test(run.argumentText) && commandsIn(run).every(({ name }) => managerPrograms.has(name ?? ""))),
  );
}

function originIn(file: Dockerfile, final: Stage): LackingModule["origin"] {
  const stage = file.stages.findLast((it) => it !== final && projectInstallsOf(it).length > 0);
  const folder = stage && projectInstallsOf(stage).at(-1)?.instruction.before.workdir;
  const copy = final.instructions.findLast((it) => isCopy(it) && !it.onbuild);
  return stage && folder !== undefined && copy ? { stage, folder, copy } : undefined;
}

/** What is installed beside the sources comes along with them, unless the ignore file leaves it out. */
function mayBeOnMachine(stage: Stage, facts: Facts): boolean {
  return !isIgnored("node_modules/a", facts) && inherited(stage).some((it) => isCopy(it) && takesFromContext(it));
}

/** Variables by which Node.js finds packages in other places. */
function movesModules({ text }: Dockerfile, stage: Stage): boolean {
  return (
    text.includes("NODE_PATH") ||
    stage.variable("NODE_PATH") !== undefined ||
    stage.variable("NODE_OPTIONS") !== undefined
  );
}
