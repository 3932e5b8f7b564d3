import { lstat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Host } from "../types";
import { linkMode } from "../util/listing";
import { realPathIn } from "./door";
import { listContext, listFolder, readText } from "./files";

/**
 * The file system behind `file:` addresses.
 * @param roots the folders that the user works in, as absolute paths: links that lead out of them are not followed.
 */
export function diskHost(roots: () => readonly string[]): Omit<Host, "log"> & Required<Pick<Host, "mode">> {
  const folderAt = async (uri: string) => {
    const folder = diskPath(uri);
    return folder === undefined ? undefined : realPathIn(folder, roots(), folder);
  };
  return {
    async read(uri) {
      const file = diskPath(uri);
      return file === undefined ? undefined : readText(file, roots());
    },
    async list(uri) {
      const folder = await folderAt(uri);
      return folder === undefined ? undefined : listContext(folder);
    },
    async folder(uri) {
      const folder = await folderAt(uri);
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
}

/** The path behind an address; undefined for what this system has none for: a share on another machine, say. */
export function diskPath(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
