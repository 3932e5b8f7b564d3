/**
 * Variables in compose files, and what the `.env` beside one sets. Sources: docs.docker.com/reference/compose-file/interpolation,
 * and docs.docker.com/compose/how-tos/environment-variables/variable-interpolation for the syntax of `.env`.
 */

import { isSecretName } from "./secrets";

/** A variable that is set, to something unknown where there is no value. */
type Setting = { readonly value: string | undefined };

/** What is known of variables: undefined for one that nothing sets. The shell of whoever runs compose may set others. */
export type Environment = (name: string) => Setting | undefined;

/** No variable is set. */
export const noVariables: Environment = () => undefined;

const unknown: Setting = { value: undefined };

/** Nobody can tell what is set. */
const anything: Environment = () => unknown;

/** Whether what a file of builds says may rest on the `.env` beside it. @param path with its folders. */
export function usesVariables(path: string, text: string): boolean {
  return /\.ya?ml$/.test(path) && text.includes("$");
}

/** No such file that people write is longer. UTF-16 units. */
const longestFile = 64 * 1024;

/**
 * What a `.env` sets. Values of secrets, as their names tell, and those that come from elsewhere are unknown; all is
 * unknown where compose would refuse the file.
 * @param text undefined when there is none.
 */
export function environmentOf(text: string | undefined): Environment {
  if (text === undefined) return noVariables;
  const found =
    text.length > longestFile ? undefined : readSettings(text.replace(/^\ufeff/, "").replace(/\r\n/g, "\n"));
  return found ? (name) => found.get(name) : anything;
}

/** Others may know the names of variables from it, but not what they are set to. */
export function withoutValues(environment: Environment): Environment {
  return (name) => environment(name) && unknown;
}

/** `NAME=value`, `export NAME=value` and `NAME: value`; the name alone takes its value from the shell. */
const statement = /[\s\u0085]*(?:#[^\n]*|(?:export[^\S\n]+)?([\w.[\]-]+)[^\S\n]*(?:([=:])[^\S\n]*|(?=\n|$))|$)/y;

function readSettings(text: string): ReadonlyMap<string, Setting> | undefined {
  const settings = new Map<string, Setting>();
  let at = 0;
  while (at < text.length) {
    statement.lastIndex = at;
    const match = statement.exec(text);
    if (!match) return undefined;
    at = statement.lastIndex;
    const [, name, sign] = match;
    // A name alone stands for what the shell has, and sets nothing where that has none.
    if (name === undefined || sign === undefined) continue;
    const read = readValue(text, at, (other) => settings.get(other));
    if (!read) return undefined;
    settings.set(name, isSecretName(name) ? unknown : { value: read.value });
    at = read.end;
  }
  return settings;
}

/** The value at a place, and where it ends; undefined where a quote is not closed. */
function readValue(text: string, start: number, environment: Environment) {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") {
    const end = text.indexOf("\n", start) < 0 ? text.length : text.indexOf("\n", start);
    const [written = ""] = text.slice(start, end).split(" #", 1);
    // Releases of compose differ about a comment in place of a value.
    return { value: written.startsWith("#") ? undefined : interpolate(written.trimEnd(), environment), end };
  }
  let value = "";
  for (let at = start + 1; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (letter === quote) return { value: quote === "'" ? value : inDoubleQuotes(value, environment), end: at + 1 };
    const next = text[at + 1] ?? "";
    if (letter === "\\" && next !== "") {
      value += next === quote ? quote : letter + next;
      at++;
    } else value += letter;
  }
  return undefined;
}

/** What stands for escapes; `\$` begins no variable. */
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\\": "\\", $: "$$" };

/** Undefined as well where an escape is in it that nothing but a terminal wants. */
function inDoubleQuotes(text: string, environment: Environment): string | undefined {
  if (/\\[abcfv0]/.test(text)) return undefined;
  const plain = text.replace(/\\([nrt\\$])/g, (_, letter: string) => escapes[letter] ?? letter);
  return interpolate(plain, environment);
}

// -------------------------------------------------------------- interpolation

const deepest = 10;

/** No path, name or argument that matters is longer; bounds what aliases of one long text can cost. UTF-16 units. */
const longest = 4096;

/** What stands in braces: a name, and what is to be done where it is set or not. */
const inBraces = /^([A-Za-z_]\w*)(?:(:?[-+?])(.*))?$/s;

/** The text with its variables replaced by what is set, or by their defaults; undefined when something unknown decides. */
export function interpolate(text: string, environment: Environment, depth = 0): string | undefined {
  if (depth > deepest || text.length > longest) return undefined;
  let result = "";
  for (let at = 0; at < text.length; ) {
    const dollar = text.indexOf("$", at);
    if (dollar < 0) return result + text.slice(at);
    result += text.slice(at, dollar);
    if (text[dollar + 1] === "$") {
      result += "$";
      at = dollar + 2;
      continue;
    }
    const name = /^[A-Za-z_]\w*/.exec(text.slice(dollar + 1, dollar + 1 + longestName))?.[0] ?? "";
    const end = text[dollar + 1] === "{" ? endOfBraces(text, dollar + 1) : dollar + 1 + name.length;
    const written = text[dollar + 1] === "{" ? text.slice(dollar + 2, (end ?? 0) - 1) : name;
    const value = end === undefined ? undefined : replacement(written, environment, depth);
    if (end === undefined || value === undefined || result.length + value.length > longest) return undefined;
    result += value;
    at = end;
  }
  return result;
}

/** UTF-16 units. */
const longestName = 200;

/** What stands for a variable, as it is written between its braces. */
function replacement(written: string, environment: Environment, depth: number): string | undefined {
  const [, name, operator, rest = ""] = inBraces.exec(written) ?? [];
  if (name === undefined) return undefined;
  const setting = environment(name);
  if (setting && setting.value === undefined) return undefined;
  // With a colon, what is set to nothing counts as not set.
  const value = operator?.startsWith(":") ? setting?.value || undefined : setting?.value;
  if (operator?.endsWith("-")) return value ?? interpolate(rest, environment, depth + 1);
  if (!operator?.endsWith("+")) return value;
  if (value !== undefined) return interpolate(rest, environment, depth + 1);
  return setting ? "" : undefined;
}

/** The offset behind the brace that closes the one at `start`. */
function endOfBraces(text: string, start: number): number | undefined {
  let open = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "{") open++;
    else if (text[at] === "}" && --open === 0) return at + 1;
  }
  return undefined;
}
