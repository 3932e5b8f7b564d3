/** The word by which an interpreter is told what to run, and the file that this word names. */

import { applicationServers } from "../data/servers";
import { pythonName, unixShells } from "../data/startPrograms";
import type { Word } from "../types";
import { baseName } from "../util/paths";

/** What a command line runs. */
export interface StartWord {
  readonly word: Word;
  /** The file, as the word says it, or what a module of Python is read from: `api/server.py` of `api.server`. */
  readonly file: string;
  /** It is a module, which may be installed as well. */
  readonly isModule?: true;
}

interface Reader {
  readonly program: RegExp;
  /** Options that may stand before the file and take no word of their own. */
  readonly options: RegExp;
  readonly ending: RegExp;
  /** A verb that may stand before both, or must. */
  readonly verb?: { readonly name: string; readonly isNeeded: boolean };
}

const node = /\.[cm]?[jt]sx?$/;

/** Sources: the manuals of the programs. */
const readers: readonly Reader[] = [
  { program: pythonName, options: /^-[uOBIsEb]+$/, ending: /\.py$/ },
  { program: /^node$/, options: /^--(?:enable-source-maps|no-warnings|env-file=.*)$/, ending: /\.[cm]?[jt]s$/ },
  { program: /^ruby$/, options: /^(?:-[wUv]|-W\d?|--(?:yjit|jit))$/, ending: /\.rb$/ },
  { program: /^perl$/, options: /^-[wtT]$/, ending: /\.pl$/ },
  { program: /^php$/, options: /^-[qn]$/, ending: /\.php$/ },
  { program: new RegExp(`^(?:${[...unixShells].join("|")})$`), options: /^-[eux]+$/, ending: /\.(?:ba)?sh$/ },
  {
    program: /^deno$/,
    options: /^(?:-[ARWNESq]+|--[\w-]+(?:=.*)?)$/,
    ending: node,
    verb: { name: "run", isNeeded: true },
  },
  { program: /^bun$/, options: /^--(?:smol|watch|hot|bun)$/, ending: node, verb: { name: "run", isNeeded: false } },
];

/** What a command line runs; undefined where none of its words is sure to name that. */
export function startWord([program, ...words]: readonly Word[]): StartWord | undefined {
  // Its own words say what is started.
  if (baseName(program?.value ?? "") === "bundle" && words[0]?.value === "exec") return startWord(words.slice(1));
  const name = baseName(program?.value ?? "");
  if (words.some(({ value }) => value === undefined)) return undefined;
  if (rackServers.test(name)) return rackWord(name, program, words);
  const word = name === "java" ? jarWord(words) : fileWord(name, words);
  return word?.value === undefined ? moduleWord(name, words) : { word, file: word.value };
}

/** Servers of Ruby that are given a file for Rack. */
const rackServers = /^(?:rackup|puma|unicorn|thin)$/;

/** The one that is named, or that rackup looks for where none is; a file of settings may name another to the others. */
function rackWord(name: string, program: Word | undefined, words: readonly Word[]): StartWord | undefined {
  if (words.some(({ value = "" }) => /^(?:-[CcbeRr]|--(?:config|chdir|builder|eval|rackup|require))/.test(value)))
    return undefined;
  const word = words.find(({ value }) => /^[\w./][\w./-]*\.ru$/.test(value ?? ""));
  if (word?.value !== undefined) return { word, file: word.value };
  return name === "rackup" && program ? { word: program, file: "config.ru" } : undefined;
}

function fileWord(name: string, words: readonly Word[]): Word | undefined {
  const reader = readers.find(({ program }) => program.test(name));
  if (!reader) return undefined;
  const { verb, options, ending } = reader;
  const hasVerb = verb !== undefined && words[0]?.value === verb.name;
  if (verb?.isNeeded && !hasVerb) return undefined;
  const word = words.slice(hasVerb ? 1 : 0).find(({ value = "" }) => !options.test(value));
  const { value = "" } = word ?? {};
  return /^[\w./][\w./-]*$/.test(value) && ending.test(value) ? word : undefined;
}

function jarWord(words: readonly Word[]): Word | undefined {
  const at = words.findIndex(({ value }) => value === "-jar");
  const isPlain = words.slice(0, Math.max(at, 0)).every(({ value = "" }) => value.startsWith("-"));
  return at >= 0 && isPlain && /^[\w./-]+\.jar$/.test(words[at + 1]?.value ?? "") ? words[at + 1] : undefined;
}

/** What python is told to run is a module in a package: that of one name alone may be any that is installed. */
function moduleWord(name: string, words: readonly Word[]): StartWord | undefined {
  let word: Word | undefined;
  if (pythonName.test(name)) {
    const at = words.findIndex(({ value = "" }) => !/^-[uOBIsEb]+$/.test(value));
    word = words[at]?.value === "-m" ? words[at + 1] : undefined;
    if (/^[a-z_]+\.[\w.]+$/i.test(word?.value ?? "") === false) return undefined;
  } else if (applicationServers.has(name)) {
    // These take the program's own folder for that of its modules.
    if (
      words.some(({ value = "" }) =>
        /^--(?:app-dir|chdir|pythonpath|factory-dir|config|working-dir)\b|^-[cC]/.test(value),
      )
    )
      return undefined;
    word = words.find(({ value = "" }) => /^[a-z_]\w*(?:\.\w+)*:[a-z_]\w*(?:\(.*\))?$/i.test(value));
  }
  const path = word?.value?.replace(/:.*$/s, "").replaceAll(".", "/");
  return word && path !== undefined ? { word, file: `${path}.py`, isModule: true } : undefined;
}
