/** Files that remember something from one run to the next, and can be deleted at any time. */

import { createHash } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** The path of a file in the user's folder for what can be made again: one in the project would change what it rests on. */
export function keptPlace(name: string): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  return path.join(XDG_CACHE_HOME || LOCALAPPDATA || path.join(homedir(), ".cache"), "drydock", name);
}

/**
 * Writes it whole or not at all; where it cannot be written, that is said and nothing is kept.
 * @param what is kept, in words.
 */
export function keep(file: string, text: string, what: string): void {
  const beside = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    writeFileSync(beside, text, { flag: "wx", mode: 0o600 });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    console.error(`drydock: cannot keep ${what}: ${error instanceof Error ? error.message : error}`);
  }
}

/** A short name for a text. */
export function sha(text: string): string {
  return createHash("sha1").update(text).digest("base64");
}
