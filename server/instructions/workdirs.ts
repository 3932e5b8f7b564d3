import { baseImage } from "../data/baseImages";
import { imageFacts } from "../data/images";
import { isWhole, replace } from "../edits/edits";
import { resolvePath } from "../syntax/dockerfile";
import { sections } from "../syntax/sections";
import type { Dockerfile, Fix, Instruction, Stage, Word } from "../types";

/** A WORKDIR whose path is relative. */
export interface RelativeWorkdir {
  readonly instruction: Instruction;
  readonly word: Word;
  /** No WORKDIR stands before it in the stage and its parents, so that the base image decides what it means. */
  readonly isFirst: boolean;
}

/** The WORKDIRs with a relative path, in order. A path that begins with an unknown variable counts as absolute. */
export function relativeWorkdirs(file: Dockerfile): RelativeWorkdir[] {
  const settled = stagesWithWorkdir(file);
  return sections(file).flatMap((section) => {
    const stage = section[0]?.stage;
    let isFirst = !stage?.parent || !settled.has(stage.parent);
    return section.flatMap((instruction) => {
      const [word] = instruction.words;
      if (instruction.keyword !== "WORKDIR" || instruction.onbuild || !word) return [];
      const found = isRelative(word, stage) ? [{ instruction, word, isFirst }] : [];
      isFirst = false;
      return found;
    });
  });
}

/** The stages that have a WORKDIR themselves or from a parent. */
export function stagesWithWorkdir({ stages }: Dockerfile): ReadonlySet<Stage> {
  const found = new Set<Stage>();
  for (const stage of stages) {
    const isSet = stage.instructions.some(({ keyword, onbuild }) => keyword === "WORKDIR" && !onbuild);
    if (isSet || (stage.parent && found.has(stage.parent))) found.add(stage);
  }
  return found;
}

function isRelative({ text, value }: Word, stage: Stage | undefined): boolean {
  const path = value ?? text.replace(/^["']/, "");
  if (path === "" || path.startsWith("/") || /^["']?\\/.test(text)) return false;
  if (value === undefined && path.startsWith("$")) return false;
  return !/^[A-Za-z]:/.test(path) || isLinux(stage);
}

/** Whether a drive letter means nothing in this stage: its base image is known not to be Windows. */
function isLinux(stage: Stage | undefined): boolean {
  const family = stage?.base && imageFacts(stage.base.name, stage.base.tag).family;
  return family !== undefined && family !== "windows";
}

/** The folder that relative paths start from where no WORKDIR stands above; undefined when only the image knows it. */
export function baseFolder(stage: Stage | undefined): string | undefined {
  return stage?.base && baseImage(stage.base)?.workdir;
}

/** Writes the path as it is meant when relative paths start from `folder`; none for paths that another system knows. */
export function makeAbsolute({ word }: RelativeWorkdir, folder: string, more: Omit<Fix, "title" | "edits">): Fix[] {
  const quote = /^(["']).*\1$/s.exec(word.text)?.[1] ?? "";
  const written = quote ? word.text.slice(1, -1) : word.text;
  if (!/^[\w./${}@+-]+$/.test(written) || !isWhole(word)) return [];
  const joined = `${folder === "/" ? "" : folder}/${written.replace(/^(?:\.\/)+/, "")}`;
  const path = written.includes("$") ? joined : resolvePath("/", joined);
  if (path === undefined || path === "") return [];
  return [{ title: `Write ${path}`, edits: [replace(word, quote + path + quote)], ...more }];
}
