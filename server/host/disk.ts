import { fileURLToPath } from "node:url";
import type { Host } from "../types";
import { linkMode } from "../util/listing";
import { realPathIn } from "./door";
import { listContext, listFolder, readText } from "./files";
import { byThreads, type Reach, unlessFailed } from "./reach";

/**
 * The file system behind `file:` addresses.
 * @param roots the folders that the user works in, as absolute paths: links that lead out of them are not followed.
 * @param reach how the disk is asked.
 */
export function diskHost(
  roots: () => readonly string[],
  reach: Reach = byThreads,
): Omit<Host, "log"> & Required<Pick<Host, "mode">> {
  const folderAt = async (uri: string) => {
    const folder = diskPath(uri);
    return folder === undefined ? undefined : realPathIn(folder, roots(), folder, reach);
  };
  return {
    async read(uri) {
      const file = diskPath(uri);
      return file === undefined ? undefined : readText(file, roots(), undefined, reach);
    },
    async list(uri) {
      const folder = await folderAt(uri);
      return folder === undefined ? undefined : listContext(folder, undefined, reach);
    },
    async folder(uri) {
      const folder = await folderAt(uri);
      return folder === undefined ? undefined : listFolder(folder, reach);
    },
    async mode(uri) {
      const file = diskPath(uri);
      // Windows has no such bits: Docker gives every file there the right to run.
      if (file === undefined || process.platform === "win32") return undefined;
      const stats = await unlessFailed(() => reach.lstat(file));
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
