/** Which file of the build context a container starts with. */

import { contextSourcesOf } from "../context/contextSources";
import { mainProgram, startProcess } from "../image/processes";
import { type MainProcess, programName } from "../stage/process";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { takesFromContext } from "../syntax/instructions";
import type { Dockerfile, Facts, Instruction, Project, Stage, Word } from "../types";
import { pathSet } from "../util/listing";
import { once, onceFor } from "../util/memoize";
import { sourcesByOutput } from "./compiled";
import { entryFile } from "./entryFile";

/** The project that an instruction starts from: that of the context root, unless the image holds another package. */
export function projectOf(file: Dockerfile, instruction: Instruction, facts: Facts): Project | undefined {
  return startsFromRoot(file, instruction, facts) ? facts.project : undefined;
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
  if (!startsFromRoot(file, starts, facts)) return undefined;
  const folder = starts.stage?.after.workdir;
  const argv = main.isShell && starts.exec ? lastOfScript(file, folder, facts) : main.argv;
  const words = argv.map(({ value = "" }) =>
    folder !== undefined && value.startsWith(`${folder}/`) ? value.slice(folder.length + 1) : value,
  );
  const entry = startedFile(words, facts);
  const text = entry && facts.contents?.get(entry.source);
  if (!entry || text === undefined) return undefined;
  const named = words.findIndex((word) => entryFile(facts.project, ["node", word], [entry.path]) !== undefined);
  return { path: entry.source, text, word: argv[named] };
}

/** What `["sh", "-c", "migrate && exec node server.js"]` ends with, in the folder of the image's WORKDIR. */
function lastOfScript({ final }: Dockerfile, folder: string | undefined, facts: Facts): readonly Word[] {
  const root = final && startProcess(final, facts);
  const last = root && mainProgram(root);
  return last && last.file === undefined && last.folder === folder ? last.argv : [];
}

/** The file that node is told to run, and what it is compiled from, or else itself. */
function startedFile(words: readonly string[], facts: Facts): { path: string; source: string } | undefined {
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
  const candidates = namedFiles(files, programName(full));
  if (candidates.length < 2) return candidates[0];
  return candidates
    .filter((file) => full === `/${file}` || full.endsWith(`/${file}`))
    .sort((a, b) => b.length - a.length)[0];
}

const namedFiles = onceFor((files: readonly string[], name: string | undefined) =>
  files.filter((file) => programName(file) === name),
);

/** Whether what an instruction starts is the package at the root of the context rather than one in a folder of it. */
function startsFromRoot(file: Dockerfile, { before }: Instruction, { files = [] }: Facts): boolean {
  const folders = packageFolders(files);
  if (folders.length === 0) return true;
  if (folders.some((folder) => before.workdir?.endsWith(`/${folder}`))) return false;
  const sources = contextSourcesOf(file).flatMap(({ path, isMount }) => (isMount ? [] : [path]));
  const copiesRoot = sources.some((path) => /^(?:\.|\*|package[^/]*)$/.test(path));
  return copiesRoot || !sources.some((path) => folders.includes(path));
}

/** Those with a package.json, the root left aside. */
const packageFolders = once((files: readonly string[]): readonly string[] => {
  const manifest = "/package.json";
  return files.flatMap((path) => (path.endsWith(manifest) ? [path.slice(0, -manifest.length)] : []));
});
