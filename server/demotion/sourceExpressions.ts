/** Paths that expressions of C#, Go, Java, Ruby, PHP and Rust give, as far as their values can be told without running them. */

import { pathFunctions } from "../data/sourceWriters";
import { joinedPaths, type KnownPath, parentPath } from "./pathValues";

/** The text of a source, and the folder of the image in which it lies. */
export interface SourceText {
  readonly text: string;
  readonly folder: string;
}

export interface SourceScope {
  /** The texts in which names are looked up, that of the file first. */
  readonly texts: readonly SourceText[];
  /** The folder of the image in which the file lies. */
  readonly folder: string;
  /** The folder that the program is started in. */
  readonly working: string;
  variable(name: string): readonly string[];
}

const deepest = 6;

/** The values of the arguments that a text begins with, up to the parenthesis that ends the call. */
export function argumentsAt(text: string, scope: SourceScope): readonly (KnownPath | undefined)[] {
  return readArguments({ text, at: 0, scope, depth: 0 });
}

interface Reader {
  readonly text: string;
  at: number;
  readonly scope: SourceScope;
  readonly depth: number;
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (!found) return undefined;
  reader.at = pattern.lastIndex;
  return found;
}

const mostArguments = 6;

function readArguments(reader: Reader): (KnownPath | undefined)[] {
  const found: (KnownPath | undefined)[] = [];
  if (take(reader, /\s{0,99}[)\]]/y)) return found;
  while (found.length < mostArguments) {
    // Names of arguments: `path: "data"`.
    take(reader, /\s{0,99}(?:[a-z]\w{0,20}:\s)?/y);
    const start = reader.at;
    const value = readSum(reader);
    const end = take(reader, /\s{0,99}([,)\]])/y)?.[1];
    if (end !== undefined) {
      found.push(value);
      if (end !== ",") return found;
      continue;
    }
    // Something that is not understood.
    reader.at = start;
    const isLast = skipArgument(reader);
    found.push(undefined);
    if (isLast) return found;
  }
  return found;
}

/** Goes behind the comma that follows, or the parenthesis that ends the call; whether it is that. */
function skipArgument(reader: Reader): boolean {
  for (let depth = 0, count = 0; count < 300; count++, reader.at++) {
    const char = reader.text[reader.at];
    if (char === undefined) return true;
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char) && depth-- === 0) return true;
    else if (char === "," && depth === 0) {
      reader.at++;
      return false;
    }
  }
  return true;
}

/** Operands with `+` between them, `.` in PHP, or what stands for one that is missing. */
function readSum(reader: Reader): KnownPath | undefined {
  let value = readOperand(reader);
  for (let count = 0; count < 10; count++) {
    const operator = take(
      reader,
      /\s{0,99}(\?\?|\?:|\|\||\+|\bor\b|\.(?=\s{0,9}["'$]|\s{1,9}\w)|<<|\/(?=\s))\s{0,99}/y,
    )?.[1];
    if (operator === undefined) return value;
    const next = readOperand(reader);
    if (operator === "??" || operator === "?:" || operator === "||" || operator === "or") value ??= next;
    else if (operator === "/") value = joinedPaths([value, next]);
    else if (value !== undefined && !value.isOpen)
      value = next ? { path: value.path + next.path, isOpen: next.isOpen } : { path: value.path, isOpen: true };
  }
  return value;
}

function readOperand(reader: Reader): KnownPath | undefined {
  take(reader, /(?:\s|[&*(!]|new\s|await\s|\(string\)|mut\s|\|\w{0,20}\|\s|\(\)\s->\s){0,20}/y);
  const string = take(
    reader,
    /([$@rbL]{0,2})#?(?:"((?:[^"\\\n]|\\.){0,300})"|'((?:[^'\\\n]|\\.){0,300})'|`([^`]{0,300})`)#?/y,
  );
  if (string) {
    const [, prefix = "", double, single, raw] = string;
    return behind(reader, ofString(double ?? single ?? raw ?? "", prefix, double !== undefined, reader));
  }
  const name = take(reader, /\\?[$@]{0,2}[A-Za-z_]\w{0,60}(?:(?:\??\.|::|->)[A-Za-z_]\w{0,60}){0,8}!?/y)?.[0];
  if (name === undefined) return undefined;
  const key = take(reader, /\[["'](\w{1,60})["']\]/y)?.[1];
  if (key !== undefined) return behind(reader, ofKey(name, key, reader));
  // Type arguments, as of GetValue<string>(…).
  const start = reader.at;
  const call = take(reader, /(?:::)?(?:<[\w.?]{1,40}>)?\(/y);
  const [, owner, method = ""] = /^(.{1,400})\.(\w{1,30})$/.exec(name) ?? [];
  if (call && owner !== undefined && isOfPath(owner, method)) {
    reader.at = start - method.length - 1;
    return behind(reader, ofName(owner, reader));
  }
  return behind(reader, call ? readCall(reader, name) : ofName(name, reader));
}

/** Whether a method is one of a path that a variable holds. */
function isOfPath(owner: string, method: string): boolean {
  if (/(?:^|[.:])(?:File|Path|Paths|filepath|path|Rails\.root)$/.test(owner)) return false;
  return adding.test(method) || unchanging.test(method) || /^(?:parent|getParent|dirname)$/.test(method);
}

/** What is put into a string ends what is known of it, but for plain names. */
function ofString(text: string, prefix: string, isDouble: boolean, reader: Reader): KnownPath | undefined {
  const path = text.replaceAll("\\\\", "/");
  const form = prefix.includes("$") ? /\{/ : isDouble ? /#\{|\$\{?\w|\{\$/ : undefined;
  const at = form ? path.search(form) : -1;
  if (at < 0) return { path, isOpen: false };
  if (at > 0) return { path: path.slice(0, at), isOpen: true };
  const [inserted = "", name = ""] = /^(?:#\{|\{\$?|\$\{?)([A-Za-z_][\w.]{0,60})\}?/.exec(path) ?? [];
  const value = name === "" ? undefined : ofName(name, reader);
  if (!value || value.isOpen) return value;
  const rest = path.slice(inserted.length);
  const end = rest.search(/#\{|\{|\$/);
  return { path: value.path + (end < 0 ? rest : rest.slice(0, end)), isOpen: end >= 0 };
}

/** Methods of paths, and those that change nothing about one. */
function behind(reader: Reader, value: KnownPath | undefined): KnownPath | undefined {
  let found = value;
  for (let count = 0; count < 8; count++) {
    if (take(reader, /\s{0,40}\.(?:parent|getParent|dirname)(?:\(\))?/y)) {
      found = found && parentPath(found);
      continue;
    }
    const name = take(reader, /\s{0,40}(?:\?\.|\.|->)(\w{1,30})(?:::<\w{1,20}>)?\(/y)?.[1];
    if (name === undefined) return found;
    const given = readArguments(reader);
    if (adding.test(name)) found = joinedPaths([found, ...given]);
    else if (/^(?:unwrap_or\w{0,10}|orElse|getOrElse|or)$/.test(name)) found ??= given[0] ?? given[1];
    else if (!unchanging.test(name)) found = undefined;
  }
  return found;
}

const adding = /^(?:join|resolve|push|joinpath)$/;

const unchanging =
  /^(?:to_string|to_owned|into|clone|as_str|as_ref|as_path|unwrap|expect|ok|toString|toFile|toPath|toAbsolutePath|normalize|getPath|getAbsolutePath|path|to_s|to_path|expand_path|to_string_lossy|freeze|trim)$/;

function readCall(reader: Reader, name: string): KnownPath | undefined {
  const { scope } = reader;
  const given = readArguments(reader);
  const { joining, identical, temporary, working, environment } = pathFunctions;
  if (temporary.test(name)) return { path: "/tmp", isOpen: false };
  if (environment.test(name)) {
    const [set] = given[0] ? scope.variable(given[0].path) : [];
    return set === undefined ? given[1] : { path: set, isOpen: false };
  }
  if (/Rails\.root\.join$/.test(name)) return joinedPaths([{ path: scope.working, isOpen: false }, ...given]);
  const ofLaravel = /(?:^|\\)(storage|public|database)_path$/.exec(name)?.[1];
  if (ofLaravel) return joinedPaths([{ path: `${scope.working}/${ofLaravel}`, isOpen: false }, ...given]);
  if (working.test(name)) return joinedPaths([{ path: scope.working, isOpen: false }, ...given]);
  if (/getProperty$/.test(name)) {
    if (given[0]?.path === "java.io.tmpdir") return { path: "/tmp", isOpen: false };
    return given[0]?.path === "user.dir" ? { path: scope.working, isOpen: false } : given[1];
  }
  if (/(?:^|\W)dirname$/.test(name)) return given[0] && parentPath(given[0]);
  // `File.expand_path("data", __dir__)`
  if (/expand_path$/.test(name)) return given.length > 1 ? joinedPaths([given[1], given[0]]) : given[0];
  if (joining.test(name)) return joinedPaths(given);
  if (identical.test(name)) return formatted(given, reader);
  return undefined;
}

/** What stands before the first place of a format, or what is put there. */
function formatted([first, second]: readonly (KnownPath | undefined)[], reader: Reader): KnownPath | undefined {
  const at = first?.path.search(/%[\dsdvxq.+-]|\{/) ?? -1;
  if (!first || at < 0) return first;
  if (at > 0) return { path: first.path.slice(0, at), isOpen: true };
  const name = /^\{([A-Za-z_]\w{0,60})\}/.exec(first.path)?.[1];
  const value = name === undefined ? second : ofName(name, reader);
  return value && { path: value.isOpen ? value.path : `${value.path}/`, isOpen: true };
}

/** `ENV["DATA"]`, `Configuration["Uploads"]` */
function ofKey(name: string, key: string, { scope }: Reader): KnownPath | undefined {
  if (!/(?:^|[.$])(?:ENV|_ENV|_SERVER|[cC]onfiguration|config)$/.test(name)) return undefined;
  const [value] = scope.variable(key);
  return value === undefined ? undefined : { path: value, isOpen: false };
}

function ofName(name: string, { scope, depth }: Reader): KnownPath | undefined {
  if (/^(?:__DIR__|__dir__)$/.test(name)) return { path: scope.folder, isOpen: false };
  if (/^__(?:FILE|file)__$/.test(name)) return { path: `${scope.folder}/file`, isOpen: false };
  if (pathFunctions.working.test(name)) return { path: scope.working, isOpen: false };
  if (/WebRootPath$/.test(name)) return { path: `${scope.working}/wwwroot`, isOpen: false };
  const last = name.match(/\w+/g)?.at(-1) ?? "";
  if (last === "" || depth >= deepest) return undefined;
  const set = new RegExp(
    `\\b${last}\\s{0,3}(?::=|=(?![=>~])|:\\s{0,3}[&\\w' <>?.]{1,30}=(?!=)|,\\s{0,3}\\w{1,20}\\s{0,3}:=|:\\s{0,3}(?=["'\`]|os\\.|env)|\\{\\s{0,3}get;[^}\\n]{0,30}\\}\\s{0,3}=)\\s{0,40}`,
  );
  for (const { text, folder } of scope.texts) {
    const found = set.exec(text);
    if (!found) continue;
    const start = found.index + found[0].length;
    // What stands there is by its own place.
    const there = folder === scope.folder ? scope : { ...scope, folder };
    return readSum({ text: text.slice(start, start + 400), at: 0, scope: there, depth: depth + 1 });
  }
  return undefined;
}
