/** A server that the file which python runs starts by itself, for development or for its own container alone: `app.run()` of Flask, `uvicorn.run(…, reload=True)`. */

import { pythonName } from "../data/startPrograms";
import { allProcesses, startProcess } from "../image/processes";
import { sourceAt } from "../image/sources";
import { programName } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import type { Facts, Stage } from "../types";
import { baseName } from "../util/paths";

/** UTF-16 units. */
const longest = 200_000;

/** What starts, as a sentence about it; undefined where no such call runs for certain. */
export function developmentCall(stage: Stage, facts: Facts): string | undefined {
  const started = startedPython(stage, facts);
  return started && callIn(started.source, started.name);
}

/**
 * The call of a server in the file that python runs which listens on 127.0.0.1 because it names no host, as "app.run() in
 * app.py"; undefined where none runs for certain. Sources: flask.palletsprojects.com (Flask.run), www.uvicorn.org/settings.
 */
export function localPythonCall(stage: Stage, facts: Facts): string | undefined {
  const started = startedPython(stage, facts);
  if (!started) return undefined;
  const text = withoutStrings(started.source);
  // Whoever names the address somewhere, or starts another server before, may not come to the call.
  if (started.source.includes("0.0.0.0") || otherStart.test(text)) return undefined;
  for (const statement of mainStatements(started.source, text)) {
    const [, name = "", given] = /^(\w+)\.run\(([\s\S]{0,2000})\)\s*$/.exec(statement) ?? [];
    if (given === undefined || /\bhost\b|\*|\buds\b|\bfd\b/.test(given)) continue;
    const isBare = /^\s*(?:\w+\s*=(?!=)|$)/.test(given);
    if (isFlask(name, text) && isBare && !started.source.includes("SERVER_NAME"))
      return `${name}.run() in ${started.name}`;
    const isUvicorn = name === "uvicorn" && /^import uvicorn\b/m.test(text) && !/\bConfig\b|monkey/.test(text);
    if (isUvicorn) return `uvicorn.run() in ${started.name}`;
  }
  return undefined;
}

/** Calls of other servers, an end before, another `run`, and settings of files that may say SERVER_NAME. */
const otherStart =
  /\bserve_forever\b|\bserve\(|\bWSGIServer\b|\b(?:sys\.|os\._)?exit\(|\.run[ \t]{0,9}=(?!=)|\bsetattr\(|\.config\.(?:from_|update\()|\bexec[lv]\w{0,3}\(/;

/** The file of the context that python is told to run last; undefined where it is none, or not known. */
function startedPython(stage: Stage, facts: Facts): { readonly name: string; readonly source: string } | undefined {
  const process = allProcesses(startProcess(stage, facts)).at(-1);
  const words = process?.argv.map(({ value }) => value) ?? [];
  if (process?.kind !== "program" || !pythonName.test(programName(words[0]) ?? "")) return undefined;
  const file = words.slice(1).find((word) => word === undefined || !/^-[uOBIsEb]+$/.test(word));
  const path = file?.endsWith(".py") ? resolvePath(process.folder, file) : undefined;
  const place = path === undefined ? undefined : sourceAt(stage, path, facts);
  const source = place === undefined ? undefined : facts.contents?.get(place);
  return place === undefined || source === undefined || source.length > longest
    ? undefined
    : { name: baseName(place), source };
}

function callIn(source: string, file: string): string | undefined {
  const text = withoutStrings(source);
  for (const statement of mainStatements(source, text)) {
    const [call, name = ""] = /^(\w+)\.run\(/.exec(statement) ?? [];
    if (call === undefined) continue;
    if (isFlask(name, text)) {
      return isGiven("debug", statement)
        ? `${name}.run(debug=True) in ${file} starts Flask's development server, whose debugger runs any code that somebody sends`
        : `${name}.run() in ${file} starts Flask's development server, which is not made for production`;
    }
    if (name === "uvicorn" && isGiven("reload", statement))
      return `uvicorn.run(reload=True) in ${file} starts a server that watches its sources, which is not made for production`;
  }
  return undefined;
}

/** Whether a name is an app of Flask, and nothing else anywhere. */
function isFlask(name: string, text: string): boolean {
  const set = [
    ...text.matchAll(/^[ \t]{0,40}(\w+)[ \t]{0,9}(?::[ \t]{0,9}[\w.]+[ \t]{0,9})?=(?!=)[ \t]{0,9}([\w.]*)/gm),
  ];
  const [value, ...others] = set.flatMap(([, own, made]) => (own === name ? [made] : []));
  if (others.length > 0) return false;
  if (value === "flask.Flask") return /^import flask\b/m.test(text);
  const imports = [...text.matchAll(/^from flask import (?:\(([^)]{0,400})|([^\n]{0,400}))/gm)];
  return value === "Flask" && imports.some(([, several = "", line = ""]) => /\bFlask\b/.test(several + line));
}

/** Whether a call is given an option that is on. */
function isGiven(option: string, statement: string): boolean {
  return new RegExp(`[(,]\\s{0,40}${option}\\s{0,9}=\\s{0,9}True\\s{0,40}[,)]`).test(statement);
}

/** The statements that run whatever happens when the file does: at its margin, and right below `if __name__ == "__main__":`. */
function mainStatements(source: string, text: string): string[] {
  const found: string[] = [];
  let at = 0;
  let depth = 0;
  let isMain = false;
  let indent: string | undefined;
  for (const line of text.split("\n")) {
    const start = at;
    at += line.length + 1;
    const isContinued = depth > 0;
    depth += (line.match(/[([{]/g) ?? []).length - (line.match(/[)\]}]/g) ?? []).length;
    if (isContinued) {
      if (found.length > 0) found[found.length - 1] += `\n${line}`;
      continue;
    }
    if (line.trim() === "") continue;
    const own = /^[ \t]*/.exec(line)?.[0] ?? "";
    if (own === "") {
      isMain = /^if __name__ ?== ?["']/.test(line) && /__main__["']\)?:/.test(source.slice(start, at));
      indent = undefined;
      found.push(line);
    } else if (isMain) {
      indent ??= own;
      // What stands deeper may not run; it is kept apart from the statement above.
      found.push(own === indent ? line.trim() : "");
    } else found.push("");
  }
  return found;
}

/** Comments and what stands in strings as blanks, with every line where it was. */
function withoutStrings(source: string): string {
  let out = "";
  let quote: string | undefined;
  for (let at = 0; at < source.length; at++) {
    const sign = source[at] as string;
    if (quote === undefined) {
      if (sign === "#") {
        const end = source.indexOf("\n", at);
        const next = end < 0 ? source.length : end;
        out += " ".repeat(next - at);
        at = next - 1;
      } else if (sign === '"' || sign === "'") {
        quote = source.startsWith(sign.repeat(3), at) ? sign.repeat(3) : sign;
        out += quote;
        at += quote.length - 1;
      } else out += sign;
    } else if (sign === "\\") {
      out += source[at + 1] === "\n" ? " \n" : "  ";
      at++;
    } else if (source.startsWith(quote, at) || (sign === "\n" && quote.length === 1)) {
      out += sign === "\n" ? sign : quote;
      at += sign === "\n" ? 0 : quote.length - 1;
      quote = undefined;
    } else out += sign === "\n" ? sign : " ";
  }
  return out;
}
