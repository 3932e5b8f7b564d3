/** Which file of the build context a stage ends up with at a path. */

import { copySources } from "../context/contextSources";
import { takenAs } from "../context/takenFiles";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy, takesFromContext } from "../syntax/instructions";
import type { Facts, Instruction, Stage } from "../types";
import { pathSet } from "../util/listing";
import { memoizeFor } from "../util/memoize";
import { baseName } from "../util/paths";

/**
 * The path in the build context of the file at a path of a stage.
 * undefined when no COPY brings it there, or when it is not known what does.
 * @param path absolute.
 */
export function sourceAt(stage: Stage, path: string, { files }: Facts): string | undefined {
  return files && sourcesOf(files, stage)(path);
}

const sourcesOf = memoizeFor((files: readonly string[], stage: Stage) => {
  const copies = inherited(stage).filter(isCopy).reverse();
  return (path: string): string | undefined => {
    for (const copy of copies) {
      const target = resolvePath(copy.before.workdir, copy.words.at(-1)?.value);
      if (target === undefined) return undefined;
      const inside = target === "/" ? path.slice(1) : path === target ? "" : insideOf(path, target);
      if (inside === undefined) continue;
      if (!takesFromContext(copy) || copy.heredocs.length > 0) return undefined;
      const found = takenBy(copy, inside, files);
      if (found !== undefined) return found;
    }
    return undefined;
  };
});

function insideOf(path: string, folder: string): string | undefined {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

function takenBy(copy: Instruction, inside: string, files: readonly string[]): string | undefined {
  const known = pathSet(files);
  for (const source of copySources(copy)) {
    const root = source.path === "." ? "" : `${source.path}/`;
    const candidates = inside === "" ? [source.path] : [root + inside, source.path];
    const found = candidates.find((candidate) => {
      const isMeant = inside === "" || takenAs(source, candidate) === inside;
      return (
        known.has(candidate) &&
        isMeant &&
        (candidate !== source.path || inside === "" || baseName(candidate) === inside)
      );
    });
    if (found !== undefined) return found;
  }
  return undefined;
}
