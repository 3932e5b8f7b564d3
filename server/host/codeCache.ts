/**
 * Starts a bundle with what V8 has compiled of it before, which saves a quarter of the time. What is kept is only ever a
 * shortcut: it may be deleted, and where it is missing, cannot be written or does not fit, the bundle is compiled.
 */

import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { Script } from "node:vm";

/**
 * Runs a bundle, an expression of a function like the one that Node.js puts around a module, as if it stood in the place
 * of `module`.
 * @param file absolute path of the bundle.
 * @param build tells one build of it from every other.
 * @param use what it is started for: other uses need other functions.
 * @param isTypical what this run needs is what such a use needs, and may be kept for the next.
 * @param flag of V8, to be set before: what is kept under another one does not fit.
 */
export function runBundle(
  module: NodeModule,
  require: NodeJS.Require,
  file: string,
  build: string,
  use: string,
  isTypical: boolean,
  flag?: string,
): void {
  if (flag !== undefined) setFlag(flag);
  // Of ASCII alone, and twice as fast to read as such.
  const source = bytesOf(file).toString("latin1");
  const places = process.env.NODE_DISABLE_COMPILE_CACHE ? [] : placesFor(file, build, use);
  const cachedData = read(places);
  const script = new Script(source, { filename: file, cachedData });
  if (isTypical && (cachedData === undefined || script.cachedDataRejected)) writeAtExit(script, places);
  script.runInThisContext()(module.exports, require, module, file, path.dirname(file));
}

/** The files that may hold it: beside the bundle, or else where the user keeps what can be made again. */
function placesFor(file: string, build: string, use: string): string[] {
  const name = `${path.basename(file, ".js")}-${build}-${process.version}-${process.arch}-${use}.cache`;
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  const ofUser = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && path.join(HOME, ".cache"));
  const folders = [path.join(path.dirname(file), ".cache"), ...(ofUser ? [path.join(ofUser, "drydock")] : [])];
  return folders.filter((folder) => path.isAbsolute(folder)).map((folder) => path.join(folder, name));
}

/** What is read is run: it must be the user's own, or stand beside a bundle of the same owner, and be whole. */
function read(places: readonly string[]): Buffer | undefined {
  for (const place of places) {
    try {
      if (!isTrusted(place)) continue;
      const bytes = bytesOf(place);
      const data = bytes.subarray(0, -tail);
      if (bytes.length > tail && bytes.readInt32LE(data.length) === sampleOf(data)) return data;
    } catch {
      // Not there, or not readable.
    }
  }
  return undefined;
}

/**
 * The bytes of a file, in pages of their own: what is freed of the heap of C in such pieces lets it keep as much for each
 * thread, 12 MB of a server. Source: mallopt(3), M_MMAP_THRESHOLD and M_TRIM_THRESHOLD.
 */
function bytesOf(file: string): Buffer {
  const handle = openSync(file, "r");
  try {
    const { size } = fstatSync(handle);
    // One that might grow is not made by malloc.
    const bytes = Buffer.from(new (ArrayBuffer as Growing)(size, { maxByteLength: size }));
    if (readSync(handle, bytes, 0, size, 0) === size) return bytes;
  } catch {
    // A version that cannot do so.
  } finally {
    closeSync(handle);
  }
  return readFileSync(file);
}

type Growing = new (length: number, options: { maxByteLength: number }) => ArrayBuffer;

function isTrusted(place: string): boolean {
  const { uid, mode } = statSync(place);
  if (!process.getuid) return true;
  return (uid === process.getuid() || uid === 0) && (mode & 0o022) === 0;
}

/** Bytes behind the data, for what tells that it is whole. */
const tail = 4;

/** V8 checks the length alone and crashes on pages that the disk has lost. */
function sampleOf(data: Buffer): number {
  let sum = data.length;
  for (let at = 0; at + 4 <= data.length; at += 512) sum = (Math.imul(sum, 31) + data.readInt32LE(at)) | 0;
  return sum;
}

function writeAtExit(script: Script, places: readonly string[]): void {
  if (places.length === 0) return;
  // Else V8 forgets what ran but once, at the start.
  setFlag("--no-flush-bytecode");
  process.once("exit", (status) => {
    // Whoever used it wrongly has seen little of it.
    if (status > 1) return;
    setFlag("--flush-bytecode");
    const data = script.createCachedData();
    const end = Buffer.alloc(tail);
    end.writeInt32LE(sampleOf(data));
    for (const place of places) if (write(place, [data, end])) return;
  });
}

function setFlag(flag: string): void {
  // Loads more than the rest of this file.
  const { setFlagsFromString }: typeof import("node:v8") = require("node:v8");
  setFlagsFromString(flag);
}

/** Whole or not at all. */
function write(place: string, parts: readonly Uint8Array[]): boolean {
  const beside = `${place}.${process.pid}`;
  let handle: number | undefined;
  try {
    mkdirSync(path.dirname(place), { recursive: true });
    handle = openSync(beside, "wx", 0o644);
    for (const part of parts) writeSync(handle, part);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(beside, place);
    return true;
  } catch {
    if (handle !== undefined) rmSync(beside, { force: true });
    return false;
  }
}
