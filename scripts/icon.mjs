/** `node scripts/icon.mjs`: draws icon.png, a ship on the blocks of a dry dock, as shapes of which each point is asked. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { root } from "./code-server.mjs";

const size = 128;
/** So many points of each pixel, in both directions, are asked. */
const points = 4;

const water = [14, 61, 92];
const dock = [120, 190, 220];
const ship = [255, 255, 255];

/** In units of the icon, from its upper left corner; the last shape that holds a point colours it. */
const shapes = [
  { colour: water, holds: (x, y) => isRounded(x, y, 4, 4, 124, 124, 24) },
  // Both walls, the ground and the blocks.
  { colour: dock, holds: (x, y) => isIn(x, y, 16, 58, 24, 106) || isIn(x, y, 104, 58, 112, 106) },
  { colour: dock, holds: (x, y) => isIn(x, y, 16, 98, 112, 106) },
  { colour: dock, holds: (x, y) => [40, 60, 80].some((left) => isIn(x, y, left, 88, left + 8, 99)) },
  // The hull is narrower at its keel, and carries containers.
  { colour: ship, holds: (x, y) => y >= 62 && y <= 86 && Math.abs(x - 64) <= 34 - (y - 62) * 0.5 },
  { colour: ship, holds: (x, y) => [40, 57, 74].some((left) => isIn(x, y, left, 46, left + 14, 58)) },
  { colour: ship, holds: (x, y) => [57, 74].some((left) => isIn(x, y, left, 30, left + 14, 42)) },
];

function isIn(x, y, left, top, right, bottom) {
  return left <= x && x <= right && top <= y && y <= bottom;
}

function isRounded(x, y, left, top, right, bottom, radius) {
  const beside = Math.max(left + radius - x, x - right + radius, 0);
  const above = Math.max(top + radius - y, y - bottom + radius, 0);
  return Math.hypot(beside, above) <= radius;
}

/** Red, green, blue and opacity of a pixel, each from 0 to 255. */
function pixel(column, row) {
  const sum = [0, 0, 0, 0];
  for (let at = 0; at < points * points; at++) {
    const x = column + ((at % points) + 0.5) / points;
    const y = row + (Math.floor(at / points) + 0.5) / points;
    const colour = shapes.findLast(({ holds }) => holds(x, y))?.colour;
    if (colour) for (const [index, part] of [...colour, 255].entries()) sum[index] += part;
  }
  const covered = sum[3] / 255 || 1;
  return [...sum.slice(0, 3).map((part) => Math.round(part / covered)), Math.round(sum[3] / (points * points))];
}

/** A part of a PNG: length, name, content, checksum. */
function chunk(name, content) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

const indices = Array.from({ length: size }, (_, index) => index);
const rows = indices.map((row) => Buffer.from([0, ...indices.flatMap((column) => pixel(column, row))]));
const header = Buffer.alloc(13);
header.writeUInt32BE(size, 0);
header.writeUInt32BE(size, 4);
// Eight bits for each of red, green, blue and opacity.
header.set([8, 6, 0, 0, 0], 8);
const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 9 }))];
writeFileSync(path.join(root, "icon.png"), Buffer.concat([signature, ...parts, chunk("IEND", Buffer.alloc(0))]));
