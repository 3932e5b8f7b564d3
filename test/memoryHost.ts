/** A folder in memory, which facts are gathered from as they are from a disk. */

import assert from "node:assert/strict";
import type { Files, Host } from "../server/types";
import { pathFrom } from "../server/util/uris";

/** The URI of the folder. */
export const workspace = "file:///w";

/** A host with these files below the workspace folder; they may change. */
export function hostOf(files: Files): Host {
  const at = (uri: string) => pathFrom(workspace, uri) ?? assert.fail(uri);
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
