/** Which TypeScript of the build context a compiled file comes from. */

import { type CompilerOptions, compilerOptions } from "../context/tsconfig";
import type { Facts } from "../types";
import { filterOnce, pathSet } from "../util/listing";
import { memoize } from "../util/memoize";
import { baseName } from "../util/paths";

/** From `tsconfig.build.json` or `tsconfig.json` at the context root, and from those that it extends. */
export const compilerPaths = memoize((facts: Facts): CompilerOptions => {
  const path = ["tsconfig.build.json", "tsconfig.json"].find((name) => facts.contents?.has(name));
  return path === undefined ? {} : compilerOptions(path, facts);
});

/**
 * The TypeScript files of the context that compile to files of some names, by the paths of those: where `tsconfig.json`
 * or custom puts them, and at the root, where an image may hold what the folder of the output does.
 * `names` are such as "dist/server", with or without extension.
 */
export function sourcesByOutput(names: readonly string[], facts: Facts): ReadonlyMap<string, readonly string[]> {
  const { files = [] } = facts;
  const stems = new Set(names.map((name) => baseName(name).replace(/\.[cm]?js$/, "")));
  const found = new Map<string, readonly string[]>();
  for (const source of [...stems].flatMap((stem) => sourcesByStem(files).get(stem) ?? [])) {
    const [, stem = "", kind = ""] = typeScript.exec(source) ?? [];
    const { placed, moved } = outputsOf(stem, compilerPaths(facts));
    const paths = placed.map((path) => `${path}.${kind}js`);
    // A file that the context has there is no copy.
    const copies = moved.map((path) => `${path}.${kind}js`).filter((path) => !pathSet(files).has(path));
    for (const path of new Set([...paths, ...copies])) found.set(path, [...(found.get(path) ?? []), source]);
  }
  return found;
}

/** The sources of the context that compile to a file of some name, wherever that is put. */
export function sourcesOfName(name: string, { files = [] }: Facts): readonly string[] {
  const stem = name.replace(/\.[cm]?js$/, "");
  return sourcesByStem(files).get(stem) ?? scripts(files).filter((path) => baseName(path).startsWith(`${stem}.`));
}

/** What Babel and others compile, in folders for sources. */
const scripts = filterOnce((path) => /^(?:src|source|lib|server|app)\/.*\.[cm]?(?:jsx?|tsx)$/s.test(path));

const typeScript = /^(.*)(?<!\.d)\.([cm]?)ts$/s;

/** The TypeScript files of a listing by their name without folder and extension. */
const sourcesByStem = memoize((files: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const path of files) {
    const stem = path.endsWith("ts") ? typeScript.exec(path)?.[1] : undefined;
    if (stem === undefined) continue;
    const name = baseName(stem);
    const known = found.get(name);
    if (known) known.push(path);
    else found.set(name, [path]);
  }
  return found;
});

/** Where the compilation of a file is, and where it may have been copied to, without its extension. */
function outputsOf(stem: string, { outDir, rootDir }: CompilerOptions) {
  // Without rootDir, tsc takes the folder that all sources share.
  const roots = rootDir === undefined ? ["", "src"] : [rootDir];
  const moved = roots.flatMap((root) => {
    if (root === "") return [stem];
    return stem.startsWith(`${root}/`) ? [stem.slice(root.length + 1)] : [];
  });
  const folders = outDir === undefined ? ["dist", "build"] : [outDir];
  const placed = folders.flatMap((name) => moved.map((path) => (name === "" ? path : `${name}/${path}`)));
  return { placed: outDir === undefined ? [...placed, stem] : placed, moved };
}
