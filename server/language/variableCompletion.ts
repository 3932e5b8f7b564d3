/** The variables that can be named where a dollar has been typed. */

import { imageFacts } from "../data/images";
import { platformArguments } from "../syntax/definitions";
import { shellTokens } from "../syntax/shellTokens";
import { isVariableName } from "../syntax/variables";
import type { Dockerfile, Instruction } from "../types";
import type { Offer, Offers } from "./offers";
import { isInBody } from "./typedPlaces";

/** Instructions in which neither Docker nor a shell replaces variables. */
const without = new Set(["MAINTAINER", "SHELL", "ONBUILD"]);

/** Longer names are none. */
const longest = 100;

/** What can stand behind the `$` or `${` before an offset; undefined where there is none that anybody would replace. */
export function completeVariable(file: Dockerfile, instruction: Instruction, offset: number): Offers | undefined {
  const { text, escape } = file;
  const { keyword, exec, heredocs } = instruction;
  let start = offset;
  while (start > 0 && offset - start < longest && /\w/.test(text[start - 1] as string)) start--;
  const hasBrace = text[start - 1] === "{";
  const dollar = start - (hasBrace ? 2 : 1);
  if (text[dollar] !== "$" || text[dollar - 1] === escape || text[dollar - 1] === "$") return undefined;
  const isRun = instruction.script !== undefined || keyword === "RUN";
  const isCommand = exec && isRun;
  const inBody = isInBody(instruction, offset);
  if (without.has(keyword) || isCommand || offset <= instruction.name.end) return undefined;
  if (inBody && !isRun && heredocs.some(({ body, expand }) => !expand && body.start <= offset && offset < body.end)) {
    return undefined;
  }
  let end = offset;
  while (end < text.length && end - offset < longest && /\w/.test(text[end] as string)) end++;
  const close = hasBrace && text[end] !== "}" ? "}" : "";
  const offers = variablesAt(file, instruction, start, end).map((offer) => ({
    ...offer,
    ...(close && { insert: offer.label + close }),
  }));
  return { span: { start, end }, offers };
}

function variablesAt(file: Dockerfile, instruction: Instruction, from: number, to: number): Offer[] {
  const found = new Map<string, string | undefined>();
  const add = (name: string, detail: string | undefined) => {
    if (isVariableName(name) && !found.has(name)) found.set(name, detail);
  };
  const { stage, keyword, onbuild, script } = instruction;
  const isGlobal = !stage || (keyword === "FROM" && !onbuild);
  const own = isGlobal ? file.instructions.filter((other) => !other.stage) : stage.instructions;
  const lists: (readonly Instruction[])[] = [own.filter(({ start }) => start < instruction.start)];
  if (!isGlobal) for (let link = stage.parent; link; link = link.parent) lists.push(link.instructions);
  for (const { start, end, variable, isWrite } of script ? shellTokens(script) : []) {
    if (variable && isWrite && (end < from || to < start)) add(variable.name, "set by this script");
  }
  for (const list of lists) {
    for (const other of list.toReversed()) {
      if (other.keyword !== "ARG" && other.keyword !== "ENV") continue;
      for (const { name } of other.assignments) add(name.value ?? "", `${other.keyword} on line ${other.line + 1}`);
    }
  }
  if (isGlobal) for (const name of platformArguments.keys()) add(name, "set by the builder");
  const base = isGlobal ? undefined : stage.base;
  if (base) {
    for (const name of ["PATH", ...Object.keys(imageFacts(base.name, base.tag).environment)])
      add(name, `set by ${base.name}`);
  }
  return [...found].map(([label, detail]) => ({ label, kind: "variable", detail }));
}
