/** The files of the build context that a container may start with, and what they import. */

import type { Facts, Reads } from "../types";
import { filesNamed } from "../util/listing";
import { baseName, folderOf } from "../util/paths";
import { nearest } from "../util/reads";
import { own } from "../util/records";
import { sourcesByOutput } from "./compiled";
import { ownImport } from "./imports";
import { projectReader } from "./project";
import { importsIn } from "./shutdown";

export const startReads: Reads = {
  // A server of middle size has that many files.
  most: 60,
  *paths(facts, { started, copied }) {
    const words = [...started, ...wordsOfFolders(started, copied, facts), facts.project?.main ?? ""];
    yield* ["index.js", "deno.json", "deno.jsonc"];
    yield* startedFiles(words, facts);
    yield* indexSources(words, facts);
  },
  next(path, text, facts) {
    if (isShellScript(path, text) || /^deno\.jsonc?$/.test(path))
      return startedFiles(wordsOfScript(text, facts), facts);
    if (pm2Settings.test(path)) return startedFiles(wordsOfScript(programsOfPm2(text), facts), facts);
    if (!isScript.test(path)) return [];
    return importsIn(text).flatMap((specifier) => ownImport(path, specifier, facts) ?? []);
  },
};

/**
 * The words of the scripts that a call such as `npm start` runs where the package is no more than a folder of the
 * context: the one that is copied by its name, the only one, or one that a command names, as `npm --prefix api start`.
 */
function wordsOfFolders(started: readonly string[], copied: readonly string[], facts: Facts): readonly string[] {
  const { files = [], contents, project: whole } = facts;
  const manifests = filesNamed(files, "package.json");
  const named = [...started, ...(whole ? [] : copied)].map((path) => path.replace(/^(?:\.?\/)+|(?<!\/)\/+$/g, ""));
  const folders = new Set(named.filter((path) => path !== ""));
  const isOnly = !whole && manifests.length === 1;
  const meant = manifests.filter((path) => isOnly || folders.has(folderOf(path)));
  return meant
    .filter((path) => contents?.has(path))
    .flatMap((path) => {
      const project = projectReader(facts)(folderOf(path));
      const names = new Set(started);
      const words: string[] = [];
      // A name that is added is come to as well.
      for (const name of names)
        for (const script of [`pre${name}`, name, `post${name}`]) {
          const text = own(project?.scripts, script);
          if (text === undefined || words.length > mostWords) continue;
          for (const word of text.split(/[\s;&|"'()]+/)) names.add(word);
          words.push(...wordsOfScript(text, {}));
        }
      return words;
    });
}

/** More are no start. */
const mostWords = 1000;

/** The names of the files that tell pm2 which programs to start. */
export const pm2Settings = /(?:^|\/)(?:ecosystem|pm2|process(?:es)?)(?:\.[\w-]+)?\.(?:[cm]?js|json|ya?ml)$/;

/**
 * The programs that a settings file of pm2 names, and what it hands them, as one line: `npm` may be the program, and
 * `run serve` what it is given. Source: https://pm2.keymetrics.io/docs/usage/application-declaration/
 */
function programsOfPm2(text: string): string {
  return [...text.slice(0, longest).matchAll(programSetting)].map(([, value = ""]) => value).join(" ");
}

const programSetting = /\b(?:script|args)["']?[ \t]{0,20}:[ \t]{0,20}["'`]?([^"'`$,\n]{1,200})/g;

/** A script of a shell that a container starts may start the program in turn; so do the tasks of Deno. */
function isShellScript(path: string, text: string): boolean {
  return path.endsWith(".sh") || /^#!.{0,40}sh\b/.test(text);
}

/** The words of a script, or of a file with command lines in it, that may name a file, and those of the package scripts that it names. */
function wordsOfScript(text: string, { project }: Pick<Facts, "project">): readonly string[] {
  const words = text.slice(0, longest).split(/[\s;&|"'()]+/);
  const named = new Set(words);
  const scripts = Object.entries(project?.scripts ?? {}).filter(([name]) => named.has(name));
  const all = [...words, ...scripts.flatMap(([, script]) => script.split(/\s+/))];
  return [...new Set(all)].filter((word) => /^[\w@./-]{2,200}$/.test(word) && !word.startsWith("-"));
}

/** In UTF-16 units; nobody writes a longer script by hand. */
const longest = 20_000;

/** By its ending, or by having none. */
const isScript = /\.[cm]?[jt]sx?$|(?:^|\/)[^./]+$/;

/** Many files of one name are those of examples and packages. */
const mostOfAKind = 20;

/**
 * The files that the words may mean, and the TypeScript that those may be compiled from. Folders are those of the
 * image, so that only the last part counts.
 */
function startedFiles(words: readonly string[], { files = [] }: Facts): string[] {
  const names = [...new Set(words.map(baseName).filter((name) => name !== ""))];
  const stems = [...new Set(names.map((name) => name.replace(/\.[cm]?js$/, "")))];
  const find = (all: readonly string[]) =>
    nearest([...new Set(all.flatMap((name) => filesNamed(files, name)))], mostOfAKind);
  return [
    ...find(names.flatMap((name) => [name, ...["js", "cjs", "mjs"].map((extension) => `${name}.${extension}`)])),
    ...find(stems.flatMap((stem) => ["ts", "cts", "mts"].map((extension) => `${stem}.${extension}`))),
    ...folderIndexes(words, files),
  ];
}

/** What node takes of a folder that a word names: `node src/`. */
function folderIndexes(words: readonly string[], files: readonly string[]): readonly string[] {
  const folders = new Set(words.map((word) => baseName(word.replace(/(?<!\/)\/+$/, ""))));
  const indexes = ["js", "cjs", "mjs", "ts"].flatMap((extension) => filesNamed(files, `index.${extension}`));
  return nearest(
    indexes.filter((path) => path.includes("/") && folders.has(baseName(folderOf(path)))),
    mostOfAKind,
  );
}

/** What `node dist` starts: the TypeScript that becomes the index of a folder that a word names. */
function indexSources(words: readonly string[], facts: Facts): readonly string[] {
  const folders = words.map((word) => `/${word.replace(/(?<!\/)\/+$/, "")}`);
  const sources = [...sourcesByOutput(["index"], facts)].flatMap(([output, from]) => {
    const folder = output.slice(0, Math.max(0, output.lastIndexOf("/")));
    return folder === "" || folders.some((word) => word.endsWith(`/${folder}`)) ? from : [];
  });
  return nearest([...new Set(sources)], mostOfAKind);
}
