/** The file that a container tells node to run, and whether it is in the image. */

import { type ContextTree, mayExist } from "../context/contextTree";
import { isIgnored, isMadeLater } from "../context/madeLater";
import { everyService } from "../image/shipped";
import { folderAfter, folderBefore } from "../stage/folders";
import type { MainProcess } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import type { Dockerfile, Facts, Span, Stage, Word } from "../types";
import { filesOf, projectOf } from "./entry";
import { entryFile } from "./entryFile";
import { type Origin, originsOf } from "./origins";
import { resolveCommand } from "./resolution";

interface StartFile {
  readonly span: Span;
  /** As given to node. */
  readonly path: string;
  /** The word of CMD or ENTRYPOINT that names it. */
  readonly word: Word | undefined;
  /** The package script that names it. */
  readonly script: string | undefined;
}

/** The file that node is told to run; undefined when it is not node, or not known. */
export function startFileOf(file: Dockerfile, { argv, starts }: MainProcess, facts: Facts): StartFile | undefined {
  const words = argv.map(({ value }) => value ?? "");
  if (argv.some(({ value }) => value === undefined)) return undefined;
  const index = fileIndexInLine(words);
  const path = words[index];
  const word = argv[index];
  if (path !== undefined && word) return { span: word, path, word, script: undefined };
  const project = projectOf(file, starts, facts);
  const resolution = resolveCommand(project, words, filesOf(project, facts));
  if (resolution?.kind !== "command") return undefined;
  const named = resolution.argv[fileIndexInLine(resolution.argv)];
  return named === undefined
    ? undefined
    : { span: starts.argument, path: named, word: undefined, script: words.join(" ") };
}

/** The index of the word that names the file which node runs; -1 when there is none. */
function fileIndexInLine(words: readonly string[]): number {
  const relative = words.map((word) => word.replace(/^\/+/, ""));
  return words.findIndex((word, index) => {
    const path = index > 0 ? resolvePath("/", word)?.slice(1) : undefined;
    return path && entryFile(undefined, [words[0] ?? "", ...relative.slice(1)], [path]) !== undefined;
  });
}

/** The place in a copied folder where the file has to be, when it surely is not, wherever node looks for it. */
export function missingOrigin(
  file: Dockerfile,
  facts: Facts,
  context: ContextTree,
  stage: Stage,
  target: string,
): Origin | undefined {
  const endings = /\.(?:[cm]?[jt]s|json)$/.test(target) ? [""] : ["", ...lookUps];
  let origin: Origin | undefined;
  for (const ending of endings) {
    const origins = originsOf(file, facts, context, stage, target + ending);
    if (!origins || origins.some(({ path }) => isThere(path, context, facts))) return undefined;
    origin ??= origins.find(({ folder }) => folder !== undefined);
  }
  return origin;
}

/** Where the image has a relative path, when it surely is not in the folder that the container starts in. */
export function placeElsewhere(
  file: Dockerfile,
  facts: Facts,
  context: ContextTree,
  stage: Stage,
  path: string,
): string | undefined {
  const folder = folderAfter(stage);
  const target = resolvePath(folder, path);
  // A service of compose may start it in another folder, or mount one.
  if (path.startsWith("/") || target === undefined || everyService(file, facts, () => true)) return undefined;
  if (!["", ...lookUps].every((ending) => originsOf(file, facts, context, stage, target + ending)?.length === 0)) {
    return undefined;
  }
  const folders = inherited(stage)
    .filter(isCopy)
    .map((copy) => resolvePath(folderBefore(copy), copy.words.at(-1)?.value));
  const places = folders.flatMap((one) => (one === undefined ? [] : (resolvePath(one, path) ?? [])));
  return places.find((place) => {
    const origins = originsOf(file, facts, context, stage, place);
    return origins?.some((origin) => context.isFile(origin.path) && !isIgnored(origin.path, facts));
  });
}

/** What node puts behind a path that names no file. */
export const lookUps = [".js", ".json", ".node", "/package.json", "/index.js", "/index.json", "/index.node"];

/** What is in the image, or may be: made before the build, or in what is not listed. */
function isThere(path: string, context: ContextTree, facts: Facts): boolean {
  if (isMadeLater(path, facts)) return true;
  return mayExist(context, path) && !(context.isFile(path) && isIgnored(path, facts));
}

/** Whether the package.json that npm reads is the one that is known. */
export function isRootPackage(file: Dockerfile, facts: Facts, context: ContextTree, stage: Stage): boolean {
  const target = resolvePath(stage.after.workdir, "package.json");
  const origins = target === undefined ? [] : originsOf(file, facts, context, stage, target);
  return origins?.some(({ path }) => path === "package.json") ?? false;
}
