/** Where the sources of a Python program write: databases in a file, logs, uploads, what it opens to write. */

import { pythonSettings, pythonWriters } from "../data/startWrites";
import type { Facts, Reads } from "../types";
import { filterOnce } from "../util/listing";
import { memoize } from "../util/memoize";
import { among } from "../util/reads";
import type { Surroundings } from "./nodeScopes";
import type { SourceWrite } from "./nodeWrites";
import { placesOf } from "./pathValues";
import { databaseIn } from "./pathVariables";
import { pythonValue } from "./pythonExpressions";

/** Sources of a program, tests and migrations left out. */
export const pythonSources = filterOnce(
  (path) =>
    path.endsWith(".py") &&
    !/(?:^|\/)(?:tests?|migrations|docs?|examples?|scripts|venv|\.venv|env|site-packages|alembic|node_modules)\/|(?:^|\/)(?:test_[^/]*|conftest|setup|[^/]*_test)\.py$/.test(
      path,
    ),
);

/** More files than a service of middle size has. */
export const pythonSourceReads: Reads = among(80, pythonSources);

/** UTF-16 units. */
const longest = 200_000;

/**
 * What the sources in the context write, as far as they are known.
 * @param isCollecting whether Django collects its static files when the container starts.
 * @param others sources that are none of the program.
 * @param started the source that the container starts with, where it is known.
 */
export function pythonWrites(
  facts: Facts,
  around: Surroundings,
  isCollecting: boolean,
  others: ReadonlySet<string>,
  started: string | undefined,
): SourceWrite[] {
  return candidates(facts).flatMap(({ file, text, found }) => {
    if (others.has(file)) return [];
    const scope = { text, folder: around.folderOf(file), working: around.working, file, variable: around.variable };
    return found.flatMap(({ by, expression, isFolder, isPath, isSure, isCollected, isTop }): SourceWrite[] => {
      if (isCollected && !isCollecting) return [];
      const value = isPath ? { path: expression, isOpen: false } : pythonValue(expression, scope);
      if (value === undefined) return isSure ? [{ file, by, path: undefined, isFolder }] : [];
      // The standard output of servers.
      if (value.path === "-") return [];
      const fate = { ...(logs.has(by) && isEarly), ...(isTop && file === started && surely) };
      return placesOf(value, isFolder).map((place) => ({ file, by, ...place, ...fate }));
    });
  });
}

/** What opens a log: the settings of logging do when they are read. */
const logs: ReadonlySet<string> = new Set(["filename"]);
const isEarly = { isEarly: true } as const;
const surely = { isSure: true } as const;

/** Something that is written, with the expression that names it. */
interface Candidate {
  readonly by: string;
  /** The text from where it begins. */
  readonly expression: string;
  readonly isFolder: boolean;
  /** The expression is the path itself. */
  readonly isPath?: true;
  /** It certainly is a path, whatever its value. */
  readonly isSure: boolean;
  /** Only `manage.py collectstatic` writes there. */
  readonly isCollected?: true;
  /** It begins a line of its own, in no function, condition or `try`, and opens the file on the spot. */
  readonly isTop?: boolean;
}

interface Candidates {
  readonly file: string;
  readonly text: string;
  readonly found: readonly Candidate[];
}

const candidates = memoize(({ contents, files = [] }: Facts): readonly Candidates[] =>
  pythonSources(files).flatMap((file): Candidates[] => {
    const source = contents?.get(file);
    if (source === undefined || source.length > longest) return [];
    const text = withoutComments(source);
    return [{ file, text, found: [...byCalls(text), ...byMethods(text), ...bySettings(text), ...byAddresses(text)] }];
  }),
);

const longestExpression = 400;

/** More of a kind in one file than anybody writes. */
const most = 40;

/** Comments as blanks; what looks like one in a string is none of a path. */
function withoutComments(text: string): string {
  return text.replace(/^([^"'#\r\n\u2028\u2029]*)#[^\n]*/gm, "$1");
}

function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  return [...text.matchAll(pattern)].slice(0, most);
}

function behind(text: string, found: RegExpExecArray): string {
  const start = found.index + found[0].length;
  return text.slice(start, start + longestExpression);
}

function byCalls(text: string): Candidate[] {
  return pythonWriters.flatMap(({ call, isFolder = false, mode, isUnsure, along }) =>
    (along && !along.test(text) ? [] : matchesOf(text, call)).flatMap((found): Candidate[] => {
      const expression = behind(text, found);
      if (mode && !isForWriting(expression)) return [];
      // A method of that name is another one's, but for modules.
      const before = text.slice(Math.max(0, found.index - 4), found.index);
      if (/\.$|\bdef\s$/.test(before)) return [];
      const by = found[0].replace(/^\.|\(.*$/gs, "");
      const line = text.slice(text.lastIndexOf("\n", found.index) + 1, found.index);
      const isTop = atTop.test(line) && !/\bdelay\b/.test(expression.split("\n")[0] ?? "");
      return [{ by, expression: expression.replace(named, ""), isFolder, isSure: !isUnsure, isTop }];
    }),
  );
}

/** What stands in the line before a call that a module comes to whenever it is loaded. */
const atTop = /^(?:with |\w{1,60} ?= ?|\w[\w.()]{0,60}\()?$/;

/** The name of a first argument. */
const named = /^\s{0,99}(?:filename|directory|location|database|sink|name|file|path)\s{0,3}=\s{0,3}(?!=)/;

/** `Path("data").mkdir()`, `path.write_text(…)` */
function byMethods(text: string): Candidate[] {
  const methods =
    /((?:pathlib\.)?Path\([^()\n]{0,200}\)|\([^()\n]{1,200}\)|[A-Za-z_][\w.]{0,100})\.(mkdir|write_text|write_bytes)\(/g;
  return matchesOf(text, methods).flatMap(([, expression = "", by = ""]): Candidate[] => {
    const isFolder = by === "mkdir";
    // Others have a method of that name as well.
    return expression === "os" ? [] : [{ by, expression, isFolder, isSure: !isFolder }];
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
      const mode = /^\s{0,20}(?:mode\s{0,3}=\s{0,3})?["']([rwaxbt+]{1,4})["']/.exec(text.slice(at + 1, at + 40))?.[1];
      if (mode !== undefined) return /[wax+]/.test(mode);
    }
  }
  return false;
}

function bySettings(text: string): Candidate[] {
  const named = pythonSettings.flatMap(({ name, isFolder = false, along, isCollected }) =>
    (along && !along.test(text) ? [] : matchesOf(text, name)).map((found): Candidate => {
      const expression = behind(text, found).replace(/^(["'])unix:(?:\/\/)?(?=\/)/, "$1");
      const by = /\w+/.exec(found[0])?.[0] ?? "";
      return { by, expression, isFolder, isSure: isCollected === true, ...(isCollected && { isCollected }) };
    }),
  );
  if (!/ENGINE["']?\s{0,9}:\s{0,9}["'][\w.]{0,60}(?:sqlite3|spatialite)["']/.test(text)) return named;
  const databases = matchesOf(text, /["']NAME["']\s{0,9}:\s{0,9}/g).map((found): Candidate => {
    return { by: "SQLite", expression: behind(text, found), isFolder: false, isSure: false };
  });
  // Classes have a NAME as well.
  return [...named, ...databases.filter(({ expression }) => !/^["'][\w.]{1,100}[A-Z]\w{0,60}["']/.test(expression))];
}

/** Addresses of SQLite that stand in a string. */
function byAddresses(text: string): Candidate[] {
  return matchesOf(text, /["'](sqlite(?:\+\w{1,20})?:\/\/\/[^"'{}\n]{1,200})["'{]/g).flatMap(
    ([, address = ""]): Candidate[] => {
      const found = databaseIn(address);
      return found ? [{ by: "SQLite", expression: found.path, isFolder: false, isPath: true, isSure: true }] : [];
    },
  );
}
