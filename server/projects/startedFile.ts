/** The file that an interpreter is told to run when a container starts, where it surely is not in the image. */

import { copySources } from "../context/contextSources";
import { matchesOf, mayExist, wholeContext } from "../context/contextTree";
import { isMadeLater } from "../context/madeLater";
import { imageFiles } from "../image/imageFiles";
import { type FileView, insideOf, joined } from "../image/model";
import { everyService, mayBeMounted } from "../image/shipped";
import { projectInstallsOf } from "../packages/install";
import { installsItself, namesPackage } from "../packages/ownInstalls";
import { folderAfter, folderBefore } from "../stage/folders";
import { mainProcess } from "../stage/process";
import { startWord } from "../stage/startWord";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, Facts, Stage, Word } from "../types";
import { baseName } from "../util/paths";

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
  if (mayBeMounted(file, stage, path, facts)) return undefined;
  const view = imageFiles(file, facts).after(stage);
  if (view.at(path) !== "absent" || mayComeLater(stage, path, facts)) return undefined;
  if (start.isModule && !isOwnModule(file, stage, start.file, path, view, facts)) return undefined;
  const others = copiesOf(stage, baseName(path), facts).filter((one) => {
    const found = view.at(one);
    return found !== undefined && found !== "absent" && found.source !== undefined;
  });
  if (start.isModule && others.some((one) => one.includes("-packages/"))) return undefined;
  return { word: start.word, path, elsewhere: others.length === 1 ? others[0] : undefined };
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

/**
 * Whether a module is the project's own, and no more than its file is looked for: no install of the project makes a
 * package of it, nothing else than the working directory is searched, and the package of its name is not there.
 */
function isOwnModule(
  { stages }: Dockerfile,
  stage: Stage,
  file: string,
  path: string,
  view: FileView,
  facts: Facts,
): boolean {
  const name = baseName(file.split("/", 1)[0] ?? "").replace(/\.py$/, "");
  const top = path.slice(0, path.length - file.length) + name;
  const folder = path.slice(0, -".py".length);
  const own = ["__init__.py", "__main__.py"].map((each) => joined(folder, each));
  const others = [`${top}.py`, joined(top, "__init__.py"), ...own];
  const isOwn = usualModules.has(name) || facts.files?.some((each) => isNamed(each, name));
  if (!isOwn || mayLeadElsewhere(stage, facts) || others.some((other) => view.at(other) !== "absent")) return false;
  // What another stage installs is copied with the folder of its packages, or as a package that is installed here.
  const lists = [...(facts.contents ?? [])].flatMap(([name, text]) => (/\.(?:txt|in)$/.test(name) ? text : []));
  if (stages.some((each) => installsItself(each) || namesPackage(each, name, lists))) return false;
  return !inherited(stage).some(({ argumentText }) => argumentText.includes("PYTHONPATH"));
}

/** Names that no package of others has. */
const usualModules: ReadonlySet<string> = new Set(
  "app main wsgi asgi server application api backend src project".split(" "),
);

/** Whether a folder or module of Python of a name is among the parts of a path. */
function isNamed(path: string, name: string): boolean {
  return path.endsWith(".py") && path.slice(0, -3).split("/").includes(name);
}

/** Whether settings may name another folder, or requirements the project itself. */
function mayLeadElsewhere(stage: Stage, { files = [], contents }: Facts): boolean {
  const read = new Set([...(contents?.keys() ?? [])].map(baseName));
  const isPackaged = (path: string) => {
    const text = contents?.get(path);
    if (text === undefined) return /^require.{0,99}\.(?:txt|in)$/.test(baseName(path));
    const more = [...text.matchAll(/^[ \t]*(?:-r|--requirement)[ \t=]*(\S+)/gm)].map(([, name = ""]) => baseName(name));
    return packaged.test(text) || more.some((name) => !read.has(name));
  };
  return (
    ["GUNICORN_CMD_ARGS", "UVICORN_APP_DIR", "PYTHONHOME"].some((name) => stage.variable(name) !== undefined) ||
    files.some((path) => path.endsWith(".pth") || baseName(path) === "gunicorn.conf.py") ||
    files.some((path) => /\.(?:txt|in)$/.test(path) && isPackaged(path))
  );
}

/** Requirements that name a folder or a file, which may be the project: `-e .`, `./lib`, `shop @ file:///src`. */
const packaged = /^[ \t]*(?:-e|--editable|\.|\/|file:|[\w.-]{1,99}(?:\[[^\]]{0,99}\])? ?@ ?file:)/m;

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
