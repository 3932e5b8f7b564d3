import { apply } from "../edits/edits";
import { continuesLine, joinLines, lackOf } from "../instructions/forgottenEscape";
import { markerAt } from "../instructions/markers";
import { meaningOf } from "../instructions/meantInstruction";
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

/** Other rules say what is wrong. */
function isExplained(file: Dockerfile, instruction: Instruction): boolean {
  const { name, start } = instruction;
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
