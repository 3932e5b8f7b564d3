/** Looks through the layers of an image for files that should not be in it. */

import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { SecretValue } from "../proof/secretTraces";

/** What is looked for. */
export interface Wanted {
  /** Files by their names for people, with their size in bytes and the SHA-256 of what they hold. */
  readonly files: readonly { readonly name: string; readonly size: number; readonly hash: string }[];
  /** Names of packages that may lie in a node_modules. */
  readonly packages: ReadonlySet<string>;
  /** Values that may stand in any other file, and their names for people. */
  readonly values: readonly SecretValue[];
}

export interface FoundInLayers {
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
  /** For the name of each value the first file that it was found in, from the root: "app/.npmrc". */
  readonly values: ReadonlyMap<string, string>;
  /** All layers could be read. */
  readonly isWhole: boolean;
}

/**
 * Reads what `docker save` writes: an archive of layers, which are archives in turn, compressed or not. What one layer
 * holds counts though a later one removes it: it ships all the same.
 */
export async function searchLayers(archive: AsyncIterable<Buffer>, wanted: Wanted): Promise<FoundInLayers> {
  const files = new Set<string>();
  const packages = new Set<string>();
  const values = new Map<string, string>();
  const needles = wanted.values.map(({ name, value }) => ({ name, bytes: Buffer.from(value) }));
  let isWhole = true;
  const look: Visit = async ({ name, size, isLink }, content) => {
    const module = moduleIn(name, isLink);
    if (module !== undefined && wanted.packages.has(module)) packages.add(module);
    const alike = isLink ? [] : wanted.files.filter((file) => file.size === size);
    const search = isLink ? undefined : searchFor(needles.filter((needle) => !values.has(needle.name)));
    if (alike.length === 0 && !search) return;
    const hash = alike.length > 0 ? createHash("sha256") : undefined;
    for await (const part of content) {
      hash?.update(part);
      search?.add(part);
    }
    const digest = hash?.digest("hex");
    const same = alike.filter((file) => file.hash === digest);
    for (const file of same) files.add(file.name);
    // Of a file that is known to be secret, it says nothing more.
    if (same.length === 0) for (const value of search?.found ?? []) values.set(value, name);
  };
  await readArchive(bytesOf(archive), async ({ isLink }, content) => {
    if (isLink) return;
    const bytes = bytesOf(content);
    const start = await bytes.peek();
    if (start === undefined) return;
    if (isArchive(start)) await readArchive(bytes, look);
    else if (start[0] === 0x1f && start[1] === 0x8b) {
      const gunzip = Readable.from(bytes.rest()).pipe(createGunzip());
      await readArchive(bytesOf(gunzip), look).catch(() => {
        isWhole = false;
      });
    } else if (start.length >= 4 && start.readUInt32LE(0) === zstandard) isWhole = false;
  });
  return { files, packages, values, isWhole };
}

/** Looks for bytes in what comes in parts; undefined where there is nothing to look for. */
function searchFor(needles: readonly { readonly name: string; readonly bytes: Buffer }[]) {
  const longest = Math.max(0, ...needles.map(({ bytes }) => bytes.length));
  if (longest === 0) return undefined;
  const found = new Set<string>();
  let end: Buffer = Buffer.alloc(0);
  return {
    found,
    add(part: Buffer) {
      // What begins at the end of one part may go on in the next.
      const seam = Buffer.concat([end, part.subarray(0, longest)]);
      for (const { name, bytes } of needles) if (part.includes(bytes) || seam.includes(bytes)) found.add(name);
      end = part.length < longest ? seam.subarray(-longest) : part.subarray(-longest);
    },
  };
}

/** The package that stands in a node_modules of a project: not one of another package, nor one of Node.js itself. */
function moduleIn(path: string, isLink: boolean): string | undefined {
  const [before = "", rest, ...deeper] = path.split("node_modules/");
  if (rest === undefined || deeper.length > 0 || before.endsWith("lib/")) return undefined;
  const name = isLink ? rest : rest.endsWith("/package.json") ? rest.slice(0, -"/package.json".length) : undefined;
  return name !== undefined && /^(?:@[^/]+\/)?[^/@]+$/.test(name) ? name : undefined;
}

// ------------------------------------------------------------------- archives

interface Entry {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly isLink: boolean;
}

/** How what zstd has compressed begins, which this cannot read. */
const zstandard = 0xfd2fb528;

/** Need not read the whole content, or any. */
type Visit = (entry: Entry, content: AsyncIterable<Buffer>) => Promise<void>;

const block = 512;

/** No name of a file is longer, in bytes. */
const longestName = 64 * 1024;

/** Goes through the files and links of a tar archive (POSIX.1-2001, and long names of GNU). */
async function readArchive(bytes: Bytes, visit: Visit): Promise<void> {
  let longName: string | undefined;
  for (;;) {
    const header = await bytes.take(block);
    if (header.length < block) return;
    if (header[0] === 0) continue;
    const size = sizeIn(header);
    const type = String.fromCharCode(header[156] ?? 0);
    let left = size;
    if ((type === "x" || type === "L") && size < longestName) {
      const text = (await bytes.take(size)).toString("utf8");
      left = 0;
      longName = type === "L" ? text.replace(/\0.*$/s, "") : (/^\d+ path=(.*)$/m.exec(text)?.[1] ?? longName);
    } else {
      const content = async function* () {
        for (let part = await bytes.some(left); left > 0 && part; part = await bytes.some(left)) {
          left -= part.length;
          yield part;
        }
      };
      const isFile = type === "0" || type === "\0";
      const isLink = type === "1" || type === "2";
      if (isFile || isLink) await visit({ name: longName ?? nameIn(header), size, isLink }, content());
      if (type !== "g") longName = undefined;
    }
    left += (block - (size % block)) % block;
    for (let part = await bytes.some(left); left > 0 && part; part = await bytes.some(left)) left -= part.length;
  }
}

function isArchive(start: Buffer): boolean {
  return start.length >= block && start.toString("latin1", 257, 262) === "ustar";
}

/** Octal digits, or a binary number when it takes more of them. */
function sizeIn(header: Buffer): number {
  const field = header.subarray(124, 136);
  if (field[0] === 0x80) return Number(field.readBigUInt64BE(4));
  return Number.parseInt(field.toString("latin1").replace(/\0/g, " "), 8) || 0;
}

function nameIn(header: Buffer): string {
  const text = (from: number, to: number) => header.toString("utf8", from, to).replace(/\0.*$/s, "");
  const prefix = text(257, 262) === "ustar" ? text(345, 500) : "";
  return prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`;
}

/** Bytes that come in parts, to be taken in others. */
interface Bytes {
  /** So many, or fewer at the end. */
  take(count: number): Promise<Buffer>;
  /** As many as are at hand, `most` of them; undefined at the end, or when none is wanted. */
  some(most: number): Promise<Buffer | undefined>;
  /** The first block, or what there is of it, without taking it; undefined at the end. */
  peek(): Promise<Buffer | undefined>;
  rest(): AsyncGenerator<Buffer>;
}

function bytesOf(source: AsyncIterable<Buffer>): Bytes {
  const parts = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const more = async () => {
    const { done, value } = await parts.next();
    if (!done) held = held.length === 0 ? value : Buffer.concat([held, value]);
    return !done;
  };
  const some = async (most: number) => {
    while (most > 0 && held.length === 0) if (!(await more())) return undefined;
    if (most <= 0) return undefined;
    const part = held.subarray(0, most);
    held = held.subarray(part.length);
    return part;
  };
  return {
    some,
    async take(count) {
      while (held.length < count) if (!(await more())) break;
      const part = held.subarray(0, count);
      held = held.subarray(part.length);
      return part;
    },
    async peek() {
      while (held.length < block) if (!(await more())) break;
      return held.length === 0 ? undefined : held.subarray(0, block);
    },
    async *rest() {
      for (let part = await some(1 << 16); part; part = await some(1 << 16)) yield part;
    },
  };
}
