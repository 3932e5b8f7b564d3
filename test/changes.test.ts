/** How files of an image change: each change alone, between a view before it and one after. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  copied,
  type Effect,
  eitherOf,
  inSetGroupFolders,
  type Made,
  makeFolder,
  mayAdd,
  mayChange,
  overlay,
  perhaps,
  put,
  remove,
  setMode,
  setOwner,
  somewhereIn,
  writeFile,
} from "../server/image/changes";
import { changedMode, modeOf } from "../server/image/modeBits";
import type { FileView, Found, ImageEntry, Owner } from "../server/image/model";
import { root } from "../server/image/owners";
import { parseDockerfile } from "../server/syntax/dockerfile";

const by = parseDockerfile("FROM x\nRUN a").instructions[1] ?? assert.fail();
const node: Owner = { name: "node", id: 1000 };
const made: Made = { owner: node, group: node, mode: 0o750, by };

const entry = (kind: ImageEntry["kind"], more: Partial<ImageEntry> = {}): ImageEntry => ({
  kind,
  owner: root,
  group: root,
  mode: 0o755,
  by: undefined,
  source: undefined,
  target: undefined,
  ...more,
});

/** A view of some files; what is not named is absent, and "?" is not known. */
function viewOf(files: Readonly<Record<string, ImageEntry | "?">>): FileView {
  const at = (path: string): Found => {
    const found = files[path] ?? (path === "/" ? entry("folder") : "absent");
    return found === "?" ? undefined : found;
  };
  return { at, mayWrite: () => undefined, obstacleTo: () => undefined };
}

const before = viewOf({
  "/a": entry("folder"),
  "/a/f": entry("file", { mode: 0o644, source: "f" }),
  "/l": entry("link", { target: "/a" }),
  "/u": "?",
});

/** "folder node 750", "absent", "unknown"; "?" for a part that is not known. */
function say(found: Found): string {
  if (found === "absent") return found;
  if (!found) return "unknown";
  const { kind, owner, mode } = found;
  return `${kind ?? "?"} ${owner?.name ?? "?"} ${mode?.toString(8) ?? "?"}`;
}

const saysAt = (effect: Effect, path: string, after: FileView = before) => say(effect.find(path, before, after));

/** A change, a path, and what stands there afterwards. */
const changes: readonly (readonly [title: string, effect: Effect, found: Readonly<Record<string, string>>])[] = [
  [
    "a folder is made, and those that lead to it",
    makeFolder("/b/c", made),
    { "/b/c": "folder node 750", "/b": "folder node 755", "/b/c/d": "absent", "/a/f": "file root 644" },
  ],
  ["a folder that is there stays", makeFolder("/a", made), { "/a": "folder root 755", "/a/f": "file root 644" }],
  ["a folder that may have been there", makeFolder("/u", made), { "/u": "folder ? ?" }],
  [
    "a file takes the place of a folder",
    put("/a", entry("file", { owner: node }), made),
    { "/a": "file node 755", "/a/f": "absent", "/l": "link root 755" },
  ],
  ["a folder is put where something was", put("/a", entry("folder"), made), { "/a/f": "unknown", "/a/g": "unknown" }],
  [
    "a link shows what it leads to",
    put("/x/l", entry("link", { target: "/a" }), made),
    { "/x/l/f": "file root 644", "/x": "folder node 750" },
  ],
  ["a link to itself leads nowhere", put("/x", entry("link", { target: "/x" }), made), { "/x/f": "unknown" }],
  ["a new file", writeFile("/b/f", made), { "/b/f": "file node 750", "/b": "folder ? ?" }],
  ["new content for a file", writeFile("/a/f", made), { "/a/f": "file root 644", "/a": "folder root 755" }],
  ["content for what may be there", writeFile("/u", made), { "/u": "file ? ?" }],
  ["all below goes", remove("/a"), { "/a": "absent", "/a/f": "absent", "/ab": "absent", "/l": "link root 755" }],
  [
    "an owner",
    setOwner("/a", { owner: node, group: null }, false),
    { "/a": "folder node 755", "/a/f": "file root 644" },
  ],
  [
    "an owner for all below",
    setOwner("/a", { owner: node, group: null }, true),
    { "/a/f": "file node 644", "/a/g": "absent" },
  ],
  ["an owner for what a link leads to", setOwner("/l", { owner: node, group: null }, false), { "/l": "link ? 755" }],
  ["an owner that is not known", setOwner("/a", { owner: undefined, group: null }, false), { "/a": "folder ? 755" }],
  ["an owner for what must be there", setOwner("/b", { owner: node, group: null }, false), { "/b": "? node ?" }],
  ["bits", setMode("/a/f", () => 0o600, false), { "/a/f": "file root 600", "/a": "folder root 755" }],
  [
    "bits for all below, links left out",
    setMode("/", () => 0o700, true),
    { "/a/f": "file root 700", "/l": "link root 755" },
  ],
  [
    "something may be made",
    mayAdd("/b"),
    { "/b": "unknown", "/b/c": "unknown", "/a/f": "file root 644", "/c": "absent" },
  ],
  [
    "anything may happen below",
    mayChange(["/a"]),
    { "/a": "unknown", "/a/f": "unknown", "/l": "link root 755", "/b": "absent" },
  ],
  ["anything may happen", mayChange(), { "/a": "unknown", "/b": "unknown" }],
  [
    "content is laid over a folder",
    overlay(
      "/a",
      (inside) => (inside === "g" ? entry("file", { mode: 0o600 }) : inside === "u" ? undefined : "absent"),
      made,
    ),
    { "/a": "folder root 755", "/a/g": "file node 750", "/a/f": "file root 644", "/a/u": "unknown" },
  ],
  [
    "a file or a folder with one in it",
    eitherOf("/b", "/b/f", made),
    { "/b": "? ? ?", "/b/f": "unknown", "/c": "absent" },
  ],
  [
    "a destination of unknown sources",
    somewhereIn("/b/c", made),
    { "/b": "folder node 755", "/b/c": "? ? ?", "/b/c/d": "unknown" },
  ],
  ["a folder of unknown sources", somewhereIn("/a", made), { "/a": "folder ? ?", "/a/f": "? ? ?" }],
];

describe("changes of files", () => {
  for (const [title, effect, found] of changes) {
    test(title, () => {
      for (const [path, expected] of Object.entries(found)) assert.equal(saysAt(effect, path), expected, path);
    });
  }

  test("a change says where it can be seen; what may touch anything does not", () => {
    assert.deepEqual(makeFolder("/b/c", made).places, ["/b/c"]);
    assert.equal(mayChange().places, undefined);
  });

  test("a home keeps no rights of its own once its bits are set", () => {
    const home = viewOf({ "/h": entry("folder", { isHome: true }) });
    const found = setMode("/h", () => 0o700, false).find("/h", home, home);
    assert.ok(found && found !== "absent");
    assert.equal(found.isHome, undefined);
  });

  test("a copy keeps bits, owner and group where it is told to", () => {
    const one = entry("file", { mode: 0o600 });
    assert.equal(say(copied(one, made)), "file node 750");
    assert.equal(say(copied(one, { ...made, keepsMode: true })), "file node 600");
    assert.equal(say(copied(one, { ...made, keepsOwner: true })), "file root 750");
    assert.equal(say(copied(entry("link", { mode: undefined }), made)), "link node ?");
  });

  test("in a folder with the bit for it, the group of what is new is not known", () => {
    const staff: Owner = { name: "staff", id: 50 };
    const shared = viewOf({ "/s": entry("folder", { mode: 0o2775, group: staff }), "/s/o": entry("file") });
    const effect = inSetGroupFolders(makeFolder("/s/n/m", made));
    for (const [path, group, mode] of [
      ["/s/n/m", undefined, undefined],
      ["/s/n", undefined, undefined],
      ["/s/o", "root", 0o755],
      ["/s", "staff", 0o2775],
    ] as const) {
      const found = effect.find(path, shared, shared);
      assert.ok(found && found !== "absent");
      assert.deepEqual([found.group?.name, found.mode], [group, mode], path);
    }
    assert.equal(say(inSetGroupFolders(makeFolder("/b", made)).find("/b", before, before)), "folder node 750");
  });

  test("what may not happen leaves known only what it would not change", () => {
    const owner = perhaps(setOwner("/a", { owner: node, group: null }, true));
    assert.deepEqual(
      ["/a", "/a/f", "/l", "/b"].map((path) => saysAt(owner, path)),
      ["unknown", "unknown", "link root 755", "absent"],
    );
    assert.equal(saysAt(perhaps(remove("/b")), "/b"), "absent");
    assert.equal(saysAt(perhaps(remove("/u")), "/u"), "unknown");
  });
});

/** What chmod is told, the bits before, the kind, and the bits afterwards in octal; undefined when not known. */
const modes: readonly (readonly [
  change: string | undefined,
  mode: number,
  kind: ImageEntry["kind"],
  after: string | undefined,
])[] = [
  ["755", 0o644, "file", "755"],
  ["0755", 0o644, "file", "755"],
  ["4755", 0o644, "file", "4755"],
  ["7", 0o644, "file", "7"],
  ["u+x", 0o644, "file", "744"],
  ["+x", 0o644, "file", "755"],
  ["a+rw", 0o600, "file", "666"],
  ["+w", 0o444, "file", "644"],
  ["go-w", 0o777, "file", "755"],
  ["u=rw,go=r", 0o777, "file", "644"],
  ["=rw", 0o777, "file", undefined],
  ["a=", 0o777, "file", "0"],
  ["a+X", 0o644, "file", "644"],
  ["a+X", 0o744, "file", "755"],
  ["a+X", 0o600, "folder", "711"],
  ["a+X", 0o600, undefined, undefined],
  ["g+s", 0o755, "folder", "2755"],
  ["+t", 0o777, "folder", "1777"],
  ["755", 0o2755, "folder", undefined],
  ["755", 0o4755, "file", "755"],
  ["o=rx", 0o1777, "folder", undefined],
  ["u+q", 0o644, "file", undefined],
  ["8", 0o644, "file", undefined],
  ["", 0o644, "file", undefined],
  [undefined, 0o644, "file", undefined],
];

describe("permission bits", () => {
  for (const [change, mode, kind, after] of modes) {
    test(`${change} on ${mode.toString(8)} of ${kind ?? "something"}`, () =>
      assert.equal(changedMode(change, entry(kind, { mode }))?.toString(8), after));
  }

  test("where the bits before are not known, only a number tells", () => {
    assert.equal(changedMode("755", entry("file", { mode: undefined })), 0o755);
    assert.equal(changedMode("u+x", entry("file", { mode: undefined })), undefined);
  });

  test("of mkdir and install", () => {
    assert.deepEqual(
      ["755", "0700", "1777", "7", "u=rwx", undefined].map((text) => modeOf(text, 0o755)),
      [0o755, 0o700, 0o1777, undefined, undefined, 0o755],
    );
  });
});
