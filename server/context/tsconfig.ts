/** The settings of the TypeScript compiler: `tsconfig.json` with those files of the context that it extends. */

import type { Facts, Reads } from "../types";
import { fieldsOf, isFields, readJson } from "../util/json";
import { filterOnce } from "../util/listing";
import { folderOf, resolveInWorkspace } from "../util/paths";
import { nearest } from "../util/reads";

/** What the compiler is told, paths from the context root, which is "". */
export interface CompilerOptions {
  readonly outDir?: string;
  readonly rootDir?: string;
  readonly baseUrl?: string;
  /** What imports begin with that stand for files of the project: "@app/". */
  readonly aliases?: readonly string[];
}

/** Those at the root, those that compilers are told to take, and what they extend. */
export const tsconfigReads: Reads = {
  most: 20,
  *paths({ files = [], project }, { given }) {
    yield* nearest(rootSettings(files), 10);
    const scripts = Object.values(project?.scripts ?? {}).flatMap((script) =>
      [...script.matchAll(/\s(?:-p|--project)[\s=]+["']?([\w./@+-]{1,200})/g)].map(([, path = ""]) => path),
    );
    for (const name of [...given, ...scripts]) {
      const path = resolveInWorkspace("", name);
      if (path !== undefined) yield* [path === "" ? "tsconfig.json" : `${path}/tsconfig.json`, withEnding(path)];
    }
  },
  next: (path, text) => basesOf(path, fieldsOf(readJson(text)).extends),
};

const rootSettings = filterOnce((path) => /^tsconfig[^/]*\.json$/.test(path));

/** More steps than anybody takes; keeps circles from being endless. */
const deepest = 3;

/**
 * The options that a file at a path of the context sets or inherits. Empty for one whose text is not known or no JSON.
 * What it extends counts as far as it is in the context: packages do not.
 */
export function compilerOptions(path: string, facts: Pick<Facts, "contents">): CompilerOptions {
  return inheritedOptions(path, facts, folderOf(path), 0);
}

/** @param top the folder of the file that the compiler is given. */
function inheritedOptions(path: string, facts: Pick<Facts, "contents">, top: string, depth: number): CompilerOptions {
  const { extends: bases, compilerOptions: own } = fieldsOf(readJson(facts.contents?.get(path)));
  const inherited =
    depth < deepest ? basesOf(path, bases).map((base) => inheritedOptions(base, facts, top, depth + 1)) : [];
  return Object.assign({}, ...inherited, optionsOf(folderOf(path), top, own));
}

/** The files of the context that the field `extends` of one names, packages left aside. */
function basesOf(path: string, bases: unknown): string[] {
  return (Array.isArray(bases) ? bases.slice(0, mostBases) : [bases]).flatMap((base) => {
    const isPath = typeof base === "string" && /^\.{1,2}\//.test(base);
    const file = isPath ? resolveInWorkspace(folderOf(path), base) : undefined;
    return file === undefined ? [] : [withEnding(file)];
  });
}

const mostBases = 10;

/**
 * The file that `tsc -p` and the like name: a file, or a folder with a tsconfig.json. undefined for what lies outside of
 * the context.
 */
export function configFile(name: string, { contents }: Pick<Facts, "contents">): string | undefined {
  const path = resolveInWorkspace("", name);
  if (path === undefined) return undefined;
  const inFolder = path === "" ? "tsconfig.json" : `${path}/tsconfig.json`;
  return path === "" || contents?.has(inFolder) ? inFolder : withEnding(path);
}

function withEnding(path: string): string {
  return path.endsWith(".json") ? path : `${path}.json`;
}

/** Those of one file; what it does not set is left out. */
function optionsOf(folder: string, top: string, options: unknown): CompilerOptions {
  const { outDir, rootDir, baseUrl, paths } = fieldsOf(options);
  return {
    ...pathOption("outDir", folder, top, outDir),
    ...pathOption("rootDir", folder, top, rootDir),
    ...pathOption("baseUrl", folder, top, baseUrl),
    ...(isFields(paths) ? { aliases: Object.keys(paths).map((name) => name.replace(/\*.*$/s, "")) } : {}),
  };
}

/** What lies outside of the context stays as written. */
function pathOption(name: keyof CompilerOptions, folder: string, top: string, value: unknown): CompilerOptions {
  if (typeof value !== "string") return {};
  // The folder of the file that the compiler is given, not of the one that says so.
  const isOfTop = value.startsWith("${configDir}");
  const path = value.replace(/^\$\{configDir\}/, "").replace(/^\/+/, "");
  return { [name]: resolveInWorkspace(isOfTop ? top : folder, path) ?? path };
}
