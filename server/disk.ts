import path from "node:path";
import { fileURLToPath } from "node:url";
import { listContext, readText } from "./files";
import type { Host } from "./types";

/** The file system behind `file:` addresses. */
export const disk: Omit<Host, "log"> = {
  // What a link leads to outside of its folder is none of the workspace's business.
  read: (uri) => readText(fileURLToPath(uri), path.dirname(fileURLToPath(uri))),
  list: (uri) => listContext(fileURLToPath(uri)),
};
