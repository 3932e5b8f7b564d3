/** Looking through the layers of an image, as `docker save` writes them. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { searchLayers } from "../server/host/layers";

type Entry = [name: string, content: string | Buffer, type?: string];

function archive(...entries: Entry[]): Buffer {
  const blocks = entries.flatMap(([name, content, type = "0"]) => {
    const bytes = Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write(bytes.length.toString(8).padStart(11, "0"), 124);
    header.write(type, 156);
    header.write("ustar", 257);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** In parts of a size that fits nothing. */
async function* inParts(bytes: Buffer, size = 301) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const secret = "TOKEN=abc\n";
const wanted = {
  files: [{ name: ".env", size: secret.length, hash: createHash("sha256").update(secret).digest("hex") }],
  packages: new Set(["nodemon", "@types/node", "typescript", "semver"]),
  values: [{ name: "TOKEN", value: "7d9e0f1a2b3c4d5e" }],
};

async function search(saved: Buffer) {
  const { files, packages, values, isWhole } = await searchLayers(inParts(saved), wanted);
  return {
    files: [...files],
    packages: [...packages].sort(),
    isWhole,
    ...(values.size > 0 && { values: [...values] }),
  };
}

const layer = archive(
  ["app/settings", secret],
  ["app/other", "TOKEN=abd\n"],
  ["app/node_modules/nodemon/package.json", "{}"],
  ["app/node_modules/express/node_modules/semver/package.json", "{}"],
  ["usr/local/lib/node_modules/typescript/package.json", "{}"],
  ["app/node_modules/@types/node", "", "2"],
);

for (const [name, made] of [
  ["plain", layer],
  ["compressed", gzipSync(layer)],
] as const) {
  test(`finds a file by what it holds, and packages of the project: ${name}`, async () => {
    const saved = archive(["manifest.json", "[]"], ["blobs/sha256/a", made], ["blobs/sha256/b", archive()]);
    assert.deepEqual(await search(saved), { files: [".env"], packages: ["@types/node", "nodemon"], isWhole: true });
  });
}

test("names that are too long for their field", async () => {
  const folder = `${"long/".repeat(30)}node_modules/`;
  const record = (path: string) => ` path=${path}\n`;
  const text = record(`${folder}nodemon/package.json`);
  const length = text.length + 3;
  const saved = archive([
    "layer.tar",
    archive(
      ["header", `${length}${text}`, "x"],
      ["cut", "{}"],
      ["././@LongLink", `${folder}typescript/package.json\0`, "L"],
      ["cut", "{}"],
    ),
  ]);
  assert.deepEqual((await search(saved)).packages, ["nodemon", "typescript"]);
});

test("what cannot be read is said to be unread", async () => {
  const zstandard = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3]);
  assert.equal((await search(archive(["layer", zstandard]))).isWhole, false);
  assert.equal((await search(archive(["layer", gzipSync(layer).subarray(0, 40)]))).isWhole, false);
});

test("nothing hangs or throws on what is no archive", async () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from("x"), Buffer.alloc(3000, 0xff), layer.subarray(0, 700)])
    assert.deepEqual((await search(bytes)).files, []);
});

test("finds a value that was written to another file, across parts, once", async () => {
  const value = "7d9e0f1a2b3c4d5e";
  const long = `${"x".repeat(5)}${value.slice(0, 8)}${"y".repeat(700)}`;
  for (const before of [0, 1, 290, 295, 300, 301, 1000]) {
    const layer = archive(["a", long], ["./app/.npmrc", `${"x".repeat(before)}${value}\n`], ["b", value]);
    const { files, values } = await search(archive(["blobs/sha256/a", layer]));
    assert.deepEqual([files, values], [[], [["TOKEN", "./app/.npmrc"]]], String(before));
  }
});

test("says nothing more of a file that is known", async () => {
  const text = "TOKEN=7d9e0f1a2b3c4d5e\n";
  const files = [{ name: ".env", size: text.length, hash: createHash("sha256").update(text).digest("hex") }];
  const found = await searchLayers(inParts(archive(["a", archive(["app/settings", text])])), { ...wanted, files });
  assert.deepEqual([[...found.files], found.values.size], [[".env"], 0]);
});
