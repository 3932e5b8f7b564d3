/** How much lies in a build context, and what an ignore file makes of it. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { diskHost } from "../server/host/disk";
import { decide, parseIgnore } from "../server/syntax/dockerignore";
import type { FolderEntry, Host } from "../server/types";
import { formatAmount, formatBytes } from "../server/util/amounts";
import { uriOf } from "../server/util/uris";
import { amountBelow, type Census, entriesOf, type Selection, takeCensus } from "../server/workspace/census";
import { applyChanges, type Change, type Folder, type Measured, measure } from "../server/workspace/measure";
import { temporaryFolder } from "./folder";

/** Bytes by path; "a/" is an empty folder. */
type Sizes = Readonly<Record<string, number>>;

const root = "file:///w";
const isLinux = process.platform === "linux";

/** A host with these files, which notes the folders that it is asked for. */
function hostOf(sizes: Sizes): Pick<Host, "folder"> & { readonly asked: string[] } {
  const folders = new Map<string, Map<string, FolderEntry>>([[root, new Map()]]);
  for (const [file, bytes] of Object.entries(sizes)) {
    const names = file.split("/");
    names.forEach((name, depth) => {
      const folder = depth === 0 ? root : uriOf(root, names.slice(0, depth).join("/"));
      if (!folders.has(folder)) folders.set(folder, new Map());
      const isFolder = depth < names.length - 1;
      if (name !== "") folders.get(folder)?.set(name, { name, isFolder, bytes: isFolder ? 0 : bytes });
    });
  }
  const asked: string[] = [];
  return {
    asked,
    folder: async (uri) => {
      asked.push(uri.slice(root.length + 1));
      const entries = folders.get(uri);
      return entries && [...entries.values()];
    },
  };
}

async function measured(host: Pick<Host, "folder">, limit?: number): Promise<Measured> {
  const result = await measure(host, root, { limit });
  assert.ok(result);
  return result;
}

/** The files of a tree; checks the totals on the way. */
function sizesIn(folder: Folder, start = ""): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const [name, bytes] of folder.files) sizes[start + name] = bytes;
  for (const [name, inside] of folder.folders) {
    assert.equal(inside.parent, folder);
    if (inside.files.size + inside.folders.size === 0) sizes[`${start}${name}/`] = 0;
    Object.assign(sizes, sizesIn(inside, `${start}${name}/`));
  }
  const files = Object.entries(sizes).filter(([name]) => !name.endsWith("/"));
  const bytes = files.reduce((sum, [, size]) => sum + size, 0);
  assert.deepEqual(folder.total, { files: files.length, bytes }, start);
  return sizes;
}

describe("measure", () => {
  const cases: readonly (readonly [title: string, sizes: Sizes])[] = [
    ["nothing", {}],
    ["files and folders at any depth", { a: 1, "b/c": 2, "b/d/e": 3, "f/": 0 }],
    ["nothing is left out", { "node_modules/a/b.js": 1, ".git/HEAD": 2, ".env": 3 }],
    ["unusual names", { "a\nb/c\nd": 1, "#/%41?": 2, "é/\u{1f600}": 3, "a b": 4, constructor: 5, "__proto__x/y": 6 }],
    [
      "more folders than are asked for at once",
      Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`${i}/a`, i])),
    ],
  ];
  for (const [title, sizes] of cases) {
    test(title, async () => {
      const { tree, isComplete } = await measured(hostOf(sizes));
      assert.deepEqual(sizesIn(tree), sizes);
      assert.equal(isComplete, true);
    });
  }

  test("is undefined without a folder, and when called off", async () => {
    assert.equal(await measure({ folder: async () => undefined }, root), undefined);
    const host = hostOf({ "a/b/c/d": 1 });
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    assert.equal(await measure(host, root, { signal: controller.signal, onProgress }), undefined);
    assert.deepEqual(host.asked, ["", "a"]);
  });

  test("tells how far it is", async () => {
    const seen: number[] = [];
    await measure(hostOf({ a: 1, "b/c": 1, "b/d/e": 1 }), root, {
      onProgress: ({ tree }) => seen.push(tree.total.files),
    });
    assert.deepEqual(seen, [2, 3]);
  });

  test("stops at the limit, those at the top first", async () => {
    const sizes = { a: 1, b: 1, "c/d": 1, "c/e/f": 1 };
    for (const limit of [1, 2, 3, 4, 5]) {
      const { tree, isComplete } = await measured(hostOf(sizes), limit);
      assert.equal(tree.total.files, Math.min(limit, 4));
      assert.equal(isComplete, limit >= 4, String(limit));
      sizesIn(tree);
    }
    const endless = { folder: async () => [{ name: "d", isFolder: true, bytes: 0 }] };
    assert.equal((await measured(endless, 50)).isComplete, false);
  });

  test("a folder that cannot be listed is empty", async () => {
    const entry = (name: string) => ({ name, isFolder: true, bytes: 0 });
    const folder = async (uri: string) => {
      if (uri === root) return [entry("gone"), entry("broken"), entry("\ud800")];
      if (uri.endsWith("broken")) throw new Error("broken");
      return undefined;
    };
    assert.deepEqual(sizesIn((await measured({ folder })).tree), { "gone/": 0, "broken/": 0, "\ud800/": 0 });
  });

  test("thousands of folders in one another", async () => {
    const deep = 1500;
    const folder = async (uri: string) => [
      { name: "f", isFolder: false, bytes: 1 },
      ...(uri.length < root.length + 2 * deep ? [{ name: "d", isFolder: true, bytes: 0 }] : []),
    ];
    const all = await measured({ folder });
    assert.equal(all.tree.total.files, deep + 1);
    const census = await takeCensus(all, parseIgnore(`${"d/".repeat(1200)}f\n!**/g\n`));
    assert.equal(census?.ignored.files, 1);
    assert.equal((await entriesOf(all, census as Census, "d/".repeat(1200)))[0]?.name, "d");
    assert.equal((await amountBelow(all, census as Census, "d/d"))?.sent.files, deep - 2);
    await applyChanges({ folder: async () => [] }, all, [{ path: `${"d/".repeat(1000)}d`, kind: "changed" }]);
    assert.equal(all.tree.total.files, 1000);
  });
});

describe("measure on disk", { skip: process.platform === "win32" }, () => {
  const temporary = temporaryFolder();

  /** What is counted in a new folder; "a -> b" is a link, "a/" a folder. */
  async function sizesOnDisk(entries: readonly string[], prepare?: (directory: string) => void) {
    const directory = mkdtempSync(path.join(temporary, "case-"));
    for (const entry of entries) {
      const [name = "", target] = entry.split(" -> ");
      const file = path.join(directory, name);
      mkdirSync(name.endsWith("/") ? file : path.dirname(file), { recursive: true });
      if (target) symlinkSync(target, file);
      else if (!name.endsWith("/")) writeFileSync(file, "12345");
    }
    prepare?.(directory);
    const result = await measure(
      diskHost(() => []),
      pathToFileURL(directory).href,
    );
    return result && sizesIn(result.tree);
  }

  test("links are files, wherever they lead", async () => {
    const entries = ["a/f", "a/up -> ..", "out -> /etc", "self -> self", "gone -> none", "a/root -> /"];
    const sizes = { "a/f": 5, "a/up": 2, out: 4, self: 4, gone: 4, "a/root": 1 };
    assert.deepEqual(await sizesOnDisk(entries), sizes);
  });

  test("pipes are there and hold nothing", async () => {
    const sizes = await sizesOnDisk(["a"], (directory) => execFileSync("mkfifo", [path.join(directory, "pipe")]));
    assert.deepEqual(sizes, { a: 5, pipe: 0 });
  });

  test("names with line breaks and other odd characters", async () => {
    const names = ["a\nb/c\r\nd", " /\t", "%2F/%00", "a\\b", "?#&", "~/\u202e"];
    assert.deepEqual(await sizesOnDisk(names), Object.fromEntries(names.map((name) => [name, 5])));
  });

  // Node cannot give such a name back: the file is not found again, and the folder not entered.
  test("a name that is not UTF-8 does no harm", { skip: !isLinux }, async () => {
    const sizes = await sizesOnDisk(["a"], (directory) => {
      execFileSync("sh", ["-c", 'cd "$0"; d=$(printf "x\\377"); mkdir "$d"; : > "$d/b"; : > "$d.c"', directory]);
    });
    assert.deepEqual(sizes, { a: 5, "x\ufffd/": 0 });
  });

  test("folders that may not be read", { skip: process.getuid?.() === 0 }, async () => {
    let locked = "";
    const sizes = await sizesOnDisk(["a", "locked/b"], (directory) => {
      locked = path.join(directory, "locked");
      chmodSync(locked, 0);
    });
    chmodSync(locked, 0o700);
    assert.deepEqual(sizes, { a: 5, "locked/": 0 });
  });

  test("paths longer than the system takes", async () => {
    let top = "";
    const sizes = await sizesOnDisk(["a", "d/"], (directory) => {
      top = path.join(directory, "d");
      const name = "d".repeat(200);
      execFileSync("sh", ["-c", `cd "$0"; for i in $(seq 30); do mkdir ${name}; cd ${name}; done; : > f`, top]);
    });
    execFileSync("rm", ["-rf", top]);
    assert.equal(sizes?.a, 5);
  });
});

describe("applyChanges", () => {
  const before: Sizes = { a: 1, "b/c": 2, "b/d/e": 3, "b/d/f": 4, "g/": 0 };
  const { a: _, ...withoutA } = before;
  const cases: readonly (readonly [
    title: string,
    after: Sizes,
    changes: readonly (readonly [kind: Change["kind"], path: string])[],
    asked: readonly string[],
  ])[] = [
    ["nothing", before, [], []],
    ["a new file", { ...before, "b/n": 9 }, [["created", "b/n"]], ["b"]],
    ["a file of another size", { ...before, "b/c": 9 }, [["changed", "b/c"]], ["b"]],
    ["a file less", withoutA, [["deleted", "a"]], []],
    ["a folder less", { a: 1, "b/c": 2, "g/": 0 }, [["deleted", "b/d"]], []],
    [
      "a folder and what is in it less",
      { a: 1, "g/": 0 },
      [
        ["deleted", "b"],
        ["deleted", "b/d/e"],
      ],
      [],
    ],
    ["a new folder", { ...before, "n/o/p": 9 }, [["created", "n"]], ["", "n", "n/o"]],
    ["something in a new folder", { ...before, "n/o/p": 9 }, [["created", "n/o/p"]], ["", "n", "n/o"]],
    [
      "many in one folder",
      { ...before, "b/n": 9, "b/o": 8 },
      [
        ["created", "b/n"],
        ["created", "b/o"],
      ],
      ["b"],
    ],
    ["another folder by the same name", { ...before, "b/d/f": 9 }, [["changed", "b/d"]], ["b", "b/d"]],
    [
      "deleted and made again",
      { ...before, "b/d/f": 9 },
      [
        ["deleted", "b/d"],
        ["created", "b/d"],
      ],
      ["b", "b/d"],
    ],
    [
      "made and gone again",
      before,
      [
        ["created", "b/n"],
        ["deleted", "b/n"],
      ],
      ["b"],
    ],
    ["a file in the place of a folder", { a: 1, b: 9, "g/": 0 }, [["changed", "b"]], [""]],
    ["a folder in the place of a file", { ...withoutA, "a/n": 9 }, [["created", "a/n"]], ["", "a"]],
    [
      "unknown to both",
      before,
      [
        ["deleted", "x/y"],
        ["deleted", "y"],
        ["changed", "b/x"],
      ],
      ["b"],
    ],
    ["the root itself", { ...before, n: 9 }, [["changed", ""]], [""]],
  ];
  for (const [title, after, changes, asked] of cases) {
    test(title, async () => {
      const all = await measured(hostOf(before));
      const host = hostOf(after);
      await applyChanges(
        host,
        all,
        changes.map(([kind, path]) => ({ kind, path })),
      );
      assert.deepEqual(sizesIn(all.tree), after);
      assert.deepEqual(host.asked, asked);
    });
  }

  test("keeps to the limit", async () => {
    const all = await measured(hostOf(before), 5);
    await applyChanges(hostOf({ ...before, n: 1, "o/p": 1 }), all, [{ path: "n", kind: "created" }]);
    assert.equal(all.tree.total.files, 5);
    assert.equal(all.isComplete, false);
  });
});

// ---------------------------------------------------------------------- census

const sizes: Sizes = {
  "node_modules/a/index.js": 500,
  "node_modules/a/README.md": 10,
  "node_modules/b/index.js": 300,
  "node_modules/b/id_rsa": 1,
  "src/server.js": 40,
  "src/server.test.js": 30,
  "src/lib/a.js": 20,
  "src/lib/b.js": 21,
  "logs/a.log": 5,
  "logs/b.log": 6,
  "empty/": 0,
  ".env": 7,
  ".env.example": 8,
  "package.json": 60,
  "package-lock.json": 70,
  "README.md": 9,
};

async function count(files: Sizes, ignore: string | undefined): Promise<[Measured, Census]> {
  const all = await measured(hostOf(files));
  const census = await takeCensus(all, ignore === undefined ? undefined : parseIgnore(ignore));
  assert.ok(census);
  return [all, census];
}

describe("takeCensus", () => {
  /** By line of the ignore file: how much, and of what. */
  const cases: readonly (readonly [ignore: string, shares: readonly string[], secrets: readonly string[]])[] = [
    ["node_modules", ["4 files, 811 B: node_modules/"], [".env"]],
    ["nothing", ["0 files, 0 B:"], [".env", "node_modules/b/id_rsa"]],
    ["# none\n", [], [".env", "node_modules/b/id_rsa"]],
    ["*", [`15 files, 1.1 kB: node_modules/ src/ package-lock.json package.json logs/`], []],
    [
      "*\n!src\n!package*.json",
      [
        "9 files, 846 B: node_modules/ logs/ README.md .env.example .env",
        "4 files, 111 B: src/",
        "2 files, 130 B: package-lock.json package.json",
      ],
      [],
    ],
    [
      "**/*.js\n**/*.md",
      [
        "6 files, 911 B: node_modules/a/index.js node_modules/b/index.js src/server.js src/server.test.js src/lib/b.js",
        "2 files, 19 B: node_modules/a/README.md README.md",
      ],
      [".env", "node_modules/b/id_rsa"],
    ],
    // A pattern that brings back what nothing has left out decides about nothing.
    [
      "!src\nlogs\n!logs",
      ["0 files, 0 B:", "0 files, 0 B:", "2 files, 11 B: logs/"],
      [".env", "node_modules/b/id_rsa"],
    ],
    [
      "src\n!src/*.js",
      ["2 files, 41 B: src/lib/", "2 files, 70 B: src/server.js src/server.test.js"],
      [".env", "node_modules/b/id_rsa"],
    ],
    [
      "src\n!src/lib/b.js",
      ["3 files, 90 B: src/server.js src/server.test.js src/lib/a.js", "1 file, 21 B: src/lib/b.js"],
      [".env", "node_modules/b/id_rsa"],
    ],
    // Nobody looks into the folder for the second one.
    ["src\nsrc/lib", ["4 files, 111 B: src/", "0 files, 0 B:"], [".env", "node_modules/b/id_rsa"]],
    [".env*\n!.env.example", ["1 file, 7 B: .env", "1 file, 8 B: .env.example"], ["node_modules/b/id_rsa"]],
  ];
  for (const [ignore, shares, secrets] of cases) {
    test(JSON.stringify(ignore), async () => {
      const [, census] = await count(sizes, ignore);
      const lines = census.shares.map(({ biggest, ...amount }) =>
        [`${formatAmount(amount)}:`, ...biggest.map(({ path, isFolder }) => path + (isFolder ? "/" : ""))].join(" "),
      );
      assert.deepEqual(lines, shares);
      assert.deepEqual([...census.secrets].sort(), secrets);
    });
  }

  test("agrees with what is decided about each file", async () => {
    const random = createRandom(5);
    const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
    const names = ["a", "b", "ab", "c.js", "d.js", "e"];
    const patterns = ["*", "a", "**/a", "a/b", "*.js", "**/*.js", "a/*", "ab/**", "a/a/b", "?b", "e", "b/c.js"];
    for (let round = 0; round < 100; round++) {
      const files: Record<string, number> = {};
      for (let index = 0; index < 30; index++) {
        const path = Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(names)).join("/");
        const isTaken = Object.keys(files).some(
          (other) => `${other}/`.startsWith(`${path}/`) || path.startsWith(`${other}/`),
        );
        if (!isTaken) files[path] = Math.floor(random() * 100);
      }
      const lines = Array.from({ length: 5 }, () => (random() < 0.4 ? "!" : "") + pick(patterns));
      const [all, census] = await count(files, lines.join("\n"));
      const isIgnored = (path: string) => decide(census.ignore, path).ignored;
      await check(all, census, files, isIgnored, lines.join(" "));
    }
  });

  /** All numbers, of whatever folder. */
  async function check(
    all: Measured,
    census: Census,
    files: Sizes,
    isIgnored: (path: string) => boolean,
    title: string,
  ) {
    const sum = (paths: readonly string[]) => ({
      files: paths.length,
      bytes: paths.reduce((total, path) => total + (files[path] as number), 0),
    });
    const folders = [""];
    for (const folder of folders) {
      for (const entry of await entriesOf(all, census, folder)) {
        if (entry.isFolder) folders.push(entry.path);
        const below = Object.keys(files).filter((path) => path === entry.path || path.startsWith(`${entry.path}/`));
        assert.deepEqual(entry.ignored, sum(below.filter(isIgnored)), `${title}: ${entry.path}`);
        assert.deepEqual(entry.sent, sum(below.filter((path) => !isIgnored(path))), `${title}: ${entry.path}`);
        const { sent, ignored } = (await amountBelow(all, census, entry.path)) ?? {};
        assert.deepEqual({ sent, ignored }, { sent: entry.sent, ignored: entry.ignored }, `${title}: ${entry.path}`);
      }
    }
    const left = census.shares.filter((_, index) => !census.ignore.patterns[index]?.negated);
    const leftFiles = left.reduce((total, { files }) => total + files, 0);
    assert.equal(leftFiles, census.ignored.files, title);
    for (const { files, biggest } of census.shares) {
      const shown = biggest.reduce((total, portion) => total + portion.files, 0);
      assert.ok(biggest.length < 5 ? shown === files : shown <= files, title);
    }
  }

  test("can be called off", async () => {
    const all = await measured(hostOf(sizes));
    assert.equal(await takeCensus(all, undefined, { signal: AbortSignal.abort() }), undefined);
  });
});

describe("entriesOf", () => {
  const cases: readonly (readonly [ignore: string | undefined, folder: string, entries: readonly string[]])[] = [
    [
      "node_modules\n**/*.log\n!logs/b.log\n",
      "",
      [
        "node_modules: 0+4 by node_modules:0",
        "src: 4+0",
        "package-lock.json: 1+0",
        "package.json: 1+0",
        "logs: 1+1",
        "README.md: 1+0",
        ".env.example: 1+0",
        ".env: 1+0 (1 secrets)",
        "empty: 0+0",
      ],
    ],
    ["*\n!src/lib", "src", ["lib: 2+0 by !src/lib:1", "server.js: 0+1 by *:0", "server.test.js: 0+1 by *:0"].sort()],
    // What is in a folder that Docker does not look into is left out by what leaves out the folder.
    [
      "node_modules\n**/*.md",
      "node_modules/a",
      ["index.js: 0+1 by node_modules:0", "README.md: 0+1 by node_modules:0"],
    ],
    [undefined, "node_modules/b/", ["index.js: 1+0", "id_rsa: 1+0 (1 secrets)"]],
    [undefined, "empty", []],
    [undefined, "none", []],
    [undefined, "src/server.js", []],
  ];
  for (const [ignore, folder, entries] of cases) {
    test(`${JSON.stringify(ignore)} in "${folder}"`, async () => {
      const found = await entriesOf(...(await count(sizes, ignore)), folder);
      const lines = found.map(({ name, sent, ignored, secrets, pattern }) =>
        [
          `${name}: ${sent.files}+${ignored.files}`,
          ...(pattern ? [`by ${pattern.text}:${pattern.line}`] : []),
          ...(secrets > 0 ? [`(${secrets} secrets)`] : []),
        ].join(" "),
      );
      assert.deepEqual(folder === "src" ? lines.sort() : lines, entries);
    });
  }

  test("what is newer than the census counts as a whole", async () => {
    const [all, census] = await count(sizes, "new\n");
    const host = hostOf({ ...sizes, "new/a": 1, "src/b/c": 2 });
    await applyChanges(host, all, [
      { path: "new", kind: "created" },
      { path: "src/b", kind: "created" },
    ]);
    const byName = async (folder: string, name: string) =>
      (await entriesOf(all, census, folder)).find((entry) => entry.name === name);
    assert.deepEqual((await byName("", "new"))?.ignored, { files: 1, bytes: 1 });
    assert.deepEqual((await byName("src", "b"))?.sent, { files: 1, bytes: 2 });
  });
});

describe("amountBelow", () => {
  const ignore = "node_modules\n**/*.test.js\n!**/keep.test.js\n";
  const cases: readonly (readonly [source: string, found: string | undefined])[] = [
    ["package.json", "1 of 1: package.json"],
    ["./package.json", "1 of 1: package.json"],
    ["/package.json", "1 of 1: package.json"],
    ["../../package.json", "1 of 1: package.json"],
    ["package*.json", "2 of 2: package-lock.json package.json"],
    ["package[\\-.]*", "2 of 2: package-lock.json package.json"],
    ["package[-.]*", undefined],
    ["package\\.json", "1 of 1: package.json"],
    ["Package.json", undefined],
    ["src", "3 of 4: src/server.js src/lib/a.js src/lib/b.js"],
    ["src/", "3 of 4: src/server.js src/lib/a.js src/lib/b.js"],
    ["src/*", "3 of 4: src/server.js src/lib/a.js src/lib/b.js"],
    ["src/*.js", "1 of 2: src/server.js"],
    ["src/**", "3 of 4: src/server.js src/lib/a.js src/lib/b.js"],
    ["*/*/?.js", "2 of 2: src/lib/a.js src/lib/b.js"],
    ["s?c/[!a]*", undefined],
    ["s?c/[^s]*", "2 of 2: src/lib/a.js src/lib/b.js"],
    ["*.js", undefined],
    ["[", undefined],
    ["src/[", undefined],
    ["node_modules/a", "0 of 2:"],
    ["node_modules/*/*.js", "0 of 2:"],
    ["empty", "0 of 0:"],
    ["none/x", undefined],
    ["package.json/x", undefined],
    [".env*", "2 of 2: .env .env.example; secret: .env"],
    [".", "10 of 15: .env .env.example README.md package-lock.json package.json; secret: .env"],
    ["*", "10 of 15: .env .env.example README.md package-lock.json package.json; secret: .env"],
    ["", "10 of 15: .env .env.example README.md package-lock.json package.json; secret: .env"],
  ];
  for (const [source, found] of cases) {
    test(`"${source}"`, async () => {
      assert.equal(describeSelection(await amountBelow(...(await count(sizes, ignore)), source)), found);
    });
  }

  test("first characters that mean more in an ignore file", async () => {
    const [all, census] = await count({ "#a": 1, "!b": 2 }, undefined);
    assert.equal(describeSelection(await amountBelow(all, census, "#?")), "1 of 1: #a");
    assert.equal(describeSelection(await amountBelow(all, census, "!*")), "1 of 1: !b");
  });

  test("the first of many", async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`d/${(index * 7) % 40}`, 1]));
    const [all, census] = await count(many, "d/1\nd/10\n");
    const { first } = (await amountBelow(all, census, ".")) as Selection;
    assert.deepEqual(first, ["d/0", "d/11", "d/12", "d/13", "d/14"]);
  });

  function describeSelection(selection: Selection | undefined): string | undefined {
    if (!selection) return undefined;
    const { sent, ignored, first, secrets } = selection;
    const secret = secrets.length > 0 ? `; secret: ${secrets.join(" ")}` : "";
    return [`${sent.files} of ${sent.files + ignored.files}:`, ...first].join(" ") + secret;
  }
});

test("amounts for people", () => {
  const cases: readonly (readonly [bytes: number, text: string])[] = [
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [1549, "1.5 kB"],
    [9949, "9.9 kB"],
    [9950, "10 kB"],
    [999_499, "999 kB"],
    [999_500, "1.0 MB"],
    [210_400_000, "210 MB"],
    [12_345_678_901_234, "12346 GB"],
  ];
  for (const [bytes, text] of cases) assert.equal(formatBytes(bytes), text);
  assert.equal(formatAmount({ files: 12_431, bytes: 210_000_000 }), "12,431 files, 210 MB");
  assert.equal(formatAmount({ files: 1, bytes: 1 }), "1 file, 1 B");
});

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
