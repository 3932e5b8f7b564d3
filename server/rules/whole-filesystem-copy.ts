import { imageFacts } from "../data/images";
import { findStage } from "../syntax/dockerfile";
import { parseImage } from "../syntax/image";
import { flagOf, instructionsOf } from "../syntax/instructions";
import type { Dockerfile, DockerfileRule, Instruction, Word } from "../types";

export default {
  on: "Dockerfile",
  id: "whole-filesystem-copy",
  title: "The whole file system of another stage is copied",
  severity: "info",
  category: "stages",
  aliases: ["DL3067"],
  why:
    "With the root folder comes everything that the other stage has: package managers, caches, sources, its system " +
    "over that of this image. Copy the folders that the application needs; to go on from a stage, name it in " +
    "`FROM`.",
  sources: ["https://docs.docker.com/build/building/multi-stage/"],
  bad: "FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build / /",
  good: "FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build /app /app",

  *check(file) {
    for (const instruction of instructionsOf(file, "COPY")) {
      const { words } = instruction;
      const from = flagOf(instruction, "from")?.value;
      const source = words.slice(0, -1).find(({ value }) => isFilesystemRoot(value));
      if (!from || !source || !isFilesystemRoot(words.at(-1)?.value)) continue;
      if (!holdsSystem(file, instruction, from)) continue;
      yield {
        span: { start: source.start, end: source.end },
        message: `The whole file system of ${from.text} is copied: its tools and caches ship with what is needed`,
        // Into an empty image it makes one layer of all.
        severity: instruction.stage?.base?.name === "scratch" ? "hint" : undefined,
      };
    }
  },
} satisfies DockerfileRule;

/** What began empty holds only what was put there, and many an image of others is made to be copied whole. */
function holdsSystem(file: Dockerfile, { stage }: Instruction, from: Word): boolean {
  const source = findStage(file, from.text, stage);
  if (source) return source.base !== undefined && source.base.name !== "scratch";
  const { name, tag } = parseImage(from);
  return imageFacts(name, tag).family !== undefined;
}

function isFilesystemRoot(path: string | undefined): boolean {
  return path !== undefined && /^\/+(?:\.\/*)?$/.test(path);
}
