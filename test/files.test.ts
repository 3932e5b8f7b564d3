/** What is read from disk, in a temporary folder: nothing outside it, nothing twice, nothing without bound. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { buildContext, findIgnoreFile, listContext, listFolder, readText } from "../server/host/files";
import { parseIgnore } from "../server/syntax/dockerignore";
import type { Listing } from "../server/types";
import { temporaryFolder } from "./folder";

const isLinux = process.platform === "linux";
const root = temporaryFolder();

/** A new folder with these files, folders ("a/") and links ("a -> b"). */
async function create(entries: Readonly<Record<string, string | Uint8Array>> | readonly string[]): Promise<string> {
  const directory = await mkdtemp(join(root, "case-"));
  for (const [name, content] of Array.isArray(entries) ? entries.map((name) => [name, ""]) : Object.entries(entries)) {
    const [path, target] = name.split(" -> ");
    await mkdir(join(directory, path.endsWith("/") ? path : dirname(path)), { recursive: true });
    if (target) await symlink(target, join(directory, path));
    else if (!path.endsWith("/")) await writeFile(join(directory, path), content);
  }
  return directory;
}

describe("listContext", () => {
  const cases: readonly (readonly [title: string, entries: readonly string[], files: readonly string[]])[] = [
    ["an empty folder", [], []],
    ["files at any depth, in order", ["b", "a/c/d", "a/b", "empty/"], ["a/b", "a/c/d", "b", "empty/"]],
    [
      "heavy folders stand for their inside",
      ["node_modules/a/b", ".git/HEAD", "p/node_modules/x", ".svn/x", ".hg/x", "node_modules.js"],
      [".git/", ".hg/", ".svn/", "node_modules.js", "node_modules/", "p/node_modules/"],
    ],
    ["a file of that name is a file", ["sub/.git", "node_modules"], ["node_modules", "sub/.git"]],
    [
      "a link is a file",
      ["a/f", "l -> a", "a/up -> ..", "self -> self", "node_modules -> a"],
      ["a/f", "a/up", "l", "node_modules", "self"],
    ],
    ["unusual names", ["a\nb/c\nd", "#", "é/\u{1f600}", "a b"], ["#", "a\nb/c\nd", "a b", "é/\u{1f600}"]],
  ];
  for (const [title, entries, files] of cases) {
    test(title, { skip: process.platform === "win32" }, async () => {
      assert.deepEqual(await listContext(await create(entries)), { paths: files, isComplete: true });
    });
  }

  test("ends at the limit, those at the top first", async () => {
    const directory = await create(["a/b/c/1", "a/b/2", "a/3", "4", "5", "z/6"]);
    assert.deepEqual(await listContext(directory, 2), { paths: ["4", "5"], isComplete: false });
    for (const [limit, count] of [
      [4, 4],
      [5, 5],
      [6, 6],
      [7, 6],
    ] as const) {
      const { paths, isComplete } = (await listContext(directory, limit)) as Listing;
      assert.equal(paths.length, count);
      assert.equal(isComplete, limit >= 6);
    }
    assert.deepEqual(await listContext(await create(["a/b/c/d/e"]), 3), { paths: [], isComplete: false });
  });

  test("is undefined without a folder", async () => {
    const directory = await create(["file"]);
    assert.equal(await listContext(join(directory, "none")), undefined);
    assert.equal(await listContext(join(directory, "file")), undefined);
  });

  // Node cannot give back a name that is not UTF-8, so this folder is unreadable to root as well.
  test("leaves out what cannot be read", { skip: !isLinux }, async () => {
    const directory = await create(["a"]);
    execFileSync("sh", ["-c", 'mkdir "$1/$(printf "\\377")" && : > "$1/$(printf "\\377")/b"', "sh", directory]);
    assert.deepEqual(await listContext(directory), { paths: ["a"], isComplete: true });
    assert.deepEqual((await buildContext(directory, undefined)).files, [{ path: "a", bytes: 0 }]);
  });
});

describe("listFolder", { skip: process.platform === "win32" }, () => {
  test("folders, and everything else as files with sizes", async () => {
    const directory = await create({ file: "12345", "folder/file": "1", "link -> folder": "", "gone -> none": "" });
    execFileSync("mkfifo", [join(directory, "pipe")]);
    const entries = (await listFolder(directory)) ?? [];
    const lines = entries.map(({ name, isFolder, bytes }) => `${name}${isFolder ? "/" : ""} ${bytes}`).sort();
    assert.deepEqual(lines, ["file 5", "folder/ 0", "gone 4", "link 6", "pipe 0"]);
  });

  test("more files than are measured at once", async () => {
    const names = Array.from({ length: 200 }, (_, index) => String(index));
    const entries = await listFolder(await create(names));
    assert.deepEqual(entries?.map(({ name }) => name).sort(), names.sort());
  });

  test("is undefined without a folder", async () => {
    const directory = await create(["file"]);
    assert.equal(await listFolder(join(directory, "none")), undefined);
    assert.equal(await listFolder(join(directory, "file")), undefined);
  });
});

describe("readText", () => {
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");
  const cases: readonly (readonly [title: string, content: string | Uint8Array, text: string | undefined])[] = [
    ["empty", "", ""],
    ["UTF-8", "é\u{1f600}\r\n", "é\u{1f600}\r\n"],
    ["UTF-8 with a mark", "\ufeffa", "a"],
    ["UTF-16, little end first", utf16("aé"), "aé"],
    ["UTF-16, big end first", utf16("aé").swap16(), "aé"],
    ["UTF-16 cut short", utf16("aé").subarray(0, 5), undefined],
    ["UTF-16 with a NUL", utf16("a\0"), undefined],
    ["neither", Buffer.from("caf\xe9", "latin1"), undefined],
    ["binary", "a\0b", undefined],
    ["as large as allowed", "a".repeat(100), "a".repeat(100)],
    ["larger", "a".repeat(101), undefined],
  ];
  for (const [title, content, text] of cases) {
    test(title, async () => {
      const directory = await create({ file: content });
      assert.equal(await readText(join(directory, "file"), [directory], 100), text);
    });
  }

  test("a mebibyte by default", async () => {
    const directory = await create({ fits: "a".repeat(1024 * 1024), large: "a".repeat(1024 * 1024 + 1) });
    assert.equal((await readText(join(directory, "fits"), [directory]))?.length, 1024 * 1024);
    assert.equal(await readText(join(directory, "large"), [directory]), undefined);
  });

  test("nothing outside the root, nothing but files", { skip: process.platform === "win32" }, async () => {
    const directory = await create({
      "in/file": "inside",
      "in/..file": "dots",
      "in/here -> file": "",
      "in/there -> ../out/file": "",
      "in/folder -> ../out": "",
      "in/loop -> loop": "",
      "in/dangling -> none": "",
      "out/file": "outside",
      "inside/file": "only begins alike",
      "alias -> in": "",
    });
    const inside = join(directory, "in");
    const read = (path: string) => readText(join(inside, path), [inside]);
    assert.equal(await read("file"), "inside");
    assert.equal(await read("..file"), "dots");
    assert.equal(await read("here"), "inside");
    assert.equal(await readText(join(directory, "alias/file"), [inside]), "inside");
    assert.equal(await readText(join(inside, "file"), [join(directory, "alias")]), "inside");
    const refused = ["there", "folder/file", "loop", "dangling", "none", ".", "", "file/x", "a\0b"];
    for (const path of refused) assert.equal(await read(path), undefined, path);
    execFileSync("mkfifo", [join(inside, "pipe")]);
    assert.equal(await read("pipe"), undefined);
    // What lies elsewhere by its name is held to its own folder.
    assert.equal(await read("../out/file"), "outside");
    assert.equal(await readText(join(inside, "there"), []), undefined);
  });
});

describe("buildContext", () => {
  const entries = {
    "node_modules/a/index.js": "12345",
    "node_modules/b/index.js": "1",
    "src/a.js": "123",
    "src/a.test.js": "1",
    "dist/deep/x": "1",
    "README.md": "12",
    ".env": "1",
  };
  const cases: readonly (readonly [
    title: string,
    ignore: string | undefined,
    files: readonly string[],
    ignored: readonly string[],
  ])[] = [
    ["without an ignore file", undefined, Object.keys(entries), []],
    [
      "whole folders",
      "# comment\nnode_modules\n\ndist/**\n*.md\n",
      [".env", "src/a.js", "src/a.test.js"],
      ["README.md by *.md:5", "dist/deep/ by dist/**:4", "node_modules/ by node_modules:2"],
    ],
    [
      "folders that a negated pattern reaches into",
      "*\n! node_modules/a\n!src\nsrc/*.test.js",
      ["node_modules/a/index.js", "src/a.js"],
      ["README.md by *:1", ".env by *:1", "dist/ by *:1", "node_modules/b/ by *:1", "src/a.test.js by src/*.test.js:4"],
    ],
    [
      "a negated pattern that reaches everywhere",
      "*\n!**/*.js",
      ["node_modules/a/index.js", "node_modules/b/index.js", "src/a.js", "src/a.test.js"],
      [".env by *:1", "README.md by *:1", "dist/deep/x by *:1"],
    ],
  ];
  for (const [title, ignore, files, ignored] of cases) {
    test(title, async () => {
      const context = await buildContext(await create(entries), ignore === undefined ? undefined : parseIgnore(ignore));
      const sizes = Object.entries(entries).map(([path, content]) => ({ path, bytes: content.length }));
      const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
      assert.deepEqual(context.files, sizes.filter(({ path }) => files.includes(path)).sort(byPath));
      const lines = context.ignored.map(({ path, pattern, line }) => `${path} by ${pattern}:${line}`);
      assert.deepEqual(lines, [...ignored].sort());
    });
  }

  test("links are sent as links", { skip: process.platform === "win32" }, async () => {
    const directory = await create({ "a/file": "123456", "a/up -> ..": "", "b -> a": "", "gone -> none": "" });
    assert.deepEqual(await buildContext(directory, parseIgnore("gone")), {
      files: [
        { path: "a/file", bytes: 6 },
        { path: "a/up", bytes: 2 },
        { path: "b", bytes: 1 },
      ],
      ignored: [{ path: "gone", pattern: "gone", line: 1 }],
    });
  });

  test("pipes and unusual names", { skip: process.platform === "win32" }, async () => {
    const directory = await create({ "a\nb/c\nd": "12", "a\nb/#": "1", "[x]": "123" });
    execFileSync("mkfifo", [join(directory, "pipe")]);
    assert.deepEqual(await buildContext(directory, parseIgnore("**/#")), {
      files: [
        { path: "[x]", bytes: 3 },
        { path: "a\nb/c\nd", bytes: 2 },
        { path: "pipe", bytes: 0 },
      ],
      ignored: [{ path: "a\nb/#", pattern: "**/#", line: 1 }],
    });
  });

  // As root, everybody is let in.
  test("folders that may not be read are empty", { skip: process.getuid?.() === 0 }, async () => {
    const directory = await create(["a", "locked/b"]);
    await chmod(join(directory, "locked"), 0);
    const { files } = await buildContext(directory, undefined);
    const listing = await listContext(directory);
    await chmod(join(directory, "locked"), 0o700);
    assert.deepEqual(files, [{ path: "a", bytes: 0 }]);
    assert.deepEqual(listing, { paths: ["a"], isComplete: true });
  });

  test("a pattern that Docker does not notice on its way", async () => {
    const directory = await create(["secrets/key.json", "secrets/b"]);
    const { files, ignored } = await buildContext(directory, parseIgnore("*\n!**.json\nsecrets"));
    assert.deepEqual(files, [{ path: "secrets/key.json", bytes: 0 }]);
    assert.deepEqual(
      ignored.map(({ path }) => path),
      ["secrets/b"],
    );
  });

  test("rejects without a folder", async () => {
    await assert.rejects(buildContext(join(root, "none"), undefined), { code: "ENOENT" });
  });
});

describe("findIgnoreFile", () => {
  const cases: readonly (readonly [
    entries: readonly string[],
    dockerfile: string | undefined,
    found: string | undefined,
  ])[] = [
    [[".dockerignore"], undefined, ".dockerignore"],
    [[".dockerignore"], "Dockerfile", ".dockerignore"],
    [[".dockerignore", "Dockerfile.dockerignore"], "Dockerfile", "Dockerfile.dockerignore"],
    [[".dockerignore", "Dockerfile.dockerignore"], undefined, ".dockerignore"],
    [[".dockerignore", "Dockerfile.dockerignore"], "docker/Dockerfile", ".dockerignore"],
    [
      ["docker/web.Dockerfile.dockerignore", ".dockerignore"],
      "docker/web.Dockerfile",
      "docker/web.Dockerfile.dockerignore",
    ],
    [["docker/.dockerignore"], "docker/Dockerfile", undefined],
    [["Dockerfile.dockerignore/", ".dockerignore"], "Dockerfile", ".dockerignore"],
    [[".dockerignore/"], undefined, undefined],
  ];
  for (const [entries, dockerfile, found] of cases) {
    test(`${dockerfile} with ${entries.join(", ")}`, async () => {
      const directory = await create(entries);
      const path = await findIgnoreFile(dockerfile && join(directory, dockerfile), directory);
      assert.equal(path, found && join(directory, found));
    });
  }
});
