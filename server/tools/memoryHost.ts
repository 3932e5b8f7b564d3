/** A folder in memory, which facts are gathered from as they are from a disk. */

import { parseDockerfile } from "../syntax/dockerfile";
import { fileKind } from "../syntax/fileKind";
import type { Facts, Files, Host } from "../types";
import { pathFrom, uriOf } from "../util/uris";
import { contextsOf } from "../workspace/chooseContext";
import { gatherFacts, gatherIgnoreFacts } from "../workspace/facts";
import { wantsOf } from "../workspace/wants";

/** The URI of the folder. */
export const workspace = "file:///w";

/**
 * The facts about a text in a context made of these files, gathered as the product does.
 * @param path of the text from the root of the context; undefined when it stands nowhere.
 */
export async function factsAround(files: Files, path: string | undefined, text: string): Promise<Facts> {
  const uri = path === undefined ? undefined : uriOf(workspace, path);
  const contexts = uri === undefined ? [] : contextsOf(uri, [workspace]);
  const host = hostOf(path === undefined ? files : { ...files, [path]: text });
  const hints = { chosen: workspace };
  const { facts } =
    uri !== undefined && fileKind(uri) === ".dockerignore"
      ? await gatherIgnoreFacts(host, uri, contexts, hints)
      : await gatherFacts(host, uri, contexts, wantsOf(parseDockerfile(text)), hints);
  return facts;
}

/** A host with these files below the workspace folder; they may change. */
export function hostOf(files: Files): Host {
  const at = (uri: string) => {
    const path = pathFrom(workspace, uri);
    if (path === undefined) throw new Error(`${uri} has no path from ${workspace}`);
    return path;
  };
  const below = (uri: string) => {
    const folder = at(uri) === "" ? "" : `${at(uri)}/`;
    return Object.keys(files).flatMap((file) => (file.startsWith(folder) ? file.slice(folder.length) : []));
  };
  const isFolder = (uri: string) => below(uri).length > 0;
  return {
    read: async (uri) => (Object.hasOwn(files, at(uri)) ? files[at(uri)] : undefined),
    list: async (uri) => {
      const closed = below(uri).map((path) => path.replace(/(^|\/)(node_modules|\.git)\/.*/, "$1$2/"));
      return isFolder(uri) ? { paths: [...new Set(closed)].sort(), isComplete: true } : undefined;
    },
    folder: async (uri) => {
      const entries = new Map(below(uri).map((path) => [path.split("/", 1)[0] ?? "", path.includes("/")]));
      return isFolder(uri) ? [...entries].map(([name, isFolder]) => ({ name, isFolder, bytes: 0 })) : undefined;
    },
    log: () => {},
  };
}
