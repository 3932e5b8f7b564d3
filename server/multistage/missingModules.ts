/** A program of Node.js that ships without the packages that it loads. */

import { wholeContextSources } from "../context/contextCopies";
import { wholeContext } from "../context/contextTree";
import { imageFiles } from "../image/imageFiles";
import { type FileView, insideOf, joined, parentOf } from "../image/model";
import { servicesOf } from "../image/shipped";
import { stageSourcesOf } from "../image/stageSources";
import { type LoadedPackage, loadedDependency } from "../node/loadedPackages";
import { projectInstallsOf } from "../packages/install";
import { folderAfter } from "../stage/folders";
import { mainProcess, programName } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { decide } from "../syntax/dockerignore";
import { isCopy } from "../syntax/instructions";
import type { Dockerfile, Facts, Instruction, Stage, Word } from "../types";
import { compiledFolderOf } from "./compiledFolder";

/** What is missing, and where it might be copied from. */
export interface MissingModules extends LoadedPackage {
  /** The word that names the program. */
  readonly word: Word;
  /** The stage and the folder in which they are installed, and the last COPY of the stage that ships. */
  readonly origin: { readonly copy: Instruction; readonly stage: Stage; readonly folder: string } | undefined;
}

/**
 * The first package that the program surely loads and that the image surely lacks: no folder on the way up from the program
 * holds `node_modules`. undefined where anything of that is not known.
 */
export function missingModules(file: Dockerfile, facts: Facts): MissingModules | undefined {
  const stage = file.final;
  const [program, word] = (stage && mainProcess(stage)?.argv) ?? [];
  const path = stage && word && resolvePath(folderAfter(stage), word.value);
  if (!stage || !path || programName(program?.value) !== "node" || !/\.[cm]?js$/.test(path)) return undefined;
  if (!wholeContext(facts) || facts.context?.isCertain === false || mayBringOthers(file, stage, facts))
    return undefined;
  const copied = stageSourcesOf(file).find(
    ({ instruction, path: source, stage: from }) =>
      instruction.stage === stage && source === compiledFolderOf(from, file, facts)?.built,
  );
  // Whoever builds from a folder where all is installed takes that along.
  const isIgnored = facts.ignore !== undefined && decide(facts.ignore, "node_modules").ignored;
  if (!isIgnored && wholeContextSources(file).some(({ instruction }) => instruction.stage === stage)) return undefined;
  const target = copied && resolvePath(copied.instruction.before.workdir, copied.instruction.words.at(-1)?.value);
  const view = imageFiles(file, facts).after(stage);
  if (view.at(path) === "absent" || !lacksModules(view, parentOf(path), target)) return undefined;
  const loaded = loadedDependency(file, facts);
  if (!loaded) return undefined;
  const from = copied?.stage ?? file.stages.find((it) => it !== stage && projectInstallsOf(it).length > 0);
  const folder = from && projectInstallsOf(from).at(-1)?.instruction.before.workdir;
  const copy = stage.instructions.findLast((it) => isCopy(it) && !it.onbuild);
  const origin = from && folder !== undefined && copy ? { copy, stage: from, folder } : undefined;
  return { ...loaded, word, origin };
}

/** A mount, a variable or another way of installing may hold packages. */
function mayBringOthers(file: Dockerfile, stage: Stage, facts: Facts): boolean {
  const isPlugAndPlay = facts.files?.some((path) => /(?:^|\/)\.pnp\.[cm]?js$/.test(path)) ?? true;
  if (isPlugAndPlay || stage.variable("NODE_PATH") !== undefined || stage.variable("NODE_OPTIONS") !== undefined)
    return true;
  if (inherited(stage).some(({ keyword }) => keyword === "VOLUME")) return true;
  return servicesOf(file, facts).some((it) => (it.mounts ?? []).length > 0 || it.command || it.entrypoint);
}

/** @param compiled a folder that a compiler has made, in which there are no packages. */
function lacksModules(view: FileView, folder: string, compiled: string | undefined): boolean {
  for (let at = folder; ; at = parentOf(at)) {
    const isCompiled = compiled !== undefined && insideOf(at, compiled) !== undefined;
    const found = view.at(joined(at, "node_modules"));
    if (found !== "absent" && !(isCompiled && found === undefined)) return false;
    if (at === "/") return true;
  }
}
