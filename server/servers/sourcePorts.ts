/** The port that a program of Node.js listens on, by its source. */

import { envFileLoaders } from "../data/startPrograms";
import { textsOf } from "../node/imports";
import { importsOf, longest } from "../node/shutdown";
import { type Token, tokenize } from "../syntax/javascript";
import type { Facts } from "../types";
import { filesNamed } from "../util/listing";
import { baseName } from "../util/paths";

/** A port that is written, or that a variable of the environment holds; `port` is that without the variable, undefined for none. */
export interface SourcePort {
  readonly variable: string | undefined;
  readonly port: number | undefined;
}

/** The port of a program, and the other numbers in its sources, on which packages of its own accord may listen. */
interface ProgramPort extends SourcePort {
  readonly others: ReadonlySet<number>;
}

/** The only port on which a file, or one that it imports, listens; undefined when there are several, or it cannot be told. */
export function sourcePort(entry: string, facts: Facts): ProgramPort | undefined {
  const found: (SourcePort | undefined)[] = [];
  const numbers: number[] = [];
  const set = new Set<string | undefined>();
  for (const text of textsOf(entry, facts)) {
    // What reads variables from a file may have the port from there.
    if (text === undefined || text.length > longest || /\bdotenvx?\b|loadEnvFile|node-config|["']config["']/.test(text))
      return undefined;
    const tokens = tokenize(text);
    const imports = importsOf(tokens);
    if (imports.some((name) => envFileLoaders.has(name) || mayListen.test(name))) return undefined;
    const settings = settingsOf(imports, facts);
    if (settings === undefined) return undefined;
    numbers.push(...[...settings.matchAll(/\d{2,5}/g)].map(Number));
    for (const [, name] of text.matchAll(setVariable)) set.add(name);
    for (const [at, token] of tokens.entries()) {
      if (token.kind !== "mark" && /^\d{2,5}$/.test(token.text)) numbers.push(Number(token.text));
      if (token.kind !== "word" || tokens[at + 1]?.text !== "(") continue;
      if (/^(?:serve|bindAsync|startStandaloneServer|fork|spawn|Worker)$/.test(token.text)) return undefined;
      if (token.text === "listen" && tokens[at - 1]?.text === ".") found.push(portAt(text, tokens, at + 1));
    }
  }
  const [one] = found;
  if (!one || found.length > 1) return undefined;
  // A name that is not written may be any.
  if (one.variable !== undefined && (set.has(one.variable) || set.has(undefined))) return undefined;
  const own = one.port === undefined ? -1 : numbers.indexOf(one.port);
  return { ...one, others: new Set(numbers.filter((_, at) => at !== own)) };
}

/** Packages that open a port of their own, for probes and figures, and what starts other programs. */
const mayListen =
  /^(?![.#/]).*(?:lightship|prometheus|health|metrics|probe|monitor)|^(?:node:)?(?:child_process|cluster|worker_threads)$|^(?:execa|cross-spawn|shelljs|zx)$/i;

/** `process.env.PORT = …`, `process.env[name] = …`, `Object.assign(process.env, …)`; the name, where it is written. */
const setVariable =
  /\bprocess\.env(?:\.(\w{1,60})|\[[^\]\n]{1,80}\])\s{0,9}(?:\?\?|\|\|)?=(?!=)|\bassign\(\s{0,9}process\.env\b/g;

/** The JSON of the project that a file imports; undefined where one is not known. */
function settingsOf(imports: readonly string[], { files = [], contents }: Facts): string | undefined {
  const texts = imports
    .filter((name) => /^[.#/@~]/.test(name))
    .flatMap((name) => filesNamed(files, `${baseName(name).replace(/\.json$/, "")}.json`))
    .map((path) => contents?.get(path));
  return texts.some((text) => text === undefined) ? undefined : texts.join("\n");
}

/** What `.listen` is given first. @param open index of the bracket behind it. */
function portAt(text: string, tokens: readonly Token[], open: number): SourcePort | undefined {
  const given = expressionFrom(text, (tokens[open]?.start ?? 0) + 1);
  const [, named] = /^\{[^}]{0,200}?\bport\s{0,9}:\s{0,9}([^,}]{1,80})/.exec(given) ?? [];
  return valueOf((named ?? (/^\{[^}]{0,200}?\bport\b/.test(given) ? "port" : given)).trim(), text, tokens, 3);
}

/** What stands between a place and the comma or bracket that ends it, all of an object. */
function expressionFrom(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < Math.min(text.length, start + 200); at++) {
    const char = text.charAt(at);
    if (/[([{]/.test(char)) depth++;
    if (depth === 0 && /[,)]/.test(char)) return text.slice(start, at).trim();
    if (/[)\]}]/.test(char)) depth--;
  }
  return "";
}

/** @param steps how many names may be followed. */
function valueOf(expression: string, text: string, tokens: readonly Token[], steps: number): SourcePort | undefined {
  const [, written] = /^["']?(\d{2,5})["']?$/.exec(expression) ?? [];
  if (written !== undefined) return { variable: undefined, port: Number(written) };
  const [whole, variable, other] = ofEnvironment.exec(expression) ?? [];
  if (whole !== undefined) return { variable, port: other === undefined ? undefined : Number(other) };
  if (steps === 0 || !/^[A-Za-z_$][\w$]{0,60}$/.test(expression)) return undefined;
  const given = [...text.matchAll(declared)].filter(
    ({ 1: name, index }) => name === expression && tokens.some(({ start }) => start === index),
  );
  // What is set anew elsewhere may be anything.
  const [one, ...more] = given;
  if (!one || more.length > 0) return undefined;
  return valueOf((one[2] ?? "").trim(), text, tokens, steps - 1);
}

/** `process.env.PORT || 3000`, `Number(process.env.PORT) || 3000`, `parseInt(process.env.PORT ?? "3000", 10)` */
const ofEnvironment =
  /^(?:\+|(?:Number|parseInt|Number\.parseInt)\()?process\.env\.([A-Z][A-Z\d_]{0,40})(?:, ?10)?\)?(?: {0,3}(?:\|\||\?\?) {0,3}["']?(\d{2,5})["']?)?(?:, ?10)?\)?$/;

const declared = /\bconst\s{1,9}([\w$]{1,60})\s{0,9}=\s{0,9}([^;\n]{1,120})/g;
