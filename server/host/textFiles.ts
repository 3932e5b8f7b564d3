/** The files that the command line reads as they are and writes: no byte that nobody has changed is lost. */

import { randomUUID } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { chmod, chown, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { largestDocument, tooLarge } from "../util/largestDocument";
import { writablePathIn } from "./door";
import { forgetFolders } from "./folderNames";

const mark = "\uFEFF";

/**
 * The text of a file in UTF-8, without its byte order mark. Throws, in words for people, when it is missing, no file,
 * too large or in another encoding.
 */
export async function readDocument(file: string): Promise<string> {
  // Half of what threads cost, and nobody waits for anything else.
  if (statSync(file).size > largestDocument) throw new Error(tooLarge);
  return textOf(readFileSync(file));
}

/** The text that bytes hold, without a byte order mark. Throws where they are not UTF-8. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error("it is not UTF-8");
  }
}

/**
 * Puts another text in place of one that was read, whole or not at all: it is written beside it and then takes its name.
 * Keeps the mode, the owner as far as that is allowed, and the byte order mark. Throws, in words for people, when the file
 * is no longer what was read, or a link leads out of the folders.
 * @param before what was read; undefined: there was no such file.
 * @param roots the folders in which may be written, as absolute paths.
 */
export async function writeDocument(
  file: string,
  before: string | undefined,
  after: string,
  roots: readonly string[],
): Promise<void> {
  const target = await writablePathIn(path.resolve(file), roots);
  const old = await stat(target).catch(() => undefined);
  const bytes = old ? await readFile(target) : undefined;
  if ((bytes && textOf(bytes)) !== before) throw new Error("it has changed since it was read");
  await mkdir(path.dirname(target), { recursive: true });
  // A name of its own each time: one that was killed may have left its file.
  const beside = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID().slice(0, 8)}.drydock`);
  try {
    const handle = await open(beside, "wx", old ? old.mode & 0o7777 : 0o666);
    try {
      await handle.writeFile((bytes?.subarray(0, 3).toString("utf8") === mark ? mark : "") + after);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (old) {
      // The mask of the process takes bits away; who may not give files away keeps them.
      await chown(beside, old.uid, old.gid).catch(() => undefined);
      await chmod(beside, old.mode & 0o7777);
    }
    await rename(beside, target);
    // What the run has seen in the folder may be no longer so.
    forgetFolders();
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
