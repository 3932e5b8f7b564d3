/** Where the sources of a Python program write: databases in a file, logs, uploads, what it opens to write. */

import { pythonSettings, pythonWriters } from "../data/startWrites";
import type { Facts, Reads } from "../types";
import { filterOnce } from "../util/listing";
import { memoize } from "../util/memoize";
import { among } from "../util/reads";
import type { SourceWrite, Surroundings } from "./nodeWrites";
import { databaseIn } from "./pathVariables";
import { pythonValue } from "./pythonExpressions";

const sources = filterOnce(
  (path) =>
    path.endsWith(".py") &&
    !/(?:^|\/)(?:tests?|migrations|docs?|examples?|scripts|venv|\.venv|env|site-packages|alembic|node_modules)\/|(?:^|\/)(?:test_[^/]*|conftest|setup|[^/]*_test)\.py$/.test(
      path,
    ),
);

/** More files than a service of middle size has. */
export const pythonSourceReads: Reads = among(80, sources);

/** UTF-16 units. */
const longest = 200_000;

/** What the sources in the context write, as far as they are known. */
export function pythonWrites(facts: Facts, around: Surroundings): SourceWrite[] {
  return pythonTexts(facts).flatMap(([file, text]) => {
    const scope = { text, folder: around.folderOf(file), working: around.working, file, variable: around.variable };
    const at = (offset: number) => pythonValue(text.slice(offset, offset + longestExpression), scope);
    const of = (expression: string) => pythonValue(expression, scope);
    return [
      ...byCalls(file, text, at),
      ...byMethods(file, text, of),
      ...bySettings(file, text, at),
      ...byAddresses(file, text),
    ];
  });
}

const longestExpression = 400;

const pythonTexts = memoize(({ contents, files = [] }: Facts): readonly (readonly [string, string])[] =>
  sources(files).flatMap((path) => {
    const text = contents?.get(path);
    return text === undefined || text.length > longest ? [] : [[path, withoutComments(text)] as const];
  }),
);

/** Comments as blanks; what looks like one in a string is none of a path. */
function withoutComments(text: string): string {
  return text.replace(/^([^"'#\n]*)#[^\n]*/gm, "$1");
}

type Evaluate = (offset: number) => { readonly path: string; readonly isOpen: boolean } | undefined;

function byCalls(file: string, text: string, at: Evaluate): SourceWrite[] {
  return pythonWriters.flatMap(({ call, isFolder = false, mode }) =>
    [...text.matchAll(call)].slice(0, most).flatMap((found): SourceWrite[] => {
      const start = found.index + found[0].length;
      if (mode && !isForWriting(text.slice(start, start + longestExpression))) return [];
      // A method of that name is another one's, but for modules.
      if (text[found.index - 1] === "." || /\bdef\s$/.test(text.slice(Math.max(0, found.index - 4), found.index)))
        return [];
      const by = found[0].slice(0, -1);
      const value = at(start);
      if (value === undefined) return [{ file, by, path: undefined, isFolder }];
      return placeOf(value, isFolder).map((place) => ({ file, by, ...place }));
    }),
  );
}

/** `Path("data").mkdir()`, `path.write_text(…)` */
function byMethods(
  file: string,
  text: string,
  of: (expression: string) => { readonly path: string; readonly isOpen: boolean } | undefined,
): SourceWrite[] {
  const methods =
    /((?:pathlib\.)?Path\([^()\n]{0,200}\)|\([^()\n]{1,200}\)|[A-Za-z_][\w.]{0,100})\.(mkdir|write_text|write_bytes)\(/g;
  return [...text.matchAll(methods)].slice(0, most).flatMap(([, expression = "", by = ""]): SourceWrite[] => {
    const value = expression === "os" ? undefined : of(expression);
    // Others have a method of that name as well.
    if (value === undefined) return by === "mkdir" ? [] : [{ file, by, path: undefined, isFolder: false }];
    return placeOf(value, by === "mkdir").map((place) => ({ file, by, ...place }));
  });
}

/** `open(path, "w")`, up to the parenthesis that ends the call. */
function isForWriting(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char) && depth-- === 0) return false;
    else if (char === "," && depth === 0) {
      const mode = /^\s*(?:mode\s*=\s*)?["']([rwaxbt+]{1,4})["']/.exec(text.slice(at + 1, at + 40))?.[1];
      if (mode !== undefined) return /[wax+]/.test(mode);
    }
  }
  return false;
}

function bySettings(file: string, text: string, at: Evaluate): SourceWrite[] {
  const named = pythonSettings.flatMap(({ name, isFolder = false }) =>
    [...text.matchAll(name)].slice(0, most).flatMap((found): SourceWrite[] => {
      const value = at(found.index + found[0].length);
      const by = /^\w+/.exec(found[0])?.[0] ?? "";
      return value ? placeOf(value, isFolder).map((place) => ({ file, by, ...place })) : [];
    }),
  );
  if (!/ENGINE["']?\s*:\s*["'][\w.]*(?:sqlite3|spatialite)["']/.test(text)) return named;
  const databases = [...text.matchAll(/["']NAME["']\s*:\s*/g)].slice(0, most).flatMap((found): SourceWrite[] => {
    const value = at(found.index + found[0].length);
    return value && !/^[\w.]+$/.test(value.path.replace(/.*\.(?:sqlite3?|db)$/, "/"))
      ? placeOf(value, false).map((place) => ({ file, by: "SQLite", ...place }))
      : [];
  });
  return [...named, ...databases];
}

/** Addresses of SQLite that stand in a string. */
function byAddresses(file: string, text: string): SourceWrite[] {
  return [...text.matchAll(/["'](sqlite(?:\+\w+)?:\/\/\/[^"'{}\n]{1,200})["'{]/g)]
    .slice(0, most)
    .flatMap(([, address = ""]) => {
      const found = databaseIn(address);
      return found ? [{ file, by: "SQLite", path: found.path, isFolder: false }] : [];
    });
}

const most = 40;

function placeOf(value: { path: string; isOpen: boolean }, isFolder: boolean): { path: string; isFolder: boolean }[] {
  const { path, isOpen } = value;
  if (/^(?::memory:|\/dev\/|\/proc\/|[a-z]+:\/\/)/.test(path) || (path === "" && !isOpen)) return [];
  if (!isOpen) return [{ path, isFolder: isFolder || path.endsWith("/") }];
  return [{ path: path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : ".", isFolder: true }];
}
