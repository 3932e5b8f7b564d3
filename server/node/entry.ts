/** Which file of the build context a container starts with. */

import { contextSourcesOf } from "../context/contextSources";
import { imageFiles } from "../image/imageFiles";
import { behindLinks, insideOf } from "../image/model";
import { mainProgram, startProcess } from "../image/processes";
import { folderAfter, folderBefore } from "../stage/folders";
import { isShellCall, type MainProcess, programName } from "../stage/process";
import { inherited } from "../stage/users";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy, takesFromContext } from "../syntax/instructions";
import type { Dockerfile, Facts, Instruction, Project, Reads, Stage, Word } from "../types";
import { filesBelow, filesNamed, pathSet } from "../util/listing";
import { memoize, memoizeFor } from "../util/memoize";
import { baseName, folderOf } from "../util/paths";
import { nearest } from "../util/reads";
import { sourcesByOutput } from "./compiled";
import { entryFile, fileIndex } from "./entryFile";
import { readProjectIn } from "./project";

/** The project that an instruction starts from: the one whose package.json lies in its folder of the image. */
export function projectOf(file: Dockerfile, instruction: Instruction, facts: Facts): Project | undefined {
  const manifest = contextFileAt(file, instruction, "package.json", facts);
  // What is not in the image may be mounted.
  if (!manifest) return startsFromRoot(file, instruction, facts) ? facts.project : undefined;
  return projectBy(manifest, facts);
}

/** The project whose package.json lies in a folder of the image where an instruction works; undefined when it is not known. */
export function projectAt(
  file: Dockerfile,
  instruction: Instruction,
  folder: string | undefined,
  facts: Facts,
): Project | undefined {
  const path = resolvePath(folder, "package.json");
  const manifest = path === undefined ? undefined : contextFileAt(file, instruction, path, facts);
  return manifest ? projectBy(manifest, facts) : undefined;
}

function projectBy(manifest: string, facts: Facts): Project | undefined {
  if (manifest === "package.json") return facts.project;
  return manifest.endsWith("/package.json") ? projectIn(facts, manifest.slice(0, -"/package.json".length)) : undefined;
}

/** The files of the context that lie in the folder of a project, as paths from there. */
export function filesOf(project: Project | undefined, facts: Facts): readonly string[] | undefined {
  const folder = folderOf(project?.manifest ?? "");
  return folder === "" || !facts.files ? facts.files : filesIn(facts.files, folder);
}

/** What is known as if the folder of a project were the root of the build context; undefined where its texts are not known. */
export function factsWithin(project: Project, facts: Facts): Facts | undefined {
  if (project === facts.project) return facts;
  const folder = folderOf(project.manifest);
  const contents = facts.contents && textsIn(facts.contents, folder);
  return folder !== "" && contents ? { ...facts, project, files: filesOf(project, facts), contents } : undefined;
}

const textsIn = memoizeFor((contents: ReadonlyMap<string, string>, folder: string) => {
  const texts = [...contents].filter(([path]) => path.startsWith(`${folder}/`));
  return new Map(texts.map(([path, text]) => [path.slice(folder.length + 1), text]));
});

const filesIn = memoizeFor((files: readonly string[], folder: string) =>
  filesBelow(files, folder).map((path) => path.slice(folder.length + 1)),
);

const projectIn = memoizeFor(
  ({ files, contents }: Facts, folder: string) => files && contents && readProjectIn(folder, files, contents),
);

/** The package.json of the folders that are copied. */
export const copiedManifestReads: Reads = {
  most: 20,
  *paths({ files = [] }, { copied }) {
    const folders = copied.map((source) => source.replace(/^(?:\.?\/)+|(?<!\/)\/+$/g, ""));
    for (const folder of folders) {
      // Of `api/package*.json` the folder counts.
      const whole = /[*?[]/.test(baseName(folder)) ? folderOf(folder) : folder.replace(/\/package\.json$/, "");
      if (!/^\.?$|[*?[]/.test(whole)) yield `${whole}/package.json`;
    }
    // Of a context that is copied whole, a WORKDIR may choose any package.
    if (folders.some((folder) => /^\.?$/.test(folder))) yield* nearest(filesNamed(files, "package.json"), 20);
  },
};

/**
 * The file of the context that lies at a path of the image where an instruction works, or where the container does that
 * it starts; null when that is none of the context, undefined when it is not known.
 * @param path from the working directory, or absolute.
 */
function contextFileAt(
  file: Dockerfile,
  instruction: Instruction,
  path: string,
  facts: Facts,
): string | null | undefined {
  const { stage } = instruction;
  if (!stage || !facts.files) return undefined;
  const isStart = instruction.keyword !== "RUN";
  const images = imageFiles(file, facts);
  // A stage that others build upon is left as they leave it.
  const last = isStart && file.final && isAncestor(stage, file.final) ? file.final : stage;
  const place = resolvePath(isStart ? folderAfter(last) : folderBefore(instruction), path);
  const view = isStart ? images.after(last) : images.before(instruction);
  const found = place === undefined ? undefined : behindLinks(view, place);
  return found && (found === "absent" ? null : (found.source ?? (found.kind === "file" ? null : undefined)));
}

function isAncestor(stage: Stage, of: Stage): boolean {
  for (let link: Stage | undefined = of; link; link = link.parent) if (link === stage) return true;
  return false;
}

/**
 * The file of the build context that node starts with, and the word that names it. Of what the build compiles, it is
 * the TypeScript source.
 * undefined when the build makes it otherwise, when it is another package's, and when its text is not known.
 */
export function entryOf(
  file: Dockerfile,
  main: MainProcess,
  facts: Facts,
): { readonly path: string; readonly text: string; readonly word: Word | undefined } | undefined {
  const { starts } = main;
  const folder = starts.stage?.after.workdir;
  // Behind an init as well.
  const isShell = main.isShell || isShellCall(main.argv);
  const last = starts.exec && (isShell || startsScript(file, facts)) ? lastOfScript(file, folder, facts) : [];
  const argv = isShell && starts.exec ? last : last.length > 0 ? last : main.argv;
  const words = argv.map(({ value = "" }) =>
    folder !== undefined && value.startsWith(`${folder}/`) ? value.slice(folder.length + 1) : value,
  );
  const entry = startsFromRoot(file, starts, facts) ? startedFile(words, facts) : undefined;
  // What is compiled may lie in the context as well, from another time.
  const copied = entry?.source === entry?.path ? copiedEntry(file, starts, argv, facts) : undefined;
  const text = entry && facts.contents?.get(entry.source);
  if (copied || !entry || text === undefined) return copied;
  const named = words.findIndex((word) => entryFile(facts.project, ["node", word], [entry.path]) !== undefined);
  return { path: entry.source, text, word: argv[named] };
}

/** The file that lies in the image, as COPY has brought it there, where node looks for it. */
function copiedEntry(file: Dockerfile, starts: Instruction, argv: readonly Word[], facts: Facts) {
  const words = argv.map(({ value }) => value ?? "");
  if (!/^node(?:js)?$/.test(programName(words[0]) ?? "") || argv.some(({ value }) => value === undefined))
    return undefined;
  const word = argv[fileIndex(words)];
  for (const ending of word?.value ? ["", ".js", "/index.js"] : []) {
    const path = contextFileAt(file, starts, word?.value + ending, facts);
    const text = path ? facts.contents?.get(path) : undefined;
    if (path && text !== undefined) return { path, text, word };
    if (path !== null) return undefined;
  }
  return undefined;
}

/** Whether the container starts with a script of the context, which may hand over to CMD. */
function startsScript({ final }: Dockerfile, facts: Facts): boolean {
  const process = final && startProcess(final, facts);
  return (process?.kind === "init" ? process.starts[0] : process)?.kind === "script";
}

/**
 * What `["sh", "-c", "migrate && exec node server.js"]` ends with, or CMD behind an entry script with `exec "$@"`, in the
 * folder of the image's WORKDIR.
 */
function lastOfScript({ final }: Dockerfile, folder: string | undefined, facts: Facts): readonly Word[] {
  const root = final && startProcess(final, facts);
  const last = root && mainProgram(root);
  return last && last.file === undefined && last.folder === folder ? last.argv : [];
}

/** The file that node is told to run, and what it is compiled from, or else itself. */
export function startedFile(words: readonly string[], facts: Facts): { path: string; source: string } | undefined {
  const { project, files = [] } = facts;
  const path = entryFile(project, words, files);
  const sources = sourcesByOutput([...words, project?.main ?? "", "index"], facts);
  const output = entryFile(project, words, [...sources.keys()]);
  const [source, ...others] = sources.get(output ?? "") ?? [];
  const isCompiled = others.length === 0 && (path === undefined || path === output);
  if (output !== undefined && source !== undefined && isCompiled) return { path: output, source };
  return path === undefined ? undefined : { path, source: path };
}

/** The file of the build context that a stage holds at a path, as far as COPY and the names of files tell. */
export function contextFileOf(stage: Stage, path: string, { files = [] }: Facts): string | undefined {
  const full = resolvePath(stage.after.workdir, path) ?? path;
  for (const copy of inherited(stage).reverse()) {
    const [source, target, ...more] = copy.words;
    if (copy.keyword !== "COPY" || more.length > 0 || !takesFromContext(copy)) continue;
    const origin = (source?.value ?? "").replace(/^(?:\.?\/)+/, "");
    if (pathSet(files).has(origin) && resolvePath(copy.before.workdir, target?.value) === full) return origin;
  }
  const candidates = pathsByName(files, programName(full));
  if (candidates.length < 2) return candidates[0];
  return candidates
    .filter((file) => full === `/${file}` || full.endsWith(`/${file}`))
    .sort((a, b) => b.length - a.length)[0];
}

const pathsByName = memoizeFor((files: readonly string[], name: string | undefined) =>
  files.filter((file) => programName(file) === name),
);

/** Whether what an instruction starts is the package at the root of the context rather than one in a folder of it. */
function startsFromRoot(file: Dockerfile, instruction: Instruction, { files = [] }: Facts): boolean {
  const { before } = instruction;
  const folders = packageFolders(files);
  if (folders.length === 0) return true;
  if (isTakenFromBeside(file, instruction)) return false;
  if (folders.some((folder) => before.workdir?.endsWith(`/${folder}`))) return false;
  const sources = contextSourcesOf(file).flatMap(({ path, isMount }) => (isMount ? [] : [path]));
  const copiesRoot = sources.some((path) => /^(?:\.|\*|package[^/]*)$/.test(path));
  return copiesRoot || !sources.some((path) => folders.includes(path));
}

/** Whether the folder that a program starts in was made by another stage beside its own sources, as `pnpm deploy` makes one package. */
function isTakenFromBeside(file: Dockerfile, { stage, before }: Instruction): boolean {
  return (stage ? inherited(stage) : []).some((copy) => {
    const from = isCopy(copy) ? flagOf(copy, "from")?.value?.value : undefined;
    const maker = from === undefined ? undefined : findStage(file, from, stage);
    const own = maker && folderAfter(maker);
    if (!maker || own === undefined || resolvePath(folderBefore(copy), copy.words.at(-1)?.value) !== before.workdir)
      return false;
    return copy.words.slice(0, -1).some(({ value }) => {
      const source = resolvePath("/", value);
      return source !== undefined && insideOf(source, own) === undefined && insideOf(own, source) === undefined;
    });
  });
}

/** Those with a package.json, the root left aside. */
const packageFolders = memoize((files: readonly string[]): readonly string[] => {
  const manifest = "/package.json";
  return files.flatMap((path) => (path.endsWith(manifest) ? [path.slice(0, -manifest.length)] : []));
});
