/** Tar archives: read as an engine saves images, written as small ones for ADD. */

import { gunzipSync } from "node:zlib";

/** One member of an archive. */
export interface Member {
  /** Without a slash in front or at the end. */
  readonly path: string;
  readonly kind: "file" | "folder" | "link" | "hard link" | "other";
  /** Permission bits: 0o755. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Where a link leads, as it is written; "" for what is none. */
  readonly target: string;
  readonly data: Buffer;
}

const block = 512;
const kinds: Readonly<Record<string, Member["kind"]>> = {
  "": "file",
  "0": "file",
  "1": "hard link",
  "2": "link",
  "5": "folder",
};

/** The members of an archive in their order; it may be compressed with gzip. */
export function readArchive(archive: Buffer): Member[] {
  const buffer = archive[0] === 0x1f && archive[1] === 0x8b ? gunzipSync(archive) : archive;
  const members: Member[] = [];
  let extended: Readonly<Record<string, string>> = {};
  for (let at = 0; at + block <= buffer.length; ) {
    const header = buffer.subarray(at, at + block);
    if (header[0] === 0) break;
    const type = text(header, 156, 1);
    const size = Number(extended.size ?? number(header, 124, 12));
    const data = buffer.subarray(at + block, at + block + size);
    at += block + Math.ceil(size / block) * block;
    if (type === "x") extended = { ...extended, ...readRecords(data) };
    else if (type === "L") extended = { ...extended, path: text(data, 0, data.length) };
    else if (type === "K") extended = { ...extended, linkpath: text(data, 0, data.length) };
    else if (type !== "g") {
      const lead = text(header, 257, 5) === "ustar" ? text(header, 345, 155) : "";
      const name = extended.path ?? (lead === "" ? text(header, 0, 100) : `${lead}/${text(header, 0, 100)}`);
      members.push({
        path: name.replace(/^(?:\.?\/)+|\/+$/g, ""),
        kind: kinds[type] ?? "other",
        mode: number(header, 100, 8) & 0o7777,
        uid: Number(extended.uid ?? number(header, 108, 8)),
        gid: Number(extended.gid ?? number(header, 116, 8)),
        target: extended.linkpath ?? text(header, 157, 100),
        data,
      });
      extended = {};
    }
  }
  return members;
}

/** An archive with these members, as `tar` writes it. */
export function writeArchive(members: readonly Omit<Member, "data">[]): Buffer {
  const blocks = members.map(({ path, kind, mode, uid, gid, target }) => {
    const header = Buffer.alloc(block);
    const data = kind === "file" ? Buffer.from(`${path}\n`) : Buffer.alloc(0);
    header.write(kind === "folder" ? `${path}/` : path, 0);
    for (const [value, offset, length] of [
      [mode, 100, 8],
      [uid, 108, 8],
      [gid, 116, 8],
      [data.length, 124, 12],
      [1_700_000_000, 136, 12],
    ] as const) {
      header.write(`${value.toString(8).padStart(length - 1, "0")}\0`, offset);
    }
    header.write(kind === "folder" ? "5" : kind === "link" ? "2" : "0", 156);
    header.write(target, 157);
    header.write("ustar\x0000", 257);
    header.fill(" ", 148, 156);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return Buffer.concat([header, data, Buffer.alloc((block - (data.length % block)) % block)]);
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * block)]);
}

function text(buffer: Buffer, start: number, length: number): string {
  const field = buffer.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString("utf8");
}

/** Octal digits, or a binary number where it takes more of them. */
function number(buffer: Buffer, start: number, length: number): number {
  if (((buffer[start] ?? 0) & 0x80) !== 0) return Number(buffer.readBigUInt64BE(start + length - 8));
  return Number.parseInt(text(buffer, start, length).trim(), 8) || 0;
}

/** Lines of "LENGTH KEY=VALUE". */
function readRecords(data: Buffer): Record<string, string> {
  const records: Record<string, string> = {};
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(0x20, at);
    const length = Number(data.subarray(at, space).toString());
    if (space < 0 || !(length > 0)) break;
    const [key = "", ...value] = data
      .subarray(space + 1, at + length - 1)
      .toString("utf8")
      .split("=");
    records[key] = value.join("=");
    at += length;
  }
  return records;
}
