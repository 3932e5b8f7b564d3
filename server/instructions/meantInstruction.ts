/** What was meant by a line that begins with no instruction. */

import { nodePrograms } from "../data/tools";
import { lineEnd, replace } from "../edits/edits";
import { keywords } from "../syntax/keywords";
import type { Dockerfile, Fix, Instruction } from "../types";
import { nearKeyword } from "./forgottenEscape";

/** Programs that people forget to write RUN before. */
const programs = new Set([
  ...nodePrograms,
  ..."apt apt-get apk yum dnf pip pip3 python python3 go cargo curl wget git mkdir cd cp mv rm ls chmod chown".split(
    " ",
  ),
  ..."echo cat sed tar unzip bash sh make bundle gem composer useradd adduser groupadd".split(" "),
]);

export interface Meant {
  /** What is wrong, or was meant, as a clause. */
  readonly hint: string;
  readonly fix: Fix | undefined;
}

/**
 * What an instruction that Docker does not know may be meant to be; undefined where nothing is near.
 * @param written its name as it stands there.
 */
export function meaningOf(file: Dockerfile, instruction: Instruction, written: string): Meant | undefined {
  const { name } = instruction;
  const wrapped = /^(?<bracket>\[?)(?<quote>["']?)(?<word>[A-Za-z]+)\k<quote>(?<comma>,?)$/.exec(written)?.groups;
  if (wrapped && wrapped.word !== written && keywords.has((wrapped.word ?? "").toUpperCase()))
    return unwrapped(file, instruction, wrapped.word ?? "", wrapped.bracket !== "");
  const inCase = (keyword: string) => (/[A-Z]/.test(written) ? keyword : keyword.toLowerCase());
  const glued = /^([A-Za-z]+)(?=[[/"'.:=$])([:=]?)/.exec(written);
  const keyword = glued?.[1] ?? "";
  if (glued && keywords.has(keyword.toUpperCase())) {
    const start = name.start + keyword.length;
    const edits = [{ start, end: start + (glued[2] ?? "").length, text: " " }];
    const fix = { title: `Write a blank behind ${keyword}`, safe: false, edits };
    return { hint: `a blank is missing behind ${keyword}`, fix };
  }
  if (programs.has(written) && lineEnd(file.text, name.end) >= instruction.argument.end) {
    const edits = [{ start: name.start, end: name.start, text: "RUN " }];
    return { hint: "RUN is missing before it", fix: { title: "Add RUN", safe: false, edits } };
  }
  const near = nearKeyword(instruction);
  if (near === undefined) return undefined;
  const meant = inCase(near);
  return {
    hint: `did you mean ${meant}`,
    fix: { title: `Write ${meant}`, safe: false, edits: [replace(name, meant)] },
  };
}

/** `[ENTRYPOINT "/x"]` and `"CMD" ["x"]`: the keyword stands alone, brackets and quotes around what it starts. */
function unwrapped({ text }: Dockerfile, { name, argument }: Instruction, word: string, isBracket: boolean): Meant {
  const title = `Write ${word} alone`;
  if (!isBracket) {
    return { hint: `${word} stands without quotes`, fix: { title, safe: false, edits: [replace(name, word)] } };
  }
  const edits = [replace(name, word), { start: argument.start, end: argument.start, text: "[" }];
  const isList = isListOfWords(`[${text.slice(argument.start, argument.end)}`);
  return {
    hint: `the bracket belongs behind ${word}, before its first word`,
    fix: isList ? { title: `Write ${word} before the bracket`, safe: false, edits } : undefined,
  };
}

function isListOfWords(text: string): boolean {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.length > 0 && list.every((word) => typeof word === "string");
  } catch {
    return false;
  }
}
