import { keywordLike, replace } from "../edits/edits";
import { liftComment } from "../instructions/trailing";
import { bareWords } from "../syntax/quotes";
import type { Dockerfile, DockerfileRule, Finding, Fix, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "too-many-arguments",
  title: "The instruction has more arguments than it takes, so that the build fails",
  severity: "error",
  category: "correctness",
  syntax: true,
  why:
    "`FROM` takes an image, and `AS` with a name for the stage; `HEALTHCHECK NONE` takes nothing. " +
    "A comment stands on a line of its own: behind an instruction it is part of that.",
  sources: ["https://docs.docker.com/reference/dockerfile/#from"],
  bad: "FROM node:24-slim build",
  good: "FROM node:24-slim AS build",

  *check(file) {
    for (const instruction of file.instructions) {
      const found = judge(file, instruction);
      if (found) yield found;
    }
  },
} satisfies DockerfileRule;

const versionLike = /^(?:v?\d[\w.-]*|latest|lts|alpine|slim|stable|current)$/;
const stageName = /^[a-z][a-z0-9_.-]*$/i;

function judge(file: Dockerfile, instruction: Instruction): Finding | undefined {
  const { keyword, onbuild, flags } = instruction;
  if (keyword !== "HEALTHCHECK" && keyword !== "FROM") return undefined;
  const words = keyword === "FROM" ? instruction.words : bareWords(file, instruction, 50);
  const [first, second, third] = words;
  if (keyword === "HEALTHCHECK" && first?.text.toUpperCase() === "NONE" && second) {
    const last = words.at(-1) ?? second;
    const comment = liftComment(file, instruction, second);
    const fix = comment ?? { title: "Delete it", safe: true, edits: [{ start: first.end, end: last.end, text: "" }] };
    const severity = onbuild ? ("warning" as const) : undefined;
    return {
      span: { start: second.start, end: last.end },
      message: "HEALTHCHECK NONE takes nothing behind it, not even a comment",
      severity,
      fixes: [fix],
    };
  }
  if (keyword === "HEALTHCHECK" || onbuild || !first || !second || flags.some(({ value }) => !value)) return undefined;
  const hasAs = second.text.toUpperCase() === "AS";
  if (hasAs && words.length <= 3) return undefined;
  const extra = hasAs ? (words[3] ?? second) : second;
  const span = { start: extra.start, end: (words.at(-1) ?? second).end };
  const comment = liftComment(file, instruction, extra);
  if (comment) {
    return {
      span,
      message: "Docker takes a comment behind FROM for arguments: it needs a line of its own",
      fixes: [comment],
    };
  }
  if (hasAs)
    return { span, message: `FROM takes nothing behind the name of the stage, so that ${extra.text} is too much` };
  if (words.length === 2) return { span, ...one(file, instruction, first, second) };
  const as = keywordLike(file, instruction, "AS");
  const fixes: Fix[] =
    words.length === 3 && second.text.length <= 3 && stageName.test(third?.text ?? "")
      ? [{ title: `Write ${as}`, safe: false, edits: [replace(second, as)] }]
      : [];
  const hint = fixes.length > 0 ? `; did you mean ${as}` : "";
  return {
    span: fixes.length > 0 ? second : span,
    message: `FROM knows no ${second.text} behind the image, only AS${hint}`,
    fixes,
  };
}

type Part = Pick<Word, "start" | "end" | "text">;

function one(file: Dockerfile, instruction: Instruction, image: Part, extra: Part): Omit<Finding, "span"> {
  const { text } = extra;
  const isTag = versionLike.test(text) && !/[:@$]/.test(image.text.slice(image.text.lastIndexOf("/") + 1));
  const blanks = { start: image.end, end: extra.start };
  const isBlank = /^[ \t]+$/.test(file.text.slice(blanks.start, blanks.end));
  if (isTag && isBlank) {
    const fix = { title: `Write ${image.text}:${text}`, safe: false, edits: [replace(blanks, ":")] };
    return {
      message: `A blank ends the image, so that ${text} is no tag; did you mean ${image.text}:${text}`,
      fixes: [fix],
    };
  }
  const as = keywordLike(file, instruction, "AS");
  const fix = {
    title: `Write ${as} ${text}`,
    safe: false,
    edits: [{ start: extra.start, end: extra.start, text: `${as} ` }],
  };
  return {
    message: `FROM takes nothing but AS behind the image; is ${text} the name of the stage`,
    fixes: stageName.test(text) ? [fix] : [],
  };
}
