/** The file that an interpreter is told to run when a container starts, where it surely is not in the image. */

import { copySources } from "../context/contextSources";
import { matchesOf, mayExist, wholeContext } from "../context/contextTree";
import { isMadeLater } from "../context/madeLater";
import { imageFiles } from "../image/imageFiles";
import { type FileView, insideOf, joined } from "../image/model";
import { everyService } from "../image/shipped";
import { installsItself } from "../packages/ownInstalls";
import { folderAfter, folderBefore } from "../stage/folders";
import { mainProcess } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, Facts, Stage, Word } from "../types";
import { baseName } from "../util/paths";
import { startWord } from "./startWord";

/** What is started and not there. */
export interface AbsentStart {
  readonly word: Word;
  /** Where it is looked for: an absolute path. */
  readonly path: string;
  /** Where a file of this name lies in the image; undefined where there is none, or more than one. */
  readonly elsewhere: string | undefined;
}

/** The file that an interpreter is told to run and that surely is missing. */
export function absentStart(file: Dockerfile, facts: Facts): AbsentStart | undefined {
  const stage = file.final;
  const argv = (stage && mainProcess(stage)?.argv) ?? [];
  const start = startWord(argv);
  const folder = stage && folderAfter(stage);
  const path = resolvePath(folder, start?.file);
  if (!stage || !start || path === undefined || everyService(file, facts, () => true)) return undefined;
  const program = baseName(argv[0]?.value ?? "");
  if (!start.isModule && !/^(?:python[\d.]*|java)$/.test(program) && !hasSources(stage)) return undefined;
  if (liesInVolume(stage, path)) return undefined;
  const view = imageFiles(file, facts).after(stage);
  if (view.at(path) !== "absent" || mayComeLater(stage, path, facts)) return undefined;
  if (start.isModule && !isOwnModule(stage, start.file, path, view, facts)) return undefined;
  const others = copiesOf(stage, baseName(path), facts).filter((one) => {
    const found = view.at(one);
    return found !== undefined && found !== "absent" && found.source !== undefined;
  });
  if (start.isModule && others.some((one) => one.includes("-packages/"))) return undefined;
  return { word: start.word, path, elsewhere: others.length === 1 ? others[0] : undefined };
}

/**
 * Whether sources are copied into a folder of the program. Where there are none, they are mounted for development; what
 * lies in a volume may be anything.
 */
function hasSources(stage: Stage): boolean {
  const all = inherited(stage);
  if (folderAfter(stage) === "/" || all.some(({ keyword }) => keyword === "VOLUME")) return false;
  if (/onbuild/.test(all[0]?.stage?.base?.tag ?? "")) return false;
  return all.some((copy) => copySources(copy).some(({ path }) => !isManifest(path)));
}

/** Whether what is mounted when the container starts may bring the path. */
function liesInVolume(stage: Stage, path: string): boolean {
  const volumes = inherited(stage).filter(({ keyword }) => keyword === "VOLUME");
  return volumes.some(({ words }) =>
    words.some(({ value }) => insideOf(path, resolvePath("/", value) ?? "/") !== undefined),
  );
}

/** What an install reads: `package*.json`, `pnpm-lock.yaml`, `.npmrc`. */
function isManifest(path: string): boolean {
  const name = baseName(path);
  return (name.startsWith("package") && name.endsWith(".json")) || /lock|shrinkwrap|^\.(?:npmrc|yarn)/.test(name);
}

/**
 * Whether a module is the project's own, and no more than its file is looked for: no install of the project makes a
 * package of it, nothing else than the working directory is searched, and the package of its name is not there.
 */
function isOwnModule(stage: Stage, file: string, path: string, view: FileView, facts: Facts): boolean {
  const isThere = wholeContext(facts)?.isFile(file) === true;
  const top = path.slice(0, path.length - file.length) + (file.split("/", 1)[0] ?? "");
  const others = [`${top}.py`, joined(top, "__init__.py")];
  if (!isThere || others.some((other) => view.at(other) !== "absent")) return false;
  return !installsItself(stage) && !inherited(stage).some(({ argumentText }) => argumentText.includes("PYTHONPATH"));
}

/** Whether a copy may bring the file all the same: what it takes is not there yet, or is made before the build. */
function mayComeLater(stage: Stage, path: string, facts: Facts): boolean {
  const context = wholeContext(facts);
  return inherited(stage).some((copy) => {
    const target = resolvePath(folderBefore(copy), copy.words.at(-1)?.value);
    return copySources(copy).some((source) => {
      if (!context || facts.context?.isCertain === false) return true;
      if (source.isGlob ? matchesOf(context, source.path).length === 0 : !mayExist(context, source.path)) return true;
      const inside = target === undefined ? undefined : insideOf(path, target);
      return inside !== undefined && isMadeLater(source.path === "." ? inside : `${source.path}/${inside}`, facts);
    });
  });
}

/** Where copies may put files of a name. */
function copiesOf(stage: Stage, name: string, facts: Facts): string[] {
  const named = wholeContext(facts)?.named(name) ?? [];
  const places = inherited(stage).flatMap((copy) => {
    const target = resolvePath(folderBefore(copy), copy.words.at(-1)?.value);
    if (target === undefined) return [];
    return copySources(copy).flatMap(({ path: source }) =>
      named.flatMap((one) => {
        const inside = insideOf(`/${one}`, source === "." ? "/" : `/${source}`);
        return inside === undefined ? [] : [joined(target, inside === "" ? name : inside)];
      }),
    );
  });
  return [...new Set(places)];
}
