import { insertBefore, isWhole, keywordLike, replace } from "../edits/edits";
import { trailingComment } from "../instructions/trailing";
import { baseFolder, stagesWithWorkdir } from "../instructions/workdirs";
import { isCopy } from "../syntax/instructions";
import { sections } from "../syntax/sections";
import type { Dockerfile, DockerfileRule, Fix, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "relative-destination",
  title: "Files are copied to a relative path and no WORKDIR is set",
  severity: "info",
  category: "build-context",
  aliases: ["DL3045"],
  why:
    "A relative destination starts from the `WORKDIR`; where the Dockerfile sets none, from that of the base " +
    "image, mostly the root folder. Set one above, so that another base image does not move the files.",
  sources: ["https://docs.docker.com/reference/dockerfile/#destination"],
  bad: "FROM node:24-slim\nCOPY . .",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY . .",

  *check(file) {
    const settled = stagesWithWorkdir(file);
    for (const section of sections(file)) {
      const parent = section[0]?.stage?.parent;
      if (parent && settled.has(parent)) continue;
      let first: Instruction | undefined;
      for (const instruction of section) {
        const { keyword, onbuild, words } = instruction;
        if (onbuild) continue;
        if (keyword === "WORKDIR") break;
        const target = words.at(-1);
        if (!isCopy(instruction) || words.length < 2 || !target || !isRelative(target)) continue;
        if (trailingComment(file, instruction)) continue;
        first ??= instruction;
        yield {
          span: target,
          message: `${target.text} starts from ${startFolder(instruction)} because no WORKDIR stands above`,
          // No other base image can move what is put into an empty one.
          severity: instruction.stage?.base?.name === "scratch" ? "hint" : undefined,
          fixes: fixes(file, instruction, target, first),
        };
      }
    }
  },
} satisfies DockerfileRule;

function isRelative({ text, value }: Word): boolean {
  const path = value ?? text.replace(/^["']/, "");
  return path !== "" && !/^["']?[$\\]/.test(text) && !/^(?:\/|[A-Za-z]:)/.test(path);
}

function startFolder({ stage }: Instruction): string {
  return baseFolder(stage) === "/" ? "the root folder" : "the folder that the base image has set";
}

function fixes(file: Dockerfile, instruction: Instruction, target: Word, first: Instruction): Fix[] {
  const workdir: Fix = {
    title: "Set WORKDIR /app above",
    safe: false,
    optional: true,
    edits: [insertBefore(file, first, `${keywordLike(file, first, "WORKDIR")} /app`)],
  };
  const isFile = /^[\w@+-][\w.@+-]*(?:\/[\w.@+-]+)*\/?$/.test(target.text);
  if (baseFolder(instruction.stage) !== "/" || !isFile || !isWhole(target)) return [workdir];
  return [{ title: `Write /${target.text}`, safe: true, edits: [replace(target, `/${target.text}`)] }, workdir];
}
