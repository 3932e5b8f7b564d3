/** Where the sources of a program in C#, Go, Java, Ruby, PHP or Rust write. */

import { pythonServers } from "../data/servers";
import { databaseAddresses, type SourceLanguage, sourceLanguages, writingMethods } from "../data/sourceWriters";
import { programName } from "../stage/process";
import { inherited } from "../stage/users";
import { ignores } from "../syntax/dockerignore";
import { flagOf } from "../syntax/instructions";
import type { Facts, Reads, Stage } from "../types";
import { filterOnce } from "../util/listing";
import { memoizeFor } from "../util/memoize";
import { among } from "../util/reads";
import type { Surroundings } from "./nodeScopes";
import type { SourceWrite } from "./nodeWrites";
import { joinedPaths, type KnownPath, placesOf } from "./pathValues";
import { argumentsAt, type SourceScope } from "./sourceExpressions";
import { startedPrograms } from "./startCalls";

/** More files than a service of middle size has. */
const mostSources = 120;

const listed = new Map(
  sourceLanguages.map((language) => [
    language,
    filterOnce((path) => language.sources.test(path) && !language.besides.test(path)),
  ]),
);

function sourcesIn(language: SourceLanguage, files: readonly string[]): readonly string[] {
  return listed.get(language)?.(files) ?? [];
}

export const programSourceReads: readonly Reads[] = sourceLanguages.map((language) =>
  among(mostSources, (files) => sourcesIn(language, files)),
);

/** The language of the program that a stage ships; undefined where it is another one, or not known. */
export const languageOf = memoizeFor((stage: Stage, facts: Facts): SourceLanguage | undefined => {
  const { files = [] } = facts;
  const programs = startedPrograms(stage, facts).map(({ argv: [program] }) => programName(program) ?? "");
  const isKnownOtherwise = programs.some(
    (name) => /^(?:node|npm|npx|yarn|pnpm|bun|deno|python[\d.]*)$/.test(name) || pythonServers.includes(name),
  );
  if (isKnownOtherwise) return undefined;
  const run = sourceLanguages.find(({ programs: own }) => own && programs.some((name) => own.test(name)));
  if (run) return sourcesIn(run, files).length > 0 ? run : undefined;
  const images = imagesAround(stage);
  return sourceLanguages.find(
    (language) => images.some((name) => language.images.test(name)) && sourcesIn(language, files).length > 0,
  );
});

/** The images of a stage and of those that it copies from. */
function imagesAround(stage: Stage): string[] {
  const copied = inherited(stage).flatMap((instruction) => {
    const from = flagOf(instruction, "from")?.value?.value;
    return (from === undefined ? undefined : instruction.stage?.earlier(from)) ?? [];
  });
  return [stage, ...copied].flatMap(({ base }) => base?.name ?? []);
}

/** What the sources of a stage's program write, as far as it is known. */
export function programWrites(stage: Stage, facts: Facts, around: Surroundings): SourceWrite[] {
  const language = languageOf(stage, facts);
  if (!language) return [];
  const all = [...textsOf(language, facts)].map(([file, text]) => ({ file, text, folder: around.folderOf(file) }));
  return all.flatMap((own) => {
    const { file, text, folder } = own;
    const scope = {
      texts: [own, ...all.filter((other) => other !== own)],
      folder,
      working: around.working,
      variable: around.variable,
    };
    return writesIn(file, text, language, scope);
  });
}

/** Whether all that the program of a stage is made of is known, so that what it writes is. */
export function areSourcesKnown(stage: Stage, facts: Facts): boolean {
  const language = languageOf(stage, facts);
  if (!language || facts.isPartial) return false;
  const sources = sourcesIn(language, facts.files ?? []);
  return sources.length > 0 && sources.every((path) => facts.contents?.has(path));
}

function textsOf(language: SourceLanguage, { files = [], contents, ignore }: Facts): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const path of sourcesIn(language, files)) {
    const text = contents?.get(path);
    if (text === undefined || text.length > longest || ignores(ignore, path)) continue;
    // Rust keeps its tests beside what they try.
    found.set(path, withoutComments(text.split("#[cfg(test)]")[0] ?? "", language.comment));
  }
  return found;
}

/** UTF-16 units. */
const longest = 200_000;

/** Comments as nothing; what looks like one in a string is none of a path. */
function withoutComments(text: string, mark: "//" | "#"): string {
  return mark === "#"
    ? text.replace(/^([^"'#\r\n\u2028\u2029]*)#[^\n]*/gm, "$1")
    : text.replace(/^([^"'/\r\n\u2028\u2029]*)\/\/[^\n]*/gm, "$1");
}

const longestCall = 500;

/** More of a kind in one file than anybody writes. */
const most = 40;

function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  return [...text.matchAll(pattern)].slice(0, most);
}

function writesIn(file: string, text: string, { calls }: SourceLanguage, scope: SourceScope): SourceWrite[] {
  const called = calls.flatMap(({ call, argument = 0, isFolder = false, mode, isOpening, isUnsure }) =>
    matchesOf(text, call).flatMap((found): SourceWrite[] => {
      const start = found.index + found[0].length;
      const given = givenAt(text, start);
      if (isDeclared(text, found.index) || (mode && !mode.test(given))) return [];
      const values = argumentsAt(given, scope);
      if (isOpening && !/^[rb]{0,2}[wax+]/.test(values[1]?.path ?? "")) return [];
      const by = found[0].match(/\w+/g)?.at(-1) ?? "";
      return written(file, by, values[argument], isFolder, isUnsure === true);
    }),
  );
  const methods = matchesOf(text, writingMethods).flatMap(([, expression = "", by = ""]) =>
    written(file, by, joinedPaths(argumentsAt(`${expression})`, scope)), by.startsWith("mkdir"), false),
  );
  const addresses = databaseAddresses.flatMap((form) =>
    matchesOf(text, form).flatMap(([, path = ""]) =>
      isDatabase(path) ? written(file, "SQLite", { path, isOpen: false }, false, true) : [],
    ),
  );
  return [...called, ...methods, ...addresses];
}

/** What follows the name of a function; without parentheses, as Ruby can do without them, up to the end of the line. */
function givenAt(text: string, start: number): string {
  const rest = text.slice(start, start + longestCall);
  if (!/\s/.test(text[start - 1] ?? "")) return rest;
  return `${(rest.split("\n")[0] ?? "").replace(/\s(?:if|unless|do)\s.*/s, "").trimEnd()})`;
}

/** A function of that name is declared, or it is a method of something else. */
function isDeclared(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 10), at);
  return /(?:\b(?:def|fn|func|function|fun)\s|->|\$\w{0,9}\.)$/.test(before);
}

/** Other databases name a server there. */
function isDatabase(path: string): boolean {
  return /\.(?:db3?|sqlite3?|mv\.db)$|^\.{0,2}\//.test(path);
}

function written(
  file: string,
  by: string,
  value: KnownPath | undefined,
  isFolder: boolean,
  isUnsure: boolean,
): SourceWrite[] {
  if (value === undefined) return isUnsure ? [] : [{ file, by, path: undefined, isFolder }];
  const path = value.path.replace(
    /^(?:(?:Data Source|Filename)=|file:(?=\W)|sqlite:(?:\/\/)?|unix:(?:\/\/)?(?=[/.]))/i,
    "",
  );
  return placesOf({ ...value, path }, isFolder).map((place) => ({ file, by, ...place }));
}
