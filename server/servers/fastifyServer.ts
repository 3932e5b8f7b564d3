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
  const calls = texts.flatMap((each, at) => (each === "listen" && texts[at + 1] === "(" ? [at] : []));
  const [at] = calls;
  if (at === undefined || calls.length > 1 || !importsOf(tokens).includes("fastify")) return undefined;
  const name = texts[at - 1] === "." ? (texts[at - 2] ?? "") : "";
  if (!/^\w+$/.test(name) || !isMade(name, text) || texts[at + 2] !== "{") return undefined;
  const end = texts.indexOf("}", at);
  const options = texts.slice(at + 3, end < 0 ? at + 3 : end);
  const isSpread = options.some((each, index) => each === "." && options[index + 1] === ".");
  const isPlain =
    options.includes("port") && !isSpread && !options.some((each) => /^(?:host|path|fd|\.\.\.|\{|\[)$/.test(each));
  return isPlain ? `${name}.listen() in ${baseName(place)}` : undefined;
}

/** Whether a name is an instance of Fastify, and nothing else. */
function isMade(name: string, text: string): boolean {
  const sets = [...text.matchAll(new RegExp(`\\b${name}\\s{0,9}=(?![=>])\\s{0,9}([^\\n]{0,99})`, "g"))];
  const [, value = ""] = sets[0] ?? [];
  return sets.length === 1 && /^(?:[fF]astify|require\(["']fastify["']\)(?:\.fastify)?)\(/.test(value);
}
