/** Which files of a build context lie where a program starts, so that it may read them when it runs. */

import { copySources } from "../context/contextSources";
import { takenAs } from "../context/takenFiles";
import { resolvePath } from "../syntax/dockerfile";
import { decide } from "../syntax/dockerignore";
import { isCopy } from "../syntax/instructions";
import type { Facts, Instruction } from "../types";
import { folderOf } from "../util/paths";

/** Files that no program reads when it runs: settings of tools, texts about the project, definitions of builds. */
const unread =
  /\.md$|(?:^|\/)(?:\.[^/]+|[^/]*\.?Dockerfile[^/]*|(?:docker-)?compose[^/]*\.ya?ml|LICEN[CS]E[^/]*|NOTICE|README[^/]*|CHANGELOG[^/]*|HELP|Makefile|Justfile|justfile|Taskfile\.ya?ml|Procfile|Jenkinsfile|CODEOWNERS|OWNERS)$|(?:^|\/)(?:\.[^/]+|docs?|tests?|k8s|helm|node_modules)\//;

/** Whether no program reads a file of this path. */
export function isUnread(path: string): boolean {
  return unread.test(path);
}

/**
 * The files and folders below a folder of the image that instructions copy from the context and a program started there
 * may read, as paths of the image; whole folders where nothing in them is a source.
 * @param isSource whether a file of the context is of use to the build alone.
 */
export function readable(
  copies: readonly Instruction[],
  folder: string,
  isSource: (path: string) => boolean,
  { files = [], ignore }: Facts,
): string[] {
  const sources = copies.filter(isCopy).flatMap(copySources);
  const found = new Set<string>();
  const mixed = new Set<string>([folder]);
  for (const path of files) {
    if (ignore && decide(ignore, path).ignored) continue;
    const isOther = !isUnread(path) && !isSource(path);
    for (const source of sources) {
      const below = takenAs(source, path);
      const { words, before } = source.instruction;
      const target = below === undefined ? undefined : resolvePath(before.workdir, words.at(-1)?.value);
      const isNamed = source.path === path && !words.at(-1)?.value?.endsWith("/") && !isFolder(target, folder);
      const placed = target === undefined || isNamed ? target : resolvePath(target, below);
      if (placed === undefined || !placed.startsWith(folder === "/" ? "/" : `${folder}/`)) continue;
      if (isOther) found.add(placed);
      else for (let above = folderOf(placed); above.length > folder.length; above = folderOf(above)) mixed.add(above);
    }
  }
  return [...new Set([...found].map((path) => whole(path, mixed)))];
}

/** The highest folder above a file that holds no sources, else the file. */
function whole(path: string, mixed: ReadonlySet<string>): string {
  let best = path;
  for (let above = folderOf(path); above !== "" && !mixed.has(above); above = folderOf(above)) best = above;
  return best;
}

function isFolder(target: string | undefined, folder: string): boolean {
  return target !== undefined && `${folder}/`.startsWith(`${target}/`);
}
