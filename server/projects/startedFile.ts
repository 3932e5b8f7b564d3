/** The file that python or java is told to run when a container starts, where it surely is not in the image. */

import { copySources } from "../context/contextSources";
import { matchesOf, mayExist, wholeContext } from "../context/contextTree";
import { isMadeLater } from "../context/madeLater";
import { imageFiles } from "../image/imageFiles";
import { insideOf, joined } from "../image/model";
import { everyService } from "../image/shipped";
import { projectInstallsOf } from "../packages/install";
import { folderAfter, folderBefore } from "../stage/folders";
import { mainProcess } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, Facts, Stage, Word } from "../types";
import { baseName } from "../util/paths";
import { type StartedModule, startedModule } from "./startedModule";

/** What is started and not there. */
export interface AbsentStart {
  readonly word: Word;
  /** Where it is looked for: an absolute path. */
  readonly path: string;
  /** Where a file of this name lies in the image; undefined where there is none, or more than one. */
  readonly elsewhere: string | undefined;
}

/** The start file of Python, Java or Node.js, or the module that a Python server loads, that surely is missing. */
export function absentStart(file: Dockerfile, facts: Facts): AbsentStart | undefined {
  const stage = file.final;
  const argv = (stage && mainProcess(stage)?.argv) ?? [];
  const folder = stage && folderAfter(stage);
  const started = stage && (plainFile(argv) ?? startedModule(file, stage, argv, facts));
  const paths = started?.files.flatMap((each) => resolvePath(folder, each) ?? []) ?? [];
  const [path] = paths;
  if (!stage || !started || path === undefined || everyService(file, facts, () => true)) return undefined;
  if (baseName(argv[0]?.value ?? "") === "node" && !hasSources(stage)) return undefined;
  const view = imageFiles(file, facts).after(stage);
  if (paths.some((each) => view.at(each) !== "absent" || mayComeLater(stage, each, facts))) return undefined;
  const others = copiesOf(stage, baseName(path), facts).filter((one) => {
    const found = view.at(one);
    return found !== undefined && found !== "absent" && found.source !== undefined;
  });
  return { word: started.word, path, elsewhere: others.length === 1 ? others[0] : undefined };
}

/**
 * Whether the sources ought to be in a folder of the program. Where none are copied, they are mounted for development;
 * what lies in a volume may be anything.
 */
function hasSources(stage: Stage): boolean {
  const all = inherited(stage);
  if (folderAfter(stage) === "/" || all.some(({ keyword }) => keyword === "VOLUME")) return false;
  if (/onbuild/.test(all[0]?.stage?.base?.tag ?? "")) return false;
  // Nobody develops in an image without what development needs.
  if (projectInstallsOf(stage).some(({ omitsDev }) => omitsDev)) return true;
  return all.some((copy) => copySources(copy).some(({ path }) => !isManifest(path)));
}

/** What an install reads: `package*.json`, `pnpm-lock.yaml`, `.npmrc`. */
function isManifest(path: string): boolean {
  const name = baseName(path);
  return (name.startsWith("package") && name.endsWith(".json")) || /lock|shrinkwrap|^\.(?:npmrc|yarn)/.test(name);
}

function plainFile(argv: readonly Word[]): StartedModule | undefined {
  const word = fileWord(argv);
  return word?.value === undefined ? undefined : { word, files: [word.value] };
}

function fileWord([program, ...words]: readonly Word[]): Word | undefined {
  const name = baseName(program?.value ?? "");
  if (words.some(({ value }) => value === undefined)) return undefined;
  if (/^python[\d.]*$/.test(name)) {
    const word = words.find(({ value = "" }) => !/^-[uOBIsEb]+$/.test(value));
    return /^[\w./-]+\.py$/.test(word?.value ?? "") && !word?.value?.startsWith("-") ? word : undefined;
  }
  if (name === "node") {
    const word = words.find(({ value = "" }) => !/^--(?:enable-source-maps|no-warnings|env-file=.*)$/.test(value));
    return /^[\w./-]+\.[cm]?[jt]s$/.test(word?.value ?? "") && !word?.value?.startsWith("-") ? word : undefined;
  }
  const at = name === "java" ? words.findIndex(({ value }) => value === "-jar") : -1;
  const isPlain = words.slice(0, at).every(({ value = "" }) => value.startsWith("-"));
  return at >= 0 && isPlain && /^[\w./-]+\.jar$/.test(words[at + 1]?.value ?? "") ? words[at + 1] : undefined;
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
