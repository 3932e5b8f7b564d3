/** Which file of the build context a stage ends up with at a path. */

import { copySources, hasWildcard } from "../context/contextSources";
import { takenAs } from "../context/takenFiles";
import { inherited } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { flagOf, isCopy, takesFromContext } from "../syntax/instructions";
import type { Facts, Instruction, Stage } from "../types";
import { pathSet } from "../util/listing";
import { memoizeFor } from "../util/memoize";
import { baseName } from "../util/paths";

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
      const target = resolvePath(copy.before.workdir, copy.words.at(-1)?.value);
      if (target === undefined) return undefined;
      const inside = target === "/" ? path.slice(1) : path === target ? "" : insideOf(path, target);
      if (inside === undefined) continue;
      if (copy.heredocs.length > 0) return undefined;
      const found = takesFromContext(copy) ? takenBy(copy, inside, files) : takenFromStage(copy, inside, files);
      if (found === "unknown") return undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }
});

/** What comes from an image may be anything. */
function takenFromStage(copy: Instruction, inside: string, files: readonly string[]): string {
  const from = copy.stage?.earlier(flagOf(copy, "from")?.value?.value ?? "");
  if (!from || flagOf(copy, "parents")) return "unknown";
  for (const { value } of copy.words.slice(0, -1)) {
    const source = resolvePath("/", value);
    if (source === undefined || hasWildcard(source)) return "unknown";
    const root = source === "/" ? "" : source;
    const candidates =
      inside === "" ? [source] : [`${root}/${inside}`, ...(baseName(source) === inside ? [source] : [])];
    const found = candidates.map(sourcesOf(files, from)).find((it) => it !== undefined);
    if (found !== undefined) return found;
  }
  // A build may have made it.
  return "unknown";
}

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
