/** Which file of the build context a stage ends up with at a path. */

import { mayBeTar } from "../context/archives";
import { type ContextSource, copySources, hasWildcard } from "../context/contextSources";
import { takenAs } from "../context/takenFiles";
import { folderBefore } from "../stage/folders";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy, takesFromContext } from "../syntax/instructions";
import type { Facts, Instruction, Stage } from "../types";
import { filesNamed, pathSet } from "../util/listing";
import { memoizeFor } from "../util/memoize";
import { baseName } from "../util/paths";
import { fileEnding } from "./copies";
import { insideOf } from "./model";

/**
 * The path in the build context of the file at a path of a stage, through whatever stages it has come.
 * undefined when no COPY brings it there, or when it is not known what does.
 * @param path absolute.
 */
export function sourceAt(stage: Stage, path: string, { files }: Facts): string | undefined {
  return files && sourcesOf(files, stage)(path);
}

const sourcesOf = memoizeFor((files: readonly string[], stage: Stage): ((path: string) => string | undefined) => {
  const copies = inherited(stage).filter(isCopy).reverse();
  const known = new Map<string, string | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, find(path));
    return known.get(path);
  };

  function find(path: string): string | undefined {
    for (const copy of copies) {
      const target = resolvePath(folderBefore(copy), copy.words.at(-1)?.value);
      if (target === undefined) return undefined;
      const inside = insideOf(path, target);
      if (inside === undefined) continue;
      if (copy.heredocs.length > 0) return undefined;
      if (!takesFromContext(copy)) {
        const found = fromStage(copy, inside, files);
        if (found === "another") continue;
        return found;
      }
      const sources = copySources(copy);
      // What may bring anything may bring this file.
      if (sources.length < copy.words.length - 1) return undefined;
      const found = sources.flatMap((source) => takenBy(source, inside, files));
      if (found.length > 0) return found.length === 1 ? found[0] : undefined;
      if (sources.some((source) => mayHide(copy, source, inside))) return undefined;
    }
    return undefined;
  }
});

/**
 * What an earlier stage has there; "another" where the copy brings files of other names alone. What comes from an image, or
 * is made by a build, may be anything.
 */
function fromStage(copy: Instruction, inside: string, files: readonly string[]): string | "another" | undefined {
  const from = copy.stage?.earlier(flagOf(copy, "from")?.value?.value ?? "");
  if (!from || flagOf(copy, "parents")) return undefined;
  let others = 0;
  for (const { value } of copy.words.slice(0, -1)) {
    const source = resolvePath("/", value);
    if (source === undefined) return undefined;
    if (hasWildcard(source)) {
      const named = namedBy(source, inside);
      return named === undefined ? undefined : sourcesOf(files, from)(named);
    }
    const isFile = fileEnding.test(source) || dotFile.test(source) || sourcesOf(files, from)(source) !== undefined;
    if (inside !== "" && baseName(source) !== inside && isFile) {
      others++;
      continue;
    }
    const root = source === "/" ? "" : source;
    const candidates =
      inside === "" ? [source] : [`${root}/${inside}`, ...(baseName(source) === inside ? [source] : [])];
    const found = candidates.map(sourcesOf(files, from)).find((it) => it !== undefined);
    if (found !== undefined) return found;
  }
  return others > 0 && others === copy.words.length - 1 ? "another" : undefined;
}

/** Settings of tools, and lists of what they leave out. */
const dotFile = /\/\.[\w-]{1,40}(?:ignore|rc)$/;

/** The file of a folder that one star in the last part of a source takes: `/app/*.json`; undefined where it takes another. */
function namedBy(source: string, inside: string): string | undefined {
  const [start = "", end = "", ...more] = baseName(source).split("*");
  const folder = source.slice(0, -baseName(source).length);
  if (more.length > 0 || hasWildcard(folder + start + end) || inside === "" || inside.includes("/")) return undefined;
  const isTaken = inside.length >= start.length + end.length && inside.startsWith(start) && inside.endsWith(end);
  return isTaken ? folder + inside : undefined;
}

/** The files of the context that a source brings to a path below the destination, "" for the destination itself. */
function takenBy(source: ContextSource, inside: string, files: readonly string[]): readonly string[] {
  const known = pathSet(files);
  if (source.isGlob || source.hasParents) {
    return filesNamed(files, baseName(inside)).filter((path) => takenAs(source, path) === inside);
  }
  if (inside === "") return known.has(source.path) ? [source.path] : [];
  const candidates = [source.path === "." ? inside : `${source.path}/${inside}`];
  if (baseName(source.path) === inside) candidates.push(source.path);
  return candidates.filter((path) => known.has(path) && takenAs(source, path) === inside);
}

/** Whether a source may bring something there that the names of files do not tell: an archive, or the only match of a pattern. */
function mayHide({ keyword }: Instruction, { path, isGlob }: ContextSource, inside: string): boolean {
  return (keyword === "ADD" && mayBeTar(path)) || (isGlob && inside === "");
}
