/** Sources beside those of the program that a container starts: of builds, of tasks, of programs that other images start. */

import { everyProcess } from "../image/shipped";
import { startedFile } from "../node/entry";
import { ownImport } from "../node/imports";
import { startedSources } from "../node/programTexts";
import { importsIn } from "../node/shutdown";
import { allRuns, runOf } from "../packages/scripts";
import { programName } from "../stage/process";
import { commandsIn } from "../syntax/runs";
import type { Dockerfile, Facts } from "../types";
import { memoize, memoizeFor } from "../util/memoize";
import { baseName } from "../util/paths";
import { pythonSources } from "./pythonWrites";

/**
 * The sources of Node.js that only a RUN or a package script leads to, which the container does not start: paths from the
 * context root. Where something that it starts has their names in it, nobody can tell.
 */
export const otherNodeSources = memoizeFor((file: Dockerfile, facts: Facts): ReadonlySet<string> => {
  const { contents } = facts;
  const started = startedSources(file, facts);
  if (!contents) return none;
  const own = reachedFrom(started, facts);
  // What is started may be made of anything, but of the script that makes it.
  const makers = [...contents].flatMap(([path, text]) =>
    started.size === 0 && importsIn(text).some((name) => bundlers.has(name)) ? path : [],
  );
  const reached = (entry: string) => {
    if (started.size > 0) return reachedFrom([entry], facts);
    return makers.includes(entry) ? new Set([entry]) : none;
  };
  const beside = new Map([...entriesBeside(file, facts)].map((entry) => [entry, reached(entry)]));
  const others = new Set([...beside.values()].flatMap((reached) => [...reached]).filter((path) => !own.has(path)));
  const readable = [...contents].filter(([path]) => !others.has(path) && mayStart.test(path));
  const texts = [...readable.map(([, text]) => text), ...startTexts(file, facts)];
  const isNamed = (path: string) => texts.some((text) => mentions(text, path));
  const kept = [...beside].filter(([entry]) => isNamed(entry)).flatMap(([, reached]) => [...reached]);
  for (const path of kept) others.delete(path);
  return others;
});

const none: ReadonlySet<string> = new Set();

/** Modules that only what builds something imports. */
const bundlers: ReadonlySet<string> = new Set(["esbuild", "rollup", "webpack", "tsup", "tsdown", "@rspack/core"]);

/** Sources, scripts of shells, files without an ending, settings of pm2. */
const mayStart = /\.(?:[cm]?[jt]sx?|sh)$|(?:^|\/)[^./]+$|(?:^|\/)(?:ecosystem|pm2|process(?:es)?)\b[^/]*$/;

/** Some files and what they import, as far as somebody has read their texts. */
function reachedFrom(entries: Iterable<string>, facts: Facts): ReadonlySet<string> {
  const known = new Map(facts.contents);
  const reached = new Set([...entries].filter((path) => known.has(path)));
  for (const path of reached) {
    for (const specifier of importsIn(known.get(path) ?? "")) {
      const target = ownImport(path, specifier, facts);
      if (target !== undefined && known.has(target)) reached.add(target);
    }
  }
  return reached;
}

/** The files that package scripts and RUN start. */
function entriesBeside(file: Dockerfile, facts: Facts): ReadonlySet<string> {
  const { project, files } = facts;
  const scripts = Object.keys(project?.scripts ?? {}).flatMap((name) =>
    allRuns(runOf(["npm", "run", name], project, files)).map(({ argv }) => argv),
  );
  const built = file.instructions.flatMap((instruction) =>
    instruction.keyword === "RUN"
      ? commandsIn(instruction).map(({ words }) => words.map(({ value = "" }) => value))
      : [],
  );
  const called = [...scripts, ...built].filter(([program]) => runners.test(programName(program) ?? ""));
  const named = called.flatMap((words) =>
    words.slice(1).flatMap((word) => (word.startsWith("-") ? [] : (startedFile(["node", word], facts)?.source ?? []))),
  );
  return new Set(named);
}

const runners = /^(?:node|nodejs|tsx|ts-node|bun|npx)$/;

/** What says by itself what a container starts, or asks of it. */
const startTexts = memoizeFor((file: Dockerfile, facts: Facts): readonly string[] => [
  ...file.instructions.flatMap(({ keyword, words }) =>
    /^(?:CMD|ENTRYPOINT|HEALTHCHECK|ENV)$/.test(keyword) ? words.map(({ text }) => text).join(" ") : [],
  ),
  ...everyProcess(file, facts).map(({ argv }) => argv.map(({ value = "" }) => value).join(" ")),
]);

/** Whether a text has the name of a file in it, or of the folder that it lies in: something may look for what is there. */
function mentions(text: string, path: string): boolean {
  const [name = "", folder = ""] = path.split("/").reverse();
  const stem = name.replace(/\.[^.]*$/, "");
  return [stem, folder].some(
    (word) => word !== "" && [`/${word}`, `"${word}`, `'${word}`, `\`${word}`].some((form) => text.includes(form)),
  );
}

// ------------------------------------------------------------------- Python

/**
 * The sources of Python that no other one, and nothing that the container starts, has the name of: scripts that RUN
 * starts, scripts by their last lines, and those beside the one script that the container starts.
 */
export const otherPythonSources = memoizeFor((file: Dockerfile, facts: Facts): ReadonlySet<string> => {
  const { contents, files = [] } = facts;
  const sources = pythonSources(files).filter((path) => contents?.has(path));
  const isAnySearching = sources.some((path) => searching.test(contents?.get(path) ?? ""));
  const starts = startTexts(file, facts);
  const started = starts.flatMap((text) =>
    text.split(/[\s"'=,[\]]/).flatMap((word) => (word.endsWith(".py") ? baseName(word) : [])),
  );
  const words = starts.map(wordsOf);
  const others = [...wordsByFile(contents ?? new Map())];
  const builds = file.instructions.flatMap((instruction) =>
    instruction.keyword === "RUN" ? commandsIn(instruction).flatMap((command) => command.words) : [],
  );
  const built = new Set(builds.map(({ value = "" }) => baseName(value)));
  const [only, ...more] = new Set(started);
  const entry = more.length === 0 ? sources.find((path) => baseName(path) === only) : undefined;
  const isBeside = (path: string) => {
    const name = baseName(path);
    const stem = name.replace(/\.py$/, "");
    if (conventional.test(name) || started.includes(name)) return false;
    if (words.some((all) => all.has(stem)) || others.some(([other, all]) => other !== path && all.has(stem)))
      return false;
    const isScript = built.has(name) || /^if\s+__name__\s*==/m.test(contents?.get(path) ?? "");
    return isScript || (entry !== undefined && folderBefore(entry) === folderBefore(path) && !isAnySearching);
  };
  return new Set(sources.filter(isBeside));
});

function folderBefore(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** What loads modules by names that are no words of the source. */
const searching = /\b(?:importlib|pkgutil|runpy|__import__|listdir|glob|iglob|rglob|scandir|exec|subprocess|popen)\b/;

/** Servers and frameworks look for these by themselves. */
const conventional =
  /^(?:__init__|__main__|app|application|wsgi|asgi|main|server|manage|settings|urls|views|models|admin|apps|tasks|celery|signals|gunicorn[.\w]*)\.py$/;

/** The words of sources and of settings that may name one, but not of files that build. */
const wordsByFile = memoize(
  (contents: ReadonlyMap<string, string>): ReadonlyMap<string, ReadonlySet<string>> =>
    new Map([...contents].flatMap(([path, text]) => (mayName.test(path) ? [[path, wordsOf(text)] as const] : []))),
);

const mayName = /\.(?:py|sh|toml|cfg|ini|conf)$|(?:^|\/)[^./]+$/;

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/\w+/g));
}
