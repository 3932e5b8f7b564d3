/** Files that look like the ignore file of a Dockerfile, but that Docker does not read. */

import { decide, ignores, parseIgnore } from "../syntax/dockerignore";
import type { Facts } from "../types";
import { filterOnce, pathSet } from "../util/listing";
import { memoize } from "../util/memoize";
import { folderOf } from "../util/paths";

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
  const beside = ignoreBeside(path);
  if (has.has(beside)) return { path: beside, fault: "folder", target };
  if (!has.has(".containerignore") || isForPodman(path)) return undefined;
  return { path: ".containerignore", fault: "program", target };
}

/** Where a `.dockerignore` beside the Dockerfile lies, which is read only if that is the root of the context. */
export function ignoreBeside(path: string): string {
  return `${path.slice(0, path.lastIndexOf("/") + 1)}.dockerignore`;
}

/** A file that was meant to be read, and what it would leave out: as patterns of the context, and as files that are sent. */
interface Meant extends UnreadIgnore {
  readonly patterns: readonly string[];
  /** Whether it would leave out a path that is sent. */
  leavesOut(path: string): boolean;
}

/**
 * The ignore file that was meant, beside another one that is read as well; undefined when there is none, or what it says
 * is not known. Its patterns count from its own folder where they would have been read there.
 */
export const meantIgnore = memoize((facts: Facts): Meant | undefined => {
  const { ignore, files = [], contents, path = "Dockerfile" } = facts;
  const beside = ignoreBeside(path);
  const isBeside = ignore?.path === ".dockerignore" && beside !== ignore.path && pathSet(files).has(beside);
  const unread: UnreadIgnore | undefined = isBeside
    ? { path: beside, fault: "folder", target: ".dockerignore" }
    : unreadIgnore(facts);
  const text = unread && contents?.get(unread.path);
  if (!unread || text === undefined || unread.fault === "program") return undefined;
  const folder = unread.fault === "folder" ? folderOf(unread.path) : "";
  const lead = folder === "" ? "" : `${folder}/`;
  const patterns = parseIgnore(text).patterns.map(({ negated, pattern }) => `${negated ? "!" : ""}${lead}${pattern}`);
  const moved = parseIgnore(patterns.join("\n"));
  const isLeft = (it: string) => decide(moved, it).ignored && !ignores(ignore, it);
  return { ...unread, patterns, leavesOut: (it) => isLeft(it.replace(/\/$/, "")) };
});

const wrongName =
  /^(?:\.?docker[-_]?ignore(?:\.txt)?|\.dockerignores|\.dockeringore|\.dockerignroe|dockerfile\.ignore)$/i;

const misnamedFiles = filterOnce((path) => wrongName.test(path));

/** Podman and Buildah read `.containerignore`; a Containerfile is written for them. */
export function isForPodman(path: string): boolean {
  return /(?:^|\/)Containerfile[^/]*$|\.containerfile$/i.test(path);
}
