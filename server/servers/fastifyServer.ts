/** A server of Fastify that a source of the project starts without naming an address. */

import type { Process } from "../image/processes";
import { sourceAt } from "../image/sources";
import { fileIndex } from "../node/entryFile";
import { importsOf, longest } from "../node/shutdown";
import { programName } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { tokenize } from "../syntax/javascript";
import type { Facts, Stage } from "../types";
import { baseName } from "../util/paths";

/**
 * The call in the file that node runs which listens on localhost, as "app.listen() in server.js"; undefined where none does
 * for certain. Source: fastify.dev/docs/latest/Reference/Server ("listen").
 */
export function localFastifyCall(stage: Stage, { argv, folder }: Process, facts: Facts): string | undefined {
  const words = argv.map(({ value }) => value ?? "");
  if (!/^node(?:js)?$/.test(programName(words[0]) ?? "")) return undefined;
  const path = resolvePath(folder, argv[fileIndex(words)]?.value);
  const place = path === undefined ? undefined : sourceAt(stage, path, facts);
  const text = place === undefined ? undefined : facts.contents?.get(place);
  if (place === undefined || text === undefined || text.length > longest) return undefined;
  const tokens = tokenize(text);
  const texts = tokens.map((token) => token.text);
  const code = tokens.map((token) => (token.kind === "string" ? '""' : token.text));
  const calls = texts.flatMap((each, at) => (each === "listen" && texts[at + 1] === "(" ? [at] : []));
  const [at] = calls;
  if (
    at === undefined ||
    /0\.0\.0\.0|serverFactory/.test(text) ||
    isConditional(code, at) ||
    calls.length > 1 ||
    !importsOf(tokens).includes("fastify")
  )
    return undefined;
  const name = texts[at - 1] === "." ? (texts[at - 2] ?? "") : "";
  if (!/^\w+$/.test(name) || !isMade(name, text) || texts[at + 2] !== "{") return undefined;
  const end = texts.indexOf("}", at);
  const options = texts.slice(at + 3, end < 0 ? at + 3 : end);
  const isSpread = options.some((each, index) => each === "." && options[index + 1] === ".");
  const isPlain =
    options.includes("port") && !isSpread && !options.some((each) => /^(?:host|path|fd|\.\.\.|\{|\[)$/.test(each));
  return isPlain ? `${name}.listen() in ${baseName(place)}` : undefined;
}

/** Whether a call stands in a branch, other than that of the file which is started itself. @param at of `listen`. */
function isConditional(texts: readonly string[], at: number): boolean {
  // What stands before `await app.listen`.
  const before = at - 3 - (texts[at - 3] === "await" ? 1 : 0);
  if (endsCondition(texts, before)) return true;
  let depth = 0;
  for (let index = before; index >= 0; index--) {
    if (texts[index] === "}") depth++;
    if (texts[index] !== "{") continue;
    if (depth === 0 && endsCondition(texts, index - 1)) return true;
    depth = Math.max(0, depth - 1);
  }
  return false;
}

/** Whether a word is `else`, or the end of `if (…)`. */
function endsCondition(texts: readonly string[], at: number): boolean {
  if (texts[at] === "else") return true;
  if (texts[at] !== ")") return false;
  let depth = 0;
  for (let index = at; index > 0; index--) {
    if (texts[index] === ")") depth++;
    if (texts[index] !== "(" || --depth > 0) continue;
    const condition = texts.slice(index + 1, at).join("");
    return texts[index - 1] === "if" && !/^require\.main===module$|import\.meta/.test(condition);
  }
  return false;
}

/** Whether a name is an instance of Fastify, and nothing else. */
function isMade(name: string, text: string): boolean {
  const sets = [...text.matchAll(new RegExp(`\\b${name}\\s{0,9}=(?![=>])\\s{0,9}([^\\n]{0,99})`, "g"))];
  const [, value = ""] = sets[0] ?? [];
  return sets.length === 1 && /^(?:[fF]astify|require\(["']fastify["']\)(?:\.fastify)?)\(/.test(value);
}
