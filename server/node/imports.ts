/** Which files of the build context a program is made of. */

import type { Facts } from "../types";
import { fieldsOf, readJson, stringOf, stringsOf } from "../util/json";
import { pathSet } from "../util/listing";
import { memoize } from "../util/memoize";
import { compilerPaths } from "./compiled";
import { importsIn } from "./shutdown";

/**
 * The text of a file of the context, then those of all that it imports, packages and JSON left aside; undefined for each
 * that is not known.
 */
export function* textsOf(entry: string, facts: Facts): Generator<string | undefined> {
  const seen = new Set([entry]);
  for (const path of seen) {
    const text = seen.size > mostFiles ? undefined : facts.contents?.get(path);
    yield text;
    for (const specifier of text === undefined ? [] : importsIn(text)) {
      if (isPackage(specifier, facts)) continue;
      const target = ownImport(path, specifier, facts);
      if (target === undefined) yield undefined;
      else if (!target.endsWith(".json")) seen.add(target);
    }
  }
}

/**
 * The file of the context that a file imports by a relative path, or by a name that the `imports` of package.json give
 * it, as `#store`; undefined for packages, and where there is no such file.
 */
export function ownImport(from: string, specifier: string, facts: Facts): string | undefined {
  const isFile = (path: string) => pathSet(facts.files ?? []).has(path);
  if (/^\.\.?(?:\/|$)/.test(specifier)) return importedFile(from, specifier, isFile);
  const target = specifier.startsWith("#") ? namedImports(facts).find(({ name }) => fits(name, specifier)) : undefined;
  if (!target) return undefined;
  const [lead = "", end] = target.name.split("*");
  const rest = end === undefined ? "" : specifier.slice(lead.length, specifier.length - end.length);
  return importedFile("", target.path.replace("*", rest), isFile);
}

interface NamedImport {
  /** "#store", "#lib/*". */
  readonly name: string;
  /** From the folder of package.json. */
  readonly path: string;
}

/** Source: https://nodejs.org/api/packages.html#imports */
const namedImports = memoize(({ contents }: Facts): readonly NamedImport[] => {
  const { imports } = fieldsOf(readJson(contents?.get("package.json")));
  return Object.entries(fieldsOf(imports)).flatMap(([name, value]) => {
    const path = stringOf(value) ?? Object.values(stringsOf(value))[0];
    return path?.startsWith("./") ? [{ name, path }] : [];
  });
});

function fits(name: string, specifier: string): boolean {
  const [lead = "", end] = name.split("*");
  return end === undefined ? name === specifier : specifier.startsWith(lead) && specifier.endsWith(end);
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
