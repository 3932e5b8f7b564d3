/** Which files of a build context lie where a program starts, so that it may read them when it runs. */

import { type ContextSource, copySources } from "../context/contextSources";
import { takenAs } from "../context/takenFiles";
import { resolvePath } from "../syntax/dockerfile";
import { ignores } from "../syntax/dockerignore";
import { isCopy } from "../syntax/instructions";
import type { Facts, Instruction } from "../types";
import { baseName, folderOf } from "../util/paths";

/** Files that no program reads when it runs: settings of tools, texts about the project, definitions of builds. */
const unread = new RegExp(
  [
    /\.md$/,
    /(?:^|\/)(?:\.[^/]+|(?:docker-)?compose[^/]*\.ya?ml|Jenkinsfile|Procfile|Makefile|[Jj]ustfile|Taskfile\.ya?ml)$/,
    /(?:^|\/)(?:LICEN[CS]E[^/]*|NOTICE|README[^/]*|CHANGELOG[^/]*|CODEOWNERS|OWNERS)$/,
    /(?:^|\/)(?:package(?:-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|tsconfig[^/]*\.json|[^/]+\.config\.[cm]?[jt]s)$/,
    /(?:^|\/)(?:\.[^/]+|docs?|tests?|docker|deploy|infra|terraform|charts|k8s|helm|node_modules)\//,
  ]
    .map(({ source }) => source)
    .join("|"),
);

/** Whether no program reads a file of this path. */
export function isUnread(path: string): boolean {
  return unread.test(path) || baseName(path).includes("Dockerfile");
}

/** A file or folder of the context, and where it lies in the image. */
export interface Placed {
  readonly path: string;
  readonly target: string;
}

/**
 * The files and folders below a folder of the image that instructions copy from the context and a program started there
 * may read; whole folders where nothing in them is a source.
 * @param isSource whether a file of the context is of use to the build alone.
 */
export function readable(
  copies: readonly Instruction[],
  folder: string,
  isSource: (path: string) => boolean,
  { files = [], ignore }: Facts,
): Placed[] {
  const sources = copies.filter(isCopy).flatMap(copySources);
  const found: Placed[] = [];
  const mixed = new Set<string>([folder]);
  for (const path of files) {
    if (ignores(ignore, path)) continue;
    const isOther = !isUnread(path) && !isSource(path);
    for (const source of sources) {
      const target = placeOf(source, path, folder);
      if (target === undefined || !target.startsWith(folder === "/" ? "/" : `${folder}/`)) continue;
      if (isOther) found.push({ path, target });
      else for (let above = folderOf(target); above.length > folder.length; above = folderOf(above)) mixed.add(above);
    }
  }
  const highest = found.map((each) => whole(each, mixed));
  return [...new Map(highest.map((each) => [each.target, each])).values()];
}

/** Where a COPY puts a file of the context. */
function placeOf(source: ContextSource, path: string, folder: string): string | undefined {
  const below = takenAs(source, path);
  const { words, before } = source.instruction;
  const to = words.at(-1)?.value;
  const target = below === undefined ? undefined : resolvePath(before.workdir, to);
  const isNamed = source.path === path && !to?.endsWith("/") && !`${folder}/`.startsWith(`${target}/`);
  return target === undefined || isNamed ? target : resolvePath(target, below);
}

/** The highest folder above a file that holds no sources, else the file. */
function whole({ path, target }: Placed, mixed: ReadonlySet<string>): Placed {
  let best: Placed = { path, target };
  for (
    let above: Placed = { path: folderOf(path), target: folderOf(target) };
    above.path !== "" &&
    !mixed.has(above.target) &&
    above.target.endsWith(`/${above.path.slice(above.path.lastIndexOf("/") + 1)}`);
    above = { path: folderOf(above.path), target: folderOf(above.target) }
  )
    best = above;
  return best;
}
