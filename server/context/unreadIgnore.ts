/** Files that look like the ignore file of a Dockerfile, but that Docker does not read. */

import type { Facts } from "../types";
import { filterOnce, pathSet } from "../util/listing";

/** A file that was meant to be the ignore file. */
export interface UnreadIgnore {
  /** From the context root, as `target`. */
  readonly path: string;
  /** What is wrong: its name, its folder, or that another program reads it. */
  readonly fault: "name" | "folder" | "program";
  /** Where Docker would read it. */
  readonly target: string;
}

/** The file that was meant, where Docker finds no ignore file; undefined when there is no such file, or it cannot be known. */
export function unreadIgnore({ files, ignore, path = "Dockerfile" }: Facts): UnreadIgnore | undefined {
  if (!files || ignore) return undefined;
  const has = pathSet(files);
  const target = ".dockerignore";
  const misnamed = misnamedFiles(files).find((it) => it !== target);
  if (misnamed !== undefined) return { path: misnamed, fault: "name", target };
  const own = `${path.replace(/\.[Dd]ockerfile$/, "")}.dockerignore`;
  if (has.has(own) && own !== `${path}.dockerignore`) {
    return { path: own, fault: "name", target: `${path}.dockerignore` };
  }
  const beside = `${path.slice(0, path.lastIndexOf("/") + 1)}.dockerignore`;
  if (has.has(beside)) return { path: beside, fault: "folder", target };
  if (!has.has(".containerignore") || isForPodman(path)) return undefined;
  return { path: ".containerignore", fault: "program", target };
}

const wrongName =
  /^(?:\.?docker[-_]?ignore(?:\.txt)?|\.dockerignores|\.dockeringore|\.dockerignroe|dockerfile\.ignore)$/i;

const misnamedFiles = filterOnce((path) => wrongName.test(path));

/** Podman and Buildah read `.containerignore`; a Containerfile is written for them. */
export function isForPodman(path: string): boolean {
  return /(?:^|\/)Containerfile[^/]*$|\.containerfile$/i.test(path);
}
