/** What the start file of a program of Node.js and all that it imports tell: its end, and the files of variables that it reads. */

import { gitignoreOf } from "../context/gitignore";
import { namedEnvFiles, startEnvFiles } from "../context/startEnvFiles";
import { envFileLoaders } from "../data/startPrograms";
import { entryScript } from "../image/entryScripts";
import { everyProcess } from "../image/shipped";
import { sourceAt } from "../image/sources";
import { allRuns, runOf } from "../packages/scripts";
import { mainProcess, programName } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { decide } from "../syntax/dockerignore";
import { parseShell } from "../syntax/shell";
import type { Dockerfile, Facts } from "../types";
import { filterOnce } from "../util/listing";
import { memoizeFor } from "../util/memoize";
import { baseName, folderOf } from "../util/paths";
import { entryOf, filesOf, projectOf, startedFile } from "./entry";
import { textsOf } from "./imports";
import { ownPrograms } from "./project";
import { handlesSignals, importsIn } from "./shutdown";
import { workspaceStartOf } from "./workspaceStart";

/** Whether a file or one that it imports handles the signal to stop; undefined when one of them is not known. */
export function someHandles(facts: Facts, entry: string, signal: string): boolean | undefined {
  return handledBy(facts, `${signal} ${entry}`);
}

const handledBy = memoizeFor((facts: Facts, key: string): boolean | undefined => {
  const [signal = "", ...path] = key.split(" ");
  for (const text of textsOf(path.join(" "), facts)) {
    if (text === undefined) return undefined;
    if (handlesSignals(text, signal)) return true;
  }
  return false;
});

/**
 * The files of the build context that a container starts with and may not work without, as paths from its root: what
 * node is told to read, and the `.env` that the program loads and that git keeps along with the sources. Where git
 * leaves it out, a fresh clone has none, so that the image must do without.
 */
export const programEnvFiles = memoizeFor((file: Dockerfile, facts: Facts): readonly string[] => {
  const lines = startedLines(file, facts);
  const told = [
    ...new Set([...startEnvFiles(file, facts), ...namedEnvFiles(lines), ...envFilesInFolders(file, facts)]),
  ];
  const gitignore = gitignoreOf(facts);
  const kept = envLike(facts.files ?? []).filter((path) => !(gitignore && decide(gitignore, path).ignored));
  if (kept.length === 0) return told;
  const isLoaded = loadsEnvFile(file, facts);
  const words = wordsAtStart(file, facts);
  const isNamed = (path: string) =>
    words.has(path) || (words.has(baseName(path)) && (folderOf(path) === "" || words.has(baseName(folderOf(path)))));
  return [...new Set([...told, ...kept.filter((path) => (path === ".env" && isLoaded) || isNamed(path))])];
});

/** By their names, those that set no secret included. */
const envLike = filterOnce((path) => /^\.env(?:\.|$)/.test(baseName(path)));

/** The words of what a container starts with, and those in quotes in its sources, as paths from where it starts. */
function wordsAtStart(file: Dockerfile, facts: Facts): ReadonlySet<string> {
  const { final } = file;
  const scripts = everyProcess(file, facts).flatMap(({ argv, folder }) => {
    const script = final && entryScript(argv, folder, final, facts);
    return script?.all.flatMap(({ words }) => words.map(({ value, text }) => value ?? text)) ?? [];
  });
  // What is read only where it is there, node does without.
  const lines = [...startedLines(file, facts).flat(), ...scripts].flatMap((word) =>
    word.startsWith("--env-file-if-exists") ? [] : [word, word.replace(/^[^=]*=/, "")],
  );
  const quoted = [...programTexts(file, facts)].flatMap((text) =>
    quotedEnvFile.test(text) ? [...text.matchAll(quotedPath)].map(([, it = ""]) => it) : [],
  );
  return new Set([...lines, ...quoted].map((word) => word.replace(/^(?:\.{0,2}\/)+/, "")));
}

/** `"../.env.production"`, and folders that a path to one is put together from. */
const quotedPath = /["'`]([\w./-]{1,200})["'`]/g;
const quotedEnvFile = /\.env(?:\.[\w.-]{1,60})?["'`]/;

/** Those that are named in another folder than that of the context: by a package of a workspace, or behind a WORKDIR. */
function envFilesInFolders(file: Dockerfile, facts: Facts): readonly string[] {
  const { final } = file;
  const main = final && mainProcess(final);
  if (!main) return [];
  const words = main.argv.map(({ value = "" }) => value);
  const named = workspaceStartOf(words, facts);
  const ofWorkspace = named ? namedEnvFiles([named.resolution.argv]).map((path) => `${named.folder}/${path}`) : [];
  const own = projectOf(file, main.command ?? main.starts, facts);
  const folder = folderOf(own?.manifest ?? "");
  const runs = folder === "" ? [] : allRuns(runOf(words, own, filesOf(own, facts)));
  const ofPackage = namedEnvFiles(runs.map(({ argv }) => argv)).map((path) => `${folder}/${path}`);
  const elsewhere = everyProcess(file, facts).flatMap(({ argv, folder }) =>
    namedEnvFiles([argv.map(({ value = "" }) => value)]).flatMap((path) => {
      const place = resolvePath(folder, path);
      return (place === undefined ? undefined : sourceAt(final, place, facts)) ?? [];
    }),
  );
  return [...ofWorkspace, ...ofPackage, ...elsewhere];
}

function loadsEnvFile(file: Dockerfile, facts: Facts): boolean {
  const options = file.final?.variable("NODE_OPTIONS")?.split(/[\s=]+/) ?? [];
  if (options.some((word) => envFileLoaders.has(word))) return true;
  if (startedLines(file, facts).some((words) => words.some((word) => envFileLoaders.has(word)))) return true;
  return [...programTexts(file, facts)].some((text) => importsIn(text).some((name) => envFileLoaders.has(name)));
}

/**
 * The sources that a container starts with, as far as they are known: the files that its command lines name, be it by
 * package scripts and under whatever runs them, and what these import.
 */
export function* programTexts(file: Dockerfile, facts: Facts): Generator<string> {
  const seen = new Set<string>();
  for (const path of startedSources(file, facts)) {
    for (const text of textsOf(path, facts)) {
      if (text === undefined || seen.has(text)) continue;
      seen.add(text);
      yield text;
    }
  }
}

/** Whether the sources that a container starts with give themselves a NODE_ENV. */
export function setsNodeEnv(file: Dockerfile, facts: Facts): boolean {
  return [...programTexts(file, facts)].some((text) =>
    /\bprocess\.env\.NODE_ENV\s{0,9}(?:\?\?|\|\|)?=(?!=)/.test(text),
  );
}

/** The files that a container starts with, as paths from the context root: what node runs at the end, and those that its command lines name. */
export const startedSources = memoizeFor((file: Dockerfile, facts: Facts): ReadonlySet<string> => {
  const main = file.final && mainProcess(file.final);
  const own = main && entryOf(file, main, facts)?.path;
  const { contents = new Map(), project } = facts;
  const programs = ownPrograms(contents, project?.manifest ?? "");
  const named = startedLines(file, facts).flatMap(([first = "", ...words]) =>
    [programs.get(first) ?? first, ...words].flatMap((word) =>
      word.startsWith("-") ? [] : (startedFile(["node", word], facts)?.source ?? []),
    ),
  );
  return new Set(own === undefined ? named : [own, ...named]);
});

/** The command lines that a container starts, those of package scripts in place of their calls. */
const startedLines = memoizeFor((file: Dockerfile, facts: Facts): readonly (readonly string[])[] => {
  return everyProcess(file, facts).flatMap(({ kind, argv }) => {
    const words = argv.map(({ value, text }) => value ?? text);
    // A package manager that runs the file itself: `bun server.ts`, `bun run server.ts`.
    const isFile = programName(words[0]) === "bun" && words.some((word) => /\.[cm]?[jt]sx?$/.test(word));
    if (kind !== "package call" || isFile) return [words];
    return allRuns(runOf(words, facts.project, facts.files))
      .slice(1)
      .map((run) => run.argv);
  });
});

/** The names of all programs that a container may start: by its command lines, and in entry scripts, whatever stands around them. */
export const startedNames = memoizeFor((file: Dockerfile, facts: Facts): ReadonlySet<string> => {
  const { final } = file;
  const inScripts = everyProcess(file, facts).flatMap(({ kind, argv, folder }) => {
    const script = final && kind === "script" ? entryScript(argv, folder, final, facts) : undefined;
    return script ? parseShell({ text: script.text, toDocument: (at) => at }, "bash").commands : [];
  });
  const words = [...startedLines(file, facts).map(([program]) => program), ...inScripts.map(({ name }) => name)];
  return new Set(words.flatMap((word) => programName(word) ?? []));
});
