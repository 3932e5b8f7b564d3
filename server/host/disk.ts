import { lstat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Host } from "../types";
import { linkMode } from "../util/listing";
import { listContext, listFolder, readText } from "./files";

/** The file system behind `file:` addresses. */
export const disk: Omit<Host, "log"> = {
  async read(uri) {
    const file = diskPath(uri);
    // What a link leads to outside of its folder is none of the workspace's business.
    return file === undefined ? undefined : readText(file, path.dirname(file));
  },
  async list(uri) {
    const folder = diskPath(uri);
    return folder === undefined ? undefined : listContext(folder);
  },
  async folder(uri) {
    const folder = diskPath(uri);
    return folder === undefined ? undefined : listFolder(folder);
  },
  async mode(uri) {
    const file = diskPath(uri);
    // Windows has no such bits: Docker gives every file there the right to run.
    if (file === undefined || process.platform === "win32") return undefined;
    const stats = await lstat(file).catch(() => undefined);
    if (stats?.isSymbolicLink()) return linkMode;
    return stats?.isFile() || stats?.isDirectory() ? stats.mode & 0o7777 : undefined;
  },
};

/** Undefined for what this system has no path for: a share on another machine, say. */
function diskPath(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
