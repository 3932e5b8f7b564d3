/** Paths that expressions of Python give, as far as their values can be told without running the program. */

import { joinedPath, joinedPaths, type KnownPath, parentPath } from "./pathValues";

export interface PythonScope {
  /** Of the whole file, in which names are looked up. */
  readonly text: string;
  /** The folder of the image in which the file lies, and its name. */
  readonly folder: string;
  readonly file: string;
  /** The folder that the program is started in. */
  readonly working: string;
  variable(name: string): readonly string[];
}

const deepest = 8;

/** The value of the expression that a text begins with; undefined when it is not known. */
export function pythonValue(text: string, scope: PythonScope, depth = 0): KnownPath | undefined {
  if (depth > deepest) return undefined;
  const reader: Reader = { text, at: 0, scope, depth };
  return readSum(reader);
}

interface Reader {
  readonly text: string;
  at: number;
  readonly scope: PythonScope;
  readonly depth: number;
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (!found) return undefined;
  reader.at = pattern.lastIndex;
  return found;
}

/** Operands with `/` and `+` between them. */
function readSum(reader: Reader): KnownPath | undefined {
  let value = readOperand(reader);
  for (;;) {
    const operator = take(reader, /\s*(\/(?!\/)|\+)\s*/y)?.[1];
    if (operator === undefined) return value;
    const next = readOperand(reader);
    if (value === undefined) return undefined;
    if (value.isOpen) continue;
    if (next === undefined) value = { path: operator === "/" ? `${value.path}/` : value.path, isOpen: true };
    else
      value = {
        path: operator === "/" ? joinedPath(value.path, next.path) : value.path + next.path,
        isOpen: next.isOpen,
      };
  }
}

function readOperand(reader: Reader): KnownPath | undefined {
  take(reader, /[\s(]{0,20}/y);
  const string = take(reader, /([rRbBuUfF]{0,2})(?:"([^"\n]{0,300})"|'([^'\n]{0,300})')/y);
  if (string) return behind(reader, ofString(string[1] ?? "", string[2] ?? string[3] ?? "", reader));
  const name = take(reader, /[A-Za-z_][\w.]{0,100}/y)?.[0];
  if (name === undefined) return undefined;
  const key = take(reader, /\[["'](\w{1,60})["']\]/y)?.[1];
  if (key !== undefined) return behind(reader, ofKey(name, key, reader));
  const call = take(reader, /\s{0,5}\(/y);
  return behind(reader, call ? readCall(reader, name) : ofName(name, reader));
}

/** With the values of plain names in an f-string; undefined when it begins with something else. */
function ofString(prefix: string, text: string, reader: Reader): KnownPath | undefined {
  if (!/f/i.test(prefix)) return { path: text, isOpen: false };
  let path = "";
  for (const part of text.split(/(\{[^{}]{0,100}\})/)) {
    const name = /^\{([A-Za-z_][\w.]*)\}$/.exec(part)?.[1];
    const value = name === undefined ? undefined : ofName(name, reader);
    if (part.startsWith("{") && (!value || value.isOpen)) {
      const known = path + (value?.path ?? "");
      return known === "" ? undefined : { path: known, isOpen: true };
    }
    path += value?.path ?? part;
  }
  return { path, isOpen: false };
}

/** `.parent`, `.parents[1]`, `.resolve()` and the like. */
function behind(reader: Reader, value: KnownPath | undefined): KnownPath | undefined {
  let found = value;
  for (;;) {
    const method = take(reader, /\s{0,5}\.(resolve|absolute|expanduser|as_posix)\(\)/y);
    if (method) {
      if (method[1] === "expanduser") found = elsewhereThanHome(found);
      continue;
    }
    const steps = take(reader, /\s{0,5}\.parents\[(\d)\]/y);
    const step = steps ?? take(reader, /\s{0,5}\.parent\b/y);
    if (step) {
      for (let count = steps ? Number(steps[1]) + 1 : 1; count > 0; count--) found = found && parentPath(found);
      continue;
    }
    const added = take(reader, /\s{0,5}\.(joinpath)\(/y);
    if (!added) return found;
    const inner = readArguments(reader);
    found = joinedPaths([found, ...inner]);
  }
}

/** The home folder is that of whoever runs it. */
function elsewhereThanHome(value: KnownPath | undefined): KnownPath | undefined {
  return value?.path.startsWith("~") ? undefined : value;
}

function readArguments(reader: Reader): (KnownPath | undefined)[] {
  const found: (KnownPath | undefined)[] = [];
  for (let count = 0; count < 10; count++) {
    if (take(reader, /\s*\)/y)) break;
    found.push(readSum(reader));
    if (take(reader, /\s*,\s*/y)) continue;
    if (take(reader, /\s*\)/y)) break;
    // Something that is not understood.
    found.push(undefined);
    take(reader, /[^,)]{0,200}/y);
    if (!take(reader, /,/y)) take(reader, /\)/y);
    if (count > 4) break;
  }
  return found;
}

function readCall(reader: Reader, name: string): KnownPath | undefined {
  const { scope } = reader;
  const words = readArguments(reader);
  if (/(?:^|\.)(?:join|Path|PurePath|safe_join)$/.test(name)) return joinedPaths(words);
  if (/(?:^|\.)(?:str|abspath|realpath|normpath|fspath)$/.test(name)) return words[0];
  if (/(?:^|\.)expanduser$/.test(name)) return elsewhereThanHome(words[0]);
  if (/(?:^|\.)dirname$/.test(name)) return words[0] && parentPath(words[0]);
  if (/(?:^|\.)(?:getcwd|cwd)$/.test(name)) return { path: scope.working, isOpen: false };
  if (/(?:^|\.)(?:gettempdir|mkdtemp|mktemp|NamedTemporaryFile)$/.test(name)) return { path: "/tmp", isOpen: false };
  if (/(?:^|\.)(?:environ\.get|getenv|env|config|env\.str)$/.test(name)) {
    const [set] = words[0] ? scope.variable(words[0].path) : [];
    return set === undefined ? words[1] : { path: set, isOpen: false };
  }
  return undefined;
}

/** `os.environ["DATA"]`, `app.config["UPLOAD_FOLDER"]` */
function ofKey(name: string, key: string, { scope, depth }: Reader): KnownPath | undefined {
  if (/(?:^|\.)environ$/.test(name)) {
    const [value] = scope.variable(key);
    return value === undefined ? undefined : { path: value, isOpen: false };
  }
  const found = new RegExp(`["'\\s.]${key}(?:["']\\])?\\s{0,3}=\\s{0,3}(?!=)`).exec(` ${scope.text}`);
  return found ? valueAt(found.index + found[0].length - 1, scope, depth) : undefined;
}

function valueAt(start: number, scope: PythonScope, depth: number): KnownPath | undefined {
  return pythonValue(scope.text.slice(start, start + 400), scope, depth + 1);
}

function ofName(name: string, { scope, depth }: Reader): KnownPath | undefined {
  if (name === "__file__") return { path: `${scope.folder}/file.py`, isOpen: false };
  if (/(?:^|\.)root_path$/.test(name)) return { path: scope.folder, isOpen: false };
  if (/(?:^|\.)instance_path$/.test(name)) return { path: `${scope.working}/instance`, isOpen: false };
  const last = name.includes(".") ? (/^(?:settings|self|cls|config|cfg)\.(\w+)$/.exec(name)?.[1] ?? "") : name;
  if (last === "" || !/^\w+$/.test(last)) return undefined;
  const found = new RegExp(
    `^[ \\t]{0,16}(?:self\\.)?${last}(?:\\s{0,3}:\\s{0,3}\\w{1,30})?\\s{0,3}=\\s{0,3}(?!=)`,
    "m",
  ).exec(scope.text);
  if (!found) return undefined;
  return valueAt(found.index + found[0].length, scope, depth);
}
