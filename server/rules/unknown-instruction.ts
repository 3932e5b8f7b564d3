import { nodePrograms } from "../data/tools";
import { apply, lineEnd, replace } from "../edits/edits";
import { continuesLine, joinLines, lackOf, nearKeyword } from "../instructions/forgottenEscape";
import { markerAt } from "../instructions/markers";
import { findSlips } from "../instructions/typography";
import { parseDockerfile } from "../syntax/dockerfile";
import { flagOfOnbuild } from "../syntax/flags";
import { usesDockerFrontend } from "../syntax/frontend";
import { keywords } from "../syntax/keywords";
import type { Dockerfile, DockerfileRule, Finding, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "unknown-instruction",
  title: "Docker does not know this instruction",
  severity: "error",
  category: "correctness",
  syntax: true,
  why:
    "Every line begins with one of Docker's instructions, unless the line above it ends with the escape character. " +
    "The build stops at anything else.",
  sources: ["https://docs.docker.com/reference/dockerfile/#overview"],
  bad: "FROM node:24-slim\nWROKDIR /app",
  good: "FROM node:24-slim\nWORKDIR /app",

  *check(file) {
    if (!usesDockerFrontend(file)) return;
    let above: Instruction | undefined;
    /** The instruction that the lines above belong to. */
    let root = "";
    for (const instruction of file.instructions) {
      const { keyword } = instruction;
      const isKnown = keywords.has(keyword);
      const isRest = !isKnown && above !== undefined && continuesLine(file, instruction, above, root);
      if (!isKnown && !isExplained(file, instruction)) yield judge(file, instruction, isRest ? above : undefined);
      if (!isRest) root = keyword;
      above = instruction;
    }
  },
} satisfies DockerfileRule;

/** Other rules say what is wrong, or a template puts something else there. */
function isExplained(file: Dockerfile, instruction: Instruction): boolean {
  const { name, start } = instruction;
  if (/^(?:\{[{%]|<%|[@%]\w+[@%]$)/.test(file.text.slice(name.start, name.end))) return true;
  if (markerAt(file, start) || flagOfOnbuild(file, instruction) !== undefined) return true;
  return findSlips(file, instruction).some((slip) => slip.start < name.end);
}

function judge(file: Dockerfile, instruction: Instruction, above: Instruction | undefined): Finding {
  const { name, onbuild } = instruction;
  const written = file.text.slice(name.start, name.end);
  if (above) {
    return {
      span: name,
      message: `"${shorten(written)}" is no instruction; ${lackOf(file, above)}`,
      fixes: joinLines(file, instruction, above),
    };
  }
  const meant = meaningOf(file, instruction, written);
  const hint = meant ? `; ${meant.hint}` : "";
  return {
    span: name,
    message: `Docker knows no instruction "${shorten(written)}"${hint}`,
    // Docker keeps what stands behind ONBUILD unread; the builds on top of the image fail.
    severity: onbuild ? "warning" : undefined,
    fixes: meant?.fix && !opensEndlessHeredoc(file, instruction, meant.fix) ? [meant.fix] : [],
  };
}

/** With a keyword that may have a heredoc, a `<<EOF` without its end takes the rest of the file along. */
function opensEndlessHeredoc(file: Dockerfile, { start, end }: Instruction, { edits }: Fix): boolean {
  if (!file.text.slice(start, end).includes("<<")) return false;
  return parseDockerfile(apply(file.text, edits)).errors.length > file.errors.length;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** Programs that people forget to write RUN before. */
const programs = new Set([
  ...nodePrograms,
  ..."apt apt-get apk yum dnf pip pip3 python python3 go cargo curl wget git mkdir cd cp mv rm ls chmod chown".split(
    " ",
  ),
  ..."echo cat sed tar unzip bash sh make bundle gem composer useradd adduser groupadd".split(" "),
]);

interface Meant {
  /** What is wrong, or was meant, as a clause. */
  readonly hint: string;
  readonly fix: Fix | undefined;
}

function meaningOf(file: Dockerfile, instruction: Instruction, written: string): Meant | undefined {
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
