/** What a container starts of the build context that is copied as a whole: where it lies tells which folder that is. */

import { insideOf } from "../image/model";
import { folderAfter, folderBefore } from "../stage/folders";
import { mainProcess } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, Instruction } from "../types";

/**
 * The files with the ending of a script that the last stage starts, where they lie in the build context, if the stage
 * copies the whole of that: `start.sh` of `COPY . /app` and `CMD ["/app/start.sh"]`. Paths from the context root.
 */
export function startedHere(file: Dockerfile): string[] {
  const stage = file.final;
  const places = (stage?.instructions ?? []).flatMap((copy) => placeOfContext(copy) ?? []);
  if (!stage || places.length === 0) return [];
  const paths = (mainProcess(stage)?.argv ?? []).flatMap(({ value = "" }) =>
    scripts.test(value) ? (resolvePath(folderAfter(stage), value) ?? []) : [],
  );
  return paths.flatMap((path) => places.flatMap((place) => insideOf(path, place) || []));
}

const scripts = /^[\w./-]+\.(?:sh|bash|[cm]?[jt]s|py|rb|php|pl)$/;

function placeOfContext(copy: Instruction): string | undefined {
  const { keyword, words, flags, onbuild } = copy;
  if ((keyword !== "COPY" && keyword !== "ADD") || onbuild || words.length !== 2) return undefined;
  if (flags.some(({ name }) => name === "from" || name === "parents")) return undefined;
  return /^[./]+$/.test(words[0]?.value ?? "") ? resolvePath(folderBefore(copy), words[1]?.value) : undefined;
}
