import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAmount, formatBytes } from "../server/util/amounts";

const sizes: [bytes: number, text: string][] = [
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [9949, "9.9 kB"],
  [9950, "10 kB"],
  [999_499, "999 kB"],
  [999_500, "1.0 MB"],
  [210_400_000, "210 MB"],
  [3_100_000_000, "3.1 GB"],
  [3_100_000_000_000, "3100 GB"],
];
for (const [bytes, text] of sizes) test(`${bytes} bytes are ${text}`, () => assert.equal(formatBytes(bytes), text));

const amounts: [files: number, bytes: number, text: string][] = [
  [0, 0, "0 files, 0 B"],
  [1, 12, "1 file, 12 B"],
  [12_431, 210_400_000, "12,431 files, 210 MB"],
];
for (const [files, bytes, text] of amounts) test(text, () => assert.equal(formatAmount({ files, bytes }), text));
