/** Which files of the build context a program is made of. */

import type { Facts } from "../types";
import { pathSet } from "../util/listing";
import { compilerPaths } from "./compiled";
import { importsIn } from "./shutdown";

/**
 * The text of a file of the context, then those of all that it imports, packages and JSON left aside; undefined for each
 * that is not known.
 */
export function* textsOf(entry: string, facts: Facts): Generator<string | undefined> {
  const known = pathSet(facts.files ?? []);
  const seen = new Set([entry]);
  for (const path of seen) {
    const text = seen.size > mostFiles ? undefined : facts.contents?.get(path);
    yield text;
    for (const specifier of text === undefined ? [] : importsIn(text)) {
      if (isPackage(specifier, facts)) continue;
      const isRelative = /^\.\.?(?:\/|$)/.test(specifier);
      const target = isRelative ? importedFile(path, specifier, (candidate) => known.has(candidate)) : undefined;
      if (target === undefined) yield undefined;
      else if (!target.endsWith(".json")) seen.add(target);
    }
  }
}

/** More than a start file usually draws in; bounds what an odd context can cost. */
const mostFiles = 100;

/** Rather than a file of the project, by its path or by a name that stands for one. */
function isPackage(specifier: string, facts: Facts): boolean {
  if (/^(?:\.\.?(?:\/|$)|[@~]?\/|#)/.test(specifier)) return false;
  const { aliases = [], baseUrl } = compilerPaths(facts);
  if (aliases.some((alias) => specifier.startsWith(alias))) return false;
  if (baseUrl === undefined) return true;
  const known = pathSet(facts.files ?? []);
  return importedFile(baseUrl === "" ? "" : `${baseUrl}/`, specifier, (path) => known.has(path)) === undefined;
}

/**
 * The path from the context root of what a file imports by a relative name, be it written as Node.js wants it or as
 * TypeScript does, where `./a.js` may be `a.ts`; undefined when there is no such file.
 */
export function importedFile(from: string, specifier: string, isFile: (path: string) => boolean): string | undefined {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  const path = parts.join("/");
  const source = path.replace(/\.([cm]?)js$/, ".$1ts");
  const lead = path === "" ? "" : `${path}/`;
  return [path, source, ...extensions.map((end) => path + end), ...extensions.map((end) => `${lead}index${end}`)].find(
    isFile,
  );
}

const extensions: readonly string[] = [".js", ".json", ".cjs", ".mjs", ".ts", ".cts", ".mts"];
